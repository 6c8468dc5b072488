"""Which kind of passage a cue asks for."""

from chatkit.answering.passages import Kind

MOST_ITEMS = 7  # of a list in an answer; the next cited tells where the rest is

#: Cues that ask for a kind.
CUES = {
    "study": Kind.STUDY,
    "language": Kind.LANGUAGE,
    "certificate": Kind.CERTIFICATE,
    "award": Kind.AWARD,
    "publication": Kind.PUBLICATION,
    "project": Kind.PROJECT,
    "volunteering": Kind.VOLUNTEERING,
    "interest": Kind.INTEREST,
    "reference": Kind.REFERENCE,
    "skill": Kind.SKILL,
    "tool": Kind.SKILL,
}

#: Cues of messages that ask nothing about the person.
TALK = frozenset(
    [
        "hello",
        "thanks",
        "bye",
        "fine",
        "wellbeing",
        "capability",
        "bot",
        "inject",
        "hostile",
        "offtopic",
    ]
)

#: What is seldom in a résumé and not for us to guess, by how strong the cue is.
PRIVATE = (
    "salary",
    "visa",
    "age",
    "family",
    "private",
    "leaving",
    "weakness",
    "driving",
)
