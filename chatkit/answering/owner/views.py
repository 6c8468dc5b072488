"""GET /api/chatkit/answers/<id>: what the owner answered, where its citations lead."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chatkit.answering.owner.passages import load_material
from chatkit.answering.passages import Kind


@require_safe
def own_answer(request: HttpRequest, answer_id: str) -> HttpResponse:
    _, passages = load_material()
    for passage in passages:
        if passage.id == answer_id and passage.kind == Kind.ANSWER:
            context = {"passage": passage}
            return render(request, "chatkit/own_answer.html", context)
    raise Http404
