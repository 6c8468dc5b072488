"""Control tokens of the chat templates, and what each says about the text after it.

Covers ChatML (Qwen), Llama 2 to 4, Mistral, Gemma, Phi, DeepSeek, GPT-OSS (harmony),
Granite, Command R, Kimi, GLM, and tags that models write around thoughts and tool calls.
"""

import re
import tomllib
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path


class Kind(Enum):
    THOUGHT = auto()
    THOUGHT_END = auto()
    TOOL = auto()  # hides what follows, until the token of ``name`` that ends it
    TOOL_END = auto()
    TURN_END = auto()
    HEADER = auto()  # a role or a channel follows, as text
    HEADER_END = auto()
    ROLE = auto()  # ``name`` is the role
    OTHER = auto()  # dropped


@dataclass(frozen=True, slots=True)
class Token:
    kind: Kind
    name: str = ""


_THOUGHT = (
    r"(?:think|thinking|thoughts?|reason|reasoning|reflection|reflect|scratch_?pad"
    r"|analysis|monologue|deliberation|rationale|cot)"
)
_THOUGHT_NAME = (
    rf"(?:[\w:-]{{1,30}}[:_-])?{_THOUGHT}"
    r"(?:[_-](?:process|steps?|block|content|trace))?"
)
_TOOL_NAME = (
    r"(?:[\w-]{1,30}[:_-])?(?:tool_(?:calls?|use|code|outputs?|responses?|results?)"
    r"|function_(?:calls?|results?|response)|arg_(?:key|value)|search_resume)"
)
_WITH_VALUE = r"/?(?:[\w-]{1,30}:)?(?:function|invoke|parameter)"
_WRAPPER = r"/?(?:(?:final_)?answer|response|final)"
_PLAIN = (
    r"/?s|bos|eos|pad|unk|sop|eop|(?:start|end)_of_(?:turn|image)|unused\d+|"
    r"/(?:function|invoke|parameter)"
)
_BAR = "[|｜]"
_BRACKET = (
    r"/?(?:INST|TOOL_CALLS?|AVAILABLE_TOOLS|TOOL_RESULTS?|TOOL_CONTENT|SYSTEM_PROMPT"
    r"|THINK|THINKING|THOUGHT|REASONING|ARGS|CALL_ID|IMG|IMG_BREAK|IMG_END|gMASK|sMASK)"
)
_ATTRIBUTES = r"(?:\s+[\w:-]+\s*=[^<>\n]{0,80})"
#: Harmony's headers with the bars stripped by the server: "analysisWe ... assistantfinal".
_STRIPPED = r"assistant(?:final|analysis|commentary)(?=[A-Z\"*\[])"
_FENCE = r"```(?:tool_(?:code|calls?|outputs?)|think(?:ing)?|thoughts?|reasoning)\b"

TOKEN = re.compile(
    rf"<{_BAR}(?P<bar>[\w:./▁-]{{1,48}}){_BAR}?>|<(?P<closing>[\w▁]{{1,40}}){_BAR}>"
    rf"|<(?P<tag>/?(?:{_THOUGHT_NAME}|{_TOOL_NAME})|{_PLAIN}|{_WRAPPER})"
    rf"{_ATTRIBUTES}?\s?/?>"
    rf"|<(?P<valued>{_WITH_VALUE})(?:=[\w.-]{{1,60}}|{_ATTRIBUTES})\s?>"
    rf"|(?P<system><</?SYS>>)|(?-i:\[(?P<bracket>{_BRACKET})\])"
    rf"|◁(?P<triangle>/?\w{{1,20}})▷|(?P<fence>{_FENCE})|(?-i:(?P<stripped>{_STRIPPED}))",
    re.IGNORECASE,
)
#: What may become a token with the next delta.
PARTIAL = re.compile(
    rf"(?:<{_BAR}[\w:./▁-]{{0,48}}{_BAR}?|</?[a-z][^<>\n]{{0,120}}|<[</]?"
    rf"|<</?S?Y?S?>?|\[/?[A-Z_]{{0,16}}|\[[gs]MA?S?K?|◁/?\w{{0,20}}|`{{1,2}}"
    rf"|```[a-z_]{{0,14}}|{'|'.join('assistantfinal'[:n] for n in range(14, 0, -1))}"
    r"|assistant(?:analysis|commentary))\Z",
    re.IGNORECASE,
)
_TABLES = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
_KINDS = {
    name: Kind[kind.upper()]
    for kind, names in _TABLES["kinds"].items()
    for name in names.split()
}
_ROLES = {
    name: role for role, names in _TABLES["roles"].items() for name in names.split()
}
_IS_TOOL = re.compile(
    r"tool|function|python_tag|plugin|action|invoke|param|arg_|search_resume|\bargs\b"
)
_IS_THOUGHT = re.compile(rf"(?:^|[_:/-]){_THOUGHT}(?:$|[_-])")
_ENDS = re.compile(r"(?:^|_)end(?:_of)?(?:_|$)|^/")


def token(found: re.Match[str]) -> Token:
    """What a match of ``TOKEN`` is."""
    if found["stripped"]:
        channel = found["stripped"].lower().removeprefix("assistant")
        is_answer = channel == "final"
        return Token(Kind.THOUGHT_END if is_answer else Kind.ROLE, channel)
    if found["fence"]:
        return Token(Kind.TOOL, "```")
    if found["closing"]:
        return Token(Kind.THOUGHT_END if found["closing"] == "channel" else Kind.OTHER)
    groups = ("bar", "tag", "valued", "system", "bracket", "triangle")
    name = next(filter(None, found.group(*groups)))
    return _named(name.strip("<>").lower().replace("▁", "_"))


def _named(name: str) -> Token:
    base = name.removeprefix("/")
    if kind := _KINDS.get(name):
        return Token(kind, name)
    if role := _ROLES.get(base):
        return Token(Kind.ROLE, role if name == base else "model")
    if _IS_THOUGHT.search(base):
        is_end = _ENDS.search(name)
        return Token(Kind.THOUGHT_END if is_end else Kind.THOUGHT)
    if _IS_TOOL.search(base):
        stem = re.sub(r"_?(?:begin|start|end)_?", "", base)
        return Token(Kind.TOOL_END if _ENDS.search(name) else Kind.TOOL, stem)
    return Token(Kind.OTHER, name)
