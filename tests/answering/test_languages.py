"""Questions in five languages; other languages get an honest sentence."""

import shutil
import sys
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from chatkit.answering.extractive.quoting import contracted
from chatkit.answering.extractive.responder import answer
from chatkit.answering.language import lexicon
from chatkit.answering.language.detection import detect
from chatkit.answering.language.lexicon import CODES, FOLDER, language
from chatkit.answering.text.tokens import fold
from tests.answering.passages import NURSE, VIOLINIST

#: Question, what the answer says in its own words, and what it quotes.
ASKED = [
    ("Wo arbeitet sie?", "seit Mai 2020", "St. Brannoc Hospital"),
    ("Seit wann arbeitet sie am St. Brannoc Hospital?", "Seit Mai 2020", "Brannoc"),
    ("Spricht sie Igbo?", "Ja", "Igbo: Fluent"),
    ("Hat sie einen Hund?", "erwähnt Hund nicht", ""),
    ("Où travaille-t-elle ?", "depuis mai 2020", "St. Brannoc Hospital"),
    ("Quelles langues parle-t-elle ?", "Langues", "English: Native speaker"),
    ("Quelles études a-t-elle faites ?", "de 2011 à 2014", "University"),
    ("Quel est son salaire ?", "n’indique pas", ""),
    ("¿Dónde trabaja?", "desde mayo de 2020", "St. Brannoc Hospital"),
    ("¿Ha dirigido un equipo?", "Sí", "Led a team of 14 nurses"),
    ("¿Qué idiomas habla?", "Idiomas", "Igbo"),
    ("Onde é que ela trabalha?", "desde maio de 2020", "St. Brannoc Hospital"),
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


def test_a_language_says_how_dates_and_numbers_are_said() -> None:
    english = lexicon.read_table("en", "words")
    optional = {"also", "decades"}
    for code in CODES:
        words = lexicon.read_table(code, "words")
        for table in ("dates", "numbers", "negations"):
            missing = english[table].keys() - words[table].keys() - optional
            assert not missing, f"{code}: {table} lacks {sorted(missing)}"


def test_a_language_reads_job_descriptions_by_the_same_tables() -> None:
    tables = {code: language(code).fit for code in CODES}
    for code, table in tables.items():
        for name, entries in tables["en"].items():
            assert table[name].keys() == entries.keys(), f"{code}: {name}"
    assert len({table["say"]["title"] for table in tables.values()}) == len(CODES)


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


def test_loaded_languages_are_read_from_no_file_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lexicon.load()
    monkeypatch.setattr(lexicon, "tomllib", None)

    assert all(ours in said(question) for question, ours, _ in ASKED)


ESPERANTO = {
    "words": """
        stemmer = "esperanto"
        function = "la kaj en de ŝi li ĉu kie estas"
        openers = "ĉu"
        [negations]
        not = "ne"
        [dates]
        months = "januaro februaro marto aprilo majo junio julio aŭgusto septembro oktobro novembro decembro"
        short = ""
        year = "jaro"
        since = "ekde"
        until = "ĝis"
        between = "inter"
        and = "kaj"
        last = "lasta"
        this = "ĉi"
        next = "sekva"
        [dates.seasons]
        [numbers]
        words = "nul unu du tri"
        ordinals = "unua dua"
        last = "lasta"
        """,
    "cues": """
        [asks]
        where = "kie"
        [when]
        now = "nun"
        [what]
        job = "laboras"
        language = "lingvo | lingvoj | parolas"
        """,
    "concepts": 'language_english = "angla"',
}


@pytest.fixture
def esperanto(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A language that is a folder of tables, beside those that are there."""
    folder = tmp_path / "language"
    shutil.copytree(FOLDER, folder)
    (folder / "eo").mkdir()
    for table, text in ESPERANTO.items():
        (folder / "eo" / f"{table}.toml").write_text(text, encoding="utf-8")
    phrases = (FOLDER / "en/phrases.toml").read_text(encoding="utf-8")
    phrases = phrases.replace('"Yes: {text}"', '"Jes: {text}"')
    (folder / "eo/phrases.toml").write_text(phrases, encoding="utf-8")
    codes = (*CODES, "eo")
    monkeypatch.setattr(lexicon, "FOLDER", folder)
    for name, module in sys.modules.items():
        if name.startswith("chatkit.answering.") and hasattr(module, "CODES"):
            monkeypatch.setattr(module, "CODES", codes)
    detect.cache_clear()
    yield
    detect.cache_clear()


@pytest.mark.usefixtures("esperanto")
def test_a_folder_with_tables_is_a_language() -> None:
    assert "St. Brannoc Hospital" in said("Kie ŝi laboras nun?")
    assert said("Ĉu ŝi parolas la anglan?").startswith("Jes: “English")


@pytest.mark.parametrize(
    ("code", "apart", "together"),
    [
        (
            "fr",
            "depuis le CV de Aisling, de août à “de août”",
            "le CV d’Aisling, d’août",
        ),
        ("es", "antes de el puesto, español y inglés", "antes del puesto, español e"),
        ("de", "seit dem Jahr", "seit dem Jahr"),
    ],
)
def test_words_of_ours_are_contracted_and_quotations_left_alone(
    code: str, apart: str, together: str
) -> None:
    text = contracted(apart, language(code).phrases.get("contractions", {}))
    assert together in text
    assert apart.endswith("”") == text.endswith("“de août”")


@pytest.mark.parametrize("code", CODES)
def test_no_word_of_every_sentence_asks_for_something(code: str) -> None:
    """A stemmer makes one of "paro" and "para": see ``distinct`` in words.toml."""
    asks = lexicon.read_table(code, "cues")
    one = language(code)
    small: dict[str, set[str]] = {}
    for word in one.function:
        small.setdefault(one.key(word), set()).add(word)
    inflected = {"letztere", "lange", "lang", "conocer", "conhecer", "kann", "jobs"}
    for cue, patterns in {**asks["when"], **asks["what"]}.items():
        for word in map(fold, patterns.split(" | ")):
            same = small.get(one.key(word), {word})
            related = any(other[:4] == word[:4] for other in same)
            assert related or same & inflected, (cue, word, same)
