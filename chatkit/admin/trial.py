"""Ask what the draft answers, before it is published."""

from contextlib import AbstractContextManager
from typing import Any

from asgiref.sync import async_to_sync
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.module_loading import import_string

from chatkit.answering.owner.passages import load_material
from chatkit.config import roles
from chatkit.selfhosted.inquiry import Reply, inquirer

MAX_QUESTION = 2_000  # characters


def ask_draft(request: HttpRequest) -> HttpResponse:
    if not request.user.has_perm(roles.ADD_ANSWERS):
        raise PermissionDenied
    resume = request.GET.get("resume", "")
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": "Ask the draft",
        "max_question": MAX_QUESTION,
        "question": (question := request.POST.get("question", "")[:MAX_QUESTION]),
    }
    if question.strip():
        draft: AbstractContextManager[None] = import_string(settings.CHATKIT_DRAFT)(
            int(resume) if resume.isdecimal() else None
        )
        with draft:
            reply = ask(question)
            context |= {"reply": reply, "cited": titles(reply)}
    return TemplateResponse(request, "admin/chatkit/ask_draft.html", context)


@async_to_sync
async def ask(question: str) -> Reply:
    async with inquirer() as visitor:
        return await visitor.ask(question)


def titles(reply: Reply) -> list[str]:
    """Of the passages that the reply cites."""
    _, passages = load_material()
    by_id = {passage.id: passage for passage in passages}
    return [by_id[id_].title for id_ in dict.fromkeys(reply.cited) if id_ in by_id]
