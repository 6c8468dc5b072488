import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.template import Context, Template
from django.template.loader import render_to_string

from chatkit.config import conf
from chatkit.config.options import OPTIONS
from chatkit.config.resolve import Config
from chatkit.widget import public_config

ROOT = Path(__file__).resolve().parents[2]


def rendered(config: Config) -> str:
    context = {"configuration": public_config.configuration(config)}
    return render_to_string("chatkit/widget.html", context)


def configuration_in(html: str) -> dict[str, object]:
    script = re.search(
        r'<script id="chatkit-config" type="application/json">(.*)<', html
    )
    assert script is not None
    configuration: dict[str, object] = json.loads(script[1])
    return configuration


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
    configuration = configuration_in(rendered(Config(greeting="Hello.")))

    assert set(configuration) == public | set(ADDRESSES) | {"mode", "uploads"}
    assert configuration["greeting"] == "Hello."
    assert configuration["prompts"] == list(Config().prompts)
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
def test_the_page_knows_the_mode_in_effect(
    settings: Any, key: str, workflow: str, chosen: str, effective: str
) -> None:
    settings.OPENAI_API_KEY = key
    config = Config(integration_type=chosen, workflow_id=workflow)
    html = rendered(config)

    assert configuration_in(html)["mode"] == effective
    assert "sk-test" not in html
    assert "wf_1" not in html


def test_uploads_are_in_the_words_and_bytes_of_openais_element() -> None:
    config = Config(enable_uploads=False, max_file_size_mb=3, max_files=2)

    assert configuration_in(rendered(config))["uploads"] == {
        "enabled": False,
        "maxSize": 3_145_728,
        "maxCount": 2,
    }


def test_an_option_that_is_not_public_stays_on_the_server() -> None:
    private = {option.name for option in OPTIONS if not option.public}
    html = rendered(Config(session_cookie="a_private_name"))

    assert "session_cookie" in private
    assert "a_private_name" not in html
    assert not private & set(configuration_in(html))


def test_the_tag_shows_the_settings_in_effect(monkeypatch: pytest.MonkeyPatch) -> None:
    config = Config(launcher_label="Ask about Maren")
    monkeypatch.setattr(conf, "current", lambda: config)
    html = Template("{% load chatkit %}{% chatkit_widget %}").render(Context())

    assert html.strip() == rendered(config).strip()


def test_the_launcher_is_a_button_with_its_label_in_the_markup() -> None:
    html = rendered(Config(launcher_label="Ask about Maren"))

    assert re.search(
        r"<button [^>]*>\s*<svg .*</svg>\s*Ask about Maren\s*</button>", html
    )
    assert 'aria-haspopup="dialog" aria-expanded="false"' in html


def test_hostile_settings_stay_text() -> None:
    hostile = "</script><script>alert(1)</script>"
    config = Config(launcher_label=hostile, greeting=hostile)
    html = rendered(config)

    assert "<script>alert" not in html
    assert html.count("</script>") == 3
    assert configuration_in(html)["greeting"] == hostile


def test_no_inline_script_or_style_stands_in_the_way_of_a_strict_policy() -> None:
    html = rendered(Config())
    tags = re.findall(r"<(script|style|link|button|chat-widget)\b([^>]*)>", html)

    assert tags == [
        ("link", ' rel="stylesheet" href="/static/chatkit/launcher.css"'),
        ("link", ' rel="preload" as="style" href="/static/chatkit/panel.css"'),
        (
            "link",
            ' rel="modulepreload" href="/static/chatkit/chat-widget-define.js"',
        ),
        (
            "link",
            ' rel="modulepreload" fetchpriority="low"'
            ' href="/static/chatkit/panel/assistant.js"',
        ),
        ("chat-widget", ' config="chatkit-config" theme="auto"'),
        (
            "button",
            ' type="button" class="chatkit-launcher" aria-haspopup="dialog"'
            ' aria-expanded="false"',
        ),
        ("script", ' id="chatkit-config" type="application/json"'),
        ("script", ' type="module" src="/static/chatkit/launcher.js"'),
        ("script", ' nomodule defer src="/static/chatkit/i18n/nomodule.js"'),
    ]


def test_two_visitors_get_the_same_bytes() -> None:
    config = Config()

    assert rendered(config) == rendered(config)
    assert "csrf" not in rendered(config).lower()


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The static files as production serves them, under hashed names."""
    folder = tmp_path_factory.mktemp("static")
    script = (
        "import django; from django.conf import settings;"
        f" settings.STATIC_ROOT = {str(folder)!r};"
        " django.setup();"
        " from django.core.management import call_command;"
        " call_command('collectstatic', interactive=False, verbosity=0)"
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
