"""How answers are written where a model writes them."""

from dataclasses import dataclass

from chatkit.config import parsers
from chatkit.config.option import Group, option

MODEL_APIS = ("auto", "responses", "chat_completions")


@dataclass(frozen=True)
class Answers:
    """The model, and what it is told."""

    model: str = option(
        "",
        variable="CHATKIT_MODEL",
        parse=parsers.text,
        group=Group.ANSWERS,
        help="The model that answers in custom mode; empty is the embedded answerer.",
    )
    model_api: str = option(
        "auto",
        variable="CHATKIT_MODEL_API",
        parse=parsers.choice(MODEL_APIS),
        choices=MODEL_APIS,
        group=Group.ANSWERS,
        help=(
            "How the model is asked: responses, chat_completions, or auto (responses at"
            " OpenAI, chat_completions elsewhere)."
        ),
    )
    instructions: str = option(
        "",
        variable="CHATKIT_INSTRUCTIONS",
        parse=parsers.paragraphs,
        group=Group.ANSWERS,
        help="What the model is told about tone and wishes, in your words.",
        content=True,
    )
