import io
import json
import sys

import pytest
from django.core.management import CommandError, call_command

from resume.models import Resume
from tests.resume.conftest import SAMPLE

pytestmark = pytest.mark.django_db


def load(path: object) -> str:
    out = io.StringIO()
    call_command("loadresume", str(path), stdout=out)
    return out.getvalue()


def dump(*arguments: str) -> str:
    out = io.StringIO()
    call_command("dumpresume", *arguments, stdout=out)
    return out.getvalue()


def test_a_loaded_document_is_published_and_dumped_equal(sample):
    assert load(SAMPLE) == "The résumé of Mara Lindqvist is published: 25 entries.\n"
    assert json.loads(dump()) == sample


def test_a_dump_is_readable_text_and_goes_to_a_file_too(tmp_path):
    load(SAMPLE)

    dump(str(tmp_path / "resume.json"))

    text = (tmp_path / "resume.json").read_text(encoding="utf-8")
    assert text == dump()
    assert '\n      "region": "Västra Götaland"' in text


def test_standard_input_is_a_file_named_by_a_dash(sample, monkeypatch):
    stdin = io.TextIOWrapper(io.BytesIO(SAMPLE.read_bytes()))
    monkeypatch.setattr(sys, "stdin", stdin)

    load("-")

    assert json.loads(dump("-")) == sample


def test_standard_output_is_utf_8_whatever_the_terminal_is(sample, monkeypatch):
    load(SAMPLE)
    content = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(content, encoding="latin-1"))

    call_command("dumpresume")
    sys.stdout.flush()

    assert json.loads(content.getvalue().decode("utf-8")) == sample


def test_a_second_document_replaces_the_first(tmp_path):
    load(SAMPLE)
    (tmp_path / "other.json").write_text(
        '{"basics": {"name": "Ada"}}', encoding="utf-8"
    )

    load(tmp_path / "other.json")

    assert json.loads(dump()) == {"basics": {"name": "Ada"}}
    assert Resume.objects.count() == 1


def test_an_invalid_document_is_refused_whole_and_changes_nothing(tmp_path, sample):
    load(SAMPLE)
    wrong = sample | {"basics": {"name": "Ada"}}
    wrong["work"][2]["startDate"] = "2021-13"
    wrong["skills"].append({"keywords": 3})
    path = tmp_path / "wrong.json"
    path.write_text(json.dumps(wrong), encoding="utf-8")

    with pytest.raises(CommandError) as refusal:
        load(path)

    assert refusal.value.returncode == 1
    assert str(refusal.value) == (
        f"{path} was not loaded. It is not a JSON Resume:\n"
        '  work[2].startDate: "2021-13" is not a date;'
        " write YYYY, YYYY-MM or YYYY-MM-DD, or leave the key out\n"
        "  skills[4].keywords: 3 is a number; expected a list"
    )
    assert json.loads(dump()) == json.loads(SAMPLE.read_text(encoding="utf-8"))


def test_what_is_not_json_is_refused_with_its_place(tmp_path):
    path = tmp_path / "half.json"
    path.write_text('{"basics":\n', encoding="utf-8")

    with pytest.raises(CommandError) as refusal:
        load(path)

    assert str(refusal.value) == (
        f"{path} was not loaded. It is not JSON: Expecting value at line 2, column 1."
    )


def test_files_that_cannot_be_used_get_a_sentence(tmp_path):
    with pytest.raises(CommandError, match="none.json can't be read: No such file"):
        load(tmp_path / "none.json")
    with pytest.raises(CommandError, match="can't be read: Is a directory"):
        load(tmp_path)
    load(SAMPLE)
    with pytest.raises(CommandError, match="can't be written: Is a directory"):
        dump(str(tmp_path))


def test_a_draft_is_loaded_looked_at_and_published_from_the_terminal(sample, tmp_path):
    load(SAMPLE)
    path = tmp_path / "new.json"
    path.write_text(json.dumps({"basics": {"name": "Ama Boateng"}, "work": []}))

    call_command("loadresume", str(path), "--draft", stdout=io.StringIO())
    assert json.loads(dump("--published")) == sample
    assert json.loads(dump("--draft"))["basics"]["name"] == "Ama Boateng"
    call_command("loadresume", "--publish", stdout=io.StringIO())

    assert dump() == dump("--draft")


def test_what_is_not_taken_of_another_format_is_named(tmp_path):
    path = tmp_path / "reactive.json"
    url = {"label": "mine", "href": "https://a.example"}
    export = {"basics": {"name": "Ama", "url": url}, "sections": {}, "metadata": {}}
    path.write_text(json.dumps(export))

    assert "Not taken:\n  basics.url.label: " in load(path)


@pytest.mark.parametrize("arguments", [["--publish"], []])
def test_without_a_file_or_a_draft_the_command_says_what_to_do(arguments):
    with pytest.raises(CommandError, match="manage.py loadresume"):
        call_command("loadresume", *arguments)


def test_without_a_resume_there_is_nothing_to_dump():
    with pytest.raises(CommandError, match="loadresume FILE"):
        dump()
