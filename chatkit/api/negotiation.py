"""REST framework loads this module while it defines its own views."""

from typing import Any

from rest_framework.exceptions import NotAcceptable
from rest_framework.negotiation import DefaultContentNegotiation


class LenientNegotiation(DefaultContentNegotiation):
    """Uses the default format where REST framework would answer 406."""

    def select_renderer(self, request: Any, renderers: Any, *args: Any) -> Any:
        if len(renderers) == 1:
            return renderers[0], renderers[0].media_type
        try:
            return super().select_renderer(request, renderers, *args)
        except NotAcceptable:
            return renderers[0], renderers[0].media_type
