import json
from typing import Any

from django.db import models


class ObjectField(models.JSONField):
    """An object with its keys in order, as text in the JSON: PostgreSQL would sort them."""

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return json.dumps(value) if isinstance(value, dict) else value

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        found = super().from_db_value(value, expression, connection)
        return json.loads(found) if isinstance(found, str) else found

    def deconstruct(self) -> Any:
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs
