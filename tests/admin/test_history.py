"""Every change in the admin is kept, can be read, and can be undone."""

import pytest
from django.contrib.admin import helpers
from django.test import Client

from chatkit.admin.settings import SettingsAdmin
from chatkit.models import AllowedOrigin, ChatKitSettings
from tests.support.admin import ORIGINS, PAGE, member, row, save, shown

pytestmark = pytest.mark.django_db

HISTORY = PAGE.replace("change", "history")


def version(back: int) -> str:
    """The page of the version so many changes ago."""
    return f"{HISTORY}{ChatKitSettings.history.all()[back].pk}/"


def revert(client: Client, back: int, **forged: str) -> list[str]:
    form = client.get(version(back)).context["adminform"].form
    values = {field.html_name: field.value() or "" for field in form}
    answer = client.post(version(back), {**values, **forged}, follow=True)
    return [str(message) for message in answer.context["messages"]]


def test_a_save_keeps_who_when_why_and_each_old_and_new_value(
    admin_client: Client,
) -> None:
    save(admin_client, max_files="7")
    save(admin_client, max_files="8", enable_uploads="false", change_reason="Spam")

    records = admin_client.get(HISTORY).context["page_obj"].object_list

    assert [record.history_delta_changes for record in records[:2]] == [
        [
            {"field": "Enable uploads", "old": "not set here", "new": "off"},
            {"field": "Max files", "old": "7", "new": "8"},
        ],
        [{"field": "Max files", "old": "not set here", "new": "7"}],
    ]
    reasons = [record.history_change_reason for record in records]
    assert reasons == ["Spam", None, "Before the first change"]
    assert {str(record.history_user) for record in records} == {"admin"}


def test_a_save_that_changes_nothing_leaves_no_trace(admin_client: Client) -> None:
    assert save(admin_client) == ["Nothing was changed."]
    assert not ChatKitSettings.objects.exists()

    save(admin_client, max_files="7")
    save(admin_client, max_files=" 07 ", change_reason="None at all")

    assert ChatKitSettings.history.count() == 2


def test_the_history_of_what_was_never_changed_leads_back(admin_client: Client) -> None:
    answer = admin_client.get(HISTORY, follow=True)

    assert answer.redirect_chain == [(PAGE, 302)]
    assert "Nothing has been changed yet." in answer.content.decode()


def test_a_change_can_be_undone_even_the_first(admin_client: Client) -> None:
    save(admin_client, max_files="7")
    save(admin_client, max_files="8", greeting="Good day")

    assert revert(admin_client, 1) == ["Saved and in use: Max files, Greeting."]
    assert row() == {"max_files": 7}
    revert(admin_client, -1 + ChatKitSettings.history.count())
    assert row() == {}


def test_a_version_can_be_seen_before_any_other_page_was(
    admin_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(admin_client, max_files="7")
    undressed = helpers.AdminForm.__mro__[1]
    assert undressed.__module__ == helpers.__name__
    monkeypatch.setattr(helpers, "AdminForm", undressed)  # as a new process has it

    assert admin_client.get(version(0)).status_code == 200


def test_an_owner_goes_back_to_old_texts_and_leaves_the_rest(
    admin_client: Client,
) -> None:
    save(admin_client, max_files="7", greeting="Good day")
    save(admin_client, max_files="8", greeting="Hello")
    owner = member("Résumé owner")

    assert revert(owner, 1, max_files="7") == ["Saved and in use: Greeting."]

    assert row() == {"max_files": 8, "greeting": "Good day"}


def test_a_locked_setting_stays_in_a_revert(admin_client: Client, settings) -> None:
    save(admin_client, max_files="7")
    save(admin_client, max_files="8")
    settings.CHATKIT_LOCK = ["max_files"]

    revert(admin_client, 1, max_files="7")

    assert row() == {"max_files": 8}


def test_who_may_only_look_reads_the_history_and_cannot_go_back(
    admin_client: Client,
) -> None:
    save(admin_client, max_files="7")
    viewer = member(permissions=["chatkit.view_chatkitsettings"])

    assert "See this version" in viewer.get(HISTORY).content.decode()
    assert viewer.post(version(1), {}).status_code == 403
    assert row() == {"max_files": 7}


def test_a_long_history_has_pages(admin_client: Client, monkeypatch) -> None:
    monkeypatch.setattr(SettingsAdmin, "history_list_per_page", 1)
    save(admin_client, max_files="7")

    assert "Older" in admin_client.get(HISTORY).content.decode()
    assert "Newer" in admin_client.get(HISTORY, {"p": "2"}).content.decode()


def test_an_origin_saved_unchanged_leaves_no_trace(admin_client: Client) -> None:
    origin = AllowedOrigin.objects.create(origin="https://a.example")
    page = f"{ORIGINS}{origin.pk}/change/"
    values = {"origin": "https://A.example:443", "note": "", "enabled": "on"}

    admin_client.post(page, values)
    assert AllowedOrigin.history.count() == 1
    admin_client.post(page, {**values, "note": "Mine"})
    assert AllowedOrigin.history.count() == 2
    assert (
        "Mine" in admin_client.get(page.replace("change", "history")).content.decode()
    )


def test_the_form_is_shown_as_before_after_a_revert(admin_client: Client) -> None:
    save(admin_client, prompts="One?\nTwo?")
    save(admin_client, prompts="Three?")

    revert(admin_client, 1)

    assert shown(admin_client)["prompts"] == "One?\nTwo?"
