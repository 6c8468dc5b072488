"""What the chat is doing and what it lacks, one line each, for the owner. Pure.

``site`` says what the settings can't: secrets, engines, the date.
"""

from dataclasses import dataclass
from datetime import date

from chatkit.answering.health import Failure
from chatkit.config import mode
from chatkit.config.resolve import Config
from chatkit.turns import budgets, usage
from chatkit.turns.usage import Spent
from chatkit.widget.client_errors import Beacon

CACHES = {
    "LocMemCache": "in the memory of each process",
    "DummyCache": "none",
    "DatabaseCache": "in the database",
    "CountingDatabaseCache": "in the database",
    "CountingRedisCache": "in Redis",
    "FileBasedCache": "in files",
}
#: Hosted is the default: who has set nothing up for it may not want it at all.
NOT_BEGUN = (
    "Visitors are answered by this site itself, as nothing is set up for hosted mode."
    " Is that what you want? Choose custom as the integration type in the chat settings."
    " If not, set OPENAI_API_KEY and a workflow ID."
)
#: Two processes count to the same limit only where they share a cache.
UNSHARED = ("LocMemCache", "DummyCache")


@dataclass(frozen=True, slots=True)
class Site:
    """``write_ahead_log`` is None where the database knows no such thing; ``beacons``
    are what visitors' browsers told in the last week; ``spent`` is today's;
    ``model_failure`` is why the model, or the ``agent`` in its place, last gave no
    answer.
    """

    key_set: bool
    cache: str
    database: str
    write_ahead_log: bool | None
    today: date
    beacons: tuple[Beacon, ...] = ()
    spent: Spent = Spent()
    agent: str = ""
    model_needs_key: bool = True
    model_failure: Failure | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """``hint`` says what a value means or what to do; always there when not ``ok``."""

    label: str
    value: str
    ok: bool = True
    hint: str = ""


def status(config: Config, site: Site) -> list[Row]:
    """Every line, the switch first."""
    return [
        switch(config),
        *answering(config, site),
        *budget(config, site.spent),
        *bounds(config),
        *engines(site),
    ]


def switch(config: Config) -> Row:
    """Whether visitors may chat at all."""
    if config.chat_enabled:
        return Row("Chat", "on")
    hint = "The page is shown without it. Switch it on in the chat settings."
    return Row("Chat", "switched off", False, hint)


def answering(config: Config, site: Site) -> list[Row]:
    """Who answers, and what that needs."""
    now = mode.in_effect(config)
    begun = site.key_set or config.workflow_id or config.domain_key
    hosted = config.integration_type == "hosted" and bool(begun)
    told = [
        Row("OpenAI's widget", beacon.sentence, False, beacon.remedy)
        for beacon in site.beacons
    ]
    why = NOT_BEGUN if now.reasons and not begun else " ".join(now.reasons)
    rows = [
        Row("Mode chosen", now.chosen),
        Row("Mode in effect", now.effective, not now.reasons, why),
    ]
    if hosted:
        rows.append(agent_builder(mode.days_left(site.today)))
    no_domain = "OpenAI's widget needs it on any domain but localhost."
    hosted_widget = hosted and config.widget != "builtin"
    return [
        *rows,
        *told,
        *answerer(config, site),
        needed(
            "OpenAI API key",
            site.key_set,
            hosted or bool(config.model) and site.model_needs_key,
            "Without it nothing is asked of OpenAI.",
        ),
        needed("Workflow", config.workflow_id, hosted, "Hosted mode needs it."),
        needed("Domain key", config.domain_key, hosted_widget, no_domain),
    ]


def answerer(config: Config, site: Site) -> list[Row]:
    """What custom mode answers with, and how that last failed."""
    if site.agent:
        label, value = "Agent", site.agent
    elif config.model:
        label, value = "Model", config.model
    else:
        return []
    if not site.model_failure:
        return [Row(label, value)]
    hint = (
        f"The {label.lower()} did not answer: {site.model_failure}. Until it does,"
        " visitors get short answers quoted from the résumé. manage.py doctor --live"
        " says more."
    )
    return [Row(label, value, False, hint)]


def needed(label: str, value: object, is_needed: bool, hint: str) -> Row:
    """Whether it is set, which may be no matter."""
    if value:
        return Row(label, "set")
    return Row(label, "not set", not is_needed, hint if is_needed else "Not needed.")


def agent_builder(days: int) -> Row:
    """How long hosted workflows still run."""
    end = f"{mode.AGENT_BUILDER_ENDS:%-d %B %Y}"
    if days < 0:
        value = f"shut since {end} ({counted(-days)})"
    else:
        value = f"shuts on {end} (in {counted(days)})"
    return Row(
        "OpenAI's Agent Builder",
        value,
        False,
        "Hosted workflows end with it; custom mode goes on.",
    )


def budget(config: Config, spent: Spent) -> list[Row]:
    """What the model has cost today, where there is one."""
    if not budgets.asks_model(config):
        return []
    level = usage.level(spent, config)
    said = usage.in_words(spent, config)
    hint = usage.meaning(level, spent, config)
    return [Row("Model today", said, level == "ok", hint)]


def counted(days: int) -> str:
    return "1 day" if days == 1 else f"{days} days"


def bounds(config: Config) -> list[Row]:
    """What visitors may do."""
    files = "file" if config.max_files == 1 else "files"
    uploads = f"on: {config.max_files} {files} of {config.max_file_size_mb} MB"
    anyone = "*" in config.cors_origins
    sites = len(config.cors_origins)
    embedding = f"this site and {sites} more" if sites else "this site only"
    return [
        Row("Uploads", uploads if config.enable_uploads else "off"),
        Row(
            "Limits",
            f"{config.max_requests_per_minute} a minute for a visitor,"
            f" {config.address_limit} for an address",
        ),
        Row(
            "Who may embed the chat",
            "any site" if anyone else embedding,
            not anyone,
            "List the sites instead of * to let only those in." if anyone else "",
        ),
    ]


def engines(site: Site) -> list[Row]:
    """What limits are counted in and conversations are kept in."""
    shared = site.cache not in UNSHARED
    cache_hint = "Each process counts limits by itself; set CACHE_URL."
    row = Row("Database", site.database)
    if site.write_ahead_log is not None:
        row = Row(
            "Database",
            f"{site.database}, {'with' if site.write_ahead_log else 'without'} a"
            " write-ahead log",
            site.write_ahead_log,
            "" if site.write_ahead_log else "Several chats at once will be refused.",
        )
    cache = CACHES.get(site.cache, site.cache.removesuffix("Cache"))
    return [Row("Cache", cache, shared, "" if shared else cache_hint), row]
