"""DATABASE_URL and CACHE_URL as Django's settings.

They may hold a password, so no error shows any of them.
"""

import re
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from environ import Env

#: A path is taken as it is written but for %XX; only ``?name=value`` ends it.
SQLITE = re.compile(r"sqlite://(?:/(?P<path>.+?)|:memory:)(?:\?(?P<query>\w+=[^/]*))?")
DATABASE_FORMS = (
    "sqlite:////absolute/path, sqlite:///path/in/the/project or"
    " postgres://user:password@host:5432/name"
)
CACHE_FORMS = "redis://host:6379/0"
ENGINE = "django.db.backends.postgresql"


def database(variable: str, url: str, root: Path) -> dict[str, Any]:
    """A relative path of SQLite is one in ``root``, whatever the working folder is."""
    if sqlite := SQLITE.fullmatch(url):
        config = dict(Env.db_url_config(f"sqlite:///x?{sqlite['query'] or ''}"))
        path = unquote(sqlite["path"] or ":memory:")
        is_file = path != ":memory:" and not path.startswith("file:")
        return {**config, "NAME": str(root / path) if is_file else path}
    if Env.DB_SCHEMES.get(url.partition("://")[0]) != ENGINE:
        _refuse(variable, DATABASE_FORMS)
    address, mark, query = url.partition("?")
    try:
        # A plus is a plus; the library takes it for a space.
        config = Env.db_url_config(address.replace("+", "%2B") + mark + query)
    except ValueError:
        _refuse(variable, DATABASE_FORMS)
    if not config["NAME"] or set("@/") & set(config["NAME"]):
        _refuse(variable, DATABASE_FORMS)
    return dict(config)


def cache(variable: str, url: str) -> dict[str, Any]:
    try:
        if "," not in url:
            urlsplit(url).port  # noqa: B018 - raises ValueError for what is no port
        return dict(Env.cache_url_config(url))
    except (ValueError, ImproperlyConfigured):
        _refuse(variable, CACHE_FORMS)


def _refuse(variable: str, forms: str) -> NoReturn:
    raise ImproperlyConfigured(
        f"{variable} is not a URL this site can use. Write it as {forms}; in a password"
        " write @ : / ? # % as %40 %3A %2F %3F %23 %25. Its value is not shown here: it"
        " may hold a password."
    ) from None
