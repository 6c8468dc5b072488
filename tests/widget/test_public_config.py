import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.template.loader import render_to_string

from chatkit.config import conf
from chatkit.config.options import OPTIONS
from chatkit.config.resolve import Config
from chatkit.widget import public_config

ROOT = Path(__file__).resolve().parents[2]


def rendered() -> str:
    return render_to_string("chatkit/widget.html")


ADDRESSES = {
    "url": "/api/chatkit/chat",
    "stop_url": "/api/chatkit/stop",
    "token_url": "",
    "session_url": "/api/chatkit/session",
    "refresh_url": "/api/chatkit/refresh",
    "beacon_url": "/api/chatkit/beacon",
    "stylesheet": "/static/chatkit/panel.css",
}


def test_the_configuration_is_the_public_options_and_some_addresses() -> None:
    public = {option.name for option in OPTIONS if option.public}
    configuration = public_config.configuration(Config(greeting="Hello."))

    assert set(configuration) == public | set(ADDRESSES) | {"mode", "uploads"}
    assert configuration["greeting"] == "Hello."
    assert configuration["prompts"] == Config().prompts
    assert {name: configuration[name] for name in ADDRESSES} == ADDRESSES


@pytest.mark.parametrize(
    ("key", "workflow", "chosen", "effective"),
    [
        ("sk-test", "wf_1", "hosted", "hosted"),
        ("sk-test", "wf_1", "custom", "custom"),
        ("", "wf_1", "hosted", "custom"),
        ("sk-test", "", "hosted", "custom"),
    ],
)
def test_the_widget_knows_the_mode_in_effect(
    settings: Any, key: str, workflow: str, chosen: str, effective: str
) -> None:
    settings.OPENAI_API_KEY = key
    config = Config(integration_type=chosen, workflow_id=workflow)
    configuration = public_config.configuration(config)

    assert configuration["mode"] == effective
    assert "sk-test" not in str(configuration)
    assert "wf_1" not in str(configuration)


def test_uploads_are_in_the_words_and_bytes_of_openais_element() -> None:
    config = Config(enable_uploads=False, max_file_size_mb=3, max_files=2)

    assert public_config.configuration(config)["uploads"] == {
        "enabled": False,
        "maxSize": 3_145_728,
        "maxCount": 2,
    }


def test_an_option_that_is_not_public_stays_on_the_server() -> None:
    private = {option.name for option in OPTIONS if not option.public}
    configuration = public_config.configuration(Config(session_cookie="a_private_name"))

    assert "session_cookie" in private
    assert "a_private_name" not in str(configuration)
    assert not private & set(configuration)


def test_the_page_is_the_same_whatever_the_chat_s_settings_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    config = Config(chat_enabled=False, launcher_label="Ask about Maren", theme="dark")
    before = rendered()
    monkeypatch.setattr(conf, "current", lambda: config)

    assert rendered() == before


def test_no_inline_script_or_style_stands_in_the_way_of_a_strict_policy() -> None:
    tags = re.findall(r"<(script|style|link|button|chat-widget)\b([^>]*)>", rendered())

    assert tags == [
        ("link", ' rel="stylesheet" href="/static/chatkit/launcher.css"'),
        ("chat-widget", ' config="/api/chatkit/config"'),
        (
            "button",
            ' type="button" class="chatkit-launcher" aria-haspopup="dialog"'
            ' aria-expanded="false"',
        ),
        ("script", ' type="module" src="/static/chatkit/launcher.js"'),
        ("script", ' nomodule defer src="/static/chatkit/i18n/nomodule.js"'),
    ]


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The widget's files as production serves them, under hashed names."""
    folder = tmp_path_factory.mktemp("static")
    script = (
        "import django; from django.conf import settings;"
        f" settings.STATIC_ROOT = {str(folder)!r};"
        " django.setup();"
        " from django.core.management import call_command;"
        " call_command('collectstatic', interactive=False, verbosity=0,"
        " ignore_patterns=['admin', 'drf_spectacular*', 'resume', 'unfold'])"
    )
    environment = {
        "DJANGO_SETTINGS_MODULE": "resume_site.settings",
        "DJANGO_DEBUG": "false",
        "DJANGO_SECRET_KEY": "only-for-this-test",
        "DJANGO_READ_DOTENV": "false",
    }
    subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=environment, check=True
    )
    return folder / "chatkit"


def test_every_import_in_production_names_a_hashed_file(collected: Path) -> None:
    manifest = json.loads((collected.parent / "staticfiles.json").read_text())["paths"]
    hashed = {collected.parent / name for name in manifest.values()}
    imports = [
        (module.parent / name).resolve()
        for module in hashed
        if module.suffix == ".js" and collected in module.parents
        for name in re.findall(r'(?:from |import\()"(\..*?)"', module.read_text())
    ]

    assert len(imports) > 25
    assert set(imports) <= {path.resolve() for path in hashed}
    assert all(path.is_file() for path in imports)
