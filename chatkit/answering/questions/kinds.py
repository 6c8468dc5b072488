"""Which kind of passage a cue asks for."""

from chatkit.answering.passages import Kind

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
