"""E-mail and phone: for people on the page, for nobody who collects them from its HTML."""

import re
from html import unescape

import pytest
from django.core.cache import caches

from resume.models import Resume
from resume.page.veil import veiled
from resume.versions.publishing import publish
from tests.resume.test_outputs import Text, get

pytestmark = pytest.mark.django_db

EMAIL, PHONE = "ada.o'neill+cv@mail.example.org", "+46 (31) 555 01 42"
ANY_EMAIL = re.compile(r"[\w.+-]+\s*@\s*[\w-]+\.\w+")


@pytest.fixture(autouse=True)
def _nobody_asked_before():
    caches["default"].clear()


@pytest.fixture
def html(client):
    """Of a document that has them in every place."""
    text = f"Write to {EMAIL} or call {PHONE}; [mail](mailto:{EMAIL}?subject=x)."
    publish(
        {
            "basics": {
                "name": "Ada",
                "label": f"Diver, {EMAIL}",
                "email": EMAIL,
                "phone": PHONE,
                "summary": text,
                "profiles": [{"network": "Mail", "url": f"mailto:{EMAIL}"}],
            },
            "work": [{"name": "A", "summary": text, "highlights": [text]}],
            "references": [{"name": "Bo", "reference": "Ask me: bo@ref.example."}],
        }
    )
    return get(client, "/")


def test_the_html_has_no_address_and_no_number(html):
    without_tags = re.sub(r"<[^>]*>", "", html)
    for found in (html, unescape(html), unescape(without_tags)):
        assert ANY_EMAIL.findall(found) == []
        assert PHONE not in found
    assert "mailto:" not in html
    assert "tel:" not in html
    assert re.findall(r"\d[\d\s().-]{7,}\d", unescape(without_tags)) == []


def test_readers_read_them_as_they_are(html):
    shown = Text(html).text

    assert shown.count(f"Write to {EMAIL} or call {PHONE};") == 3
    assert "Ask me: bo@ref.example." in shown
    # Browsers leave out a space that stands alone between two unseen elements.
    assert not re.search(r"</span>\s+<span hidden>", html)


def test_their_links_lead_to_mail_and_telephone(client, html):
    assert html.count('<a href="/contact/email" rel="nofollow"') == 5
    assert html.count('<a href="/contact/phone" rel="nofollow"') == 1
    assert not re.search(r'rel="[^"]*"[^>]*rel="', html)

    mail, phone = client.get("/contact/email"), client.get("/contact/phone")

    assert (mail.status_code, mail["Location"]) == (
        302,
        "mailto:ada.o%27neill%2Bcv@mail.example.org",
    )
    assert phone["Location"] == "tel:+46315550142"
    assert mail["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in mail["Cache-Control"]


def test_nobody_collects_them_by_asking_often(client, html):
    answers = [client.get("/contact/email").status_code for _ in range(25)]

    assert answers == [302] * 20 + [429] * 5
    refused = client.get("/contact/email")
    assert 0 < int(refused["Retry-After"]) <= 60
    elsewhere = client.get("/contact/email", REMOTE_ADDR="192.0.2.7")
    assert elsewhere.status_code == 302


@pytest.mark.parametrize("path", ["email", "phone", "fax", "email/"])
def test_what_the_document_lacks_leads_nowhere(client, path):
    publish({"basics": {"name": "Ada"}})

    assert client.get(f"/contact/{path}").status_code == 404


def test_scripts_and_the_chats_settings_stay_as_they_are():
    script = '<script type="application/json">"bo@ref.example"</script>'

    found = veiled(f"{script}<p>bo@ref.example", Resume(), str)

    assert found.count("bo@ref.example") == 1
    assert found.startswith(script)


def test_a_long_text_costs_no_more_than_its_length():
    assert len(veiled("<p>" + "a" * 1_000_000 + "@" * 1000, Resume(), str)) == 1_001_003
