"""The owner's answers and policies as the answerers use them: part of the settings."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class Way(StrEnum):
    """What is done where the résumé does not answer a question about a topic."""

    TEXT = "text"  # answer with the owner's text
    DISCUSS = "discuss"  # offer to discuss it in person
    DECLINE = "decline"


class Topic(StrEnum):
    """The topics every owner is asked about; the values are cues of the questions."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Topic:
        topic = str.__new__(cls, value)
        topic._value_ = value
        topic.label = label
        return topic

    SALARY = "salary", "Salary"
    VISA = "visa", "Visa and work permit"
    AVAILABILITY = "availability", "Notice period and start date"
    RELOCATION = "relocation", "Relocation"
    REFERENCE = "reference", "References"
    LEAVING = "leaving", "Reasons for leaving"
    AGE = "age", "Age"
    FAMILY = "family", "Family"
    HEALTH = "health", "Health"


@dataclass(frozen=True, slots=True)
class Policy:
    """``topic`` is a ``Topic``, or "" for one that ``words`` match."""

    id: str
    topic: str
    label: str
    words: tuple[str, ...]
    way: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class OwnAnswer:
    """``questions`` are ways to ask it, ``text`` is the owner's answer."""

    id: str
    questions: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class OwnWords:
    answers: tuple[OwnAnswer, ...] = ()
    policies: tuple[Policy, ...] = ()

    def texts(self) -> Iterator[OwnAnswer]:
        """Everything that can be cited as the owner's words."""
        yield from self.answers
        for policy in self.policies:
            if policy.way == Way.TEXT:
                yield OwnAnswer(policy.id, (policy.label,), policy.text)


NOTHING = OwnWords()
