"""Assert the shape that every error of the API has."""

from typing import Any, Protocol


class Answer(Protocol):
    """A response of Django's test client or of httpx."""

    status_code: int

    def json(self) -> Any: ...


def assert_error(answer: Answer, status: int, code: str) -> None:
    """The response is this error with a sentence for the visitor."""
    assert answer.status_code == status
    error = answer.json()["error"]
    assert error["code"] == code
    assert error["message"].endswith(".")
    assert set(error) <= {"code", "message", "detail"}
