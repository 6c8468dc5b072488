"""What open models think aloud before they answer: ``<think>...</think>``."""

OPEN, CLOSE = "<think>", "</think>"


class ReasoningFilter:
    """Takes the thoughts off the beginning of a growing text."""

    def __init__(self) -> None:
        self._held: str | None = ""  # None once the answer has begun

    def feed(self, delta: str) -> str:
        """What of it is the answer's."""
        if self._held is None:
            return delta
        self._held += delta
        text = self._held.lstrip()
        if text.startswith(OPEN):
            _, closed, answer = text.partition(CLOSE)
            if not closed:
                return ""
            self._held = None
            return answer.lstrip()
        if OPEN.startswith(text):
            return ""
        answer, self._held = self._held, None
        return answer

    def finish(self) -> str:
        """What was held back and is no thought."""
        held, self._held = self._held or "", None
        return "" if held.lstrip().startswith(OPEN) else held
