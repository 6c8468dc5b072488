"""Who may read conversations in the admin, and who may delete them; nobody changes one."""

import pytest
from django.test import Client

from chatkit.models import Thread
from tests.support.admin import member
from tests.support.conversations import LIST, asking, page_of, text
from tests.support.turns import conversation

pytestmark = pytest.mark.django_db


def test_nothing_can_be_added_or_changed(admin_client: Client) -> None:
    thread = conversation("Hello?")

    assert admin_client.get(f"{LIST}add/").status_code == 403
    admin_client.post(page_of(thread), {"data": "{}", "visitor_id": "x"})
    thread.refresh_from_db()
    assert (thread.visitor_id, thread.data["id"]) == ("user_a", thread.pk)
    assert "<textarea" not in admin_client.get(page_of(thread)).content.decode()


def test_an_operator_reads_and_deletes_no_conversation() -> None:
    operator = member("Operator")
    thread = conversation("Secret?")
    for url in (LIST, page_of(thread), asking("visitor", thread)):
        assert operator.get(url).status_code == 403
    assert operator.post(asking("visitor", thread)).status_code == 403
    assert operator.post(asking("delete", thread)).status_code == 403
    assert "Secret?" not in operator.get("/admin/").content.decode()
    assert Thread.objects.exists()


def test_who_may_only_read_deletes_nothing() -> None:
    reader = member(permissions=["chatkit.view_thread"])
    thread = conversation("Hello?")

    assert "Delete" not in text(reader, page_of(thread)).partition("Hello?")[2]
    assert reader.get(asking("visitor", thread)).status_code == 403
    assert reader.post(asking("visitor", thread)).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": [thread.pk]}
    reader.post(LIST, {**chosen, "post": "yes"})
    assert Thread.objects.exists()


def test_a_stranger_is_asked_to_log_in(client: Client) -> None:
    thread = conversation("Hello?")
    for url in (LIST, page_of(thread), asking("visitor", thread)):
        assert "/admin/login/" in client.get(url)["Location"]
