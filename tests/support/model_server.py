"""A stand-in for a model's server: streams what a test scripts, through both APIs.

Events have the shapes OpenAI documents:
https://platform.openai.com/docs/api-reference/responses-streaming
https://platform.openai.com/docs/api-reference/chat-streaming
"""

import json
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.support.loopback import Handler, listening

REQUEST_ID = "req_model_1"
USAGE = (120, 30)  # tokens in and out
STREAM = {"Content-Type": "text/event-stream"}
UPSTREAM_ERROR = '{"error": {"message": "sk-secret upstream text", "code": null}}'


@dataclass(frozen=True)
class Say:
    """Text, in pieces; ``cut`` closes the connection after them, ``hang`` says no more but comments."""

    pieces: Sequence[str]
    cut: bool = False
    hang: bool = False

    @classmethod
    def whole(cls, text: str, size: int = 7) -> "Say":
        """The text in pieces of a few characters."""
        return cls([text[at : at + size] for at in range(0, len(text), size)])


@dataclass(frozen=True)
class Call:
    """A call of a tool."""

    name: str
    arguments: dict[str, Any]


@dataclass(frozen=True)
class Refuse:
    """A status with an error body nobody may pass on; or a body as it is."""

    status: int
    body: str | bytes = UPSTREAM_ERROR
    headers: Mapping[str, str] = field(default_factory=dict)


def chunks(*choices: dict[str, Any], usage: Any = None) -> Refuse:
    """A stream of chat completions with the choices as they are, and a usage."""
    datas: list[dict[str, Any]] = [{"choices": [{"index": 0, **c}]} for c in choices]
    if usage:
        datas.append({"choices": [], "usage": usage})
    lines = [
        f"data: {json.dumps({'id': 'c', 'object': 'chat.completion.chunk', **data})}"
        for data in datas
    ]
    return Refuse(200, "\n\n".join([*lines, "data: [DONE]", ""]), STREAM)


def content(*deltas: Any, stop: str | None = "stop") -> Refuse:
    """A stream with this content, of any type, and a reason to stop."""
    return chunks(
        *({"delta": {"content": delta}} for delta in deltas),
        {"delta": {}, "finish_reason": stop},
    )


Answer = Say | Call | Refuse


@dataclass
class ModelServer:
    """``script`` is what is answered, in order; the last answer goes on. ``hung``:
    an answer hangs. ``left``: somebody hung up on it.
    """

    url: str = ""
    script: list[Answer] = field(default_factory=list)
    requests: list[dict[str, Any]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)
    hung: threading.Event = field(default_factory=threading.Event)
    left: threading.Event = field(default_factory=threading.Event)
    refuses: dict[str, Refuse] = field(default_factory=dict)  #: by parameter

    def next(self) -> Answer:
        for name, answer in self.refuses.items():
            if name in self.requests[-1]:
                return answer
        return self.script.pop(0) if len(self.script) > 1 else self.script[0]

    @property
    def told(self) -> str:
        """All that the last request said, as one text."""
        return json.dumps(self.requests[-1], ensure_ascii=False)


def responses(answer: Say | Call, number: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """The events of POST /responses."""
    usage = {
        "input_tokens": USAGE[0],
        "output_tokens": USAGE[1],
        "total_tokens": sum(USAGE),
        "input_tokens_details": {"cached_tokens": 0},
        "output_tokens_details": {"reasoning_tokens": 0},
    }
    response: dict[str, Any] = {
        "id": f"resp_{number}",
        "object": "response",
        "created_at": 0,
        "model": "stand-in",
        "output": [],
        "parallel_tool_calls": True,
        "tool_choice": "auto",
        "tools": [],
        "status": "in_progress",
    }
    yield "response.created", {"response": response}
    item: dict[str, Any]
    if isinstance(answer, Call):
        item = {
            "type": "function_call",
            "id": f"fc_{number}",
            "call_id": f"call_{number}",
            "name": answer.name,
            "arguments": json.dumps(answer.arguments),
            "status": "completed",
        }
        yield "response.output_item.added", {"output_index": 0, "item": item}
    else:
        item = {
            "type": "message",
            "id": f"msg_{number}",
            "role": "assistant",
            "status": "in_progress",
            "content": [],
        }
        yield "response.output_item.added", {"output_index": 0, "item": item}
        part = {"type": "output_text", "text": "", "annotations": []}
        place = {"item_id": item["id"], "output_index": 0, "content_index": 0}
        yield "response.content_part.added", {**place, "part": part}
        for piece in answer.pieces:
            delta = {**place, "delta": piece, "logprobs": []}
            yield "response.output_text.delta", delta
        if answer.cut or answer.hang:
            return
        text = "".join(answer.pieces)
        yield "response.output_text.done", {**place, "text": text, "logprobs": []}
        item = {**item, "status": "completed", "content": [{**part, "text": text}]}
    yield "response.output_item.done", {"output_index": 0, "item": item}
    done = {**response, "status": "completed", "output": [item], "usage": usage}
    yield "response.completed", {"response": done}


def completions(answer: Say | Call, number: int) -> Iterator[dict[str, Any]]:
    """The chunks of POST /chat/completions."""

    def chunk(delta: dict[str, Any], reason: str | None = None) -> dict[str, Any]:
        return {
            "id": f"chatcmpl-{number}",
            "object": "chat.completion.chunk",
            "created": 0,
            "model": "stand-in",
            "choices": [{"index": 0, "delta": delta, "finish_reason": reason}],
        }

    if isinstance(answer, Call):
        call = {
            "index": 0,
            "id": f"call_{number}",
            "type": "function",
            "function": {
                "name": answer.name,
                "arguments": json.dumps(answer.arguments),
            },
        }
        yield chunk({"role": "assistant", "tool_calls": [call]})
        yield chunk({}, "tool_calls")
    else:
        for piece in answer.pieces:
            yield chunk({"role": "assistant", "content": piece})
        if answer.cut or answer.hang:
            return
        yield chunk({}, "stop")
    usage = {
        "prompt_tokens": USAGE[0],
        "completion_tokens": USAGE[1],
        "total_tokens": sum(USAGE),
    }
    yield {**chunk({}), "choices": [], "usage": usage}


def unstreamed(path: str, answer: Say | Call, number: int) -> dict[str, Any]:
    """The same as one document, for those who don't stream."""
    if path.endswith("/responses"):
        *_, (_, last) = responses(answer, number)
        return dict(last["response"])
    chunks = list(completions(answer, number))
    message: dict[str, Any] = {"role": "assistant", "content": None}
    if isinstance(answer, Say):
        message["content"] = "".join(answer.pieces)
    else:
        message |= chunks[0]["choices"][0]["delta"]
    reason = chunks[-2]["choices"][0]["finish_reason"]
    choice = {"index": 0, "message": message, "finish_reason": reason}
    return {**chunks[-1], "object": "chat.completion", "choices": [choice]}


@contextmanager
def serve() -> Iterator[ModelServer]:
    """The stand-in, listening at ``url`` until the block ends."""
    model = ModelServer()

    class Answering(Handler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            model.requests.append(json.loads(self.rfile.read(length)))
            model.paths.append(self.path)
            answer = model.next()
            if isinstance(answer, Refuse):
                self._whole(answer)
            elif not model.requests[-1].get("stream"):
                body = unstreamed(self.path, answer, len(model.requests))
                self._whole(Refuse(200, json.dumps(body)))
            else:
                self._stream(answer, len(model.requests))

        def _whole(self, answer: Refuse) -> None:
            body = answer.body
            body = body.encode() if isinstance(body, str) else body
            self.send_response(answer.status)
            json_type = {"Content-Type": "application/json"}
            for name, value in (json_type | dict(answer.headers)).items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("x-request-id", REQUEST_ID)
            self.end_headers()
            self.wfile.write(body)

        def _stream(self, answer: Say | Call, number: int) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            if self.path.endswith("/responses"):
                for at, (name, data) in enumerate(responses(answer, number)):
                    event = {"type": name, "sequence_number": at, **data}
                    self._chunk(f"event: {name}\ndata: {json.dumps(event)}\n\n")
            else:
                for data in completions(answer, number):
                    self._chunk(f"data: {json.dumps(data)}\n\n")
                if not (isinstance(answer, Say) and (answer.cut or answer.hang)):
                    self._chunk("data: [DONE]\n\n")
            if isinstance(answer, Say) and answer.hang:
                self._hang()
            if isinstance(answer, Say) and answer.cut:
                model.closing.wait(0.3)  # what was sent is read by then
                self.close_connection = True  # without the last chunk
                return
            self.wfile.write(b"0\r\n\r\n")

        def _hang(self) -> None:
            model.hung.set()
            try:
                while not model.closing.wait(0.1):
                    self._chunk(": still here\n\n")
            except OSError:
                model.left.set()
                raise

        def _chunk(self, text: str) -> None:
            data = text.encode()
            self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
            self.wfile.flush()

    with listening(Answering, model.closing) as model.url:
        yield model
