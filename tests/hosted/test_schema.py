"""The API describes itself, and loads nothing from anywhere else to do so."""

import re

import yaml
from django.contrib.staticfiles import finders
from django.test import Client
from jsonschema import Draft202012Validator


def test_the_document_has_each_endpoint_with_its_answers(client: Client) -> None:
    answer = client.get("/api/schema")
    document = yaml.safe_load(answer.content)

    described = {path: set(methods) for path, methods in document["paths"].items()}
    assert (
        described
        | {
            "/api/chatkit/beacon": {"post"},
            "/api/chatkit/chat": {"post"},
            "/api/chatkit/config": {"get"},
            "/api/chatkit/refresh": {"post"},
            "/api/chatkit/session": {"post"},
            "/api/chatkit/stop": {"post"},
            "/api/chatkit/token": {"post"},
        }
        == described
    )
    refresh = document["paths"]["/api/chatkit/refresh"]["post"]
    assert set(refresh["responses"]) == {
        *("200", "400", "403", "413", "415", "429", "502", "503", "504"),
    }
    schemas = document["components"]["schemas"]
    assert schemas["RefreshRequest"]["required"] == ["current_client_secret"]
    assert set(schemas["SessionAnswer"]["required"]) == {
        *("client_secret", "expires_at", "session_id"),
    }
    for schema in schemas.values():
        Draft202012Validator.check_schema(schema)
    references = set(re.findall(r"#/components/schemas/(\w+)", str(document)))
    assert references <= set(schemas)


def test_the_document_is_whole_without_a_warning(capsys) -> None:
    from django.core.management import call_command

    call_command("spectacular", "--validate", "--fail-on-warn")
    assert "openapi: 3" in capsys.readouterr().out


def test_the_browser_of_the_document_loads_only_from_here(client: Client) -> None:
    answer = client.get("/api/docs", headers={"Accept": "text/html"})
    page = answer.content.decode()

    assert answer.status_code == 200
    loaded = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert len(loaded) >= 3
    for address in loaded:
        assert address.startswith("/static/drf_spectacular_sidecar/"), address
        assert finders.find(address.removeprefix("/static/"))
    assert "//cdn" not in page
    assert "https://" not in page
