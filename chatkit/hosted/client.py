"""Asks OpenAI for whoever can wait: the commands and the doctor. Visitors: ``minting``."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

import requests
from django.conf import settings

from chatkit.hosted import openai_api, pool
from chatkit.hosted.errors import Unreachable, reason
from chatkit.hosted.openai_api import Account, Page, Session


class OpenAIClient:
    """Speaks for one account. ``http`` carries the connections and the retries."""

    def __init__(self, http: requests.Session, account: Account) -> None:
        self._http = http
        self._account = account

    def create_session(self, body: Mapping[str, Any]) -> Session:
        """Mint a session."""
        return openai_api.session(*self.request("POST", openai_api.SESSIONS, body))

    def cancel_session(self, session_id: str) -> None:
        """End the session; its secret is worth nothing then."""
        self.request("POST", openai_api.cancellation(session_id))

    def threads(self, after: str | None = None) -> Page:
        """Threads of all visitors, the oldest first."""
        return openai_api.page(
            *self.request("GET", openai_api.listing(openai_api.THREADS, after))
        )

    def items(self, thread_id: str, after: str | None = None) -> Page:
        """What was said in a thread, the oldest first."""
        path = f"{openai_api.THREADS}/{thread_id}/items"
        return openai_api.page(*self.request("GET", openai_api.listing(path, after)))

    def request(
        self, method: str, path: str, body: Any = None
    ) -> tuple[dict[str, Any], str]:
        """Ask for anything; the answer's JSON object and the request's id."""
        try:
            response = self._http.request(
                method,
                self._account.address(path),
                data=None if body is None else json.dumps(body),
                headers=self._account.headers(uuid4().hex),
                timeout=(openai_api.CONNECT, openai_api.ANSWER),
                allow_redirects=False,
            )
        except requests.RequestException as error:
            raise Unreachable(reason(error)) from error
        return openai_api.read(response.status_code, response.headers, response.content)


def account() -> Account:
    """This site's."""
    return Account(
        settings.OPENAI_BASE_URL,
        settings.OPENAI_API_KEY,
        settings.OPENAI_ORGANIZATION,
        settings.OPENAI_PROJECT,
    )


def configured() -> OpenAIClient:
    """The client of this site's account."""
    return OpenAIClient(pool.http(settings.OPENAI_BASE_URL), account())
