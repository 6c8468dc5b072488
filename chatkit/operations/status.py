"""The dashboard's status panel: the findings that carry a label, and a few settings."""

from dataclasses import dataclass

from chatkit.config import credentials
from chatkit.config.resolve import Config
from chatkit.operations import cuts, database, deployment, embedding, mode, site
from chatkit.operations.checks import Check, run


@dataclass(frozen=True, slots=True)
class Row:
    """``hint`` says what a value means or what to do; always there when not ``ok``."""

    label: str
    value: str
    ok: bool = True
    hint: str = ""
    link: str = ""


def status(config: Config) -> list[Row]:
    limits = (
        f"{config.max_requests_per_minute} a minute for a visitor,"
        f" {config.address_limit} for an address"
    )
    return [
        *rows(config, mode.switch),
        Row("Mode chosen", config.integration_type),
        *rows(config, mode.in_effect, mode.agent_builder, site.client_errors),
        *rows(config, mode.answers, site.model_failure, cuts.frequent),
        *rows(config, credentials.key, credentials.workflow, embedding.domain_key),
        *rows(config, site.budget),
        Row("Uploads", uploads(config)),
        Row("Limits", limits),
        *rows(config, embedding.origins, deployment.cache, database.database),
    ]


def rows(config: Config, *checks: Check) -> list[Row]:
    found: dict[tuple[str, str], Row] = {}
    for finding in (f for check in checks for f in run(check, config) if f.label):
        key, ok = (finding.label, finding.value), finding.level == "ok"
        if key not in found or not ok:
            hint = f"{finding.detail} {finding.remedy}".strip()
            found[key] = Row(*key, ok, hint, finding.link)
    return list(found.values())


def uploads(config: Config) -> str:
    files = "file" if config.max_files == 1 else "files"
    on = f"on: {config.max_files} {files} of {config.max_file_size_mb} MB"
    return on if config.enable_uploads else "off"
