"""Messages that ask nothing about the person. No reply claims anything."""

from dataclasses import dataclass

from chatkit.answering.extractive.intent import patterns


@dataclass(frozen=True, slots=True)
class SmallTalk:
    """``alone``: only where nothing else is asked ("Hi, where do they work?")."""

    patterns: tuple[str, ...]
    reply: str
    answered: bool = True
    alone: bool = True
    offers: bool = True


SMALL_TALK = (
    SmallTalk(
        patterns(
            "ignore * instruction | ignore * above | ignore * previous | disregard |"
            " system prompt | pretend | jailbreak | forget * instruction | roleplay |"
            " your instruction | developer mode"
        ),
        "I can only quote this résumé, whatever I am asked to say.",
        answered=False,
        alone=False,
    ),
    SmallTalk(
        patterns(
            "be you * robot | be you * bot | be you * ai | be you * human | chatbot |"
            " be you real | be you chatgpt | be this * ai | be this * bot | who make"
            " you | be you * person | be this * real | what be you | how do you work |"
            " be you * machine"
        ),
        "I am an automated assistant: I answer with quotes from this résumé.",
        alone=False,
    ),
    SmallTalk(
        patterns(
            "what can you do | what can i ask | help | what can you tell | how can you"
            " help | what do you know | what question | what else"
        ),
        "I answer questions about this résumé by quoting it.",
    ),
    SmallTalk(
        patterns("thank | thanks | thx | cheers | ty"), "You're welcome.", offers=False
    ),
    SmallTalk(
        patterns("bye | goodbye | good bye | see you | farewell"),
        "Goodbye, and thank you.",
        offers=False,
    ),
    SmallTalk(
        patterns(
            "hello | hi | hey | good morning | good afternoon | good evening | hiya |"
            " greeting | how be you | good day | yo | howdy | how be it going"
        ),
        "Hello! I answer questions about this résumé by quoting it.",
    ),
    SmallTalk(
        patterns(
            "ok | okay | great | cool | nice | good | perfect | awesome | wow | fine |"
            " yes | no | sure"
        ),
        "Is there anything else to look up in the résumé?",
        offers=False,
    ),
)
