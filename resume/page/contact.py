from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.module_loading import import_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django_ratelimit.core import get_usage

from resume.page.veil import contact_urls
from resume.published.current import current

RATE = "20/m"


class _ToDevice(HttpResponseRedirect):
    allowed_schemes = ["mailto", "tel"]


@require_safe
@never_cache
def contact(request: HttpRequest, channel: str, key: str = "") -> HttpResponse:
    """Sends the browser on to ``mailto:`` or ``tel:``, which are not in the HTML."""
    version = current(key).version
    url = contact_urls(version.resume).get(channel) if version else ""
    if not url:
        raise Http404
    usage = get_usage(request, "resume.contact", key=_client, rate=RATE, increment=True)
    if usage and usage["should_limit"]:
        response = HttpResponse(
            "Please try again in a minute.", status=429, content_type="text/plain"
        )
        response["Retry-After"] = max(1, usage["time_left"])
    else:
        response = _ToDevice(url)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _client(group: str, request: HttpRequest) -> str:
    address: str = import_string(settings.CLIENT_ADDRESS)(request)
    return address
