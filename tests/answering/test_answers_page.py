"""docs/answers.md shows the answers as they come."""

import pytest

from bench.answers_page import PAGE, rewritten
from resume.passages import published


@pytest.mark.usefixtures("sample")
def test_the_conversation_in_the_docs_is_what_visitors_get() -> None:
    page = PAGE.read_text(encoding="utf-8")

    assert rewritten(page, published()) == page
