"""Questions in five languages; other languages get an honest sentence."""

import tomllib
from datetime import date

import pytest

from chatkit.answering.extractive.responder import answer
from chatkit.answering.language.detection import detect
from chatkit.answering.language.lexicon import CODES, FOLDER, language
from tests.answering.passages import NURSE, VIOLINIST

#: Question, what the answer says in its own words, and what it quotes.
ASKED = [
    ("Wo arbeitet sie?", "Laut Lebenslauf", "St. Brannoc Hospital"),
    ("Seit wann arbeitet sie am St. Brannoc Hospital?", "Seit Mai 2020", "Brannoc"),
    ("Spricht sie Igbo?", "Ja", "Igbo: Fluent"),
    ("Hat sie einen Hund?", "erwähnt Hund nicht", ""),
    ("Où travaille-t-elle ?", "Selon le CV", "St. Brannoc Hospital"),
    ("Quelles langues parle-t-elle ?", "Langues", "English: Native speaker"),
    ("Quel est son salaire ?", "ne précise pas", ""),
    ("¿Dónde trabaja?", "Según el currículum", "St. Brannoc Hospital"),
    ("¿Ha dirigido un equipo?", "Sí", "Led a team of 14 nurses"),
    ("¿Qué idiomas habla?", "Idiomas", "Igbo"),
    ("Onde é que ela trabalha?", "Segundo o currículo", "St. Brannoc Hospital"),
    ("Quantos anos de experiência tem?", "no total", "Staff Nurse"),
    ("Tem certificados?", "Certificados", "Advanced Life Support"),
]


def said(question: str) -> str:
    given = answer(question, NURSE, today=date(2026, 11, 28))
    return " ".join(claim.text for claim in given.claims)


@pytest.mark.parametrize(("question", "ours", "quoted"), ASKED)
def test_an_answer_is_in_the_language_of_its_question(
    question: str, ours: str, quoted: str
) -> None:
    assert ours in said(question)
    assert quoted in said(question)


@pytest.mark.parametrize(
    ("question", "own"),
    [
        ("Dove lavora adesso e quali lingue parla?", "Per ora capisco"),
        ("彼女はどこで働いていますか", "質問"),
        ("Где она работает?", "Пока я понимаю"),
    ],
)
def test_a_language_that_is_not_understood_is_told_so_in_english_and_its_own(
    question: str, own: str
) -> None:
    text = said(question)
    assert text.startswith("So far I only understand questions in English")
    assert own in text


def test_names_of_languages_match_across_languages() -> None:
    given = answer("Parle-t-elle néerlandais ?", VIOLINIST, today=date(2026, 11, 28))
    assert "Dutch: Native speaker" in given.claims[0].text


def test_a_language_is_a_folder_with_the_same_sentences() -> None:
    tables = {code: language(code).phrases for code in CODES}
    for code, phrases in tables.items():
        for table in ("say", "span", "duration", "headings", "nouns", "personal"):
            missing = tables["en"][table].keys() - phrases[table].keys()
            assert not missing, f"{code}: {table} lacks {sorted(missing)}"


def test_every_cue_of_a_language_is_one_the_answerer_knows() -> None:
    def cues(code: str) -> set[str]:
        text = (FOLDER / code / "cues.toml").read_text(encoding="utf-8")
        return {cue for table in tomllib.loads(text).values() for cue in table}

    assert {code: cues(code) - cues("en") for code in CODES} == {
        code: set() for code in CODES
    }


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("references?", "en"),
        ("certifications", "en"),
        ("Und davor?", "de"),
        ("formation ?", "fr"),
        ("¿y antes?", "es"),
        ("E antes disso?", "pt"),
    ],
)
def test_a_word_or_two_show_their_language(text: str, code: str) -> None:
    assert detect(text) == code
