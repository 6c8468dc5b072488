"""Static files as a live site serves them."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import AsyncClient

HASHED = {"staticfiles": {"BACKEND": "resume_site.static.HashedStaticFiles"}}


@pytest.fixture
def collected(settings: Any, tmp_path: Path) -> None:
    """A style sheet as `collectstatic` leaves it."""
    source = tmp_path / "source"
    (source / "resume").mkdir(parents=True)
    (source / "resume/base.css").write_text("p { color: red }\n" * 99)
    settings.DEBUG = settings.SERVESTATIC_AUTOREFRESH = False
    settings.SERVESTATIC_USE_FINDERS = False
    settings.STATICFILES_DIRS = [source]
    settings.STATICFILES_FINDERS = ["chatkit.widget.finders.BundlingFinder"]
    settings.STATIC_ROOT = tmp_path / "root"
    settings.STORAGES = {**settings.STORAGES, **HASHED}
    call_command("collectstatic", interactive=False, verbosity=0)


@pytest.mark.parametrize("coding", ["br", "gzip"])
async def test_a_file_is_compressed_beforehand_and_never_asked_for_again(
    collected: None, settings: Any, coding: str
) -> None:
    names = [path.name for path in (settings.STATIC_ROOT / "resume").iterdir()]
    (name,) = (name for name in names if re.fullmatch(r"base\.\w{12}\.css", name))

    url = f"/static/resume/{name}"
    answer = await AsyncClient().get(url, headers={"Accept-Encoding": coding})

    assert answer.status_code == 200
    assert answer["Content-Encoding"] == coding
    assert answer["Vary"] == "Accept-Encoding"
    assert "immutable" in answer["Cache-Control"]
    assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert int(answer["Content-Length"]) < 100
