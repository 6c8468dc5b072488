"""What the site makes of its variables, and that a wrong one is named without its value."""

import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from resume_site import env, service_urls
from tests.support.database import ROOT
from tests.support.doctor import command_line

SQLITE = "django.db.backends.sqlite3"
FOLDERS = (
    "c++ work",
    "my résumé (c++)",
    "100% #1",
    "a%b",
    "what?",
    "it's & $HOME",
    "[x]",
)


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_database_can_be_in_a_folder_of_any_name(tmp_path: Path, folder: str) -> None:
    file = tmp_path / folder / "db.sqlite3"

    by_default = env.database("NO_SUCH_VARIABLE", file)
    by_url = service_urls.database("DATABASE_URL", f"sqlite:///{file}", tmp_path)

    assert (by_default["ENGINE"], by_default["NAME"]) == (SQLITE, str(file))
    assert (by_url["ENGINE"], by_url["NAME"]) == (SQLITE, str(file))


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("sqlite:///db.sqlite3", {"NAME": "/project/db.sqlite3"}),
        ("sqlite:////srv/a%20b%3F.db?timeout=5", {"NAME": "/srv/a b?.db"}),
        ("sqlite:////srv/a.db?timeout=5", {"OPTIONS": {"timeout": 5}}),
        ("sqlite://:memory:", {"NAME": ":memory:"}),
        (
            "postgres://me:p+%40%2F%23%25$s@db.example:5432/c++",
            {
                "ENGINE": "django.db.backends.postgresql",
                "NAME": "c++",
                "USER": "me",
                "PASSWORD": "p+@/#%$s",
                "HOST": "db.example",
                "PORT": 5432,
            },
        ),
        ("postgres://me:p#s@s@db/resume", {"PASSWORD": "p#s@s", "HOST": "db"}),
        ("postgresql://db/resume?sslmode=require", {"OPTIONS": {"sslmode": "require"}}),
        ("postgres:///resume", {"NAME": "resume", "HOST": ""}),
    ],
)
def test_a_database_is_the_one_its_url_says(url: str, expected: dict[str, Any]) -> None:
    config = service_urls.database("DATABASE_URL", url, Path("/project"))
    assert {key: config[key] for key in expected} == expected


@pytest.mark.parametrize(
    ("parse", "url"),
    [
        *(
            (lambda url: service_urls.database("X_URL", url, Path("/")), url)
            for url in (
                "hunter2",
                "/srv/hunter2/db.sqlite3",
                "sqlite://hunter2.sqlite3",
                "sqlite:///",
                "mysql://me:hunter2@host/name",
                "postgresql+psycopg://me:hunter2@host/name",
                "postgres://me:hunter2@host",
                "postgres://me:hunter?2@host/name",
                "postgres://me:hunter/2@host/name",
                "postgres://me:12/hunter2@host/name",
                "postgres://me:hunter2@host:port/name",
            )
        ),
        *(
            (lambda url: service_urls.cache("X_URL", url), url)
            for url in (
                "hunter2:6379",
                "redis://:hunter#2@host/0",
                "redis://:hunter/2@host:6379/0",
                "redis://:hunter2@host:port/0",
                "redis://:hunter2@[host/0",
                "hunter2://host",
            )
        ),
    ],
)
def test_a_url_that_cannot_be_used_is_refused_with_its_forms_and_without_its_password(
    parse: Callable[[str], object], url: str
) -> None:
    with pytest.raises(ImproperlyConfigured) as refusal:
        parse(url)

    assert str(refusal.value).startswith("X_URL is not a URL this site can use.")
    assert "hunter" not in str(refusal.value)
    assert refusal.value.__suppress_context__


def test_a_secret_is_the_content_of_its_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "key").write_bytes(b"\xef\xbb\xbf$hunter2\r\n")
    monkeypatch.setenv("A_SECRET_FILE", str(tmp_path / "key"))
    assert env.secret("A_SECRET") == "$hunter2"

    monkeypatch.setenv("A_SECRET", "$another")
    assert env.secret("A_SECRET") == "$another"


@pytest.mark.parametrize("path", ["{}", "{}/hunter2", "{}/utf-16", "sk-hunter2"])
def test_a_secret_file_that_cannot_be_read_is_refused_without_what_it_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    """The key itself is often put where its file's name belongs."""
    (tmp_path / "utf-16").write_bytes("hunter2".encode("utf-16"))
    monkeypatch.setenv("A_SECRET_FILE", path.format(tmp_path))

    with pytest.raises(
        ImproperlyConfigured, match=r"^A_SECRET_FILE has to "
    ) as refusal:
        env.secret("A_SECRET")

    assert "hunter2" not in str(refusal.value)
    assert refusal.value.__suppress_context__


def test_a_value_that_begins_with_a_dollar_is_that_value(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CHATKIT_GREETING", "$100 an hour? Ask me")
    monkeypatch.setenv("CHATKIT_PROMPTS", r"Where now?\nWhat studies?")

    assert env.text("CHATKIT_GREETING") == "$100 an hour? Ask me"
    assert env.given(["CHATKIT_GREETING", "CHATKIT_PROMPTS"]) == {
        "CHATKIT_GREETING": "$100 an hour? Ask me",
        "CHATKIT_PROMPTS": "Where now?\nWhat studies?",
    }


@pytest.mark.parametrize(
    "variable",
    [
        *("DJANGO_DEBUG", "DJANGO_HTTPS", "CHATKIT_TRUSTED_PROXIES"),
        *("DJANGO_CSRF_TRUSTED_ORIGINS", "DATABASE_URL", "CACHE_URL"),
        *(
            "OPENAI_API_KEY_FILE",
            "DJANGO_SECRET_KEY_FILE",
            "CHATKIT_CUSTOM_SECRET_FILE",
        ),
    ],
)
def test_settings_name_a_wrong_variable_and_do_not_show_its_value(
    monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.setenv(variable, "hunter2")

    with pytest.raises(ImproperlyConfigured, match=f"^{variable} ") as refusal:
        runpy.run_path(str(ROOT / "resume_site/settings.py"))

    assert "hunter2" not in str(refusal.value)
    assert refusal.value.__suppress_context__


def test_a_variable_that_no_setting_has_is_found_with_the_one_it_resembles(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("CHATKIT_GREETNG", "VITE_CHATKIT_API_URL", "CHATKIT_GREETING"):
        monkeypatch.setenv(name, "hunter2")

    settings = runpy.run_path(str(ROOT / "resume_site/settings.py"))

    assert settings["CHATKIT_LEFTOVERS"] == {
        "CHATKIT_GREETNG": "CHATKIT_GREETING",
        "VITE_CHATKIT_API_URL": "",
    }


def test_the_owner_s_agent_finds_the_key_of_a_file_where_its_sdk_looks(
    tmp_path: Path,
) -> None:
    """Guardrails and file search of an exported workflow make a client at import."""
    (tmp_path / "key").write_text("sk-hunter2\n")
    (tmp_path / "exported.py").write_text(
        "from openai import AsyncOpenAI\n"
        "from agents import Agent\n"
        "client = AsyncOpenAI()\n"
        "assert client.api_key == 'sk-hunter2'\n"
        "assert (client.organization, client.project) == ('org-1', 'proj_1')\n"
        "guide = Agent(name='Guide', instructions='Help.', model='m')\n"
    )

    result = command_line(
        tmp_path,
        *("doctor", "--live"),
        PYTHONPATH=str(tmp_path),
        OPENAI_API_KEY_FILE=str(tmp_path / "key"),
        OPENAI_ORGANIZATION="org-1",
        OPENAI_PROJECT="proj_1",
        CHATKIT_AGENT="exported:guide",
        CHATKIT_INTEGRATION_TYPE="custom",
    )

    assert "ok The agent exported:guide can be used" in result.text
    assert "hunter2" not in result.output


@pytest.mark.parametrize(
    ("hosts", "https", "path", "expected"),
    [
        ("mara.example", "on", "cv", "https://mara.example/cv"),
        ("mara.example", "on", "", "https://mara.example"),
        ("mara.example", "off", "", ""),
        ("mara.example,www.mara.example", "on", "", ""),
        (".mara.example", "on", "", ""),
        ("*", "on", "", ""),
    ],
)
def test_a_site_with_one_host_knows_its_address(
    monkeypatch: pytest.MonkeyPatch, hosts: str, https: str, path: str, expected: str
) -> None:
    monkeypatch.setenv("DJANGO_ALLOWED_HOSTS", hosts)
    monkeypatch.setenv("DJANGO_HTTPS", https)
    monkeypatch.setenv("FORCE_SCRIPT_NAME", path)

    assert runpy.run_path(str(ROOT / "resume_site/settings.py"))["BASE_URL"] == expected

    monkeypatch.setenv("DJANGO_BASE_URL", "https://elsewhere.example/")
    found = runpy.run_path(str(ROOT / "resume_site/settings.py"))["BASE_URL"]
    assert found == "https://elsewhere.example"
