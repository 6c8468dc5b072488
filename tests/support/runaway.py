"""Answers of a model's server that has run away."""

import gzip

from tests.support.model_server import STREAM, Refuse, content

RUNAWAY: dict[str, Refuse] = {
    "a delta of a megabyte": content("She works at Google. " * 50_000),
    "a delta without a stop": content("word " * 200_000),
    "a word without an end": content("a" * 1_000_000),
    "a compressed bomb": Refuse(
        200,
        gzip.compress(b"data: " + b"a" * 40_000_000, 1),
        {"Content-Encoding": "gzip", **STREAM},
    ),
    "lines without an end": Refuse(200, ":\n" * 1_000_000, STREAM),
    "a document of megabytes": Refuse(200, '{"choices": [' + "[" * 9_000_000),
    "a delta of three megabytes": content("She works at Google. " * 150_000),
    "brackets": content("[" * 300_000, "<think>" * 50_000, "<|" * 200_000),
}
