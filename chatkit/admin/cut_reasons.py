"""Why the claim guard cut a sentence, in words for the owner."""

from collections.abc import Mapping
from itertools import groupby

#: By the first words of a reason; {} is what it is about.
REASONS: Mapping[str, str] = {
    "unknown": "The résumé has no evidence for {}.",
    "name": "The résumé does not have the name {}.",
    "number": "The résumé does not give this number for it: {}.",
    "date": "The résumé does not give this date for it: {}.",
    "age": "The résumé does not give this age: {}.",
    "contact": "This address is not in the résumé: {}.",
    "denied": "The résumé denies it: {}.",
    "denies what is there": "It denies something that the résumé says.",
    "contrary": "The résumé says the contrary of {}.",
    "overstated": "It claims more than the résumé says: {}.",
    "level": "The résumé gives another level than {}.",
    "turned around": "It turns around what the résumé says, such as who or from what.",
    "direction": "It has a change go the wrong way, such as up for down.",
    "time": "It puts things at one time that were not.",
    "order": "It puts things in the wrong order.",
    "agent": "The résumé says that somebody else did it.",
    "cause": "It names a cause that the résumé does not name.",
    "intent": "It names an intention that the résumé does not name.",
    "praise": "It praises you without evidence.",
    "more than is checked": "The answer was too long for all of it to be checked.",
    "more denials than a sentence has": "It denies too much to be checked.",
    "more numbers than a sentence has": "It has too many numbers to be checked.",
    "confirms what has no evidence": 'It says yes to this without evidence: "{}".',
    "goes on about what was cut": "It goes on about a sentence that was cut.",
}
OTHER = "The résumé has no evidence for it."


def explain(reason: str) -> list[str]:
    """A sentence for each kind of objection, with all that it is about."""
    parts = sorted(part.partition(": ") for part in reason.split("; "))
    explained = []
    for kind, group in groupby(parts, key=lambda part: part[0]):
        about = dict.fromkeys(subject for _, _, subject in group)
        explained.append(REASONS.get(kind, OTHER).format(", ".join(about)))
    return list(dict.fromkeys(explained))
