"""The cache in the database."""

from django.db import models


class CacheEntry(models.Model):
    """A row of ``chatkit.api.cache``; ``expires`` is in Unix seconds."""

    key = models.CharField(primary_key=True, max_length=300)
    value = models.TextField()
    expires = models.FloatField(db_index=True)

    def __str__(self) -> str:
        return self.key
