"""Nothing that stands in a document becomes structure of the Markdown files."""

import pytest
from markdown_it import MarkdownIt

from resume.outputs import prose
from resume.versions.publishing import publish
from tests.resume.test_outputs import Text, get

pytestmark = pytest.mark.django_db

ATTACKS = [
    "# x",
    "x\n===",
    "- - -",
    "> quoted",
    "1. one",
    "[x](javascript:alert(1))",
    "[x](data:text/html,x)",
    "![x](https://tracker.example/pixel.png)",
    "<javascript:alert(1)>",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x]: javascript:alert(1)",
    "```\ncode",
    "~~~\ncode",
    "    code",
    "| a | b |\n| - | - |",
    "&#60;script&#62;",
    "a\\",
    "*a* _b_ __c__ `d` \\*e\\*",
    "\u202eevil\u2066",
]


def html(text: str) -> str:
    markdown = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    return str(markdown.render(text)).strip()


@pytest.mark.parametrize("text", ATTACKS)
def test_a_title_stays_a_title(text):
    shown = html(f"## {prose.line(text)}")

    assert shown.startswith("<h2>")
    assert shown.count("<") == 2
    assert Text(shown).text.strip() == " ".join(text.split())


@pytest.mark.parametrize("text", ATTACKS)
def test_a_highlight_stays_one_item_of_its_list(text):
    shown = html(f"{prose.item(text)}\n{prose.item('next')}")

    assert shown.startswith("<ul>\n<li>")
    assert shown.endswith("</li>\n<li>next</li>\n</ul>")
    for element in ("<h", "<pre", "<img", "<script", "<table", "<blockquote", "<hr"):
        assert element not in shown
    assert 'href="javascript' not in shown
    assert 'href="data' not in shown


@pytest.mark.parametrize("text", ATTACKS)
def test_a_summary_has_no_heading_picture_or_script(text):
    shown = html(prose.prose(text))

    for element in ("<h", "<pre", "<img", "<script", "<table", "<blockquote"):
        assert element not in shown
    assert 'href="javascript' not in shown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**Led** *six* `teams`", "**Led** *six* `teams`"),
        ("[Paper](https://a.example/x_(y))", "[Paper](https://a.example/x_%28y%29)"),
        ("One\nline", "One\\\nline"),
        ("Did:\n\n- this\n- that\n  1. so", "Did:\n\n- this\n- that\n\n  1. so"),
        ("C# and snake_case at 5% for 3.5 years", None),
        ("50 000 € – 2019", None),
    ],
)
def test_markdown_of_the_owner_stays_and_plain_text_is_plain(text, expected):
    assert prose.prose(text) == (expected or text)


def test_every_field_of_a_hostile_document_is_text(client):
    attack = "# <script>alert(1)</script> [x](javascript:alert(1))\n# y"
    entry = dict.fromkeys(["name", "position", "summary", "location"], attack)
    skill = {"name": attack, "level": attack, "keywords": [attack]}
    publish(
        {
            "basics": {"name": attack, "label": attack, "summary": attack},
            "work": [entry | {"highlights": [attack], "url": "javascript:alert(1)"}],
            "skills": [skill],
            "references": [{"name": attack, "reference": attack}],
        }
    )
    for path in ("/resume.md", "/llms.txt"):
        shown = html(get(client, path))
        assert "<script" not in shown
        assert '<a href="javascript' not in shown
        assert shown.count("<h1>") == 1
    assert html(get(client, "/resume.md")).count("<h2>") == 3


def test_llms_txt_has_the_shape_that_its_readers_expect(client, sample):
    sample["work"][0]["highlights"].append("Won [a prize] (again)")
    publish(sample)

    head, *sections = get(client, "/llms.txt").split("\n## ")

    assert head.startswith("# Mara Lindqvist\n\n> Staff Software Engineer: I build")
    link = r"- \[[^\[\]]+\]\([^()\s]+\)(: .+)?"
    import re

    for section in sections:
        title, blank, *links = section.rstrip("\n").split("\n")
        assert (bool(title), blank) == (True, "")
        assert [text for text in links if not re.fullmatch(link, text)] == []
    assert len(sections) > 8
