import tomllib
from pathlib import Path

from django.db import transaction

from resume.models import Resume, Story

FIELDS = ("about", "title", "text")


@transaction.atomic
def load(resume: Resume, file: Path) -> int:
    """Replace the draft's stories by those of a TOML file, and say how many.

    The file has ``[[stories]]`` with ``about``, ``title`` and ``text``. Raises OSError,
    and ValueError for another file.
    """
    try:
        found = tomllib.loads(file.read_text(encoding="utf-8"))["stories"]
        stories = [
            Story(resume=resume, **{key: story[key].strip() for key in FIELDS})
            for story in found
        ]
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("each of [[stories]] needs about, title and text") from error
    resume.stories.all().delete()
    for story in stories:
        story.full_clean(exclude=["slug"])
        story.save()
    return len(stories)
