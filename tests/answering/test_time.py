"""Dates as arithmetic: durations, gaps, overlaps, what came first, the future."""

from dataclasses import replace
from datetime import date

import pytest

from chatkit.answering.extractive.responder import answer
from resume.passages import Passage
from tests.answering.passages import about, entry

JOBS = (
    about("name", "Ada Moreau", "Ada Moreau is a Welder."),
    *entry("work-dock", "Foreman, Dock Nine", "Foreman at Dock Nine.", "2024-03"),
    *entry("work-next", "Advisor, Hull Yard", "Advisor at Hull Yard.", "2027-02"),
    *entry(
        "work-side",
        "Teacher, Weld School",
        "Teacher at Weld School.",
        "2023-01",
        "2025-06",
    ),
    *entry(
        "work-yard2",
        "Lead Welder, Old Yard",
        "Lead Welder at Old Yard.",
        "2018-05",
        "2022-04",
    ),
    *entry(
        "work-yard1", "Welder, Old Yard", "Welder at Old Yard.", "2015-01", "2018-04"
    ),
    *entry(
        "work-leave", "Career break, Parental leave", "At home.", "2022-05", "2022-12"
    ),
)


def said(question: str) -> str:
    given = answer(question, JOBS, today=date(2026, 11, 28))
    return " ".join(claim.text for claim in given.claims)


@pytest.mark.parametrize(
    ("question", "holds", "lacks"),
    [
        ("Where does she work now?", "Foreman at Dock Nine", "Hull Yard"),
        ("What is next?", "Advisor at Hull Yard, from February 2027", "Old Yard"),
        ("How long was she at Old Yard?", "Seven years and four months", ""),
        ("How long at Weld School?", "Two years and six months", ""),
        ("How many years of experience does she have?", "About eleven years", ""),
        ("Was she promoted?", "Yes: “Lead Welder at Old Yard", "Dock"),
        ("Did any of her jobs overlap?", "At the same time: “Teacher at Weld", "Old"),
        ("Any gaps?", "Parental leave (Career break)", ""),
        ("Which came first, Old Yard or Dock Nine?", "Old Yard came first", ""),
        ("Where did she work before Dock Nine?", "Teacher at Weld School", ""),
        ("What did she do after Old Yard?", "Parental leave", "Hull"),
        ("What did she do between March and May 2016?", "Welder at Old Yard", "Dock"),
        ("What was she doing in summer 2022?", "Parental leave", "Dock"),
        ("What did she do last year?", "Teacher at Weld School", "Old Yard"),
        ("What has she done since 2024?", "Dock Nine", "Old Yard"),
        ("Where did she work in 1999?", "does not list anything for 1999", "Yard"),
        ("Is she still at Old Yard?", "No", ""),
        ("Is she still at Dock Nine?", "Yes", ""),
        ("Which job was the longest?", "The longest, four years: “Lead", ""),
        ("Was she longer at Old Yard or Dock Nine?", "Old Yard was longer: seven", ""),
        ("Longer at Dock Nine or Weld School?", "Dock Nine was longer: two", "Yard"),
        ("Longer, Dock Nine or Old Yard?", "2015 to April 2018", "Next"),
        ("What was her first job?", "Welder at Old Yard, from January 2015", "Lead"),
    ],
)
def test_time_is_counted(question: str, holds: str, lacks: str) -> None:
    assert holds in said(question)
    assert not lacks or lacks not in said(question)


#: The question, what the résumé says of the end, and what else, in its language.
REASONS = [
    ("Why did she leave Lim?", "Made redundant in spring.", "Sold hats to the guests."),
    (
        "Why did she leave Lim?",
        "Nach der Lehre übernommen, dann betriebsbedingt gekündigt.",
        "Verkaufte Hüte an die Gäste.",
    ),
    (
        "Warum hat sie 2019 bei Lim aufgehört?",
        "Die Stelle fiel durch die Insolvenz weg.",
        "Verkaufte Hüte an die Gäste.",
    ),
    (
        "Pourquoi a-t-elle quitté Lim ?",
        "Fin de contrat après la fermeture du magasin.",
        "A vendu des chapeaux aux clients.",
    ),
    (
        "¿Por qué dejó Lim?",
        "Dejó el puesto por el cierre de la tienda.",
        "Vendía los sombreros y hacía también las cuentas con los clientes.",
    ),
    (
        "Por que saiu da Lim?",
        "Trabalhou lá até à falência da loja.",
        "Vendia os chapéus aos clientes.",
    ),
]


@pytest.mark.parametrize(("question", "reason", "work"), REASONS)
def test_a_reason_for_leaving_that_is_written_is_given(
    question: str, reason: str, work: str
) -> None:
    shop = entry("work-lim", "Clerk, Lim", reason, "2015-01", "2019-04", work)
    given = answer(question, (JOBS[0], *shop), today=date(2026, 11, 28))
    told = " ".join(claim.text for claim in given.claims)
    assert reason in told
    assert work not in told


TRAINER = (
    about("summary", "Summary", "Lehrgänge gern überall. Keine Nachtschichten mehr."),
    *entry("work-new", "Ausbilder, Nordbahn", "Bildet aus.", "2021-05"),
    *entry("work-old", "Schlosser, Werkzeugbau", "Wartete.", "2007-08", "2009-06"),
    *entry(
        "volunteer-line",
        "Berater, Seelsorge",
        "Half den Leuten am Telefon.",
        "2018-01",
        "2019-12",
        "Rund 200 Gespräche, meist nachts.",
    ),
)


@pytest.mark.parametrize(
    ("question", "holds"),
    [
        ("Seit wann ist er Ausbilder?", "Seit Mai 2021"),
        ("Arbeitet er auch nachts?", ": “Keine Nachtschichten mehr.”"),
        ("Hat er schon nachts gearbeitet?", "Ja: Seelsorge"),
    ],
)
def test_what_holds_today_is_not_taken_from_the_past(question: str, holds: str) -> None:
    given = answer(question, TRAINER, today=date(2026, 11, 28))
    assert holds in " ".join(claim.text for claim in given.claims)


def at(place: str, passages: tuple[Passage, ...]) -> list[Passage]:
    first, *details = passages
    facts = replace(first.facts, place=place)
    return [
        replace(first, text=f"{first.text[:-1]} in {place}.", facts=facts),
        *details,
    ]


HARBOURS = [
    *at("Hull, UK", entry("work-a", "Mate, Tern", "Mate at Tern.", "2010", "2012")),
    *at(
        "Cadiz, Spain",
        entry("work-b", "Mate, Alba", "Mate.", "2014-01", "2015-12", "Sailed a tug."),
    ),
    *at("Vigo, Spain", entry("work-c", "Pilot, Rías", "Pilot.", "2018-01", "2020-12")),
]


def test_what_fills_a_time_is_not_what_ended_and_began_at_its_edges() -> None:
    passages = (
        *entry("work-new", "Midwife, Lee", "Midwife.", "2020-09"),
        *entry("work-old", "Nurse, Clyde", "Nurse.", "2013-03", "2018-08"),
        about("summary", "Summary", "Took two years out to care for her father."),
    )
    asked = "What was she doing between August 2018 and September 2020?"
    given = answer(asked, passages, today=date(2026, 11, 28))

    told = [claim.text for claim in given.claims]
    assert told == [
        "“Took two years out to care for her father.”",
        "The résumé does not list any position from September 2018 to August 2020.",
    ]
    given = answer("What did she do in 2019?", passages, today=date(2026, 11, 28))
    assert [claim.text for claim in given.claims] == told


def test_a_time_between_two_studies_is_no_loop() -> None:
    passages = (
        *entry("education-new", "PGCE, Exeter", "PGCE.", "2005-09", "2006-07"),
        *entry("education-old", "BSc, Lagos", "BSc.", "2000-10", "2004-07"),
        *entry("work-school", "Teacher, Anselm", "Teacher.", "2006-09"),
    )
    asked = "What was she doing between July 2004 and September 2005?"
    given = answer(asked, passages, today=date(2026, 11, 28))
    assert [claim.text for claim in given.claims] == [
        "The résumé does not list any position from August 2004 to August 2005."
    ]


def test_stays_in_one_country_are_added_up() -> None:
    given = answer("How long did she work in Spain?", HARBOURS)
    assert given.claims[0].text.startswith("Five years")


@pytest.mark.parametrize("place", ["in Cadiz", "at Alba"])
def test_what_was_done_somewhere_is_told_and_not_what_she_was(place: str) -> None:
    given = answer(f"What did she do {place}?", HARBOURS)
    assert given.claims[0].text == "“Sailed a tug.”"
