"""Every setting: from the admin, else the environment, else its default."""

from dataclasses import FrozenInstanceError
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from chatkit.config.option import Option
from chatkit.config.options import BY_NAME, OPTIONS
from chatkit.config.resolve import Source, locks, resolve

#: Each option: text and value from the environment, value from the admin, bad texts.
TABLE: dict[str, tuple[str, Any, Any, list[str]]] = {
    "chat_enabled": ("off", False, False, ["perhaps"]),
    "integration_type": ("Custom", "custom", "hosted", ["both", "hosted,custom"]),
    "workflow_id": ("wf_env", "wf_env", "wf_admin", []),
    "domain_key": ("domain_pk_env", "domain_pk_env", "domain_pk_admin", []),
    "custom_url": (
        "https://a.example/chat",
        "https://a.example/chat",
        "http://b.example",
        ["a.example", "ftp://a.example", "https://", "https://a b", "http://[", "/x"],
    ),
    "widget": ("BUILTIN", "builtin", "openai", ["cdn"]),
    "session_cookie": ("visitor", "visitor", "who", ["a b", "a;b", "a=b", "é", '"']),
    "enable_uploads": ("off", False, True, ["maybe", "2", "tru"]),
    "max_files": ("3", 3, 7, ["0", "-1", "1.5", "three", "٣", "1e3", "99999999999"]),
    "max_file_size_mb": ("512", 512, 1, ["0", "513", "10MB", ""]),
    "max_requests_per_minute": ("1", 1, 60, ["0", "-3", "ten"]),
    "max_requests_per_minute_per_address": ("99", 99, 100, ["0", "x"]),
    "max_streams": ("20", 20, 30, ["0", "10001", "many"]),
    "answer_seconds": ("5", 5, 600, ["4", "601", "1.5"]),
    "messages_per_day": ("0", 0, 5, ["-1", "all"]),
    "messages_per_day_per_visitor": ("0", 0, 5, ["-1"]),
    "tokens_per_day": ("100000", 100_000, 5, ["-1", "1.5"]),
    "tokens_per_day_per_visitor": ("1000", 1000, 5, ["-1"]),
    "budget_warning_percent": ("100", 100, 1, ["0", "101", "80%"]),
    "input_price": ("2.5", Decimal("2.5"), Decimal("0.1500"), ["-1", "1,5", "$2"]),
    "output_price": ("10", Decimal(10), Decimal("0.6"), ["1.23456", "1e3", "NaN"]),
    "retention_days": ("90", 90, 1, ["0", "-1"]),
    "cors_origins": (
        "https://A.example:443, http://localhost:3000",
        ("https://a.example", "http://localhost:3000"),
        ("https://b.example",),
        [
            "a.example",
            "https://a.example/",
            "https://a.example/path",
            "https://user@a.example",
            "https://*.a.example",
            "https://a.example:port",
            "https://a.example:99999",
            "null",
            "ftp://a.example",
        ],
    ),
    "image_origins": (
        "https://images.example",
        ("https://images.example",),
        ("https://b.example",),
        ["images.example", "https://images.example/path"],
    ),
    "launcher_label": ("Ask  Mara", "Ask Mara", "Talk", []),
    "greeting": ("Hello", "Hello", "Good day", []),
    "prompts": ("One? | Two?|", ("One?", "Two?"), "Three?\nFour?", []),
    "placeholder": ("Type", "Type", "Write", []),
    "disclaimer": ("A machine.", "A machine.", "A robot.", []),
    "theme": ("Dark", "dark", "light", ["pink"]),
    "model": ("gpt-x", "gpt-x", "llama", []),
    "model_api": ("Responses", "responses", "chat_completions", ["both"]),
    "pronoun": ("She", "she", "they", ["it"]),
    "second_opinion": ("ON", True, False, ["maybe"]),
    "instructions": ("Be brief.", "Be brief.", "Be kind.\n\nAlways.", []),
}
ADMIN_VALUES = {"prompts": ("Three?", "Four?")}

each_option = pytest.mark.parametrize("option", OPTIONS, ids=lambda o: o.name)


def test_the_table_below_knows_every_option() -> None:
    assert set(TABLE) == set(BY_NAME)


@each_option
def test_the_default_serves_where_nothing_is_set(option: Option) -> None:
    for environment in ({}, {option.variable: ""}, {option.variable: "  "}):
        config = resolve(environment, {option.name: None})
        assert getattr(config, option.name) == option.default
        assert config.source(option) is Source.DEFAULT


@each_option
def test_the_environment_is_read_as_the_options_type(option: Option) -> None:
    text, value, *_ = TABLE[option.name]
    for variable in (option.variable, *option.aliases):
        config = resolve({variable: f" {text} "})
        assert getattr(config, option.name) == value
        assert config.source(option) is Source.ENVIRONMENT


@each_option
def test_the_admin_wins_over_the_environment(option: Option) -> None:
    text, _, admin, _ = TABLE[option.name]
    config = resolve({option.variable: text}, {option.name: admin})
    assert getattr(config, option.name) == ADMIN_VALUES.get(option.name, admin)
    assert config.source(option) is Source.ADMIN


@each_option
def test_blank_in_the_admin_falls_back_to_the_environment(option: Option) -> None:
    text, value, *_ = TABLE[option.name]
    for blank in (None, "", "  ", ()):
        config = resolve({option.variable: text}, {option.name: blank})
        assert getattr(config, option.name) == value
        assert config.source(option) is Source.ENVIRONMENT


@each_option
def test_a_locked_setting_is_not_taken_from_the_admin(option: Option) -> None:
    text, value, admin, _ = TABLE[option.name]
    config = resolve({option.variable: text}, {option.name: admin}, {option.name})
    assert getattr(config, option.name) == value
    assert config.source(option) is Source.ENVIRONMENT
    config = resolve({}, {option.name: admin}, {option.name})
    assert getattr(config, option.name) == option.default
    assert config.source(option) is Source.DEFAULT


@pytest.mark.parametrize(
    ("option", "bad"),
    [(o, bad) for o in OPTIONS for bad in TABLE[o.name][3] if bad],
    ids=lambda value: getattr(value, "name", value),
)
def test_a_bad_variable_stops_start_up_and_says_what_is_accepted(
    option: Option, bad: str
) -> None:
    with pytest.raises(ImproperlyConfigured) as refusal:
        resolve({option.variable: bad})
    said = str(refusal.value)
    assert said.startswith(
        f"{option.variable} has a value that can't be used; expected "
    )
    assert bad not in said.partition("expected")[0]


@pytest.mark.parametrize(
    ("option", "bad"),
    [(o, bad) for o in OPTIONS for bad in TABLE[o.name][3] if bad],
    ids=lambda value: getattr(value, "name", value),
)
def test_a_bad_row_is_passed_over_and_logged(
    option: Option, bad: str, caplog: pytest.LogCaptureFixture
) -> None:
    text, value, *_ = TABLE[option.name]
    config = resolve({option.variable: text}, {option.name: bad})
    assert getattr(config, option.name) == value
    assert option.name in caplog.text


@pytest.mark.parametrize("word", ["False", "no", "0", "off", "OFF", "No"])
def test_every_word_for_no_turns_uploads_off(word: str) -> None:
    assert resolve({"CHATKIT_ENABLE_UPLOADS": word}).enable_uploads is False


def test_the_originals_true_for_cors_means_any_origin() -> None:
    assert resolve({"CHATKIT_CORS_ORIGIN": "true"}).cors_origins == ("*",)


def test_an_address_may_ask_six_times_as_often_as_a_visitor() -> None:
    assert resolve({"CHATKIT_MAX_REQUESTS_PER_MINUTE": "7"}).address_limit == 42


def test_the_first_name_of_a_variable_wins_over_its_alias() -> None:
    both = {"OPENAI_DOMAIN_KEY": "first", "VITE_CHATKIT_DOMAIN_KEY": "second"}
    assert resolve(both).domain_key == "first"


def test_the_configuration_cannot_be_changed_and_prints_every_source() -> None:
    config = resolve({"CHATKIT_MAX_FILES": "3"}, {"theme": "dark"})
    with pytest.raises(FrozenInstanceError):
        config.max_files = 4  # type: ignore[misc]
    assert "max_files='3' (environment)" in repr(config)
    assert "theme='dark' (admin)" in repr(config)
    assert "model='' (default)" in repr(config)


def test_locking_an_unknown_setting_stops_start_up() -> None:
    assert locks(["max_files"]) == {"max_files"}
    with pytest.raises(ImproperlyConfigured, match=r"^CHATKIT_LOCK has a value"):
        locks(["max_fils", "max_files"])


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("max_files", 0),
        ("max_files", True),
        ("max_file_size_mb", 513),
        ("enable_uploads", 1),
        ("input_price", Decimal("1.23456")),
        ("input_price", Decimal("NaN")),
        ("theme", "Dark"),
        ("cors_origins", ("https://a.example/path",)),
    ],
)
def test_a_stored_value_out_of_bounds_is_ignored_and_logged(
    name: str, value: Any, caplog: pytest.LogCaptureFixture
) -> None:
    config = resolve({}, {name: value})

    assert getattr(config, name) == BY_NAME[name].default
    assert name in caplog.text
