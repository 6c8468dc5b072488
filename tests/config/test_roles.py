"""Groups after ``migrate``, and what each may change on the settings page."""

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import call_command

from chatkit.config import roles
from chatkit.config.options import BY_NAME, OPTIONS

pytestmark = pytest.mark.django_db

OWNER = {
    "resume.view_resume",
    "resume.change_resume",
    "resume.publish_resume",
    "resume.change_siteoptions",
    "resume.view_siteoptions",
    "chatkit.view_chatkitsettings",
    "chatkit.change_chat_texts",
    "chatkit.view_thread",
    "chatkit.delete_thread",
    "chatkit.view_turn",
    "chatkit.view_cut",
    "chatkit.change_cut",
    *(f"chatkit.{verb}_ownanswer" for verb in ("view", "add", "change", "delete")),
    *(f"chatkit.{verb}_answerpolicy" for verb in ("view", "add", "change", "delete")),
    "chatkit.view_questioncheck",
    "chatkit.delete_questioncheck",
}
OPERATOR = {
    "chatkit.view_chatkitsettings",
    "chatkit.change_chatkitsettings",
    "chatkit.view_turn",
    *(f"chatkit.{verb}_allowedorigin" for verb in ("view", "add", "change", "delete")),
}


def member(*groups: str) -> User:
    user = User.objects.create_user("robin", is_staff=True)
    user.groups.set(Group.objects.filter(name__in=groups))
    return user


@pytest.mark.parametrize(
    ("group", "permissions"), [("Résumé owner", OWNER), ("Operator", OPERATOR)]
)
def test_a_migrated_site_has_the_group(group: str, permissions: set[str]) -> None:
    assert member(group).get_all_permissions() == permissions


def test_migrating_again_gives_back_what_is_lacking_and_takes_nothing_away() -> None:
    operator = Group.objects.get(name="Operator")
    extra = roles.load_permission("auth.view_user")
    operator.permissions.set([extra])

    call_command("migrate", verbosity=0)
    call_command("migrate", verbosity=0)

    assert Group.objects.count() == 2
    assert member("Operator").get_all_permissions() == OPERATOR | {"auth.view_user"}


def test_a_permission_that_is_not_made_yet_is_made() -> None:
    permission = roles.load_permission("chatkit.view_thread")
    permission.delete()

    assert roles.load_permission("chatkit.view_thread").codename == "view_thread"


def test_a_role_that_was_deleted_comes_back_with_the_next_migrate() -> None:
    Group.objects.all().delete()
    call_command("migrate", verbosity=0)
    assert Group.objects.count() == 2


def test_an_owner_may_change_the_texts_and_nothing_else() -> None:
    owner = member("Résumé owner")

    assert {o.name for o in OPTIONS if roles.may_change(owner, o)} == {
        *("launcher_label", "greeting", "prompts", "placeholder", "disclaimer"),
        *("theme", "pronoun", "instructions"),
    }
    assert roles.may_change_any(owner)


def test_an_operator_may_change_everything() -> None:
    operator = member("Operator")

    assert all(roles.may_change(operator, option) for option in OPTIONS)


def test_who_has_no_role_may_change_nothing() -> None:
    nobody = member()

    assert not roles.may_change(nobody, BY_NAME["greeting"])
    assert not roles.may_change_any(nobody)
