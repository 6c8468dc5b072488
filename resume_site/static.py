import re
from typing import Any

from django.contrib.staticfiles import storage
from django.urls import get_script_prefix
from servestatic.storage import (  # type: ignore[import-untyped]
    CompressedManifestStaticFilesStorage,
)

#: What visitors and owners load, by its name with the hash. The rest, which is the browser
#: of the API, would take a minute.
COMPRESSED = re.compile(
    r"^(admin|admin_dashboard|chatkit|resume|unfold)/.*\.[0-9a-f]{12}\."
)


class _UnderScriptName:
    """URLs under the path that this request's site is under."""

    def url(self, *args: Any, **kwargs: Any) -> str:
        url: str = super().url(*args, **kwargs)  # type: ignore[misc]
        return get_script_prefix().rstrip("/") + url


class StaticFiles(_UnderScriptName, storage.StaticFilesStorage):
    pass


class HashedStaticFiles(_UnderScriptName, CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """File names with a hash of the content, inside ES modules' imports too; compressed.

    https://docs.djangoproject.com/en/5.2/ref/contrib/staticfiles/#manifeststaticfilesstorage
    """

    support_js_module_import_aggregation = True
    #: A module's hash is known once those it imports have theirs: a pass for each
    #: level of imports, of which Django foresees five.
    max_post_process_passes = 20

    def compress_files(self, paths: set[str]) -> Any:
        return super().compress_files(set(filter(COMPRESSED.search, paths)))

    def stored_name(self, name: str) -> str:
        """The plain name where collectstatic was not run; servestatic finds the file."""
        try:
            return str(super().stored_name(name))
        except ValueError:
            return name
