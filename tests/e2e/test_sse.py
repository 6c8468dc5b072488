"""The parser of server-sent events, run where it lives."""

import pytest

from tests.e2e.widget import Widget

PARSE = """async ([bytes, size]) => {
  const { EventParser } = await import("/static/chatkit/panel/sse.js");
  const parser = new EventParser();
  const events = [];
  for (let at = 0; at < bytes.length; at += size) {
    events.push(...parser.push(new Uint8Array(bytes.slice(at, at + size))));
  }
  return events;
}"""

STREAM = (
    ": a comment\r\n\r\n"
    'data: {"text": "é🚆"}\r\n\r\n'
    "event: named\ndata:no space\ndata:  two spaces\nid: 7\n\n"
    "data\r\rdatabase: no\n\n"
    ": ping\n\ndata: last\n\n"
    "data: cut off\n"
)


@pytest.mark.parametrize("size", [1, 2, 3, 7, 1000])
def test_bytes_may_be_cut_anywhere(widget: Widget, size: int) -> None:
    events = widget.page.evaluate(PARSE, [list(STREAM.encode()), size])

    assert events == ['{"text": "é🚆"}', "no space\n two spaces", "", "last"]
