"""More than one résumé: addresses, languages, private links, and the chat's answers."""

import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from chatkit.answering.owner.passages import load_material
from resume import passages
from resume.models import Photo, PublishedVersion, Resume, SiteOptions
from resume.versions.publishing import publish_draft, restore

pytestmark = pytest.mark.django_db

ENGLISH = {
    "basics": {
        "name": "Mara Lindqvist",
        "label": "Engineer",
        "summary": "She builds the software of trains and has done so for a long time.",
    },
    "work": [
        {"name": "Northwind", "position": "Engineer", "highlights": ["Built the core"]}
    ],
}
GERMAN = {
    "basics": {
        "name": "Mara Lindqvist",
        "label": "Ingenieurin",
        "email": "mara@example.org",
        "summary": "Sie baut die Software der Züge und das schon seit einer langen Zeit.",
    },
    "work": [
        {
            "name": "Nordwind",
            "position": "Ingenieurin",
            "highlights": ["Baute den Kern"],
        }
    ],
    "skills": [{"name": "Kubernetes"}],
}


@pytest.fixture
def several(tmp_path: Path) -> dict[str, Resume]:
    SiteOptions(pk=1, base_url="https://ada.example").save()
    for path, document in (("en", ENGLISH), ("de", GERMAN)):
        file = tmp_path / f"{path}.json"
        file.write_text(json.dumps(document))
        call_command("loadresume", str(file), resume=path, verbosity=0)
    return {resume.path: resume for resume in Resume.objects.all()}


def get(path: str, **headers: str) -> Any:
    return Client(headers=headers).get(path)


def text(path: str, **headers: str) -> str:
    response = get(path, **headers)
    assert response.status_code == 200, path
    content: bytes = response.content
    return content.decode()


def make_private(resume: Resume, **columns: Any) -> None:
    resume.private_link = "aTyJ2m-3kQ9"
    for name, value in columns.items():
        setattr(resume, name, value)
    resume.save()


def test_each_has_its_page_and_files_and_the_first_the_site_s_address(several) -> None:
    assert text("/") == text("/r/en/").replace("/r/en/", "/").replace("?resume=en", "")
    assert "Ingenieurin" in text("/r/de/")
    assert json.loads(text("/r/de/resume.json"))["basics"]["label"] == "Ingenieurin"
    assert text("/r/de/resume.md").startswith("# Mara Lindqvist\n\nIngenieurin")
    assert get("/r/de/contact/email").url == "mailto:mara@example.org"
    assert get("/r/fr/").status_code == get("/r/de/robots.txt").status_code == 404


def test_a_page_links_to_its_own_files_and_to_the_others(several) -> None:
    page = text("/r/de/")
    assert 'href="/r/de/resume.pdf"' in page
    assert 'href="/r/de/contact/email"' in page
    assert re.search(r'<a href="/" lang="en" hreflang="en">English</a>', page)
    assert '<link rel="canonical" href="https://ada.example/r/de/">' in page
    for language, path in (("en", ""), ("de", "r/de/"), ("x-default", "")):
        link = f'hreflang="{language}" href="https://ada.example/{path}"'
        assert all(link in text(one) for one in ("/", "/r/de/"))


def test_one_alone_has_no_switch(several) -> None:
    several["de"].delete()
    assert "hreflang" not in text("/")
    SiteOptions(pk=1, base_url="https://ada.example", by_language=True).save()
    assert '<link rel="canonical" href="https://ada.example/">' in text("/")


def test_search_engines_and_assistants_find_all_of_them(several) -> None:
    assert "<loc>https://ada.example/r/de/</loc>" in text("/sitemap.xml")
    assert "[Deutsch](https://ada.example/r/de/resume.md)" in text("/llms.txt")


def test_the_default_is_the_one_that_the_owner_chooses(several) -> None:
    several["de"].is_default = True
    several["de"].save()
    assert "Ingenieurin" in text("/")
    assert "Built the core" in text("/r/en/")
    assert [p.text for p in passages.published()] == [
        p.text for p in passages.published("de")
    ]


@pytest.mark.parametrize(
    ("accepted", "leads_to"),
    [
        ("de-AT,de;q=0.9,en;q=0.8", "/r/de/"),
        ("en-US,en;q=0.9,de;q=0.8", ""),
        ("fr,de;q=0.5", "/r/de/"),
        ("fr", ""),
        ("de;q=0,en", ""),
        ("*", ""),
        ("", ""),
        (";;;q=x,", ""),
    ],
)
def test_visitors_are_greeted_in_their_language_where_the_owner_says_so(
    several, accepted, leads_to
) -> None:
    assert get("/", accept_language=accepted).status_code == 200
    SiteOptions(pk=1, by_language=True).save()
    response = get("/", accept_language=accepted)
    assert response.get("Location", "") == leads_to
    assert "Accept-Language" in response["Vary"]
    assert response["Cache-Control"].startswith("private")
    assert get("/r/en/", accept_language=accepted).status_code == 200
    assert 'href="/r/en/" lang="en"' in text("/r/de/"), "not led back by the switch"


def test_a_private_one_is_found_by_its_link_alone(several) -> None:
    make_private(several["de"])
    response = get("/r/aTyJ2m-3kQ9/")
    assert "Ingenieurin" in response.content.decode()
    assert "noindex" in response["X-Robots-Tag"]
    assert response["Cache-Control"].startswith("private")
    assert "hreflang" not in response.content.decode()
    assert get("/r/de/").status_code == 404
    SiteOptions(pk=1, base_url="https://ada.example", by_language=True).save()
    assert get("/", accept_language="de").status_code == 200
    for path in (
        "/",
        "/llms.txt",
        "/sitemap.xml",
        "/robots.txt",
        "/api/chatkit/config",
    ):
        assert "aTyJ2m" not in text(path)
        assert "/r/de/" not in text(path)
    assert not passages.others()


def test_a_private_link_ends_when_the_owner_says(several) -> None:
    make_private(several["de"], expires_at=timezone.now() + timedelta(minutes=1))
    assert get("/r/aTyJ2m-3kQ9/").status_code == 200
    assert load_material("aTyJ2m-3kQ9")[1]
    make_private(several["de"], expires_at=timezone.now() - timedelta(minutes=1))
    for path in ("", "resume.pdf", "resume.md"):
        response = get(f"/r/aTyJ2m-3kQ9/{path}")
        assert response.status_code == 410
        assert "no longer valid" in response.content.decode()
        assert "noindex" in response["X-Robots-Tag"]
    assert "valid" not in get("/r/de/").content.decode(), "a stranger learns nothing"
    assert not load_material("aTyJ2m-3kQ9")[1]


def test_a_picture_of_a_private_one_is_kept_private(several) -> None:
    photo = {"content_type": "image/png", "content": b"png", "digest": "d1"}
    source = "https://mara.example/me.png"
    for resume in several.values():
        Photo.objects.create(resume=resume, source=source, **photo)
        Resume.objects.filter(pk=resume.pk).update(image=source)
    publish_draft(several["de"])
    make_private(Resume.objects.get(path="de"))
    assert get("/photo/d1")["Cache-Control"].startswith("private")
    assert "noindex" in get("/photo/d1")["X-Robots-Tag"]
    publish_draft(several["en"])
    assert get("/photo/d1")["Cache-Control"].startswith("public")


def test_an_unpublished_one_leaves_the_site_s_address_to_another(several) -> None:
    Resume.objects.create(path="new", is_default=True)
    assert "Built the core" in text("/")


def test_two_of_one_language_are_told_apart(several) -> None:
    second = Resume.objects.create(path="managers")
    restore(PublishedVersion(resume=second, content=several["en"].published.content))
    second.refresh_from_db()
    publish_draft(second)
    page = text("/r/managers/")
    assert ">English</a>" in page
    assert ">English (managers)</span>" in page
    assert 'rel="alternate" hreflang' not in page, "search engines get one of them"
    assert 'rel="alternate" hreflang' in text("/")


def test_crawlers_are_asked_to_follow_no_contact(several) -> None:
    lines = text("/robots.txt").splitlines()
    assert {"Disallow: /contact/", "Disallow: /r/de/contact/"} <= {*lines}


def test_the_default_one_stays_public(several) -> None:
    make_private(several["en"])
    assert "Ingenieurin" in text("/")


def test_going_back_to_a_version_leaves_the_address(several) -> None:
    german = several["de"]
    german.display_name, german.label = "Auf Deutsch", "Architektin"
    german.save()
    publish_draft(german)
    restore(german.versions.last())
    german.refresh_from_db()
    assert (german.path, german.display_name) == ("de", "Auf Deutsch")
    assert german.label == "Ingenieurin"
    assert "Architektin" in text("/r/de/")


def test_a_document_is_written_as_it_was_loaded(several, capsys) -> None:
    call_command("dumpresume", resume="de")
    assert json.loads(capsys.readouterr().out) == GERMAN
    call_command("dumpresume")
    assert json.loads(capsys.readouterr().out) == ENGLISH


def test_a_wrong_address_is_told_with_those_there_are(several) -> None:
    for command, also in (("dumpresume", {}), ("loadresume", {"publish": True})):
        with pytest.raises(CommandError, match=r"address fr\. There are: en, de\."):
            call_command(command, resume="fr", **also)
    Resume.objects.create(path="new")
    with pytest.raises(CommandError, match="--draft"):
        call_command("dumpresume", resume="new")


def test_answers_cite_the_page_that_is_read(several) -> None:
    _, found = load_material("de")
    assert {p.url.partition("#")[0] for p in found} == {"/r/de/"}
    _, found = load_material()
    assert {p.url.partition("#")[0] for p in found} == {"/"}
    config = get("/api/chatkit/config?resume=de").json()
    assert config["url"] == "/api/chatkit/chat?resume=de"
    assert get("/api/chatkit/config").json()["url"] == "/api/chatkit/chat"
    assert 'config="/api/chatkit/config?resume=de"' in text("/r/de/")


def test_one_alone_looks_for_no_other(several, django_assert_num_queries) -> None:
    several["de"].delete()
    with django_assert_num_queries(1):
        assert passages.others() == []
