"""What a process serves of the published version, and when it learns of another."""

import gzip
from collections.abc import Iterator

import brotli  # type: ignore[import-untyped]
import pytest
from django.db import OperationalError, connection

from resume.models import SiteOptions
from resume.published import Version, current
from resume.published.outputs import BY_NAME, Output
from resume.published.representation import represent
from resume.versions.publishing import publish

pytestmark = pytest.mark.django_db(transaction=True)

CALLS: list[str] = []


def render(version: Version) -> bytes:
    CALLS.append(version.revision)
    return (version.resume.name or "").encode() * 100


@pytest.fixture
def snapshot(monkeypatch: pytest.MonkeyPatch) -> Iterator[current.Snapshot]:
    """As in a process that serves the page."""
    CALLS.clear()
    output = Output("names", "names.txt", "text/plain; charset=utf-8", render)
    monkeypatch.setitem(BY_NAME, "names", output)
    snapshot = current.Snapshot()
    monkeypatch.setattr(current, "snapshot", snapshot)
    yield snapshot
    snapshot.stop()


def shown(snapshot: current.Snapshot) -> bytes:
    made = snapshot.current().represent("names")
    return made.bodies[""] if made else b""


def fail(*_: object) -> None:
    raise OperationalError


def test_a_version_is_made_once_and_costs_no_query(
    snapshot: current.Snapshot, django_assert_num_queries
) -> None:
    publish({"basics": {"name": "Ada"}})
    assert shown(snapshot) == b"Ada" * 100
    with django_assert_num_queries(0):
        assert [shown(snapshot) for _ in range(9)] == [b"Ada" * 100] * 9
    assert len(CALLS) == 1


def test_a_publication_in_this_process_is_served_at_once(
    snapshot: current.Snapshot,
) -> None:
    assert snapshot.current().represent("names") is None
    publish({"basics": {"name": "Ada"}})
    assert shown(snapshot) == b"Ada" * 100
    publish({"basics": {"name": "Grace"}})
    assert len(CALLS) == 2, "made before the first visitor asks"
    assert shown(snapshot) == b"Grace" * 100


def test_a_change_of_the_options_is_another_version(snapshot: current.Snapshot) -> None:
    publish({"basics": {"name": "Ada"}})
    first = snapshot.current().version
    SiteOptions(pk=1, theme="modern").save()
    second = snapshot.current().version
    assert first
    assert second
    assert first.revision != second.revision
    assert (first.options.theme, second.options.theme) == ("classic", "modern")


def test_one_output_that_can_not_be_made_does_not_keep_the_others_back(
    snapshot: current.Snapshot, monkeypatch: pytest.MonkeyPatch, caplog
) -> None:
    def broken(version: Version) -> bytes:
        if version.resume.name == "Grace":
            raise ValueError
        return b"fine"

    monkeypatch.setitem(BY_NAME, "b", Output("b", "b", "text/plain", broken))
    publish({"basics": {"name": "Ada"}})
    snapshot.current().represent("b")
    assert shown(snapshot) == b"Ada" * 100
    publish({"basics": {"name": "Grace"}})
    assert shown(snapshot) == b"Grace" * 100
    assert "b can't be made" in caplog.text


def test_the_last_version_is_served_while_the_database_does_not_answer(
    snapshot: current.Snapshot, caplog
) -> None:
    publish({"basics": {"name": "Ada"}})
    shown(snapshot)
    with connection.execute_wrapper(fail):
        snapshot.renew()
        snapshot.renew()
        assert shown(snapshot) == b"Ada" * 100
    assert caplog.text.count("The last known version stays") == 1


def test_a_text_is_compressed_and_every_form_has_its_own_etag() -> None:
    made = represent(b"words " * 1000, "text/html; charset=utf-8")
    assert brotli.decompress(made.bodies["br"]) == made.bodies[""]
    assert gzip.decompress(made.bodies["gzip"]) == made.bodies[""]
    assert len({made.etag(coding) for coding in made.bodies}) == 3
    assert made == represent(b"words " * 1000, "text/html; charset=utf-8")


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("GZIP", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("br;q=0.000", ""),
        ("identity", ""),
        ("", ""),
    ],
)
def test_the_best_form_that_a_client_accepts_is_sent(accepted, coding) -> None:
    assert represent(b"words " * 1000, "text/plain").coding(accepted) == coding


def test_what_compression_makes_no_smaller_is_sent_as_it_is() -> None:
    assert represent(b"x", "text/plain").bodies == {"": b"x"}
    assert represent(b"x" * 1000, "application/pdf").bodies == {"": b"x" * 1000}
