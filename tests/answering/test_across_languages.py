"""What is asked in one language of a résumé in another."""

from datetime import date

import pytest

from chatkit.answering.extractive.responder import answer
from chatkit.answering.language.compounds import split
from chatkit.answering.language.lexicon import language
from chatkit.answering.text.tokens import fold
from tests.answering.passages import about, entry

FORESTER = (
    about("name", "Korbinian Stadler", "Korbinian Stadler ist Revierleiter."),
    *entry(
        "work-gutsforst",
        "Revierleiter, Gutsforst Hohenwart",
        "Revierleiter bei Gutsforst Hohenwart in Salzburg, seit März 2021.",
        "2021-03",
        "",
        "Führt fünf Forstarbeiter und zwei Lehrlinge.",
        "Führte die Kontrolle mit Drohnen ein und sparte 60.000 Euro im Jahr.",
        "Pflanzte 140.000 Tannen auf Sturmflächen.",
    ),
    *entry(
        "work-pichler",
        "Einkäufer, Holzhandel Pichler",
        "Einkäufer bei Holzhandel Pichler in Köln, von Februar 2014 bis April 2016.",
        "2014-02",
        "2016-04",
        "Baute 11 Kilometer Forststraße für 1,2 Millionen Euro.",
        "Begleitete Kuriertransporte nach Tokio.",
    ),
    *entry(
        "certificates-0", "Gefahrgutbeauftragter", "Gefahrgutbeauftragter.", "2019-05"
    ),
    *entry(
        "projects-nordhang",
        "Schutzwald Nordhang",
        "Schutzwald Nordhang, ein Projekt.",
        "2022-04",
        "",
        "Kostete 900.000 Euro.",
    ),
)
MIDWIFE = (
    about("name", "Orla Byrne", "Orla Byrne is a midwife."),
    *entry(
        "work-clyde",
        "Midwife, Clyde Hospital",
        "Midwife at Clyde Hospital in Glasgow, since March 2013.",
        "2013-03",
        "",
        "Cut missed calls by 60%.",
        "Raised the home birth rate to 3.8%.",
        "Brought empty kilometres of the van down to 15%.",
    ),
    *entry("languages-polish", "Polish", "Polish: Native."),
)


def said(question: str, of: object) -> str:
    assert isinstance(of, tuple)
    given = answer(question, of, today=date(2026, 11, 28))
    return " ".join(claim.text for claim in given.claims)


@pytest.mark.parametrize(
    ("question", "quoted"),
    [
        ("How many people does he lead?", "fünf Forstarbeiter"),
        ("Combien de personnes dirige-t-il ?", "fünf Forstarbeiter"),
        ("Has he saved any money?", "sparte 60.000"),
        ("What did he introduce?", "Führte die Kontrolle mit Drohnen ein"),
        ("Combien d'arbres a-t-il plantés ?", "140.000 Tannen"),
        ("Quantos quilómetros de estrada ele construiu?", "11 Kilometer"),
        ("Quanto tempo ele trabalhou em Colónia?", "Dois anos e três meses"),
        ("Which trips did he accompany as a courier?", "Tokio"),
        ("Is he certified for dangerous goods?", "Yes: “Gefahrgutbeauftragter"),
        ("Did he build any roads?", "11 Kilometer Forststraße"),
        ("Was kostete der Schutzwald Nordhang?", "Kostete 900.000"),
    ],
)
def test_a_german_resume_is_found_in(question: str, quoted: str) -> None:
    assert quoted in said(question, FORESTER)


@pytest.mark.parametrize(
    ("question", "quoted"),
    [
        ("Hat sie Erfahrung mit Hausgeburten?", "home birth"),
        ("Um wie viel hat sie die Leerkilometer gesenkt?", "empty kilometres"),
        ("¿Cuánto redujo los kilómetros en vacío?", "empty kilometres"),
        ("Em quanto ela reduziu as chamadas perdidas?", "missed calls"),
        ("Hat sie in Schottland gearbeitet?", "Clyde Hospital"),
    ],
)
def test_an_english_resume_is_found_in(question: str, quoted: str) -> None:
    assert quoted in said(question, MIDWIFE)


def test_a_country_is_not_its_language() -> None:
    assert "Polish" not in said("Ela já trabalhou na Polónia?", MIDWIFE)


def test_a_verb_in_two_parts_is_not_the_verb_it_begins_with() -> None:
    assert "Drohnen" not in said("Wen führt er?", FORESTER)


@pytest.mark.parametrize(
    ("sentence", "read"),
    [
        ("Führte die Kasse ein und baute um.", "einführen die Kasse  und umbauen ."),
        ("Leitete das Team. Ein guter Chef lebt auf.", ""),
        ("Kaufte Holz von einem Bauern ein", "einkaufen Holz von einem Bauern "),
    ],
)
def test_the_parts_of_a_verb_are_read_as_one(sentence: str, read: str) -> None:
    whole = language("de").verbs.whole(sentence)
    assert "".join(whole.split()) == "".join((read or sentence).split()).replace(
        "einführen", "einfuhren"
    )


def test_a_compound_is_what_both_its_parts_say() -> None:
    assert "kilometre+empty" in split("leerkilometer", language("de"))
    assert not [*split("leerkilometer", language("en"))]


@pytest.mark.parametrize(
    ("code", "one", "other"),
    [
        ("pt", "publicação", "publicações"),
        ("pt", "hospital", "hospitais"),
        ("fr", "accompagner", "accompagnées"),
        ("fr", "directeur", "directrice"),
        ("es", "redujo", "reducir"),
        ("de", "eingeführt", "einführen"),
    ],
)
def test_a_word_is_found_in_its_other_forms(code: str, one: str, other: str) -> None:
    key = language(code).key
    assert key(fold(one)) == key(fold(other))


@pytest.mark.parametrize(
    ("question", "quoted"),
    [
        ("Hat sie eine Ausbildung in Erster Hilfe?", "First aid"),
        ("¿Ha trabajado en Gales?", "Bay"),
        ("¿Habla galés?", "Welsh"),
        ("How many mothers did she look after?", "40 mothers"),
    ],
)
def test_words_of_a_longer_name_ask_for_nothing(question: str, quoted: str) -> None:
    found = (
        *MIDWIFE,
        *entry("languages-welsh", "Welsh", "Welsh: Fluent."),
        *entry("certificates-0", "First aid at sea", "First aid at sea.", "2019-05"),
        *entry(
            "work-wales",
            "Nurse, Bay",
            "Nurse at Bay in Wales, since 2010.",
            "2010",
            "",
            "Cared for 40 mothers.",
        ),
    )
    text = said(question, found)
    assert quoted in text
    assert ("Welsh" in text) == (quoted == "Welsh")
