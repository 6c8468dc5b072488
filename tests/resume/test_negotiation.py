"""An assistant that asks for Markdown gets it at the page's own address."""

import pytest

from resume.versions.publishing import publish

pytestmark = pytest.mark.django_db

CHROME = (
    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,"
    "image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7"
)


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        ("text/markdown", "text/markdown"),
        ("text/markdown, text/html, */*", "text/markdown"),
        ("text/markdown; charset=utf-8, text/html;q=0.9", "text/markdown"),
        ("text/html;q=0.8, text/markdown;q=0.9", "text/markdown"),
        ("text/html, text/markdown;q=0.9", "text/html"),
        ("text/markdown;q=0", "text/html"),
        ("text/plain", "text/html"),
        ("*/*", "text/html"),
        (CHROME, "text/html"),
        (None, "text/html"),
    ],
)
def test_the_page_is_html_unless_markdown_is_liked_better(
    client, sample, accept, content_type
):
    publish(sample)

    answer = client.get("/", headers={"Accept": accept} if accept else {})

    assert answer.status_code == 200
    assert answer["Content-Type"] == f"{content_type}; charset=utf-8"
    assert answer["Vary"] == "Accept, Accept-Encoding"
    assert ("private" in answer["Cache-Control"]) is (content_type == "text/markdown")


def test_it_is_resume_md_with_an_etag_of_its_own(client, sample):
    publish(sample)
    html = client.get("/")
    markdown = client.get("/", headers={"Accept": "text/markdown"})

    assert markdown.content == client.get("/resume.md").content
    assert "X-Robots-Tag" not in markdown
    assert markdown["ETag"] != html["ETag"]
    again = {"Accept": "text/markdown", "If-None-Match": markdown["ETag"]}
    assert client.get("/", headers=again).status_code == 304
    assert client.get("/", headers=again | {"Accept": "*/*"}).status_code == 200
