"""What a date that is being typed is understood as."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse

from resume.dates import in_words
from resume.editor.desk import desk_view
from resume.editor.fields import DateField
from resume.models import Resume


@desk_view()
def understand(request: HttpRequest, resume: Resume) -> HttpResponse:
    is_end = request.GET.get("kind") == "end"
    try:
        date = DateField(is_end=is_end).clean(request.GET.get("text", ""))
    except ValidationError as error:
        return JsonResponse({"problem": error.messages[0]})
    if date:
        return JsonResponse({"understood": in_words(date)})
    return JsonResponse({"understood": "It goes on." if is_end else ""})
