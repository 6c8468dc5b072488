"""How many false sentences the claim guard catches, and how many true ones it keeps.

    .venv/bin/python -m bench.guard [FILE] [MINCAUGHT MINKEPT] [--half NAME] [--kind WORD]
        [--opinion right|wrong|none] [--show]

Each case of ``bench/guard_cases/cases.json`` is a question and what a model answers;
``label`` says whether it follows from the résumé. FILE has other cases, such as those of
``manage.py export_cuts``. Exits 1 below the floors: 80 % of the false ones caught, no kind
below 50 %, and 94 % of the true ones kept.

``--opinion`` has a model judge what the rules leave undecided, which quotes the nearest
passage for what is true (right), for what is false (wrong), or never answers (none).
"""

import argparse
import html
import json
import os
import re
import sys
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_DEBUG", "true")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "resume_site.settings")

CASES = Path(__file__).with_name("guard_cases") / "cases.json"
FLOORS = (80.0, 94.0)  # percent caught, percent kept
LEAST_OF_A_KIND = 50.0  # percent caught
MARK = re.compile(r"\[@(\w+)\]")
SHOWN_MARK = re.compile(r"\s*(?:\[(?:@\w+|\^?\d+)\]|【[^】]*】)")
LIST_MARK = re.compile(r"(?m)^\s*(?:[-*•>]|#{1,6}|\d+\.)\s+")
Case = Mapping[str, Any]
Right = dict[tuple[str, str], list[bool]]


def load(path: Path) -> dict[str, Any]:
    """A résumé is a document in the file itself, or the path of one."""
    doc: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    for name, resume in doc["resumes"].items():
        if isinstance(resume, str):
            where = path.parent / resume.replace("CWD", str(Path.cwd()))
            doc["resumes"][name] = json.loads(where.read_text(encoding="utf-8"))
    return doc


def plain(text: str) -> str:
    """As a visitor reads it: no Markdown, no marks, small letters."""
    text = html.unescape(SHOWN_MARK.sub("", text))
    text = re.sub(r"\[([^\]]*)\]\((?:mailto:|https?:)[^)]*\)", r"\1", text)
    text = re.sub(r"[*_`|]", " ", LIST_MARK.sub("", text))
    text = text.replace("’", "'").replace("“", '"').replace("”", '"')
    return " ".join(re.sub(r"\s+([.,;:!?])", r"\1", text).split()).casefold()


def pieces(text: str) -> list[str]:
    parts = [
        part
        for line in LIST_MARK.sub("", text).split("\n")
        for part in re.split(r"(?<=[.!?])\s+(?=[A-Z“\"¿¡])", line)
    ]
    return [piece for piece in map(plain, parts) if re.search(r"\w", piece)]


def is_right(case: Case, shown: str) -> bool:
    seen, parts = plain(shown), pieces(case["text"])
    if case["label"] == "true":
        return all(part.casefold() in seen for part in case.get("must", parts))
    return not all(part.casefold() in seen for part in case.get("false", parts))


def run(
    case: Case, passages: Sequence[Any], needles: Mapping[str, str], opinion: str = ""
) -> list[str]:
    """What of the answer is shown, and why the rest is not."""
    from chatkit.answering.grounding import AnswerGuard, Guard, Sentences

    def number(match: re.Match[str]) -> str:
        texts = (at for at, p in enumerate(passages, 1) if needles[match[1]] in p.text)
        found = next(texts, None)
        return f"[{found}]" if found else ""

    text = MARK.sub(number, case["text"])
    guard = Guard(passages, case["q"], question=case["q"])
    answer, split = AnswerGuard(lambda: guard), Sentences()
    sentences = [*split.feed(text), *split.finish()]
    parts = [answer.check(sentence) for sentence in sentences]
    if quotations := quote(case, answer.cut, opinion):
        answer = AnswerGuard(lambda: guard, quotations)
        parts = [answer.check(sentence) for sentence in sentences]
    shown = "".join(parts) + answer.finish()
    return [shown, *(cut.reason for cut in answer.cut)]


def quote(case: Case, cuts: Sequence[Any], opinion: str) -> dict[str, str]:
    """What a judge quotes for the sentences that were cut and left open."""
    parts = pieces(case["text"])
    false = case.get("false", parts) if case["label"] == "false" else []
    quoted = {}
    for cut in (cut for cut in cuts if cut.quotable):
        sentence = plain(cut.cut[0])
        is_true = not any(part.casefold() in sentence for part in false)
        if opinion == ("right" if is_true else "wrong"):
            quoted[cut.cut[0]] = cut.nearest.text
    return quoted


def main() -> int:
    args = parse_arguments()
    import django

    django.setup()
    from django.test.utils import setup_databases, teardown_databases

    databases = setup_databases(verbosity=0, interactive=False)
    try:
        right, slowest = examine(args)
    finally:
        teardown_databases(databases, verbosity=0)
    return report(right, slowest, args)


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("given", type=file_or_floor, nargs="*")
    parser.add_argument("--cases", type=Path, default=CASES)
    parser.add_argument("--opinion", choices=("right", "wrong", "none"), default="")
    parser.add_argument("--half", default="")
    parser.add_argument("--kind", default="")
    parser.add_argument("--show", action="store_true", help="name the misjudged")
    args = parser.parse_args()
    for given in args.given:
        if isinstance(given, Path):
            args.cases = given
    floors = [given for given in args.given if isinstance(given, float)]
    args.mincaught, args.minkept = [*floors, *FLOORS[len(floors) :]]
    return args


def file_or_floor(text: str) -> Path | float:
    try:
        return float(text)
    except ValueError:
        return Path(text)


def examine(args: argparse.Namespace) -> tuple[Right, float]:
    from resume.passages import published
    from resume.versions.publishing import publish

    doc = load(args.cases)
    right: Right = defaultdict(list)
    slowest = 0.0
    for name, resume in doc["resumes"].items():
        publish(resume)
        passages = published()
        for case in doc["cases"]:
            is_other = args.half and case.get("half") != args.half
            if case["resume"] != name or args.kind not in case["kind"] or is_other:
                continue
            start = time.process_time()
            shown, *reasons = run(case, passages, doc["passages"][name], args.opinion)
            slowest = max(slowest, time.process_time() - start)
            good = is_right(case, shown)
            right[case["label"], case["kind"]].append(good)
            if args.show and not good:
                why = " | ".join(reasons) or repr(shown)
                head = f"{case['id']} {case['label']} {case['kind']}"
                say(f"{head}\n    {case['q']}\n    {case['text']!r}\n    {why}")
    return right, slowest


def report(right: Right, slowest: float, args: argparse.Namespace) -> int:
    totals = {"false": [0, 0], "true": [0, 0]}
    worst = 100.0
    for (label, kind), judged in sorted(right.items()):
        word = "caught" if label == "false" else "kept"
        say(f"{label:5}  {kind}: {word} {sum(judged)} of {len(judged)}")
        totals[label][0] += sum(judged)
        totals[label][1] += len(judged)
        if label == "false":
            worst = min(worst, 100 * sum(judged) / len(judged))
    caught, kept = (100 * a / b if b else 100.0 for a, b in totals.values())
    say(f"slowest answer {slowest * 1000:.0f} ms; worst kind {worst:.0f} %")
    (good_false, false), (good_true, true) = totals["false"], totals["true"]
    say(
        f"guard: caught {good_false} of {false} false ({caught:.1f} %),"
        f" kept {good_true} of {true} true ({kept:.1f} %)"
    )
    is_good = caught >= args.mincaught and kept >= args.minkept
    return 0 if is_good and worst >= LEAST_OF_A_KIND else 1


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main())
