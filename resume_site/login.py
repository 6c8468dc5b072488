"""The admin's login, limited per account and per network address."""

import logging
from typing import Any

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from unfold.forms import AuthenticationForm

from chatkit.api import limits
from chatkit.api.errors import RateLimited

logger = logging.getLogger(__name__)

MINUTES = 10
PER_ACCOUNT = 10
PER_ADDRESS = 20
LIMITED = "rate_limited"


class LoginForm(AuthenticationForm):  # type: ignore[misc]
    retry_after = 0

    def clean(self) -> dict[str, Any]:
        account = self.cleaned_data.get("username", "")
        address = limits.client_address(self.request)
        # Whoever mixes the fields up has typed their password.
        users = get_user_model().objects.filter(username=account)
        shown = f"account {account!r}" if users.exists() else "an unknown account"
        try:
            self._count(f"address {address}", PER_ADDRESS)
            self._count(f"account {account}", PER_ACCOUNT)
        except RateLimited as error:
            logger.warning(
                "Login to the admin refused for %s from %s: too many attempts.",
                shown,
                address,
            )
            self.retry_after = error.retry_after
            raise ValidationError(
                "Too many attempts. Please try again in %(minutes)d minutes.",
                code=LIMITED,
                params={"minutes": -(-error.retry_after // 60)},
            ) from None
        try:
            return super().clean()  # type: ignore[no-any-return]
        except ValidationError:
            logger.warning("Login to the admin failed for %s from %s.", shown, address)
            raise

    def _count(self, who: str, limit: int) -> None:
        limits.count(self.request, "login", who, limit, MINUTES)


def view(request: HttpRequest) -> HttpResponseBase:
    response = admin.site.login(request)
    form = (getattr(response, "context_data", None) or {}).get("form")
    if form and form.has_error(NON_FIELD_ERRORS, LIMITED):
        response.status_code = 429
        response["Retry-After"] = str(form.retry_after)
    return response
