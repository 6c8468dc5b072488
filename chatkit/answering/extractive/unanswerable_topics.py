"""What visitors ask and résumés seldom say: answered only by a word that says it.

Ranking would find something for each of these ("negotiated salary agreements" for
"what salary?"), so they are looked up by their own words and in few places.
"""

from dataclasses import dataclass

from chatkit.answering.extractive.intent import cues


@dataclass(frozen=True, slots=True)
class Silence:
    """``evidence`` are words one of which a passage must hold, like cues without
    gaps; ``anywhere`` looks beyond what is said of the person as a whole.
    ``may_be_work``: a profession may be about it ("family law"), so that other
    passages with the very words come first.
    """

    label: str
    cues: tuple[str, ...]
    evidence: tuple[str, ...] = ()
    anywhere: bool = False
    may_be_work: bool = False


SILENCES = (
    Silence(
        "salary expectations",
        cues(
            "salary | salary expectation | wage | day rate | hourly rate | daily rate"
            " | how much * earn | how much * cost | how much * charge | how much * pay"
            " | cost * hire | how much * make | how much * paid | how much money | compensation | compensation expect"
            " | expect salary | current salary | pay expectation | earn | expensive"
        ),
        cues("salary | day rate | hourly rate | daily rate"),
    ),
    Silence(
        "availability or a notice period",
        cues(
            "notice period | available | availability | when can * start | start date"
            " | how soon | open to work | open to offer | look for * job | look for work"
            " | look for * role | open to new | job hunt | look to move"
        ),
        cues("notice period | available from | available | immediately"),
    ),
    Silence(
        "work permits, visas or nationality",
        cues(
            "visa | work permit | right to work | authorise to work | authorize to work"
            " | legally work | sponsorship | citizen | citizenship | nationality"
            " | passport | need sponsorship | work visa | permit | work authorization"
        ),
        cues(
            "visa | work permit | right to work | citizen | citizenship | nationality"
        ),
    ),
    Silence(
        "age or date of birth",
        cues(
            "how old | age | date of birth | birthday | birth | bear in | when * born"
        ),
        cues("born | date of birth"),
    ),
    Silence(
        "family or marital status",
        cues(
            "marry | marital status | spouse | wife | husband | girlfriend | boyfriend"
            " | have child | have any child | have kid | have any kid | have family"
            " | have a family | be * pregnant"
        ),
        cues("married | marital status | father of | mother of"),
    ),
    Silence(
        "family",
        cues("child | kid | family | pregnant | parent"),
        cues("father of | mother of"),
        may_be_work=True,
    ),
    Silence(
        "religion, politics, health, origin or gender",
        cues(
            "religion | religious | christian | muslim | jew | church | politics | vote"
            " | politically | political | disability | disabled | ill | ethnicity"
            " | race | gender | sexual | gay | pronoun | criminal record | criminal"
            " | arrest"
        ),
        cues("pronouns"),
        may_be_work=True,
    ),
    Silence(
        "remote work",
        cues(
            "remote | remotely | work remotely | work from home | hybrid | home office"
        ),
        cues("remote | remotely | work from home | hybrid | home office"),
        anywhere=True,
    ),
    Silence(
        "relocation or travel",
        cues("relocate | relocation | will to move | will to travel | travel for work"),
        cues("relocate | relocation | travel for work | willing to travel"),
        anywhere=True,
    ),
    Silence(
        "a driving licence",
        cues("driving licence | driver licence | can * drive | drive a car"),
        cues("driving licence | driver licence"),
        anywhere=True,
    ),
    Silence(
        "reasons for leaving a job",
        cues("why did * leave | why do * leave | reason * leave | why * quit | fired"),
    ),
    Silence(
        "weaknesses",
        cues("weakness | weak at | bad at | worst | flaw | failure | shortcoming"),
    ),
)
