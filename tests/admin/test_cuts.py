"""The page of what the claim guard cut, and the file of what the owner judged."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client

from bench.guard import load, run
from chatkit.config import conf
from chatkit.models import Cut
from chatkit.operations import checks
from resume.passages import published
from resume.versions.publishing import publish
from tests.support.admin import member
from tests.support.conversations import OWNER, page_of, text
from tests.support.database import SAMPLE
from tests.support.turns import conversation, turn

pytestmark = pytest.mark.django_db

LIST = "/admin/chatkit/cut/"


def cut(sentence: str = "She led nine engineers.", **fields: Any) -> Cut:
    values = {
        "sentence": sentence,
        "reason": "number: nine",
        "model": "gpt",
        "cited": [],
        "nearest_text": "Mentored five engineers to senior level.",
        "nearest_url": "/#work-northwind-rail",
        **fields,
    }
    thread = values.pop("thread", None) or conversation(
        "Hm?", "So.", visitor_id="user_v"
    )
    return Cut.objects.create(thread=thread, **values)


def page(cut: Cut) -> str:
    return f"{LIST}{cut.pk}/change/"


def test_the_page_says_what_was_cut_why_and_what_is_nearest(
    admin_client: Client,
) -> None:
    one = cut(sentence='She led <b>nine</b> "engineers".')
    html = admin_client.get(page(one)).content.decode()
    assert "She led &lt;b&gt;nine&lt;/b&gt;" in html
    assert 'href="/#work-northwind-rail"' in html
    assert page_of(one.thread) in html
    words = text(admin_client, page(one))
    assert "The résumé does not give this number for it: nine." in words
    assert "Mentored five engineers" in words
    assert "by gpt" in words
    assert "Not judged yet" in words
    assert "nine" in text(admin_client, LIST)


def test_a_judgement_is_kept_and_leads_to_the_next_sentence(
    admin_client: Client,
) -> None:
    older, newer = cut("She is older."), cut("She is newer.")
    answer = admin_client.post(page(newer), {"judgement": "true"})
    assert answer["Location"] == page(older)
    answer = admin_client.post(page(older), {"judgement": "false"}, follow=True)
    assert answer.redirect_chain == [(LIST, 302)]
    assert "1 sentence: rightly cut." in answer.content.decode()
    newer.refresh_from_db()
    older.refresh_from_db()
    assert (newer.judgement, older.judgement) == ("true", "false")


def test_several_are_judged_on_the_list_and_it_can_show_those_that_are_not(
    admin_client: Client,
) -> None:
    one, other, last = cut("Alpha was said."), cut("Beta was said."), cut("Gamma.")
    chosen = {"action": "judge_false", "_selected_action": [one.pk, other.pk]}
    admin_client.post(LIST, chosen)
    left = admin_client.get(LIST, {"judged": "none"}).content.decode()
    assert "Gamma." in left
    assert "Alpha" not in left
    assert not Cut.objects.get(pk=last.pk).judgement


def test_only_who_reads_conversations_sees_cuts_and_nobody_else_judges() -> None:
    one = cut()
    operator = member("Operator")
    for url in (LIST, page(one), f"{LIST}download/"):
        assert operator.get(url).status_code == 403
    assert operator.post(page(one), {"judgement": "true"}).status_code == 403
    assert not Cut.objects.get().judgement


def test_an_owner_judges_and_nothing_else_than_a_judgement_is_taken() -> None:
    one, owner = cut(), member(OWNER)
    assert owner.post(page(one), {"judgement": "perhaps"}).status_code == 403
    assert owner.post(page(one), {"judgement": "true"}).status_code == 302
    reader = Client()
    assert reader.get(page(one)).status_code == 302  # to the login


@pytest.mark.parametrize("what", ["0", "x", "9" * 40])
def test_a_cut_that_is_gone_is_not_found(admin_client: Client, what: str) -> None:
    assert admin_client.get(f"{LIST}{what}/change/").status_code == 404


def test_a_passage_links_to_a_web_page_only(admin_client: Client) -> None:
    one = cut(nearest_url="javascript:alert(1)")
    assert "javascript:alert" not in admin_client.get(page(one)).content.decode()


@pytest.fixture
def sample() -> None:
    publish(json.loads(SAMPLE.read_text(encoding="utf-8")))


def mentor() -> str:
    return next(p.id for p in published() if "Mentored five" in p.text)


def test_what_the_owner_judged_runs_as_a_case_of_the_guard_s_bench(
    sample: None, tmp_path: Path
) -> None:
    cut(
        "She mentored nine engineers to senior level.",
        cited=[mentor()],
        judgement="false",
    )
    cut(
        "She mentored five engineers to senior level.",
        cited=[mentor()],
        judgement="true",
    )
    cut("She is not judged.")
    said, file = StringIO(), tmp_path / "cuts.json"
    call_command("export_cuts", str(file), stdout=said)
    assert said.getvalue() == f"{file}: 2 sentences.\n"
    document = load(file)
    assert document["resumes"]["own"]["basics"]["name"] == "Mara Lindqvist"
    needles = document["passages"]["own"]
    first, second = (run(case, published(), needles) for case in document["cases"])
    assert first == ["", "number: nine"]
    assert second[0].startswith("She mentored five engineers")
    assert [case["label"] for case in document["cases"]] == ["false", "true"]


def test_no_word_of_a_visitor_is_in_the_file(
    sample: None, admin_client: Client
) -> None:
    thread = conversation("I am Petra Berg, +46 70 123", "So.", visitor_id="user_petra")
    for sentence, reason in (
        ("You can reach Petra at petra@example.test.", "contact: petra@example.test"),
        ("Your company, Bergbolaget, uses Rust.", "name: Bergbolaget"),
        ("Yes.", "confirms what has no evidence: Petra asks"),
        ("She led nine engineers.", "number: nine"),
    ):
        cut(sentence, reason=reason, thread=thread, judgement="false")
    of_another = cut("She leads no one.", judgement="true").thread  # résumé
    of_another.data["metadata"] = {"resume": "de"}
    of_another.save()
    answer = admin_client.get(f"{LIST}download/")
    assert answer["Content-Disposition"] == 'attachment; filename="cuts.json"'
    told = answer.content.decode()
    assert [case["text"] for case in json.loads(told)["cases"]] == [
        "She led nine engineers."
    ]
    for word in ("Petra", "Bergbolaget", "user_petra", thread.pk, "70 123"):
        assert word not in told


def test_without_a_judgement_there_is_nothing_to_export(
    sample: None, admin_client: Client, tmp_path: Path
) -> None:
    cut()
    with pytest.raises(CommandError, match="judge sentences"):
        call_command("export_cuts", str(tmp_path / "cuts.json"))
    answer = admin_client.get(f"{LIST}download/", follow=True)
    assert "Judge some sentences first" in answer.content.decode()


def frequent() -> list[str]:
    found = checks.examine(conf.current())
    return [one.title + one.link for one in found if one.id == "cuts"]


def test_the_owner_is_told_when_many_answers_of_a_model_were_cut(
    admin_client: Client,
) -> None:
    for at in range(10):
        turn(model="wild", cut_claims=int(at < 3))
        turn(model="tame", cut_claims=int(at < 2))
    turn(model="rare", cut_claims=1)
    (told,) = frequent()
    assert "30 % of the answers of wild" in told
    assert told.endswith(LIST)
    assert f'href="{LIST}">Open</a>' in admin_client.get("/admin/").content.decode()
