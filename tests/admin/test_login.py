"""Nobody guesses a password of the admin's."""

import logging
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.cache import caches
from django.test import Client

from resume_site.login import PER_ACCOUNT, PER_ADDRESS

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "correct horse battery"  # noqa: S105


@pytest.fixture(autouse=True)
def _owner(monkeypatch: pytest.MonkeyPatch) -> None:
    caches["process"].clear()
    User.objects.create_superuser("owner", password=PASSWORD)
    # Windows end at moments that depend on the key: hold the clock inside one.
    monkeypatch.setattr("django_ratelimit.core.time.time", lambda: 1_800_000_000)


def log_in(password: str, account: str = "owner", address: str = "192.0.2.1") -> Any:
    form = {"username": account, "password": password}
    return Client().post("/admin/login/?next=/admin/", form, REMOTE_ADDR=address)


def test_the_owner_logs_in() -> None:
    assert log_in("wrong").status_code == 200
    answer = log_in(PASSWORD)
    assert (answer.status_code, answer["Location"]) == (302, "/admin/")


def test_an_account_is_limited_from_all_addresses_together(
    caplog: pytest.LogCaptureFixture,
) -> None:
    for n in range(PER_ACCOUNT):
        assert log_in("wrong", address=f"192.0.2.{n}").status_code == 200
    with caplog.at_level(logging.WARNING):
        answer = log_in(PASSWORD, address="192.0.2.99")
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 600
    assert b"Too many attempts" in answer.content
    assert "refused for account 'owner' from 192.0.2.99" in caplog.text


def test_an_address_is_limited_for_all_accounts_together() -> None:
    for n in range(PER_ADDRESS):
        assert log_in("wrong", f"user{n}").status_code == 200
    assert log_in(PASSWORD).status_code == 429
    assert log_in(PASSWORD, address="192.0.2.2").status_code == 302


def test_failures_are_logged_without_what_may_be_a_password(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.WARNING):
        log_in("wrong")
        log_in("owner", account=PASSWORD)
    assert "failed for account 'owner' from 192.0.2.1" in caplog.text
    assert "failed for an unknown account from 192.0.2.1" in caplog.text
    assert PASSWORD not in caplog.text
