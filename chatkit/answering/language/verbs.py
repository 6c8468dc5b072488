"""German verbs: their forms, and those whose parts stand apart: "führte … ein"."""

import re
from collections.abc import Iterator, Mapping

from chatkit.answering.text.tokens import fold
from chatkit.answering.text.words import split_words

INSEPARABLE = ("be", "ent", "er", "ge", "uber", "unter", "ver", "zer")
_SENTENCE_ENDS = re.compile(r"[.;!?]\s")


class Verbs:
    """``forms`` has the infinitive of each, all folded."""

    def __init__(self, infinitives: str, irregular: Mapping[str, str]) -> None:
        """``infinitives`` as in "senken ein|führen"."""
        self.forms: dict[str, str] = {}
        self._wholes: dict[tuple[str, str], str] = {}
        for verb in infinitives.split():
            particle, _, base = fold(verb).rpartition("|")
            known = (form for form, of in irregular.items() if of == base)
            for form in (*known, *_forms(base)):
                self.forms[particle + form] = particle + base
            if particle:
                self.forms[f"{particle}zu{base}"] = particle + base
                self._wholes[base, particle] = particle + base
        self._infinitives = self.forms | dict(irregular)
        particles = {particle for _, particle in self._wholes}
        self._particle = re.compile(
            rf"\b(?:{'|'.join(particles)})(?=[.,;:!?)]|$|\s(?:und|oder|sowie)\b)"
        )

    def whole(self, text: str) -> str:
        """With "einführen" for "führte … ein", which is not "führen"."""
        if not self._wholes or not self._particle.search(text):
            return text
        pieces: list[str] = []
        done = 0
        words = list(split_words(text))
        for at, word in enumerate(words):
            if not self._particle.match(text, word.start):
                continue
            for verb in reversed(words[:at]):
                between = text[verb.start : word.start]
                base = self._infinitives.get(fold(verb.text), fold(verb.text))
                if verb.start < done or _SENTENCE_ENDS.search(between):
                    break
                if whole := self._wholes.get((base, word.text)):
                    pieces += [
                        text[done : verb.start],
                        whole,
                        text[verb.end : word.start],
                    ]
                    done = word.end
                    break
        return "".join((*pieces, text[done:]))


def _forms(base: str) -> Iterator[str]:
    stem = base.removesuffix("n").removesuffix("e")
    ending = "et" if stem.endswith(("t", "d", "chn", "ffn")) else "t"
    yield base
    yield from (f"{stem}e", f"{stem}{ending}", f"{stem}{ending}e", f"{stem}{ending}en")
    plain = base.startswith(INSEPARABLE) or base.endswith("ieren")
    yield f"{'' if plain else 'ge'}{stem}{ending}"
