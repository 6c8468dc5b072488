"""The versions of a résumé: its rows are the draft, and each publication keeps a copy.

A version's content is what ``snapshot.take`` made of the rows. All that visitors get is
made from it, never from the rows, so a publication changes everything at once.
"""
