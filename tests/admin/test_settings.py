"""The settings page: every value with its source, checked by its option."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.test import Client

from chatkit.admin.forms import OptionField
from chatkit.config import conf
from chatkit.config.options import OPTIONS
from chatkit.models import ChatKitSettings
from tests.support.admin import PAGE, beside, member, row, save, shown

pytestmark = pytest.mark.django_db

COLUMNS: dict[object, Any] = {
    bool: models.BooleanField,
    int: models.PositiveIntegerField,
    int | None: models.PositiveIntegerField,
    str: models.TextField,
    tuple[str, ...]: models.TextField,
    Decimal | None: models.DecimalField,
}


def test_each_option_has_a_column_a_field_and_one_place_on_the_page(
    admin_client: Client,
) -> None:
    page = admin_client.get(PAGE).context["adminform"]
    places = [name for _, section in page.fieldsets for name in section["fields"]]

    for option in OPTIONS:
        assert places.count(option.name) == 1
        if option.name == "cors_origins":
            with pytest.raises(FieldDoesNotExist):
                ChatKitSettings._meta.get_field(option.name)
            continue
        column = ChatKitSettings._meta.get_field(option.name)
        wanted = models.CharField if option.choices else COLUMNS[option.type]
        assert type(column) is wanted
        assert column.null
        assert isinstance(page.form.fields[option.name], OptionField)


def test_reading_writes_nothing(admin_client: Client) -> None:
    admin_client.get(PAGE)

    assert not ChatKitSettings.objects.exists()
    assert not ChatKitSettings.history.exists()


def test_the_list_leads_to_the_one_row(admin_client: Client) -> None:
    answer = admin_client.get("/admin/chatkit/chatkitsettings/")

    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    assert admin_client.get("/admin/chatkit/chatkitsettings/add/").status_code == 403
    assert admin_client.post(PAGE.replace("change", "delete")).status_code == 403


def test_a_default_is_said_to_be_one(admin_client: Client) -> None:
    assert beside(admin_client, "max_files") == (
        "Files one visitor may attach, at least 1."
        " In use while blank: 5 default variable CHATKIT_MAX_FILES"
    )


def test_a_value_of_the_environment_is_said_to_be_from_there(
    admin_client: Client, settings
) -> None:
    settings.CHATKIT_ENVIRONMENT = {"VITE_CHATKIT_DOMAIN_KEY": "domain_pk_1"}

    assert beside(admin_client, "domain_key").endswith(
        "In use while blank: domain_pk_1 environment"
        " variable OPENAI_DOMAIN_KEY or VITE_CHATKIT_DOMAIN_KEY"
    )


def test_a_value_of_the_admin_says_what_blank_would_give(
    admin_client: Client, settings
) -> None:
    settings.CHATKIT_ENVIRONMENT = {"CHATKIT_MAX_FILES": "10"}
    save(admin_client, max_files="7")

    assert beside(admin_client, "max_files").endswith(
        "Set here admin variable CHATKIT_MAX_FILES"
        " Blank: 10, from CHATKIT_MAX_FILES in the environment."
        " Use the environment’s"
    )
    assert 'placeholder="10"' in admin_client.get(PAGE).content.decode()


def test_the_limit_of_an_address_follows_the_visitors(admin_client: Client) -> None:
    save(admin_client, max_requests_per_minute="20")

    name = "max_requests_per_minute_per_address"
    assert "In use while blank: 120 default" in beside(admin_client, name)
    save(admin_client, **{name: "30"})
    assert "Blank: 120, the default." in beside(admin_client, name)


@pytest.mark.parametrize("name", ["tokens_per_day", "input_price", "retention_days"])
def test_a_setting_without_a_default_claims_no_value(
    admin_client: Client, name: str
) -> None:
    assert "In use while blank: nothing default" in beside(admin_client, name)


@pytest.mark.django_db(transaction=True)
def test_a_save_is_in_effect_at_once(admin_client: Client) -> None:
    assert save(admin_client, max_requests_per_minute="20") == [
        "Saved and in use: Max requests per minute."
    ]
    assert conf.current().max_requests_per_minute == 20


def test_values_are_kept_in_their_one_form(admin_client: Client) -> None:
    save(
        admin_client,
        max_files=" 07 ",
        enable_uploads="false",
        greeting="  Good   day ",
        prompts="One?\r\n\r\n  Two? \nThree?",
        instructions="  Be brief.\nBe kind.  ",
        theme="dark",
    )

    assert row() == {
        "max_files": 7,
        "enable_uploads": False,
        "greeting": "Good day",
        "prompts": "One?|Two?|Three?",
        "instructions": "Be brief.\nBe kind.",
        "theme": "dark",
    }
    assert shown(admin_client)["prompts"] == "One?\nTwo?\nThree?"
    assert conf.from_rows().prompts == ("One?", "Two?", "Three?")


def test_a_switch_has_three_positions(admin_client: Client) -> None:
    field = admin_client.get(PAGE).context["adminform"].form.fields["enable_uploads"]
    assert field.widget.choices == [
        *[("", "Not set here (on)"), ("true", "on"), ("false", "off")]
    ]

    save(admin_client, enable_uploads="true")
    assert row() == {"enable_uploads": True}
    save(admin_client, enable_uploads="")
    assert row() == {}


def test_a_bad_value_is_explained_kept_and_nothing_else_is_saved(
    admin_client: Client,
) -> None:
    values = {**shown(admin_client), "max_files": "many", "greeting": "Good day"}

    answer = admin_client.post(PAGE, values)

    form = answer.context["adminform"].form
    assert form.errors == {"max_files": ["Expected a whole number of 1 or more."]}
    assert 'value="many"' in answer.content.decode()
    assert [str(message) for message in answer.context["messages"]] == [
        'Nothing was saved. Please correct: <a href="#id_max_files">Max files</a>.'
    ]
    assert row() == {}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("max_files", "0"),
        ("max_file_size_mb", "513"),
        ("session_cookie", "a b"),
        ("custom_url", "ftp://example.org"),
        ("theme", "pink"),
        ("greeting", "a\x00b"),
    ],
)
def test_a_value_out_of_bounds_is_refused(
    admin_client: Client, name: str, value: str
) -> None:
    answer = admin_client.post(PAGE, {**shown(admin_client), name: value})

    assert list(answer.context["adminform"].form.errors) == [name]


def test_use_the_environments_blanks_the_field(admin_client: Client) -> None:
    save(admin_client, max_files="7", max_file_size_mb="20")

    save(admin_client, use_environment=["max_files", "id"])

    assert row() == {"max_file_size_mb": 20}


def test_a_locked_setting_cannot_be_changed_and_says_why(
    admin_client: Client, settings
) -> None:
    save(admin_client, max_files="7")
    settings.CHATKIT_LOCK = ["max_files"]

    assert "max_files" not in shown(admin_client)
    assert beside(admin_client, "max_files").endswith(
        "In use: 5 default variable CHATKIT_MAX_FILES"
        " Locked by CHATKIT_LOCK in the environment; change it there."
    )
    assert save(admin_client, max_files="9", use_environment="max_files") == [
        "Nothing was changed."
    ]
    assert row() == {"max_files": 7}


@pytest.mark.parametrize(("key", "word"), [("sk-secret", "set"), ("", "not set")])
def test_secrets_are_set_or_not_and_never_shown(
    admin_client: Client, settings, key: str, word: str
) -> None:
    settings.OPENAI_API_KEY = key
    page = admin_client.get(PAGE)
    admin = page.context["adminform"].model_admin

    assert admin.openai_api_key(None) == word
    assert admin.django_secret_key(None) == "set"
    assert "sk-secret" not in page.content.decode()
    assert settings.SECRET_KEY not in page.content.decode()


def test_an_owner_changes_texts_and_sees_the_rest() -> None:
    owner = member("Résumé owner")

    assert set(shown(owner)) == {
        *("launcher_label", "greeting", "prompts", "placeholder", "disclaimer"),
        *("theme", "pronoun", "instructions", "change_reason"),
    }
    assert beside(owner, "max_files").endswith("Only an operator can change this.")
    save(owner, greeting="Good day")
    assert row() == {"greeting": "Good day"}


def test_what_an_owner_forges_changes_nothing() -> None:
    owner = member("Résumé owner")

    save(
        owner,
        **{"max_files": "9", "integration_type": "custom", "cors_origins": "*"},
        use_environment="workflow_id",
    )

    assert row() == {}


def test_an_operator_changes_everything() -> None:
    operator = member("Operator")

    save(operator, max_files="9", greeting="Good day", integration_type="custom")

    assert row() == {
        **{"max_files": 9, "greeting": "Good day", "integration_type": "custom"}
    }


def test_who_may_only_look_cannot_save() -> None:
    viewer = member(permissions=["chatkit.view_chatkitsettings"])

    page = viewer.get(PAGE).content.decode()

    assert beside(viewer, "greeting").endswith("Only an operator can change this.")
    assert 'name="_save"' not in page
    assert viewer.post(PAGE, {"greeting": "x"}).status_code == 403


def test_who_has_no_role_sees_nothing() -> None:
    stranger = member()

    for page in (PAGE, "/admin/chatkit/chatkitsettings/"):
        assert stranger.get(page).status_code == 403
    assert "The chat now" not in stranger.get("/admin/").content.decode()
