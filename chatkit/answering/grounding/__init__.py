"""Takes out of a model's answer what the published passages don't say.

    delta -> sentences.Sentences    complete sentences, lists and headings by the line
          -> checking.Guard         each one against the index of the passages
             contacts, numbers, titles, names    what in it has no ground
             clauses                             what of that claims nothing

Looked up are numbers, dates, durations, names, titles, degrees, honours and addresses.
A sentence may still join two facts that don't belong together, or claim something that
has no name and no number; what it says in another language than English is cut unless
it uses the passages' own words.
"""

from chatkit.answering.grounding.check import Checked, Guard, check
from chatkit.answering.grounding.sentences import Sentences

__all__ = ["Checked", "Guard", "Sentences", "check"]
