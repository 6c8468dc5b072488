"""What a reader sees of texts with signs that say nothing, markup and unseen characters."""

import time
from html import unescape

import pytest

from resume.passages import published
from resume.versions.publishing import publish
from tests.resume.test_page import page

pytestmark = pytest.mark.django_db

NOTHING = ("-", " ", "–", "N/A", "...", "\u200b", "\u202e")


@pytest.mark.parametrize("nothing", NOTHING)
def test_a_sign_for_nothing_is_shown_as_nothing(client, nothing):
    location = {"address": nothing, "postalCode": nothing, "city": "Cork,"}
    job = dict.fromkeys(("location", "description", "summary"), nothing)
    job |= {"name": "Hill", "position": nothing, "highlights": [nothing]}
    publish(
        {
            "basics": {"name": "Ada", "label": nothing, "location": location},
            "work": [job],
            "skills": [{"name": nothing, "keywords": [nothing]}],
            "awards": [{"title": nothing, "summary": nothing}],
            "languages": [{"language": "Welsh", "fluency": nothing}],
        }
    )

    content = page(client)

    assert '<li id="basics-location">Cork</li>' in content
    for absent in ('<h2 id="skills', '<h2 id="awards', '<ul class="highlights'):
        assert absent not in content
    assert '<p class="label">' not in content
    assert '<p class="where">' not in content
    assert '<dd class="level">' not in content
    assert [passage.text for passage in published()] == [
        "Ada.",
        "Ada is based in Cork.",
        "Hill.",
        "Welsh.",
    ]


def test_markup_and_unseen_characters_of_a_line_are_not_shown(client):
    publish(
        {
            "basics": {"name": "**Ada** \u202eExample", "label": "Nu\u00adrse"},
            "work": [{"name": "R&amp;D <b>Hill</b>", "highlights": ["Led\u200b."]}],
            "references": [{"name": "Eve *[Hill](https://h.example)*"}],
            "skills": [{"name": "C++", "level": "<i>Good</i>", "keywords": ["a_b_c"]}],
        }
    )

    content = unescape(page(client))

    for text in ("Ada Example", "Nurse", "R&D Hill", "Led.", "Eve Hill", "Good"):
        assert f">{text}<" in content
    for text in ("C++", "a_b_c"):
        assert f">{text}<" in content
    assert published()[0].text == "Ada Example is a Nurse."


@pytest.mark.parametrize("bullet", ["• ", "- ", "* ", "•", "\n– "])
def test_an_item_has_one_bullet(client, bullet):
    publish(
        {"work": [{"name": "Hill", "highlights": [f"{bullet}Led the ward.", "-5%"]}]}
    )

    content = page(client)

    assert ">Led the ward.</li>" in content
    assert ">-5%</li>" in content


@pytest.mark.parametrize("text", ["DB1101 - Basic SQL", "3 – 4 a day", "2 · 3 • 6 * 1"])
def test_a_sign_in_the_middle_of_an_item_is_no_bullet(client, text):
    publish({"education": [{"institution": "Hill", "courses": [text]}]})

    assert f">{text}</li>" in page(client)
    assert text in published()[-1].text


@pytest.mark.parametrize("part", ["[", "**a *b _c [d](e `f "])
def test_a_megabyte_of_anything_costs_in_proportion_to_its_length(client, part):
    def cost(length: int) -> float:
        publish({"basics": {"summary": part * (length // len(part))}})
        begin = time.thread_time()
        page(client)
        return time.thread_time() - begin

    assert cost(1_000_000) < 80 * cost(50_000)  # twenty times the length


@pytest.mark.parametrize(
    ("text", "shown", "said"),
    [
        (
            "I <b>love</b> wards.<br>See [site](https://example.org).",
            "<p>I love wards.<br>\nSee"
            ' <a href="https://example.org" rel="noopener">site</a>.</p>',
            "I love wards. See site.",
        ),
        ("Cut waste by **30%**", "Cut waste by <strong>30%</strong>", "waste by 30%."),
        ("<ul><li>One</li><li>Two</li></ul>", "<li>One</li>\n<li>Two</li>", "- One"),
        ("R&amp;D for AT&amp;T", "R&amp;D for AT&amp;T", "R&D for AT&T."),
        ("a<b and c>d, 5 * 3 * 2", "a&lt;b and c&gt;d, 5 * 3 * 2", "a<b and c>d"),
        ("Wrote __init__ in C#", "Wrote __init__ in C#", "Wrote __init__ in C#."),
        ("[x](javascript:alert)", "[x](javascript:alert)", "[x](javascript:alert)."),
    ],
)
def test_markdown_is_shown_as_meant_and_html_as_its_text(client, text, shown, said):
    publish({"basics": {"name": "Ada", "summary": text}})

    assert shown in page(client)
    (summary,) = (p.text for p in published() if p.id == "basics-summary")
    assert said in summary


def test_a_section_that_the_standard_lacks_has_no_unseen_characters(client):
    talk = {"title": "On \u202enoitaivA", "text": "I sp\u200boke of planes."}
    publish({"basics": {"name": "Ada"}, "talks": [talk]})

    for path in ("/", "/resume.md"):
        shown = client.get(path).content.decode()
        assert "I spoke of planes." in shown
        assert not set("\u202e\u200b") & set(shown)
    assert "\u202e" in client.get("/resume.json").content.decode()
