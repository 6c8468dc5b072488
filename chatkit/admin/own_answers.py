"""What the owner adds to the résumé: answers, a policy by topic, and kept questions."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path

from chatkit.admin import asking, labels, trial
from chatkit.admin.base import HistoryAdmin, ReadOnlyAdmin
from chatkit.models import AnswerPolicy, OwnAnswer, QuestionCheck


class AnswerForm(forms.ModelForm):
    class Meta:
        help_texts = {
            "question": (
                "As a visitor may ask it. More ways to ask it go on lines of their own,"
                " in other languages too. Other wordings are found without your help."
            ),
            "answer": (
                "Whole sentences that are clear without the question. Visitors read them"
                " as your own words, with a link to this question and answer."
            ),
            "enabled": "Turn off to keep it here, but from no visitor’s eyes.",
        }


@admin.register(OwnAnswer)
class OwnAnswerAdmin(HistoryAdmin):
    form = AnswerForm
    fields = ("question", "answer", "enabled")
    list_display = ("first_question", "start_of_answer", "enabled", "changed")
    list_editable = ("enabled",)
    search_fields = ("question", "answer")
    list_before_template = "admin/chatkit/own_answers.html"

    def get_urls(self) -> list[URLPattern]:
        again = self.admin_site.admin_view(asking.ask_again)
        draft = self.admin_site.admin_view(trial.ask_draft)
        return [
            path("ask/<int:turn_id>/", again, name="chatkit_ask_again"),
            path("ask/draft/", draft, name="chatkit_ask_draft"),
            *super().get_urls(),
        ]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, str]:
        """With ``?turn=``, that visitor's question."""
        if turn := asking.find_turn(request, request.GET.get("turn", "")):
            return {"question": asking.question_of(turn)}
        return {}

    def response_add(
        self, request: HttpRequest, obj: OwnAnswer, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        response = super().response_add(request, obj, *args, **kwargs)
        if "_save" in request.POST and (turn := request.GET.get("turn", "")).isdigit():
            return redirect("admin:chatkit_ask_again", turn)
        return response

    @admin.display(description="Question", ordering="question")
    def first_question(self, obj: OwnAnswer) -> str:
        return labels.one_line(str(obj))

    @admin.display(description="Answer")
    def start_of_answer(self, obj: OwnAnswer) -> str:
        return labels.one_line(obj.answer)

    @admin.display(description="Changed", ordering="changed_at")
    def changed(self, obj: OwnAnswer) -> str:
        return labels.moment(obj.changed_at)


class PolicyForm(forms.ModelForm):
    class Meta:
        help_texts = {
            "words": (
                "Words or phrases that a question about it has, one a line: “tattoo”,"
                " “Tätowierung”. Other forms of a word are found too."
            ),
            "way": "The résumé and your own answers go first.",
            "text": (
                "For “Answer with the text below”: whole sentences, as you would say"
                " them. Visitors read them as your own words."
            ),
        }


@admin.register(AnswerPolicy)
class AnswerPolicyAdmin(HistoryAdmin):
    """The rows of the built-in topics come with ``migrate`` and stay."""

    form = PolicyForm
    list_display = ("name", "way", "start_of_text")
    list_before_template = "admin/chatkit/policies.html"
    conditional_fields = {"text": "way == 'text'"}

    def get_fields(
        self, request: HttpRequest, obj: AnswerPolicy | None = None
    ) -> Sequence[str]:
        is_own = obj is None or not obj.topic
        return ("name", "words", "way", "text") if is_own else ("name", "way", "text")

    def get_readonly_fields(
        self, request: HttpRequest, obj: AnswerPolicy | None = None
    ) -> Sequence[str]:
        return ("name",) if obj and obj.topic else ()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        is_built_in = obj is not None and bool(obj.topic)
        return not is_built_in and super().has_delete_permission(request, obj)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        return {}  # the only one would delete built-in topics too

    @admin.display(description="Text")
    def start_of_text(self, obj: AnswerPolicy) -> str:
        return labels.one_line(obj.text) if obj.way == "text" else ""


@admin.register(QuestionCheck)
class QuestionCheckAdmin(ReadOnlyAdmin):
    list_display = ("question", "start_of_answer", "accepted")
    fields = ("question", "answer", "accepted")
    search_fields = ("question", "answer")
    list_before_template = "admin/chatkit/kept_questions.html"

    @admin.display(description="Answer")
    def start_of_answer(self, obj: QuestionCheck) -> str:
        return labels.one_line(obj.answer)

    @admin.display(description="Kept", ordering="accepted_at")
    def accepted(self, obj: QuestionCheck) -> str:
        return labels.moment(obj.accepted_at)
