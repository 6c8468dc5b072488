from django.db.models import prefetch_related_objects

from resume.models import Resume, Story
from resume.sections import SECTIONS


def in_order(resume: Resume) -> list[Story]:
    """The stories in the order of what they are about on the page."""
    ranks = {dom_id: rank for rank, dom_id in enumerate(subjects(resume))}
    shown = (story for story in resume.stories.all() if story.about in ranks)
    return sorted(shown, key=lambda story: ranks[story.about])


def subjects(resume: Resume) -> dict[str, str]:
    """What a story can be about: by id, in the order of the page, how it reads."""
    prefetch_related_objects([resume], "entries__highlights")
    places = {key: place for place, key in enumerate(SECTIONS)}
    entries = sorted(resume.entries.all(), key=lambda entry: places[entry.section])
    found = {}
    for entry in entries:
        found[entry.dom_id] = str(entry)
        found |= {h.dom_id: f"{entry}: {h.text}" for h in entry.highlights.all()}
    return found
