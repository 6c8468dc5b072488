"""The table of what can be asked. A new topic is a new row in one of its parts."""

from chatkit.selfhosted.responders.embedded.topics import person, sections, work
from chatkit.selfhosted.responders.embedded.topics.base import Topic

TOPICS: tuple[Topic, ...] = work.TOPICS + sections.TOPICS + person.TOPICS

__all__ = ["TOPICS", "Topic"]
