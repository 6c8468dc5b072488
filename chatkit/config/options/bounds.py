"""What visitors may do, and what it may cost."""

from dataclasses import dataclass
from decimal import Decimal

from chatkit.config import parsers
from chatkit.config.option import Group, option


@dataclass(frozen=True)
class Bounds:
    """Uploads, limits, budgets, embedding and privacy."""

    enable_uploads: bool = option(
        True,
        variable="CHATKIT_ENABLE_UPLOADS",
        parse=parsers.boolean,
        group=Group.UPLOADS,
        help="Whether visitors may attach files, such as a job description.",
        public=True,
    )
    max_files: int = option(
        5,
        variable="CHATKIT_MAX_FILES",
        parse=parsers.number(1),
        group=Group.UPLOADS,
        help="Files one visitor may attach, at least 1.",
        public=True,
    )
    max_file_size_mb: int = option(
        10,
        variable="CHATKIT_MAX_FILE_SIZE_MB",
        parse=parsers.number(1, 512),
        group=Group.UPLOADS,
        help="Size of one file in MB, 1 to 512.",
        public=True,
    )
    max_requests_per_minute: int = option(
        10,
        variable="CHATKIT_MAX_REQUESTS_PER_MINUTE",
        parse=parsers.number(1),
        group=Group.LIMITS,
        help="Questions and sessions one visitor may ask for in a minute, at least 1.",
    )
    max_requests_per_minute_per_address: int | None = option(
        None,
        variable="CHATKIT_MAX_REQUESTS_PER_MINUTE_PER_ADDRESS",
        parse=parsers.number(1),
        group=Group.LIMITS,
        help="The same for one network address; empty is six times the visitor's.",
    )
    max_streams: int = option(
        500,
        variable="CHATKIT_MAX_STREAMS",
        parse=parsers.number(1, 10_000),
        group=Group.LIMITS,
        help="Answers one process streams at the same time, 1 to 10000; more are asked to wait.",
    )
    answer_seconds: int = option(
        60,
        variable="CHATKIT_ANSWER_SECONDS",
        parse=parsers.number(5, 600),
        group=Group.LIMITS,
        help="Seconds one answer may take, 5 to 600; then what is there of it is kept.",
    )
    messages_per_day: int | None = option(
        1000,
        variable="CHATKIT_MESSAGES_PER_DAY",
        parse=parsers.number(0),
        group=Group.BUDGETS,
        help=(
            "Questions the model answers in a day for all visitors; then the embedded"
            " answerer does."
        ),
    )
    messages_per_day_per_visitor: int | None = option(
        100,
        variable="CHATKIT_MESSAGES_PER_DAY_PER_VISITOR",
        parse=parsers.number(0),
        group=Group.BUDGETS,
        help="The same for one visitor.",
    )
    tokens_per_day: int | None = option(
        None,
        variable="CHATKIT_TOKENS_PER_DAY",
        parse=parsers.number(0),
        group=Group.BUDGETS,
        help="Tokens the model may read and write in a day for all; empty is no limit.",
    )
    tokens_per_day_per_visitor: int | None = option(
        None,
        variable="CHATKIT_TOKENS_PER_DAY_PER_VISITOR",
        parse=parsers.number(0),
        group=Group.BUDGETS,
        help="The same for one visitor; empty is no limit.",
    )
    budget_warning_percent: int = option(
        80,
        variable="CHATKIT_BUDGET_WARNING_PERCENT",
        parse=parsers.number(1, 100),
        group=Group.BUDGETS,
        help="Part of a daily budget after which you are told, in percent, 1 to 100.",
    )
    input_price: Decimal | None = option(
        None,
        variable="CHATKIT_INPUT_PRICE",
        parse=parsers.price,
        group=Group.BUDGETS,
        help="What a million tokens cost that the model reads, for the estimates shown to you.",
    )
    output_price: Decimal | None = option(
        None,
        variable="CHATKIT_OUTPUT_PRICE",
        parse=parsers.price,
        group=Group.BUDGETS,
        help="What a million tokens cost that the model writes.",
    )
    cors_origins: tuple[str, ...] = option(
        (),
        variable="CHATKIT_CORS_ORIGIN",
        parse=parsers.origins,
        separator=",",
        group=Group.EMBEDDING,
        help=(
            "Other sites that may use the chat, as scheme://host[:port] separated by"
            " commas; empty is this site only, * any site but without cookies."
        ),
    )
    retention_days: int | None = option(
        None,
        variable="CHATKIT_RETENTION_DAYS",
        parse=parsers.number(1),
        group=Group.PRIVACY,
        help="Days after its last question a conversation is deleted; empty keeps it.",
    )
