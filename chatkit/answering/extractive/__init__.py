"""Answers from the passages alone: no network, no key, no model.

    language      which language, its words, cues, concepts and sentences (data)
    facts         the passages as entries in time, and an index of their words
    questions     what is asked, of which entries and times; follow-ups completed
    responder     the steps that may answer, in order
    compose       claims: sentences around quotations, each with its passages

Steps: talk, private matters, contact, wishes, summary, spans of time, positions,
attributes of an entry, lists by kind, the person, and last a lookup of words.
"""
