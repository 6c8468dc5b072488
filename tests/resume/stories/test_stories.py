"""A story stands behind a highlight, has a page of its own, and is cited."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from resume.models import Entry, Highlight, Picture, Resume, Story
from resume.passages import published
from resume.stories import files
from resume.stories.markup import blocks
from resume.versions.publishing import publish, publish_draft, restore
from tests.support.admin import member

pytestmark = pytest.mark.django_db

SAMPLE = Path("resume/samples/stories.toml")
TEXT = "The *lamp* went out.\n\nSo I lit it [again](https://lamp.example)."


@pytest.fixture
def story(sample: dict[str, Any]) -> Story:
    resume = publish(sample)
    found = Highlight.objects.filter(entry__section="work").first()
    assert found
    story = Story(resume=resume, about=found.dom_id, title="The lamp", text=TEXT)
    story.save()
    publish_draft(resume)
    return story


def page(client: Client, slug: str) -> Any:
    return client.get(reverse("resume:story", args=[slug]))


def test_the_highlight_leads_to_the_story_and_the_story_back(
    client: Client, story: Story
) -> None:
    home = client.get(reverse("resume:page")).content.decode()
    assert f'href="/stories/{story.slug}/">Story: The lamp</a>' in home

    own = page(client, story.slug).content.decode()
    assert f'href="/#{story.about}"' in own
    assert "The <em>lamp</em> went out." in own


def test_a_draft_s_story_is_not_shown(client: Client, story: Story) -> None:
    other = Story(resume=story.resume, about="work-parcel-pine", title="No", text="x")
    other.save()

    assert page(client, other.slug).status_code == 404


def test_a_story_of_what_is_hidden_is_hidden(client: Client, story: Story) -> None:
    entry = Entry.objects.get(highlights__dom_id=story.about)
    for visibility in ("hidden", "on request"):
        entry.visibility = visibility
        entry.save()
        publish_draft(story.resume)

        assert page(client, story.slug).status_code == 404
        assert "lamp" not in str(published())
        assert "lamp" not in client.get(reverse("resume:page")).content.decode()


def test_each_paragraph_can_be_cited_where_it_stands(story: Story) -> None:
    told = [passage for passage in published() if passage.kind == "story"]

    assert [p.text for p in told] == ["The lamp went out.", "So I lit it again."]
    assert told[0].url == f"/stories/the-lamp/#{told[0].id}"


def test_a_citation_stays_when_a_paragraph_comes_before() -> None:
    before = blocks("lamp", TEXT)

    assert set(before) < set(blocks("lamp", f"At first.\n\n{TEXT}"))


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[a](javascript:alert(1))",
        "![a](https://tracker.example/p.png)",
        "![a](picture:../../admin)",
        "![a](data:image/svg+xml;base64,PHN2Zz4=)",
    ],
)
def test_nothing_in_a_story_runs_or_asks_another_site(text: str) -> None:
    html = "".join(block.html for block in blocks("lamp", text))

    for part in (
        "<script",
        "<img src=x",
        'href="javascript',
        'src="http',
        'src="data',
        'admin"',
    ):
        assert part not in html


def test_a_picture_has_its_caption_and_is_public_once_its_story_is(
    client: Client, story: Story
) -> None:
    Picture.objects.create(digest="abc123", content_type="image/png", content=b"PNG")
    story.text = '![A lamp](picture:abc123 "Lit & warm")'
    story.save()
    address = reverse("resume:picture", args=["abc123"])
    assert client.get(address).status_code == 404
    drafted = member("Résumé owner").get(address)
    assert (drafted.status_code, drafted["Cache-Control"]) == (
        200,
        "private, max-age=0",
    )

    publish_draft(story.resume)

    html = page(client, story.slug).content.decode()
    assert f'<figure><img src="{address}" alt="A lamp">' in html
    assert "<figcaption>Lit &amp; warm</figcaption>" in html
    shown = client.get(address)
    assert (shown.content, "s-maxage=10" in shown["Cache-Control"]) == (b"PNG", True)


def test_going_back_to_a_version_brings_its_stories_back(story: Story) -> None:
    version = Resume.objects.get().versions.order_by("number").last()
    assert version
    Story.objects.all().delete()

    restore(version)

    assert Story.objects.get().text == TEXT


def test_two_stories_of_one_title_have_two_addresses(story: Story) -> None:
    other = Story(
        resume=story.resume, about="work-parcel-pine", title="The lamp", text="x"
    )
    other.save()

    assert other.slug == "the-lamp-2"


def test_the_sample_s_stories_are_about_what_it_has(
    client: Client, sample: dict[str, Any]
) -> None:
    resume = publish(sample)

    assert files.load(resume, SAMPLE) == 4

    publish_draft(resume)
    home = client.get(reverse("resume:page")).content.decode()
    assert home.count('class="story"') == 4
    first = page(client, "forty-seconds-instead-of-nine-hours").content.decode()
    assert 'rel="next"' in first
