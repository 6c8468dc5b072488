"""GET /api/chatkit/config: what a widget on another page needs to know."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from chatkit import conf, widget


@require_safe
def configuration(request: HttpRequest) -> JsonResponse:
    """The public settings, the same for every visitor."""
    return JsonResponse(
        widget.configuration(conf.current()), headers={"Cache-Control": "no-cache"}
    )
