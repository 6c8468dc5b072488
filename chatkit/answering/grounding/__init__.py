"""Cuts the sentences of a model's answer that the published passages don't support.

sentences.Sentences   splits the stream into sentences
guard.Guard           checks each against the entries that it cites
answer.AnswerGuard    leaves nothing dangling where one was cut
"""

from chatkit.answering.grounding.answer import AnswerGuard
from chatkit.answering.grounding.guard import Checked, Guard
from chatkit.answering.parsing.sentences import Sentences

__all__ = ["AnswerGuard", "Checked", "Guard", "Sentences"]
