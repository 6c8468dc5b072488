"""Cuts the sentences of a model's answer that the published passages don't support.

    sentences.Sentences      splits the stream into sentences
    guard.Guard              checks each against the evidence
    contacts, numbers, titles, names    find what has no evidence
    clauses.Clauses          excuses what is denied, or repeats the visitor

It checks numbers, dates, durations, names, titles, degrees, honours and addresses. A
sentence may still join two facts that don't belong together, or make a claim without a
name or a number. Other languages than English are cut unless they use the passages'
own words.
"""

from chatkit.answering.grounding.guard import Checked, Guard
from chatkit.answering.grounding.sentences import Sentences

__all__ = ["Checked", "Guard", "Sentences"]
