from django.core.management.base import CommandError

from resume.models import Resume


def find(path: str) -> Resume | None:
    """The résumé with the address; the default one, if there is any, by ""."""
    rows = Resume.objects.order_by(*Resume.DEFAULT_FIRST)
    if not path:
        return rows.first()
    found = rows.filter(path=path.lower()).first()
    if found is None:
        there = ", ".join(rows.values_list("path", flat=True)) or "none yet"
        raise CommandError(f"No résumé has the address {path}. There are: {there}.")
    return found
