"""The store the SDK's tests ask for by this name: ours."""

from chatkit.selfhosted.store import DjangoStore


class SQLiteStore(DjangoStore):
    def __init__(self, db_path: str | None = None) -> None:
        self.db_path = db_path  # one test reads it
