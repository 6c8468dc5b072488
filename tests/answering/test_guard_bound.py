"""Evidence is bound to the entry a sentence is about, and relations count."""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chatkit.answering.grounding import Guard
from tests.answering.passages import NURSE, VIOLINIST
from tests.support.grounding import LEFT_OUT, answer

TODAY = date(2026, 11, 20)
NUMBER = {passage.id: number for number, passage in enumerate(NURSE, 1)}
JOB, CLINIC = NUMBER["work-st-brannoc"], NUMBER["work-harbour"]

FALSE = (
    "At Harbour Clinic she led a team of 14 nurses.",  # another employer's
    "She runs the night shift of a 14-bed emergency department.",  # another number's
    "The triage checklist raised waiting times by 21 percent.",
    "She taught 40 student nurses at St. Brannoc Hospital.",
    "She used Excel at Harbour Clinic.",
    "Every nurse at St. Brannoc Hospital works under her.",
    "She was a Charge Nurse at Harbour Clinic.",
    "She is a Staff Nurse at St. Brannoc Hospital.",
    "She worked as a Crew Member at St. Brannoc Hospital.",
    "She is the best nurse in Leeds.",
    "She left Harbour Clinic because it was closing.",
    "She earned the Advanced Life Support certificate while at Harbour Clinic.",
    "She is an expert in Excel and a native speaker of Igbo.",
    "Dr. Tunde Adeyemi introduced the triage checklist.",
    "She is married and left-handed.",
    "She hopes to move abroad soon.",
    "The résumé does not mention Excel.",
    "She has never taught anyone.",
    "She has no nursing degree.",
    "She speaks five languages.",
    "You should hire her at once.",
)
TRUE = (
    "Waiting times fell by more than a fifth thanks to her triage checklist.",
    "Thanks to her checklist, patients spent 21 percent less time waiting.",
    "She hammered out the salary agreement for night staff.",
    "Sie hat 40 Pflegeschülerinnen unterrichtet.",
    "Under her lead, 14 nurses came through the winter of 2022 without agency shifts.",
    "At Harbour Clinic, 40 student nurses were taught to place IV lines by her.",
    "She was a Crew Member at Humber Lifeboat while at Harbour Clinic.",
    "Rust isn't mentioned, but she does know C# and JavaScript.",
    "She is not a midwife; she is a Charge Nurse.",
    "She speaks two languages: English and Igbo.",
    "Reach her at [ines@okafor.example](mailto:ines@okafor.example).",
)


@pytest.mark.parametrize("text", FALSE)
def test_true_words_in_a_false_relation_are_cut(text):
    assert Guard(NURSE, "", TODAY).check_sentence(text).text == ""


@pytest.mark.parametrize("text", TRUE)
def test_a_true_sentence_survives_its_form(text):
    assert Guard(NURSE, "", TODAY).check_sentence(text).cut == ()


def test_a_wrong_mark_is_replaced_by_the_entry_that_says_it():
    checked = Guard(NURSE, "", TODAY).check_sentence(
        f"She negotiated the salary agreement for night staff [{CLINIC}]."
    )

    assert checked.text.endswith(f"staff. [{NUMBER['work-st-brannoc-3']}]")


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Does she speak Igbo?", "Yes, she does."),
        ("Has she worked in Paris?", LEFT_OUT[:0]),
    ],
)
def test_a_bare_yes_is_checked_against_the_question(question, said):
    shown = answer("Yes, she does.", NURSE, question)

    assert re.sub(r" \[\d+\]", "", shown) == said


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("She worked for:\n\n- Google\n- Meta", ""),
        (
            f"She was at Google. However, she also rowed. She is in Leeds [{JOB}].",
            f"She rowed. [20] She is in Leeds [{JOB}].{LEFT_OUT}",
        ),
        ("Yes. She was a director at Google.", ""),
        (
            "She was hired by Meta. There, she led a team. She rows.",
            f"She rows. [20]{LEFT_OUT}",
        ),
        (
            "She led 40 teams at Google. Both were a success. She rows.",
            f"She rows. [20]{LEFT_OUT}",
        ),
        (
            "## Tools\n\n- Terraform\n\n## Languages\n\n- Igbo\n",
            f"## Languages\n\n- Igbo [19]{LEFT_OUT}",
        ),
        (
            "### Jobs\n\n#### Google\n\nShe was CEO.\n\n#### Harbour Clinic\n\nStaff Nurse.\n",
            f"### Jobs\n\n#### Harbour Clinic\n\nStaff Nurse. [4]{LEFT_OUT}",
        ),
        (
            "1. Google\n2. St. Brannoc Hospital\n3. Harbour Clinic\n",
            f"1. St. Brannoc Hospital\n2. Harbour Clinic{LEFT_OUT}",
        ),
        (
            "| Employer | Title |\n|---|---|\n| Google | Nurse |\n| Harbour Clinic | Staff Nurse |\n",
            f"| Employer | Title |\n|---|---|\n| Harbour Clinic | Staff Nurse | [9]{LEFT_OUT}",
        ),
        ("| Employer | Title |\n|---|---|\n| Google | Nurse |\n", ""),
        ("She was CEO of Google. Let me know if you need more!", ""),
    ],
)
def test_a_cut_leaves_nothing_dangling(text, shown):
    assert answer(text, NURSE) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Ja. Sie war Chefin bei Google. Außerdem rudert sie.", ""),
        (
            "Sie war Chefin bei Google. Allerdings spricht sie auch Igbo.",
            "Sie spricht Igbo. [19]",
        ),
        (
            "Oui. Elle était directrice de Google. De plus, elle parle igbo.",
            "Elle parle igbo. [19]",
        ),
        (
            "Fue directora de Google. Sin embargo, ella también habla igbo.",
            "Ella habla igbo. [19]",
        ),
        (
            "Foi diretora da Google. No entanto, ela também fala igbo.",
            "Ela fala igbo. [19]",
        ),
    ],
)
def test_a_cut_leaves_nothing_dangling_in_any_language(text, shown):
    assert answer(text, NURSE).partition("\n\n")[0] == shown


NAMES = st.from_regex(r"[A-Z][a-z]{3,8}(?: [A-Z][a-z]{3,8})?", fullmatch=True)
FRAMES = st.sampled_from(
    [
        "She worked at {}.",
        "At {}, she led a team of 14 nurses.",
        "Her project {} is used by nurses [3].",
        "She is a Charge Nurse at {} in Leeds.",
        "She holds a {} certificate.",
        "- {}",
        "**{}**: Charge Nurse",
        "She studied at the University of {}.",
    ]
)
KNOWN = {
    word.lower()
    for passage in (*NURSE, *VIOLINIST)
    for word in re.findall(r"\w+", f"{passage.title} {passage.text}")
}


@settings(deadline=None, database=None, max_examples=200)
@given(NAMES, FRAMES)
def test_no_sentence_with_a_name_that_no_passage_has_is_shown(name, frame):
    if any(_is_word(part) for part in name.lower().split()):
        return
    assert Guard(NURSE, "", TODAY).check_sentence(frame.format(name)).text == ""


def _is_word(part: str) -> bool:
    """Whether it may be known, or another form of what is."""
    from chatkit.answering.parsing.language import is_known, is_neutral

    return (
        is_known(part)
        or is_neutral(part)
        or any(known.startswith(part[:4]) for known in KNOWN)
    )


def test_the_bench_cases_name_their_passages():
    from bench.guard import CASES, load

    doc = load(CASES)
    for case in doc["cases"]:
        for mark in re.findall(r"\[@(\w+)\]", case["text"]):
            assert mark in doc["passages"][case["resume"]]
    assert all(resume["basics"] for resume in doc["resumes"].values())
