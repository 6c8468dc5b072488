"""The editor page as a whole: who may, what it shows, two who edit at once."""

import pytest

from resume.models import Resume
from resume.versions.publishing import publish, publish_draft
from tests.support.admin import member
from tests.support.editor import FETCH, address, card, save, shown
from tests.support.queries import counted

ADD_A_JOB = "entries/add/{}/".format("work")


def test_the_page_has_the_sections_in_the_order_of_the_page(admin_client, job):
    page = admin_client.get("/admin/resume/resume/", follow=True)
    keys = [section["key"] for section in page.context["sections"]]
    assert keys[:3] == ["profiles", "work", "skills"]
    assert "Staff Engineer" in page.content.decode()


def test_the_page_says_whether_visitors_see_the_draft(admin_client, job):
    def state() -> bool:
        return bool(admin_client.get(address()).context["is_changed"])

    assert state() is False
    save(admin_client, card(job), title="Boss")
    assert state() is True
    publish_draft(Resume.objects.get())
    assert state() is False


@pytest.mark.django_db
def test_who_has_no_resume_yet_gets_an_empty_one(client):
    owner = member("Résumé owner")
    assert owner.get("/admin/resume/resume/", follow=True).status_code == 200
    assert Resume.objects.get().published is None
    assert save(owner, address("head/"), name="Robin").status_code == 200
    assert save(owner, address(ADD_A_JOB), title="Boss").status_code == 200


def test_a_save_over_anothers_is_refused_with_what_is_different(admin_client, job):
    mine = shown(admin_client, card(job)) | {"title": "Mine", "summary": "My words"}
    save(admin_client, card(job), title="Theirs", highlight=["Their highlight"])

    answer = admin_client.post(card(job), mine, headers=FETCH)

    assert answer.status_code == 409
    page = answer.content.decode()
    assert "<q>Theirs</q>" in page
    assert "<q>Their highlight</q>" in page
    assert "My words</textarea>" in page
    job.refresh_from_db()
    assert job.title == "Theirs"

    # Having read it, the owner may save nevertheless.
    mine["digest"] = answer.context["digest"]
    assert admin_client.post(card(job), mine, headers=FETCH).status_code == 200
    job.refresh_from_db()
    assert job.title == "Mine"


def test_a_save_of_the_basics_over_anothers_is_refused(admin_client, job):
    mine = shown(admin_client, address("head/")) | {"name": "Mine"}
    save(admin_client, address("head/"), name="Theirs")
    answer = admin_client.post(address("head/"), mine, headers=FETCH)
    assert (answer.status_code, Resume.objects.get().name) == (409, "Theirs")
    assert "<q>Theirs</q>" in answer.content.decode()


def test_moving_an_entry_is_no_conflict(admin_client, job):
    mine = shown(admin_client, card(job))
    admin_client.post(address(f"entries/{job.pk}/move/"), {"to": "down"})
    assert admin_client.post(card(job), mine, headers=FETCH).status_code == 200


def test_who_may_only_view_is_offered_no_change(job):
    page = member(permissions=["resume.view_resume"]).get(address()).content.decode()
    assert "Add a job" not in page
    assert "Staff Engineer" in page


@pytest.mark.django_db
@pytest.mark.parametrize("part", ["change/", "stories/", "publish/"])
def test_three_hundred_entries_cost_no_more_queries(admin_client, sample, part):
    def queries() -> int:
        with counted() as found:
            admin_client.get(address(part))
        return len(found)

    publish(sample)
    few = queries()
    sample["work"] *= 75
    publish(sample)
    assert queries() == few
