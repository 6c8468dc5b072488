"""Files that a visitor attaches, taken by the real server."""

import struct
import zlib
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.e2e.protocol import configure
from tests.e2e.widget import Widget

TEXT = FilePayload(
    name="job.txt", mimeType="text/plain", buffer=b"Wanted: a pilot of trains."
)
FORGED = FilePayload(name="job.pdf", mimeType="application/pdf", buffer=b"MZ\x00\x01")


def png() -> bytes:
    """A red square."""
    rows = b"".join(b"\0" + b"\xff\0\0" * 64 for _ in range(64))

    def chunk(kind: bytes, data: bytes) -> bytes:
        sum_ = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", sum_)

    header = struct.pack(">IIBBBBB", 64, 64, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows))
    return b"\x89PNG\r\n\x1a\n" + body + chunk(b"IEND", b"")


class Files:
    """The chips of the message that is being written."""

    def __init__(self, widget: Widget) -> None:
        self.widget = widget
        self.button = widget.page.get_by_role("button", name="Attach files")
        self.chips = widget.page.get_by_role(
            "list", name="Files of this message"
        ).get_by_role("listitem")
        self.sent = widget.page.get_by_role("list", name="Attached files")

    def choose(self, *files: FilePayload | Path) -> None:
        with self.widget.page.expect_file_chooser() as chooser:
            self.button.click()
        chooser.value.set_files(list(files))  # type: ignore[arg-type]

    def are_ready(self) -> None:
        expect(self.chips.first).to_be_visible()
        expect(self.widget.page.locator(".chips progress")).to_have_count(0)


@pytest.fixture
def files(widget: Widget) -> Files:
    widget.open()
    return Files(widget)


def test_a_file_goes_with_the_question_and_comes_back_with_it(
    page: Page, widget: Widget, files: Files
) -> None:
    files.choose(TEXT)
    expect(files.chips).to_have_text(["job.txt1 kB"])
    expect(widget.announcement).to_have_text("job.txt is attached.")
    expect(widget.send).to_be_disabled()
    expect(widget.panel).to_contain_text("Say what you would like to know")

    widget.ask("Where do they work now?")
    expect(files.chips).to_have_count(0)
    widget.wait_for_answer()
    expect(files.sent).to_have_text("job.txt")
    page.reload()
    expect(files.sent).to_have_text("job.txt")
    expect(files.chips).to_have_count(0)


def test_an_image_is_shown_in_the_question(page: Page, files: Files) -> None:
    files.choose(FilePayload(name="ad.png", mimeType="image/png", buffer=png()))
    files.are_ready()
    files.widget.ask("Where do they work now?")
    files.widget.wait_for_answer()

    image = files.sent.get_by_role("img", name="ad.png")
    expect(image).to_be_visible()
    assert image.evaluate("(image) => image.decode().then(() => image.naturalWidth)")
    page.reload()
    expect(image).to_be_visible()


def test_what_the_server_refuses_is_said_at_the_file_and_costs_no_text(
    widget: Widget, files: Files
) -> None:
    widget.field.fill("Where do they work now?")
    files.choose(FORGED, TEXT)
    files.are_ready()

    expect(files.chips.first).to_contain_text(
        "What is in this file is not PDF, Word, text"
    )
    retry = widget.page.get_by_role("button", name="Retry job.pdf")
    expect(retry).to_have_count(0)
    expect(widget.field).to_have_value("Where do they work now?")
    widget.field.press("Enter")
    widget.wait_for_answer()
    expect(files.sent).to_have_text("job.txt")


def test_limits_are_known_before_anything_is_sent(page: Page) -> None:
    limits = {"enabled": True, "maxSize": 1024 * 1024, "maxCount": 2}
    configure(page, uploads=limits)
    widget = Widget(page)
    widget.open()
    files = Files(widget)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    large = FilePayload(
        name="large.pdf", mimeType="application/pdf", buffer=b"x" * (1024 * 1024 + 1)
    )
    program = FilePayload(name="run.exe", mimeType="", buffer=b"MZ")
    files.choose(large, program)

    expect(files.chips.nth(0)).to_contain_text("A file has at most 1 MB.")
    expect(files.chips.nth(1)).to_contain_text("Only PDF, Word (DOCX), text,")
    assert asked == []
    files.choose(TEXT, TEXT, TEXT)
    expect(files.chips).to_have_count(4)
    expect(widget.panel).to_contain_text("A message carries at most 2 files.")


def test_a_file_can_be_taken_away_by_keyboard(
    page: Page, widget: Widget, files: Files
) -> None:
    files.choose(TEXT, FilePayload(**{**TEXT, "name": "two.txt"}))
    files.are_ready()
    with page.expect_request(
        lambda r: "attachments.delete" in (r.post_data or "")
    ) as sent:
        page.get_by_role("button", name="Remove job.txt").press("Enter")
    answer = sent.value.response()
    assert answer is not None
    assert answer.status == 200

    remove = page.get_by_role("button", name="Remove two.txt")
    expect(remove).to_be_focused()
    remove.press("Enter")
    expect(files.chips).to_have_count(0)
    expect(widget.field).to_be_focused()


def test_files_wait_for_the_text_over_a_reload(page: Page, files: Files) -> None:
    files.choose(TEXT)
    files.are_ready()
    files.widget.field.fill("Where do they work now?")
    page.reload()

    expect(files.chips).to_contain_text(["job.txt"])
    files.widget.field.press("Enter")
    files.widget.wait_for_answer()
    expect(files.sent).to_have_text("job.txt")


def test_nothing_is_sent_while_a_file_is_on_its_way(
    page: Page, widget: Widget, files: Files
) -> None:
    held: list[Any] = []
    page.route("**/api/chatkit/uploads/*", lambda route: held.append(route))
    widget.field.fill("Where do they work now?")
    with page.expect_request("**/api/chatkit/uploads/*"):
        files.choose(TEXT)

    expect(page.get_by_role("progressbar", name="Sending job.txt")).to_be_visible()
    expect(widget.send).to_be_disabled()
    widget.field.press("Enter")
    expect(widget.questions).to_have_count(0)
    held.pop().abort()
    expect(files.chips).to_contain_text(["The file could not be sent."])
    expect(widget.send).to_be_enabled()
    expect(widget.field).to_have_value("Where do they work now?")


def test_a_file_that_did_not_arrive_can_be_sent_again(
    page: Page, widget: Widget, files: Files
) -> None:
    uploads = "**/api/chatkit/uploads/*"
    page.route(uploads, lambda route: route.abort(), times=1)
    files.choose(TEXT)
    again = page.get_by_role("button", name="Retry job.txt")
    again.press("Enter")

    expect(widget.announcement).to_have_text("job.txt is attached.")
    expect(again).to_have_count(0)
    expect(files.chips).to_have_text(["job.txt1 kB"])
    widget.ask("Where do they work now?")
    widget.wait_for_answer()
    expect(files.sent).to_have_text("job.txt")


TRANSFER = """
(element, [kind, type, text = ""]) => {
  const data = new DataTransfer();
  data.items.add(new File(["Wanted."], "job.txt", { type: "text/plain" }));
  if (text) data.items.add(text, "text/plain");
  const init = { bubbles: true, cancelable: true, composed: true };
  return element.dispatchEvent(kind === "paste"
    ? new ClipboardEvent(type, { ...init, clipboardData: data })
    : new DragEvent(type, { ...init, dataTransfer: data }));
}
"""


def test_files_can_be_dropped_on_the_panel(page: Page, files: Files) -> None:
    files.widget.panel.evaluate(TRANSFER, ["drag", "dragover"])
    expect(page.locator(".panel.dropping")).to_be_visible()
    files.widget.panel.evaluate(TRANSFER, ["drag", "drop"])

    expect(files.chips).to_contain_text(["job.txt"])
    expect(page.locator(".panel.dropping")).to_have_count(0)


def test_files_can_be_pasted_into_the_field(files: Files) -> None:
    files.widget.field.evaluate(TRANSFER, ["paste", "paste"])

    expect(files.chips).to_contain_text(["job.txt"])


def test_text_wins_over_the_picture_that_a_word_processor_adds(files: Files) -> None:
    is_left_to_the_browser = files.widget.field.evaluate(
        TRANSFER, ["paste", "paste", "We look for an engineer."]
    )

    assert is_left_to_the_browser
    expect(files.chips).to_have_count(0)


def test_a_file_dropped_beside_the_panel_does_not_replace_the_page(
    page: Page, files: Files
) -> None:
    beside = page.locator("main")
    for kind in ("dragover", "drop"):
        assert not beside.evaluate(TRANSFER, ["drag", kind])
    expect(files.chips).to_have_count(0)

    page.get_by_role("button", name="Close").click()
    assert beside.evaluate(TRANSFER, ["drag", "drop"])


@pytest.mark.parametrize(
    "changes",
    [
        {"uploads": {"enabled": False, "maxSize": 1, "maxCount": 1}},
        {"url": "https://elsewhere.example/chat"},
    ],
    ids=["switched off", "another server"],
)
def test_where_files_are_not_taken_none_are_offered(
    page: Page, changes: dict[str, Any]
) -> None:
    configure(page, **changes)
    widget = Widget(page)
    widget.open()

    expect(Files(widget).button).to_have_count(0)
