"""Conversations, to read and to delete."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path

from chatkit.admin import labels, transcript
from chatkit.admin.base import ReadOnlyAdmin
from chatkit.admin.changelist import EVENTS, ConversationList, EventFilter, annotate
from chatkit.admin.search import search_threads
from chatkit.config import roles
from chatkit.models import Attachment, Item, Thread
from chatkit.turns import retention

PER_PAGE = 100  # items
MAX_NAMED = 20  # conversations listed before they are deleted


@admin.register(Thread)
class ConversationAdmin(ReadOnlyAdmin):
    list_display = (
        "title",
        "visitor",
        "started",
        "last_question",
        "questions",
        "events",
    )
    list_filter = (EventFilter, ("created_at", admin.DateFieldListFilter))
    ordering = ("-created_at", "-id")
    sortable_by = ("started",)
    search_fields = ("data",)  # shows the search field; get_search_results searches
    search_help_text = "What was said, or the id of a visitor"

    def get_urls(self) -> list[URLPattern]:
        delete_visitor = path(
            "<path:object_id>/visitor/",
            self.admin_site.admin_view(self.delete_visitor_view),
            name="chatkit_thread_visitor",
        )
        return [delete_visitor, *super().get_urls()]

    def get_changelist(
        self, request: HttpRequest, **kwargs: Any
    ) -> type[ConversationList]:
        return ConversationList

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        context = {"title": "Conversations", **(extra_context or {})}
        return super().changelist_view(request, context)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Thread], search_term: str
    ) -> tuple[QuerySet[Thread], bool]:
        return search_threads(queryset, search_term), False

    @admin.display(description="Conversation")
    def title(self, thread: Any) -> str:
        return labels.title(thread)

    @admin.display(description="Visitor")
    def visitor(self, thread: Thread) -> str:
        return labels.short_visitor(thread.visitor_id)

    @admin.display(description="Started", ordering="created_at")
    def started(self, thread: Thread) -> str:
        return labels.moment(thread.created_at)

    @admin.display(description="Last question")
    def last_question(self, thread: Any) -> str:
        return labels.moment(thread.last_turn)

    @admin.display(description="Questions")
    def questions(self, thread: Any) -> int:
        return thread.question_count

    @admin.display(description="What happened")
    def events(self, thread: Any) -> str:
        counts = {EVENTS[name][0]: getattr(thread, f"{name}_count") for name in EVENTS}
        happened = labels.join(
            f"{label} {count}×" if count > 1 else label
            for label, count in counts.items()
            if count
        )
        return happened or "Answered"

    def change_view(
        self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        thread = self.get_thread(request, object_id)
        items = Item.objects.filter(thread=thread).order_by("sequence")
        page = Paginator(items, PER_PAGE).get_page(request.GET.get("p"))
        context = {
            "title": labels.title(thread),
            "thread": thread,
            "page": page,
            "entries": transcript.entries(thread, list(page.object_list)),
            "threads": Thread.objects.filter(visitor_id=thread.visitor_id).count(),
            "may_answer": request.user.has_perm(roles.ADD_ANSWERS),
            "may_delete": self.has_delete_permission(request, thread),
        }
        return self.render(request, "conversation", context)

    def delete_visitor_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        thread = self.get_thread(request, object_id)
        if not self.has_delete_permission(request, thread):
            raise PermissionDenied
        threads = Thread.objects.filter(visitor_id=thread.visitor_id)
        if request.method != "POST":
            title = "Delete everything of this visitor"
            context = {"title": title, "thread": thread, **summarize(threads)}
            return self.render(request, "delete_visitor", context)
        self.log_deletions(request, threads)
        deleted = retention.forget_visitor(thread.visitor_id)
        count = labels.counted(deleted, "conversation")
        text = f"Everything of {self.visitor(thread)} was deleted: {count}."
        self.message_user(request, text, messages.SUCCESS)
        return redirect("admin:chatkit_thread_changelist")

    def get_thread(self, request: HttpRequest, object_id: str) -> Thread:
        if not self.has_view_permission(request):
            raise PermissionDenied
        threads = self.get_queryset(request).filter(pk=unquote(object_id))
        if thread := annotate(threads).first():
            return thread
        raise Http404("This conversation no longer exists.")

    def render(
        self, request: HttpRequest, name: str, context: dict[str, Any]
    ) -> HttpResponse:
        site = self.admin_site.each_context(request)
        context = {**site, "opts": self.opts, **context}
        return TemplateResponse(request, f"admin/chatkit/{name}.html", context)

    def get_deleted_objects(
        self, objs: Iterable[Thread], request: HttpRequest
    ) -> tuple[list[str], dict[str, int], set[str], list[str]]:
        """For the confirmation: not each item, there may be thousands."""
        ids = objs.values("pk") if isinstance(objs, QuerySet) else [t.pk for t in objs]
        summary = summarize(Thread.objects.filter(pk__in=ids))
        return summary["named"], summary["counts"], set(), []

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Thread]) -> None:
        for _ in retention.delete_threads(queryset):
            pass


def summarize(threads: QuerySet[Thread]) -> dict[str, Any]:
    ids = threads.values("pk")
    total = threads.count()
    newest = annotate(threads).order_by("-created_at", "-id")[:MAX_NAMED]
    named = [labels.title(thread) for thread in newest]
    if total > MAX_NAMED:
        named.append(f"and {total - MAX_NAMED:,} more")
    counts = {
        "conversation": total,
        "message": Item.objects.filter(thread__in=ids).count(),
        "file": Attachment.objects.filter(thread__in=ids).count(),
    }
    return {
        "named": named,
        "counts": {f"{name}s": count for name, count in counts.items()},
        "amounts": [labels.counted(count, name) for name, count in counts.items()],
    }
