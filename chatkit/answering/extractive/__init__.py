"""Answers from the passages alone: no network, no key, no model.

    question -> questions.read    what is asked: topics, own words, years
             -> ranking.search    which passages hold those words
             -> answering.answer  which kind of answer is honest
             -> fitting           a job description that was attached, word by word
             -> compose           sentences that quote, each with its passages

The tables to extend are ``topics``, ``silences``, ``courtesies`` and ``vocabulary``.
"""
