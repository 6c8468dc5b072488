"""Finds the widget's bundles in place of the modules they begin with."""

import os
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import FileSystemFinder
from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage
from django.utils import timezone

from chatkit.widget.bundles import BUNDLES, STYLES, bundle


def is_bundle(name: str) -> bool:
    return name in BUNDLES or name in STYLES


class BundlingStorage(FileSystemStorage):
    """Opens bundles, which ``collectstatic`` copies each time."""

    def open(self, name: str, mode: str = "rb") -> "File[Any]":
        if not is_bundle(name):
            return super().open(name, mode)
        return ContentFile(bundle(Path(self.location), name).encode(), name)

    def get_modified_time(self, name: str) -> Any:
        """Of a bundle, now: what it imports may have changed."""
        return timezone.now() if is_bundle(name) else super().get_modified_time(name)


class BundlingFinder(FileSystemFinder):
    """Finds what is in STATICFILES_DIRS.

    In development nobody collects the files: a bundle is made when it is asked for, in
    STATIC_ROOT, from where it may be served.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for prefix, root in self.locations:
            self.storages[root] = BundlingStorage(location=root)
            self.storages[root].prefix = prefix

    def find(self, path: str, find_all: Any = False) -> Any:
        if find_all:
            return super().find(path, find_all=True)
        found = super().find(path)
        if not found or not is_bundle(path):
            return found
        root = Path(found.removesuffix(path))
        target = Path(settings.STATIC_ROOT) / path
        try:
            return write(target, bundle(root, path))
        except OSError:
            return found  # the modules work as they are


def write(target: Path, text: str) -> str:
    """Write a file, unless it is the same, so that no reader sees a part of it."""
    if target.is_file() and target.read_text(encoding="utf-8") == text:
        return str(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", dir=target.parent, delete=False
    ) as file:
        file.write(text)
    os.replace(file.name, target)
    return str(target)
