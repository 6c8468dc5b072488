"""Answers from the passages alone: no network, no key, no model.

    question.parse_question    what is asked: topics, words to look up, years
    index.Index.search         which passages hold those words
    responder.answer           which kind of answer is honest
    compose                    sentences that quote, each with its passages

To answer more questions, extend ``intents.toml`` and ``chatkit.answering.text.lexicon``.
"""
