"""What visitors ask and résumés seldom say: answered only where a word says it.

Ranking would find something for each of these ("negotiated salary agreements" for
"what salary?"), so they are looked up by their own words and in few places.
"""

from dataclasses import dataclass

from chatkit.answering.extractive.intent import patterns


@dataclass(frozen=True, slots=True)
class UnanswerableTopic:
    """A passage must hold one of ``evidence``, which are patterns without gaps.

    ``anywhere`` looks beyond what is said of the person as a whole. ``may_be_work``: a
    profession may be about it ("family law"), so passages with those words come first.
    """

    label: str
    patterns: tuple[str, ...]
    evidence: tuple[str, ...] = ()
    anywhere: bool = False
    may_be_work: bool = False


UNANSWERABLE = (
    UnanswerableTopic(
        "salary expectations",
        patterns(
            "salary | salary expectation | wage | day rate | hourly rate | daily rate"
            " | how much * earn | how much * cost | how much * charge | how much * pay"
            " | cost * hire | how much * make | how much * paid | how much money |"
            " compensation | compensation expect | expect salary | current salary | pay"
            " expectation | earn | expensive"
        ),
        patterns("salary | day rate | hourly rate | daily rate"),
    ),
    UnanswerableTopic(
        "availability or a notice period",
        patterns(
            "notice period | available | availability | when can * start | start date"
            " | how soon | open to work | open to offer | look for * job | look for"
            " work | look for * role | open to new | job hunt | look to move"
        ),
        patterns("notice period | available from | available | immediately"),
    ),
    UnanswerableTopic(
        "work permits, visas or nationality",
        patterns(
            "visa | work permit | right to work | authorise to work | authorize to"
            " work | legally work | sponsorship | citizen | citizenship | nationality |"
            " passport | need sponsorship | work visa | permit | work authorization"
        ),
        patterns(
            "visa | work permit | right to work | citizen | citizenship | nationality"
        ),
    ),
    UnanswerableTopic(
        "age or date of birth",
        patterns(
            "how old | age | date of birth | birthday | birth | bear in | when * born"
        ),
        patterns("born | date of birth"),
    ),
    UnanswerableTopic(
        "family or marital status",
        patterns(
            "marry | marital status | spouse | wife | husband | girlfriend | boyfriend"
            " | have child | have any child | have kid | have any kid | have family |"
            " have a family | be * pregnant"
        ),
        patterns("married | marital status | father of | mother of"),
    ),
    UnanswerableTopic(
        "family",
        patterns("child | kid | family | pregnant | parent"),
        patterns("father of | mother of"),
        may_be_work=True,
    ),
    UnanswerableTopic(
        "religion, politics, health, origin or gender",
        patterns(
            "religion | religious | christian | muslim | jew | church | politics |"
            " vote | politically | political | disability | disabled | ill | ethnicity"
            " | race | gender | sexual | gay | pronoun | criminal record | criminal |"
            " arrest"
        ),
        patterns("pronouns"),
        may_be_work=True,
    ),
    UnanswerableTopic(
        "remote work",
        patterns(
            "remote | remotely | work remotely | work from home | hybrid | home office"
        ),
        patterns("remote | remotely | work from home | hybrid | home office"),
        anywhere=True,
    ),
    UnanswerableTopic(
        "relocation or travel",
        patterns(
            "relocate | relocation | will to move | will to travel | travel for work"
        ),
        patterns("relocate | relocation | travel for work | willing to travel"),
        anywhere=True,
    ),
    UnanswerableTopic(
        "a driving licence",
        patterns("driving licence | driver licence | can * drive | drive a car"),
        patterns("driving licence | driver licence"),
        anywhere=True,
    ),
    UnanswerableTopic(
        "reasons for leaving a job",
        patterns(
            "why did * leave | why do * leave | reason * leave | why * quit | fired"
        ),
    ),
    UnanswerableTopic(
        "weaknesses",
        patterns("weakness | weak at | bad at | worst | flaw | failure | shortcoming"),
    ),
)
