"""Positions by time, and skills."""

from chatkit.answering.extractive import selectors
from chatkit.answering.extractive.intent import Topic, patterns
from chatkit.answering.extractive.selectors import of_kind
from chatkit.answering.passages import Kind

CURRENT = Topic(
    "a current job",
    "Currently:",
    selectors.current_positions,
    strong=patterns(
        "current | now | right now | today | at the moment | these day | nowadays |"
        " where do * work | where be * work | who do * work for | be * employ | where"
        " do * work now | where be * work now | current job | current role | current"
        " position | current employer | current company | current work | present |"
        " present job | present position | present employer | job title | current job"
        " title | most recent job | most recent role | most recent work | most recent"
        " position | most recent employer | latest job | latest role | your job | their"
        " job | her job | his job | @ job | @ role | your role | their role | her role"
        " | his role | profession | occupation | for a live | line of work | who employ"
        " | what do * do now | what do * do today | what do * do at the moment | what"
        " be * do now | what be * do today | what be * work on"
    ),
    weak=patterns("what do * do | latest | most recent"),
    instead=Topic("jobs", "The latest job in the résumé:", selectors.latest_positions),
)
PAST = Topic(
    "earlier jobs",
    "Earlier jobs in the résumé:",
    selectors.past_positions,
    strong=patterns(
        "previous | previous job | previous work | previous employer | previous role |"
        " previous position | previous company | past | past job | past employer | past"
        " role | past position | past company | former | former job | former employer |"
        " former company | earlier | earlier job | last job | used to work | use to"
        " work | work before | before this | before that | before now | prior | prior"
        " job | prior experience | prior employer | previous experience | past"
        " experience | earlier experience | last employer | where did * work before |"
        " where have * work before | where else * work"
    ),
)
FIRST = Topic(
    "a first job",
    "The earliest job in the résumé:",
    selectors.first_position,
    strong=patterns(
        "first job | first position | first role | first employer | begin * career |"
        " start * career | career start | career begin | earliest job | start out"
    ),
)
JOBS = Topic(
    "work experience",
    "Jobs in the résumé:",
    selectors.positions,
    strong=patterns(
        "work history | work experience | professional experience | career | employ |"
        " employment history | where did * work | where have * work | company | year of"
        " experience | how many year | how long * work | year experience | how much"
        " experience | how much * experience | who * work for | which company | what"
        " company | professional background | job history | what do * do for work |"
        " school * work | school * teach | work * school | teach * school | college *"
        " teach | university * teach"
    ),
    weak=patterns(
        "experience | job | position | role | work | what did * do | how long | what"
        " have * do | responsible | responsibility | industry"
    ),
    offered=True,
)
ACHIEVEMENTS = Topic(
    "achievements",
    "From the latest job in the résumé:",
    selectors.latest_details,
    strong=patterns(
        "achieve | achievement | accomplish | accomplishment | proud | success | big"
        " achievement | impact | highlight | best work"
    ),
)
TENURE = Topic(
    "years of experience",
    "The résumé gives these dates:",
    selectors.joined(selectors.statements_of_years, selectors.positions),
    strong=patterns(
        "how many year | how long * work | year of experience | year experience | how"
        " much experience | how much * experience | how experience | how many year of"
        " experience | how long * career | total experience"
    ),
    seek="years",
)
SKILLS = Topic(
    "skills",
    "Skills in the résumé:",
    of_kind(Kind.SKILL),
    strong=patterns(
        "skill | technology | technologies | tech | tech stack | stack | expertise |"
        " strength | good at | best at | competence | competency | programming |"
        " program language | code language | language * code | language * program |"
        " tool | software | framework | specialise | specialist in | able to do"
    ),
    weak=patterns(
        "know | use | familiar | proficient | knowledge | experience with | code |"
        " experience in | work with | able | qualify | can | good with"
    ),
    offered=True,
)
TOPICS = (CURRENT, PAST, FIRST, ACHIEVEMENTS, TENURE, JOBS, SKILLS)
