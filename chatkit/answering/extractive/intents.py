"""The table of what can be asked. A new topic is a new row in one of its parts."""

from chatkit.answering.extractive import person_intents, section_intents, work_intents
from chatkit.answering.extractive.intent import Topic

TOPICS: tuple[Topic, ...] = (
    work_intents.TOPICS + section_intents.TOPICS + person_intents.TOPICS
)

__all__ = ["TOPICS", "Topic"]
