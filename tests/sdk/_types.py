"""The context the SDK's tests use; our store reads ``visitor_id``."""

from pydantic import BaseModel


class RequestContext(BaseModel):
    user_id: str

    @property
    def visitor_id(self) -> str:
        return self.user_id
