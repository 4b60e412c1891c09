"""How well the claims check reads: `python -m benchmarks.claims [--texts FILE]`.

Without a file: its own sentences, those by which the rules were written and those kept apart. With one: every string of
a JSON file, cut into sentences; how many are marked, by what, and a sample of marks and of passed ones to be read.
"""

import argparse
import json
import os
import random
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

from anjia.law.queries import register
from anjia.law.rules import check

CORPUS = Path(__file__).resolve().parents[1] / "src/anjia/law/tests/corpus"
ON = date(2026, 11, 22)
SAMPLE = 40


def kinds_of(text: str) -> set[str]:
    return {found.kind.value for found in check(text, register(), ON)}


def measured(name: str) -> str:
    lines = (CORPUS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    pairs = [line.split("\t") for line in lines if line and not line.startswith("#")]
    wrong = [(kind, kinds_of(text)) for kind, text in pairs if kind != "clean"]
    clean = [kinds_of(text) for kind, text in pairs if kind == "clean"]
    caught, alarms = sum(bool(found) for _kind, found in wrong), sum(bool(found) for found in clean)
    named = sum(kind in found for kind, found in wrong)
    precision = caught / max(caught + alarms, 1)
    return (
        f"{name:12} wrong {len(wrong):3} caught {caught:3} rightly named {named:3} | clean {len(clean):3} "
        f"false alarms {alarms:2} | precision {precision:.3f} recall {caught / len(wrong):.3f}"
    )


def strings_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from strings_in(one)


def sentences_in(path: Path) -> list[str]:
    """Sentences of six characters and more that hold Chinese, each once."""
    pieces = (
        piece.strip()
        for text in strings_in(json.loads(path.read_text()))
        for piece in re.split(r"[。！？!?；;\n]+", text)
    )
    return sorted({piece for piece in pieces if len(piece) >= 6 and re.search(r"[\u4e00-\u9fff]{4}", piece)})


def read_through(path: Path) -> None:
    texts = sentences_in(path)
    found = {text: kinds_of(text) for text in texts}
    marked = [text for text in texts if found[text]]
    counts = Counter(kind for kinds in found.values() for kind in kinds)
    print(f"{len(texts)} sentences, {len(marked)} marked: {dict(counts)}")
    dice = random.Random(1)
    passed = [text for text in texts if not found[text]]
    for title, some in (("marked", marked), ("passed", passed)):
        for text in dice.sample(some, min(SAMPLE, len(some))):
            print(f"{title}\t{','.join(sorted(found[text]))}\t{text[:160]}")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--texts", type=Path)
    chosen = asked.parse_args()
    for name in ("development", "heldout"):
        print(measured(name))
    if chosen.texts:
        read_through(chosen.texts)


if __name__ == "__main__":
    main()
