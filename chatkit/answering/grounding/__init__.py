"""Cuts from a model's answer what the published passages don't say.

    sentences.Sentences      a stream in complete sentences; list items by the line
    guard.Guard              each sentence against the evidence
    contacts, numbers, titles, names    what in a sentence has no evidence
    clauses.Clauses          what of that is denied, or repeats the visitor

Checked are numbers, dates, durations, names, titles, degrees, honours and addresses.
A sentence may still join two facts that don't belong together, or claim something that
has no name and no number; what it says in another language than English is cut unless
it uses the passages' own words.
"""

from chatkit.answering.grounding.guard import Checked, Guard, check
from chatkit.answering.grounding.sentences import Sentences

__all__ = ["Checked", "Guard", "Sentences", "check"]
