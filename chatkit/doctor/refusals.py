"""How a request upstream can fail."""


class Refused(Exception):
    """A status other than 2xx."""

    def __init__(self, status: int, code: str, request_id: str) -> None:
        super().__init__(status)
        self.status = status
        self.code = code
        self.request_id = request_id


class Odd(Exception):
    """A 2xx answer that isn't what was asked for."""

    def __init__(self, request_id: str) -> None:
        super().__init__("unexpected answer")
        self.request_id = request_id


class Unreachable(Exception):
    """No answer; ``reason`` is name, connect, slow, tls or connection."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


Failure = Refused | Odd | Unreachable
FAILURES = (Refused, Odd, Unreachable)
