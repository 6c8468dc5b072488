"""Lists of words that several modules need."""


def listed(text: str) -> list[str]:
    """The words of a text, to write long lists without a quotation mark for each."""
    return text.split()


MONTHS = listed(
    "january february march april may june july august september october november"
    " december"
)
SMALL = listed(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen"
    " fourteen fifteen sixteen seventeen eighteen nineteen"
)
TENS = listed("twenty thirty forty fifty sixty seventy eighty ninety")
# With these a full stop ends no sentence.
ABBREVIATIONS = frozenset(
    listed(
        "dr mr mrs ms mx prof st jr sr inc ltd co corp llc e.g i.e vs approx dept univ"
        " est ph.d b.sc m.sc b.a m.a u.s u.k etc al fig vol nr ca bzw z.b d.h u.a inkl"
        " usw jan feb mar apr jun jul aug sep sept oct nov dec"
    )
)
