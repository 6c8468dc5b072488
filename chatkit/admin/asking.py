"""Ask an unanswered question again: the old answer beside the new one.

An answer that the owner accepts takes the question off the list and is kept as a check.
"""

from dataclasses import asdict
from typing import Any

from asgiref.sync import async_to_sync
from django.contrib import admin, messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from chatkit.admin import labels
from chatkit.answering.owner.passages import load_material
from chatkit.config import roles
from chatkit.models import Item, Outcome, QuestionCheck, Turn
from chatkit.selfhosted.inquiry import Reply, inquirer

SALT = "chatkit.accepted-answer"
MAX_SETTLED = 1_000  # turns that may have asked the same question


def ask_again(request: HttpRequest, turn_id: int) -> HttpResponse:
    turn = find_turn(request, str(turn_id))
    if turn is None:
        raise Http404("This question no longer exists.")
    question = question_of(turn)
    if accepted := request.POST.get("accepted"):
        return _keep(request, question, accepted)
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": "Ask again",
        "turn": turn,
        "question": question,
        "before": labels.message_text(turn.answer),
        "write": f"{reverse('admin:chatkit_ownanswer_add')}?turn={turn.pk}",
        "may_write": request.user.has_perm(roles.ADD_ANSWERS),
    }
    if request.method == "POST":
        reply = async_to_sync(_ask)(question, turn.thread.resume)
        _, passages = load_material(turn.thread.resume)
        by_id = {passage.id: passage for passage in passages}
        context |= {
            "reply": reply,
            "cited": [by_id[id_] for id_ in dict.fromkeys(reply.cited) if id_ in by_id],
            "accepted": signing.dumps(asdict(reply), salt=SALT, compress=True),
        }
    return TemplateResponse(request, "admin/chatkit/ask_again.html", context)


async def _ask(question: str, resume: str) -> Reply:
    async with inquirer(resume) as visitor:
        return await visitor.ask(question)


def _keep(request: HttpRequest, question: str, accepted: str) -> HttpResponse:
    if not request.user.has_perm(roles.ADD_ANSWERS):
        raise PermissionDenied
    try:
        reply = signing.loads(accepted, salt=SALT)
    except signing.BadSignature:
        raise PermissionDenied from None
    QuestionCheck.objects.update_or_create(
        question=question,
        defaults={"answer": reply["text"], "cited": reply["cited"]},
    )
    same = [
        turn.pk
        for turn in unanswered().order_by("-started_at")[:MAX_SETTLED]
        if question_of(turn).casefold() == question.casefold()
    ]
    Turn.objects.filter(pk__in=same).update(outcome=Outcome.SETTLED)
    text = f"“{labels.one_line(question)}” is off the list, and kept as a check."
    messages.success(request, text)
    return redirect("admin:index")


def find_turn(request: HttpRequest, turn_id: str) -> Any:
    """The turn with its question and answer; None where there is none.

    Raises PermissionDenied for who may not read conversations.
    """
    if not turn_id.isdigit():
        return None
    if not request.user.has_perm(roles.VIEW_CONVERSATIONS):
        raise PermissionDenied
    turns = Turn.objects.filter(pk=turn_id, thread__isnull=False)
    turn = with_messages(turns).first()
    return turn if turn and question_of(turn) else None


def unanswered() -> QuerySet[Turn]:
    """The queue: questions that the résumé did not answer, with their messages."""
    turns = Turn.objects.filter(outcome=Outcome.UNANSWERED, thread__isnull=False)
    return with_messages(turns)


def with_messages(turns: QuerySet[Turn]) -> QuerySet[Turn]:
    def message(item_id: str) -> Subquery:
        items = Item.objects.filter(
            thread=OuterRef("thread"), item_id=OuterRef(item_id)
        )
        return Subquery(items.values("data")[:1])

    return turns.annotate(question=message("question_id"), answer=message("answer_id"))


def question_of(turn: Any) -> str:
    return " ".join(labels.message_text(turn.question).split())
