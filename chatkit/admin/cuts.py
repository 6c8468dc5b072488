"""The sentences that the claim guard cut, for the owner to judge."""

import json
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path

from chatkit.admin import labels
from chatkit.admin.base import ReadOnlyAdmin
from chatkit.admin.cut_reasons import explain
from chatkit.admin.transcript import is_web_page
from chatkit.config import roles
from chatkit.models import Cut, Judgement
from chatkit.operations import cuts

NOT_JUDGED = "none"


class JudgementFilter(admin.SimpleListFilter):
    title = "your judgement"
    parameter_name = "judged"

    def lookups(
        self, request: HttpRequest, model_admin: admin.ModelAdmin
    ) -> list[tuple[str, Any]]:
        return [(NOT_JUDGED, "Not judged yet"), *Judgement.choices]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Cut]) -> QuerySet[Cut]:
        if value := self.value():
            return queryset.filter(judgement="" if value == NOT_JUDGED else value)
        return queryset


@admin.register(Cut)
class CutAdmin(ReadOnlyAdmin):
    list_display = ("text", "why", "judged", "at", "model")
    list_filter = (JudgementFilter, "model")
    list_before_template = "admin/chatkit/cuts.html"
    ordering = ("-pk",)
    sortable_by = ()
    actions = ("judge_true", "judge_false")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # with their conversation

    def has_judge_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(roles.JUDGE_CUTS))

    def get_urls(self) -> list[URLPattern]:
        download = path(
            "download/",
            self.admin_site.admin_view(self.download_view),
            name="chatkit_cut_download",
        )
        return [download, *super().get_urls()]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        context = {"title": "Cut sentences", **(extra_context or {})}
        return super().changelist_view(request, context)

    @admin.display(description="Sentence")
    def text(self, cut: Cut) -> str:
        return labels.one_line(cut.sentence)

    @admin.display(description="Why it was cut")
    def why(self, cut: Cut) -> str:
        return " ".join(explain(cut.reason))

    @admin.display(description="Your judgement")
    def judged(self, cut: Cut) -> str:
        return cut.get_judgement_display()

    @admin.display(description="When")
    def at(self, cut: Cut) -> str:
        return labels.moment(cut.cut_at)

    @admin.action(
        description="This was right: the sentence is true", permissions=["judge"]
    )
    def judge_true(self, request: HttpRequest, queryset: QuerySet[Cut]) -> None:
        self._judge(request, queryset, Judgement.TRUE)

    @admin.action(description="Rightly cut", permissions=["judge"])
    def judge_false(self, request: HttpRequest, queryset: QuerySet[Cut]) -> None:
        self._judge(request, queryset, Judgement.FALSE)

    def change_view(
        self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        found = self.get_queryset(request).filter(pk=_number(object_id))
        if not (cut := found.first()):
            raise Http404("This sentence was deleted with its conversation.")
        if request.method == "POST":
            return self._judge_one(request, cut)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "Cut sentence",
            "cut": cut,
            "reasons": explain(cut.reason),
            "url": cut.nearest_url if is_web_page(cut.nearest_url) else "",
            "may_judge": self.has_judge_permission(request),
            "judgements": Judgement,
        }
        return TemplateResponse(request, "admin/chatkit/cut.html", context)

    def download_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        document, left_out = cuts.export()
        if not document["cases"]:
            text = "Judge some sentences first: those you have judged are downloaded."
            self.message_user(request, text, messages.WARNING)
            return redirect("admin:chatkit_cut_changelist")
        text = json.dumps(document, ensure_ascii=False, indent=1)
        disposition = {"Content-Disposition": 'attachment; filename="cuts.json"'}
        return HttpResponse(text, "application/json", headers=disposition)

    def _judge_one(self, request: HttpRequest, cut: Cut) -> HttpResponse:
        """Then the next that is not judged yet, or the list."""
        judgement = request.POST.get("judgement", "")
        if not self.has_judge_permission(request) or judgement not in Judgement.values:
            raise PermissionDenied
        self._judge(request, Cut.objects.filter(pk=cut.pk), Judgement(judgement))
        left = Cut.objects.filter(judgement="", pk__lt=cut.pk).order_by("-pk")
        following = left.values_list("pk", flat=True).first()
        if following is None:
            return redirect("admin:chatkit_cut_changelist")
        return redirect("admin:chatkit_cut_change", following)

    def _judge(
        self, request: HttpRequest, judged: QuerySet[Cut], judgement: Judgement
    ) -> None:
        count = labels.counted(judged.update(judgement=judgement), "sentence")
        self.message_user(request, f"{count}: {judgement.label}.", messages.SUCCESS)


def _number(object_id: str) -> int | None:
    text = unquote(object_id)
    return int(text) if text.isdecimal() and len(text) < 19 else None
