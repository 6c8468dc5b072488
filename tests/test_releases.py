"""The last release and this one work side by side on this one's tables.

During a deploy the old workers go on after `migrate`. Django's migrations know the models
of the last release: their statements are those that its code sends.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import count
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

#: The last migration of each app in the last release; raised with each release.
LAST_RELEASE = {
    "chatkit": "0007_settings_without_help_texts",
    "resume": "0001_initial",
}
#: Statements of the last release that no model makes.
STATEMENTS = (
    "INSERT INTO chatkit_cacheentry (key, value, expires) VALUES ('k', '1', 1e12)"
    " ON CONFLICT (key) DO UPDATE SET value = excluded.value, expires = excluded.expires",
    "UPDATE chatkit_cacheentry SET value = CAST(CAST(value AS bigint) + 1 AS text)"
    " WHERE key = 'k' AND expires > 1 RETURNING value",
    "SELECT value FROM chatkit_cacheentry WHERE key = 'k' AND expires > 1",
    "DELETE FROM chatkit_cacheentry WHERE expires <= 1",
)

_numbers = count(1)

pytestmark = pytest.mark.django_db


@cache
def last_release() -> Any:
    """The models of the last release, by app."""
    return MigrationLoader(None).project_state(list(LAST_RELEASE.items())).apps


def names() -> Iterator[tuple[str, str]]:
    for model in last_release().get_models():
        if model._meta.app_label in LAST_RELEASE:
            yield model._meta.app_label, model._meta.model_name


def make(model: type[models.Model], registry: Any) -> Any:
    """Insert a row in which every column has a value."""
    values = {}
    for field in model._meta.concrete_fields:
        if isinstance(field, models.ForeignKey) and not field.null:
            related = field.related_model._meta
            values[field.name] = make(
                registry.get_model(related.app_label, related.model_name), registry
            )
        elif not isinstance(field, models.AutoField | models.ForeignKey):
            values[field.name] = value_for(field)
    (row,) = model._default_manager.bulk_create([model(**values)])  # without save()
    return row


def value_for(field: models.Field[Any, Any]) -> object:
    match field:
        case models.JSONField():
            return {}
        case models.DateTimeField():
            return timezone.now()
        case models.BooleanField():
            return True
        case models.CharField() if field.choices:
            return next(value for value, _ in field.flatchoices)
        case models.CharField() | models.TextField() | models.FileField():
            return f"x{next(_numbers)}"
        case _:
            return next(_numbers)


def columns(row: models.Model, fields: Any) -> dict[str, object]:
    return {field.attname: getattr(row, field.attname) for field in fields}


@pytest.mark.parametrize(("app", "name"), list(names()))
def test_what_the_last_release_writes_this_one_reads_and_the_other_way_round(
    app: str, name: str
) -> None:
    old_apps = last_release()
    old, new = old_apps.get_model(app, name), apps.get_model(app, name)
    for writer, registry, reader in ((old, old_apps, new), (new, apps, old)):
        row = make(writer, registry)
        found = reader._default_manager.get(pk=row.pk)
        fields = old._meta.concrete_fields
        row.refresh_from_db()
        assert columns(found, fields) == columns(row, fields)
        same = reader._default_manager.filter(pk=row.pk)
        assert same.update(**columns(found, fields[1:])) == 1


@pytest.mark.parametrize("statement", STATEMENTS)
def test_a_statement_of_the_last_release_is_understood(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_every_table_of_the_last_release_is_still_there() -> None:
    tables = connection.introspection.table_names()
    for model in last_release().get_models():
        assert model._meta.db_table in tables
