"""Conversations, to read and to delete."""

# unfold has no type annotations, and Django's classes take type arguments in the
# stubs only.
# mypy: disable-error-code="import-untyped,type-arg"
# mypy: allow-subclassing-any, no-warn-return-any

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
from unfold.admin import ModelAdmin

from chatkit.admin import labels, transcript
from chatkit.admin.changelist import HAPPENED, Happened, Listing, described, search
from chatkit.models import Attachment, Item, Thread
from chatkit.turns import retention

LIST = "admin:chatkit_thread_changelist"
PER_PAGE = 100  # items
NAMED = 20  # conversations named before they are deleted


@admin.register(Thread)
class ConversationAdmin(ModelAdmin):
    list_display = (
        "title",
        "visitor",
        "started",
        "last_question",
        "questions",
        "happened",
    )
    list_filter = (Happened, ("created_at", admin.DateFieldListFilter))
    list_per_page = 50
    ordering = ("-created_at", "-id")
    sortable_by = ("started",)
    search_fields = ("data",)  # what is searched is in get_search_results
    search_help_text = "What was said, or the id of a visitor"
    show_full_result_count = False

    def get_urls(self) -> list[URLPattern]:
        forget = path(
            "<path:object_id>/visitor/",
            self.admin_site.admin_view(self.forget_view),
            name="chatkit_thread_visitor",
        )
        return [forget, *super().get_urls()]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[Listing]:
        return Listing

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        context = {"title": "Conversations", **(extra_context or {})}
        return super().changelist_view(request, context)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Thread], search_term: str
    ) -> tuple[QuerySet[Thread], bool]:
        return search(queryset, search_term), False

    @admin.display(description="Conversation")
    def title(self, thread: Any) -> str:
        return name(thread)

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
    def happened(self, thread: Any) -> str:
        counts = ((HAPPENED[n][0], getattr(thread, f"{n}_count")) for n in HAPPENED)
        said = labels.joined(
            f"{what} {count}×" if count > 1 else what for what, count in counts if count
        )
        return said or "Answered"

    def change_view(
        self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """The conversation as it read."""
        thread = self.find(request, object_id)
        items = Item.objects.filter(thread=thread).order_by("sequence")
        page = Paginator(items, PER_PAGE).get_page(request.GET.get("p"))
        context = {
            "title": name(thread),
            "thread": thread,
            "page": page,
            "entries": transcript.entries(thread, list(page.object_list)),
            "threads": Thread.objects.filter(visitor_id=thread.visitor_id).count(),
            "may_delete": self.has_delete_permission(request, thread),
        }
        return self.render(request, "conversation", context)

    def forget_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask, then delete all that the conversation's visitor left here."""
        thread = self.find(request, object_id)
        if not self.has_delete_permission(request, thread):
            raise PermissionDenied
        threads = Thread.objects.filter(visitor_id=thread.visitor_id)
        if request.method != "POST":
            context = {
                "title": "Delete everything of this visitor",
                "thread": thread,
                **summary(threads),
            }
            return self.render(request, "forget", context)
        self.log_deletions(request, threads)
        deleted = retention.forget(thread.visitor_id)
        self.message_user(
            request,
            f"Everything of {labels.short_visitor(thread.visitor_id)} is deleted:"
            f" {labels.counted(deleted, 'conversation')}.",
            messages.SUCCESS,
        )
        return redirect(LIST)

    def find(self, request: HttpRequest, object_id: str) -> Thread:
        """Raises PermissionDenied, or Http404."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        threads = self.get_queryset(request).filter(pk=unquote(object_id))
        thread = described(threads).first()
        if thread is None:
            raise Http404("This conversation does not exist any more.")
        return thread

    def render(
        self, request: HttpRequest, name: str, context: dict[str, Any]
    ) -> HttpResponse:
        everywhere = {**self.admin_site.each_context(request), "opts": self.opts}
        return TemplateResponse(
            request, f"admin/chatkit/{name}.html", {**everywhere, **context}
        )

    def get_deleted_objects(
        self, objs: Iterable[Thread], request: HttpRequest
    ) -> tuple[list[str], dict[str, int], set[str], list[str]]:
        """What the confirmation names; not each item, which may be thousands."""
        if isinstance(objs, QuerySet):
            found = summary(Thread.objects.filter(pk__in=objs.values("pk")))
        else:
            found = summary(Thread.objects.filter(pk__in=[obj.pk for obj in objs]))
        return found["named"], found["counts"], set(), []

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Thread]) -> None:
        for _ in retention.delete(queryset):
            pass


def name(thread: Any) -> str:
    """What one of the ``described`` threads is called."""
    return labels.shortened(labels.title(thread.data, thread.first_question))


def summary(threads: QuerySet[Thread]) -> dict[str, Any]:
    """Which conversations these are, and how much they hold."""
    ids = threads.values("pk")
    total = threads.count()
    named = [
        name(thread)
        for thread in described(threads).order_by("-created_at", "-id")[:NAMED]
    ]
    if total > NAMED:
        named.append(f"and {total - NAMED:,} more")
    counts = {
        "conversation": total,
        "message": Item.objects.filter(thread__in=ids).count(),
        "file": Attachment.objects.filter(thread__in=ids).count(),
    }
    return {
        "named": named,
        "counts": {f"{what}s": count for what, count in counts.items()},
        "amounts": [labels.counted(count, what) for what, count in counts.items()],
    }
