"""Who may do what in the admin: each address is asked over HTTP by each kind of user."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.db import connection, models, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, reverse

from chatkit.config import roles
from chatkit.models import (
    AllowedOrigin,
    AnswerPolicy,
    ChatKitSettings,
    OwnAnswer,
    QuestionCheck,
    Turn,
)
from resume import photo
from resume.editor.conflict import digest_of
from resume.editor.urls import ROUTES
from resume.models import Entry, Resume, Story
from resume.versions.publishing import publish
from tests.admin.test_cuts import cut
from tests.resume.test_photo import PNG

VIEW, CHANGE = "resume.view_resume", "resume.change_resume"
#: Their groups and permissions.
KINDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "staff": ((), ()),
    "viewer": ((), (VIEW,)),
    "editor": ((), (VIEW, CHANGE)),
    "owner": (("Résumé owner",), ()),
    "operator": (("Operator",), ()),
    "superuser": ((), ()),
}
Who = frozenset[str]
NOBODY: Who = frozenset()
PUBLISHERS = frozenset({"owner", "superuser"})
EDITORS = PUBLISHERS | {"editor"}
VIEWERS = EDITORS | {"viewer"}
#: The addresses of the desk, by who may read them and who may post to them.
DESK: dict[tuple[Who, Who], str] = {
    (VIEWERS, PUBLISHERS): "publish place remove",
    (
        VIEWERS,
        EDITORS,
    ): "import export preview preview_page preview_story draft_photo stories story_new"
    " story versions version change head date entry entry_delete other"
    " other_delete beside",
    (EDITORS, EDITORS): "entry_add other_add",
    (
        NOBODY,
        EDITORS,
    ): "story_preview story_picture story_delete restore photo entry_move"
    " entry_duplicate other_move beside_copy",
}

OWNER, OPERATOR = frozenset({"owner"}), frozenset({"operator"})
BOTH = OWNER | OPERATOR
STAFF = BOTH | {"staff"}
ALL = "changelist add history change delete"
#: The same of all other pages: by model, or "".
PAGES: dict[tuple[Who, Who], dict[str, str]] = {
    (STAFF, STAFF): {"": "search index password_change"},
    (STAFF, NOBODY): {"": "password_change_done jsi18n"},
    (NOBODY, NOBODY): {
        "": "autocomplete view_on_site",
        "auth_user": f"{ALL} password_change",
        "auth_group": ALL,
        "resume_resume": "add delete",
        "resume_siteoptions": "add delete",
        "chatkit_thread": "add",
        "chatkit_cut": "add delete",
        "chatkit_answerpolicy": "delete",
        "chatkit_questioncheck": "add",
        "chatkit_chatkitsettings": "add delete",
        "chatkit_turn": "add delete",
    },
    (OWNER, OWNER): {
        "resume_resume": "changelist history all new",
        "resume_siteoptions": "changelist history change",
        "chatkit_thread": "changelist history change delete visitor",
        "chatkit_cut": "changelist history download",
        "chatkit_ownanswer": f"{ALL} simple_history",
        "chatkit_answerpolicy": "changelist add history change simple_history",
        "chatkit_questioncheck": "changelist history delete",
        "chatkit": "ask_draft ask_again",
    },
    (OWNER, NOBODY): {"chatkit_cut": "change", "chatkit_questioncheck": "change"},
    (OPERATOR, OPERATOR): {"chatkit_allowedorigin": f"{ALL} simple_history"},
    (NOBODY, OPERATOR): {"chatkit": "connection_test"},
    (BOTH, BOTH): {
        "": "app_list",
        "chatkit_chatkitsettings": "changelist history change simple_history",
        "chatkit_turn": "changelist history",
    },
    (BOTH, NOBODY): {"chatkit_turn": "change"},
}
#: To post to them asks somebody else, in another thread.
ASKING = {"chatkit_ask_again", "chatkit_connection_test"}
NO_ROLE = {"login", "logout"}
REFUSED = {403, 404, 405}


@pytest.fixture
def job(db: None) -> Entry:
    resume = publish(
        {
            "work": [{"name": "Northwind", "highlights": ["Mended it."]}],
            "hobbies": ["Chess"],
        }
    )
    return resume.entries.get()


@pytest.fixture
def clients(job: Entry) -> dict[str, Client]:
    made = {"stranger": Client()}
    for kind, (groups, permissions) in KINDS.items():
        user = User.objects.create_user(
            kind, is_staff=True, is_superuser=kind == "superuser"
        )
        user.groups.set(Group.objects.filter(name__in=groups))
        user.user_permissions.set(map(roles.load_permission, permissions))
        made[kind] = Client()
        made[kind].force_login(user)
    return made


def ask(
    clients: dict[str, Client], kinds: Iterable[str], method: str, path: str
) -> tuple[Who, Who]:
    """Those who are answered, and those who change the résumé, which is undone."""
    answered, changed, kind = set(), set(), ""

    def watch(execute: Any, sql: str, *given: Any) -> Any:
        if re.match(r"(INSERT INTO|UPDATE|DELETE FROM) .resume_", sql):
            changed.add(kind)
        return execute(sql, *given)

    for kind in kinds:
        with transaction.atomic(), connection.execute_wrapper(watch):
            response = clients[kind].generic(method, path)
            transaction.set_rollback(True)
        to_login = "/login/?" in response.get("Location", "")
        if response.status_code not in REFUSED and not to_login:
            answered.add(kind)
    return frozenset(answered), frozenset(changed)


def desk_paths(job: Entry) -> dict[str, str]:
    """Of each address of the desk, by its name."""
    photo.put(job.resume, PNG)
    Story(resume=job.resume, about=job.dom_id, title="A", text="B").save()
    other = Resume.objects.create()
    Entry(resume=other, section="work", title="Engineer", dom_id="work-a").save()
    given: dict[str, list[object]] = {
        **dict.fromkeys(("beside", "beside_copy"), [other.pk]),
        **dict.fromkeys(("story", "story_delete"), [job.dom_id]),
        **dict.fromkeys(("version", "restore"), [1]),
        "export": ["json"],
        "preview_story": ["a"],
        "entry_add": ["work"],
        **dict.fromkeys(
            ("other", "other_move", "other_delete"), [digest_of("hobbies")]
        ),
    }
    paths = {}
    for route, _, name in ROUTES:
        args = given.get(name, [job.pk] if "<int:entry>" in route else [])
        paths[name] = reverse(
            f"admin:resume_resume_{name}", args=[job.resume.pk, *args]
        )
    removal = reverse("admin:resume_resume_remove", args=[other.pk])
    return paths | {
        "remove": removal,
        "story_new": f"{paths['story_new']}?about={job.dom_id}",
    }


def test_each_address_of_the_desk_is_for_whom_it_is_for(
    job: Entry, clients: dict[str, Client]
) -> None:
    may = {name: who for who, names in DESK.items() for name in names.split()}
    paths = desk_paths(job)
    assert may.keys() == paths.keys(), "an address without an expectation"
    for name, path in paths.items():
        readers, writers = may[name]
        others = clients.keys() - {"superuser"}
        assert ask(clients, others, "GET", path) == (readers & others, NOBODY), name
        answered, changed = ask(clients, clients, "POST", path)
        assert answered == writers, name
        assert changed <= writers, name
        for method, kind in (("PUT", "owner"), ("PUT", "viewer"), ("DELETE", "viewer")):
            answered, changed = ask(clients, [kind], method, path)
            assert answered <= {"owner"}, name
            assert not changed, name


def addresses() -> Iterator[tuple[str, int]]:
    """The names of the admin's addresses, and how many arguments each has."""
    for found in admin.site.urls[0]:
        for one in found.url_patterns if isinstance(found, URLResolver) else [found]:
            if isinstance(one, URLPattern) and one.name not in {None, *NO_ROLE}:
                yield str(one.name), one.pattern.regex.groups


def page_paths(job: Entry) -> dict[str, str]:
    """Of each of the admin's other pages, by its name."""
    one, policy = cut(), AnswerPolicy.objects.all()[0]
    policy.save()  # has a history now
    rows: list[models.Model] = [
        *(
            one,
            one.thread,
            Turn.objects.get(),
            policy,
            ChatKitSettings.objects.create(),
        ),
        OwnAnswer.objects.create(question="Why?", answer="So."),
        QuestionCheck.objects.create(question="Why?", answer="So."),
        AllowedOrigin.objects.create(origin="https://blog.example"),
        *(job.resume, User.objects.all()[0], Group.objects.all()[0]),
    ]
    named = {row._meta.label_lower.replace(".", "_"): row for row in rows}
    paths = {}
    for name, count in addresses():
        row = named.get("_".join(name.split("_")[:2]), policy)
        history = getattr(row, "history", None)
        last: list[int] = list(history.values_list("pk", flat=True)) if history else [1]
        args = ["chatkit"] if name == "app_list" else [row.pk, *last][:count]
        paths[name] = reverse(f"admin:{name}", args=args)
    return paths


def test_each_other_page_of_the_admin_is_for_whom_it_is_for(
    job: Entry, clients: dict[str, Client]
) -> None:
    desk = {f"resume_resume_{name}" for _, _, name in ROUTES}
    may = {
        f"{model}_{name}".strip("_"): who
        for who, found in PAGES.items()
        for model, names in found.items()
        for name in names.split()
    }
    paths = page_paths(job)
    assert may.keys() == paths.keys() - desk, "a page without an expectation"
    readers_asked, writers_asked = BOTH | {"stranger"}, STAFF
    for name, (readers, writers) in may.items():
        assert ask(clients, readers_asked, "GET", paths[name]) == (
            readers - {"staff"},
            NOBODY,
        ), name
        asked = writers_asked - writers if name in ASKING else writers_asked
        answered, changed = ask(clients, asked, "POST", paths[name])
        assert answered == writers & asked, name
        assert changed <= writers, name
