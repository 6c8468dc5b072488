"""Snowball stems: https://snowballstem.org/algorithms."""

import threading

from Stemmer import Stemmer

_own = threading.local()  # a stemmer keeps state while it works


def snowball_stem(algorithm: str, word: str) -> str:
    stemmers: dict[str, Stemmer] = _own.__dict__
    if algorithm not in stemmers:
        stemmers[algorithm] = Stemmer(algorithm, 0)  # callers keep what they need
    return str(stemmers[algorithm].stemWord(word))
