"""A live site whose static files were not collected is served all the same."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import AsyncClient


@pytest.mark.django_db(transaction=True)
async def test_a_page_without_collected_files_shows_and_runs(
    settings: Any, tmp_path: Path
) -> None:
    settings.DEBUG = False
    settings.SERVESTATIC_USE_FINDERS = True
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "resume_site.static.HashedStaticFiles"},
    }
    client = AsyncClient()

    page = await client.get("/")

    assert page.status_code == 200
    files = set(re.findall(r'"(/static/[^"]+)"', page.content.decode()))
    assert any(name.endswith(".css") for name in files)
    for name in files:
        answer = await client.get(name)
        assert answer.status_code == 200, name
        assert "immutable" not in answer["Cache-Control"]
