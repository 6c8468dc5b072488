"""What of a model's text is meant for the reader: no thoughts, no control tokens.

Servers are meant to take both out. Many leave them in the text, whole or in part.
"""

import re

from chatkit.answering.llm.control_tokens import (
    PARTIAL,
    TOKEN,
    Kind,
    Token,
    token,
)

#: Channels and roles that speak to the reader.
SPOKEN = frozenset({"", "assistant", "model", "final", "response", "answer"})
#: How the beginning of a token looks that an answer ends with; other text may be meant.
CUT = ("<", "[", "◁")
MAX_HEADER = 60  # characters
_ROLE = re.compile(r"\s*(?P<name>[\w.-]*)[^\n]{0,50}")
#: How thoughts begin without a tag: their template wrote it, so that only the end comes.
_THINKING_ALOUD = re.compile(
    r"(?:(?:first|so|now|well),|(?:okay|ok|alright|h+m+|wait|let(?: me|['’]s)|looking at"
    r"|the (?:user|visitor|question)|we (?:need|have|should|must)|i (?:need|should|must)"
    r"|i['’]ll|to answer|need to|user (?:asks|wants))\b)",
    re.IGNORECASE,
)
#: Thoughts in words rather than tags, and what begins the answer.
_LABELLED = (
    (re.compile(r"analysis(?=[A-Z])"), re.compile(r"(?!)")),  # a token ends it
    (
        re.compile(r"(?:thought|action|action input|observation):", re.IGNORECASE),
        re.compile(r"^\s*(?:final )?answer:", re.IGNORECASE | re.MULTILINE),
    ),
    (
        re.compile(
            r"here(?: is|['’]s) my (?:thought|thinking) process:", re.IGNORECASE
        ),
        re.compile(r"here(?: is|['’]s) my response:", re.IGNORECASE),
    ),
)
_LABEL_LENGTH = 28  # characters in which thoughts show
_FIRST_WORD = re.compile(r"[\w'’]*")
_MAY_THINK = re.compile(
    r"(?:okay|ok|alright|h+m+|wait|let|let['’]s|looking|the|we|i|i['’]ll|to|need|user"
    r"|first|so|now|well|thought|action|observation|here|here['’]s|analysis[A-Z]?\w*)",
    re.IGNORECASE,
)


class MarkupFilter:
    """Takes deltas, split anywhere, and returns text to show.

    ``take_retraction`` tells that what was returned before the last piece was no answer:
    thoughts can end without having begun.
    """

    def __init__(self) -> None:
        self._pending = ""
        self._hidden_by: Token | None = None
        self._header: str | None = None  # the text of one that has not ended
        self._spoken = True
        self._ended = False  # a turn ended: what follows needs a header of its own
        self._has_text = False
        self._is_struck = False  # <s> is also HTML for text that no longer holds
        self._thought_closed = False
        self._aloud: str | None = ""  # held: it may be thoughts; None once it is not
        self._answer_label: re.Pattern[str] | None = None
        self._retracted = False

    def feed(self, delta: str) -> str:
        text = self._pending + delta
        found = PARTIAL.search(text, max(0, len(text) - 140))
        self._pending = found[0] if found else ""
        return self._hold_thoughts(
            self._visible(text[: len(text) - len(self._pending)])
        )

    def finish(self) -> str:
        pending, self._pending = self._pending, ""
        text = "" if pending.startswith(CUT) else self._visible(pending)
        text = self._hold_thoughts(text)
        held, self._aloud = self._aloud or "", None
        if self._answer_label:
            return ""
        return held + text

    def take_retraction(self) -> bool:
        taken, self._retracted = self._retracted, False
        return taken

    def _visible(self, text: str) -> str:
        shown, at = [], 0
        for found in TOKEN.finditer(text):
            shown.append(self._text(text[at : found.start()]))
            at = found.end()
            if self._read(token(found)):
                shown.clear()
        shown.append(self._text(text[at:]))
        return "".join(shown)

    def _text(self, text: str) -> str:
        if self._header is not None:
            text = self._read_header(text)
        if self._hidden_by or not self._spoken or self._header is not None:
            if self._hidden_by and self._hidden_by.name == "```" and "```" in text:
                self._hidden_by = None
                return self._text(text.partition("```")[2])
            return ""
        if self._ended:
            if self._has_text:
                return ""
            self._ended = not text.strip()
        self._has_text = self._has_text or bool(text.strip())
        return text

    def _read(self, token: Token) -> bool:
        """Follow a token; True where the text before it turns out to be thoughts."""
        header, self._header = self._header, None
        if self._hidden_by:
            self._leave(token)
            return False
        match token.kind:
            case Kind.THOUGHT | Kind.TOOL:
                self._hidden_by = token
            case Kind.THOUGHT_END:
                self._spoken, self._ended = True, False
                return self._retract()
            case Kind.TOOL_END:
                return self._retract()
            case Kind.TURN_END if token.name == "/s" and self._is_struck:
                self._is_struck = False
            case Kind.TURN_END:
                self._spoken, self._ended = True, True
            case Kind.HEADER:
                if token.name == "channel" and header and not self._is_spoken(header):
                    self._header = header  # of a role that does not speak
                else:
                    self._header = ""
            case Kind.HEADER_END:
                self._open(header or "")
            case Kind.ROLE:
                self._open(token.name)
            case Kind.OTHER:
                self._header = header
                self._is_struck = token.name == "s" and self._has_text
        return False

    def _leave(self, token: Token) -> None:
        hidden_by = self._hidden_by
        assert hidden_by  # noqa: S101 -- the caller looked
        ends = Kind.THOUGHT_END if hidden_by.kind is Kind.THOUGHT else Kind.TOOL_END
        same = hidden_by.kind is Kind.THOUGHT or token.name == hidden_by.name
        if token.kind is ends and same:
            self._thought_closed = self._thought_closed or ends is Kind.THOUGHT_END
            self._hidden_by = None
        elif token.kind in {Kind.TURN_END, Kind.HEADER, Kind.ROLE}:
            self._hidden_by = None
            self._read(token)

    def _read_header(self, text: str) -> str:
        """A header ends with its token, or with its line; returns what follows it."""
        self._header = f"{self._header}{text}"
        line, is_line, rest = self._header.partition("\n")
        if is_line and line.strip():
            self._open(line)
            return rest
        if len(self._header) > MAX_HEADER:
            found = _ROLE.match(self._header)
            rest = self._header[found.end("name") :] if found else self._header
            self._open(self._header)
            return rest
        return ""

    def _open(self, header: str) -> None:
        """Begin to read what the role or the channel of a header says."""
        self._header = None
        self._spoken = self._is_spoken(header)
        if self._spoken and self._ended and self._has_text:
            self._spoken = False  # a second answer, to a question it asked itself
        else:
            self._ended = False

    @staticmethod
    def _is_spoken(header: str) -> bool:
        found = _ROLE.match(header)
        name = found["name"].lower() if found else ""
        return name in SPOKEN and " to=" not in header

    def _retract(self) -> bool:
        if self._thought_closed or not self._has_text:
            return False
        self._thought_closed, self._has_text = True, False
        self._retracted, self._aloud, self._answer_label = True, None, None
        return True

    def _hold_thoughts(self, text: str) -> str:
        """Hold back a beginning that reads like thoughts until it is known to be text."""
        if self._aloud is None:
            return text
        self._aloud += text
        held = self._aloud.lstrip()
        if self._answer_label:
            new = max(0, len(held) - len(text) - _LABEL_LENGTH)
            if found := self._answer_label.search(held, new):
                self._answer_label, self._aloud = None, None
                return held[found.end() :]
            return ""
        for begins, answers in _LABELLED:
            if begins.match(held):
                self._answer_label, self._aloud = answers, ""
                return self._hold_thoughts(held)
        if _may_be_thoughts(held):
            return ""
        released, self._aloud = self._aloud, None
        return released


def visible_text(text: str) -> str:
    """What of a whole text is meant for the reader."""
    markup = MarkupFilter()
    return markup.feed(text) + markup.finish()


def _may_be_thoughts(beginning: str) -> bool:
    word = _FIRST_WORD.match(beginning)
    if not word or not (word.end() == len(beginning) or _MAY_THINK.fullmatch(word[0])):
        return False
    is_short = len(beginning) < _LABEL_LENGTH
    return is_short or bool(_THINKING_ALOUD.match(beginning))
