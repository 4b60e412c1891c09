"""How well free text is read: recall of the unhappy first, beside SnowNLP and TF-IDF with logistic regression.

    python -m benchmarks.remarks [FOLDER] [--part 1.0] [--seed 20]

FOLDER holds `online_shopping_8cats.csv` (cat, label, review; label 0 is unhappy) and `asap_*_sample.csv` (reviewbody,
star, 18 aspects: 1 happy, 0 neutral, -1 unhappy, -2 not mentioned). Without it, ANJIA_SHARED_DATA says where the folder
`reviews` lies. Nothing of it is in this repository, and nothing that learned from it is kept.
"""

import argparse
import csv
import os
import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from anjia.remarks.rules import Aspect, Polarity, read  # noqa: E402
from anjia.remarks.rules.figures import Figures, figures_of  # noqa: E402

RECALL_AIM = 0.80
LABELS = (100, 300, 1000, 3000)
MOST_LABELS = 10_000  # as many as a company trains on
SAMPLES = 3  # of each number of labels
Judge = Callable[[Sequence[str]], list[bool]]
# Which aspects of the restaurant sample are aspects of home service, too.
ASAP = {
    "service_waiters_attitude": Aspect.ATTITUDE,
    "service_wait_time": Aspect.PUNCTUALITY,
    "service_serving_speed": Aspect.EFFICIENCY,
    "price_level": Aspect.PRICE,
    "price_cost_effective": Aspect.PRICE,
    "price_discount": Aspect.PRICE,
    "environment_cleaness": Aspect.CLEANLINESS,
}


class NoData(LookupError):
    """The reviews are not on this machine."""


@dataclass(frozen=True)
class Text:
    """A review with its kind of goods and whether it is unhappy."""

    kind: str
    text: str
    unhappy: bool


@dataclass(frozen=True)
class Line:
    """One line of the tables; `against` are the macro-F1 of the baselines on the same rows."""

    name: str
    figures: Figures
    per_second: float = 0.0
    ours: bool = False
    against: tuple[float, ...] = ()

    @property
    def kept(self) -> bool:
        """Whether the aims hold: eight of ten unhappy texts found, and better than both baselines."""
        if not self.ours:
            return True
        return self.figures.recall >= RECALL_AIM and all(self.figures.macro_f1 > other for other in self.against)

    def __str__(self) -> str:
        f = self.figures
        speed = f"{self.per_second:8,.0f}/s" if self.per_second else ""
        return (
            f"{self.name:44} recall {f.recall:.3f}  precision {f.precision:.3f}  F1 {f.f1:.3f}  "
            f"macro-F1 {f.macro_f1:.3f}  {f.unhappy:5} of {f.count:5} {speed}"
        )


def folder_of(given: str = "") -> Path:
    """Where the reviews are. Raises NoData with what to do."""
    shared = os.environ.get("ANJIA_SHARED_DATA", "")
    folder = Path(given) if given else Path(shared) / "reviews" if shared else None
    if folder is None or not (folder / "online_shopping_8cats.csv").is_file():
        raise NoData(
            "The reviews are not here: set ANJIA_SHARED_DATA to the folder that holds "
            "reviews/online_shopping_8cats.csv, or name the folder (python -m benchmarks.remarks FOLDER). "
            "This part is left out."
        )
    return folder


def texts_of(folder: Path, seed: int, part: float) -> tuple[list[Text], list[Text]]:
    """Four fifths to learn from and one to judge by, drawn by the seed, the same share of each kind and side."""
    groups: dict[tuple[str, bool], list[Text]] = {}
    with (folder / "online_shopping_8cats.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            one = Text(row["cat"], row["review"] or "", row["label"] == "0")
            groups.setdefault((one.kind, one.unhappy), []).append(one)
    learn: list[Text] = []
    judge: list[Text] = []
    chance = random.Random(seed)
    for key in sorted(groups):
        group = groups[key]
        chance.shuffle(group)
        group = group[: max(10, round(len(group) * part))]
        judge += group[: len(group) // 5]
        learn += group[len(group) // 5 :]
    chance.shuffle(learn)
    return learn, judge


def lexicon(texts: Sequence[str]) -> list[bool]:
    """Ours without any training."""
    return [read(text).unhappy >= 0.5 for text in texts]


def trained(learn: Sequence[Text]) -> Judge:
    """Ours, trained on these."""
    from anjia.remarks.rules.training import Example, train

    machine = train([Example(one.text, one.unhappy) for one in learn]).machine
    return lambda texts: [machine.unhappy(text, read(text)) >= machine.threshold for text in texts]


def plain_regression(learn: Sequence[Text], *, letters: bool = False) -> Judge:
    """TF-IDF of words (or of one to three letters) with logistic regression, scikit-learn's own settings."""
    import rjieba
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    options: dict[str, Any] = {"analyzer": "char", "ngram_range": (1, 3)} if letters else {"analyzer": rjieba.cut}
    table = TfidfVectorizer(min_df=2 if len(learn) > 50 else 1, **options)
    model = LogisticRegression(max_iter=500).fit(
        table.fit_transform([one.text for one in learn]), [o.unhappy for o in learn]
    )
    return lambda texts: [bool(said) for said in model.predict(table.transform(texts))]


def snownlp(texts: Sequence[str]) -> list[bool]:
    """SnowNLP's own sentiment: unhappy below one half. Blank texts, which it cannot read, count as happy."""
    from snownlp import SnowNLP

    return [bool(text.strip()) and SnowNLP(text).sentiments < 0.5 for text in texts]


@dataclass(frozen=True)
class Said:
    """What somebody said of all rows, and how fast."""

    name: str
    unhappy: list[bool]
    per_second: float

    def of(self, rows: Sequence[Text], places: Sequence[int], name: str = "", **more: Any) -> Line:
        """The figures on some of the rows."""
        found = figures_of([self.unhappy[i] for i in places], [rows[i].unhappy for i in places])
        return Line(name or self.name, found, self.per_second, **more)


def asked(name: str, judge: Judge, rows: Sequence[Text]) -> Said:
    """What the judge says of the rows."""
    began = time.perf_counter()
    unhappy = judge([row.text for row in rows])
    return Said(name, unhappy, len(rows) / (time.perf_counter() - began))


def same_rows(learn: list[Text], rows: list[Text]) -> Iterator[Line]:
    """Everybody on the same rows, then kind by kind."""
    words, letters = plain_regression(learn), plain_regression(learn, letters=True)
    baselines = [asked("TF-IDF + logistic regression", words, rows)]
    if find_spec("snownlp"):
        baselines.append(asked("SnowNLP", snownlp, rows))
    else:
        print("SnowNLP is not installed: `make bench-remarks` installs requirements/bench.lock first.")
    stronger = asked("TF-IDF of letters 1-3 + the same", letters, rows)
    alone = asked("ours: lexicon alone, nothing learned", lexicon, rows)
    own = asked("ours: lexicon + trained", trained(learn), rows)
    whole = range(len(rows))
    against = tuple(one.of(rows, whole).figures.macro_f1 for one in baselines)
    for one in (*baselines, stronger, alone):
        yield one.of(rows, whole)
    yield own.of(rows, whole, ours=True, against=against)
    for kind in sorted({row.kind for row in rows}):
        places = [number for number, row in enumerate(rows) if row.kind == kind]
        for one in (*baselines, alone, own):
            yield one.of(rows, places, f"  {kind}: {one.name}")


def other_kinds(learn: list[Text], rows: list[Text]) -> Iterator[Line]:
    """Learned from at most 10,000 texts of seven kinds of goods, judged on the eighth: words nobody labelled yet."""
    for kind in sorted({row.kind for row in rows}):
        seen = [one for one in learn if one.kind != kind][:MOST_LABELS]
        mine = [row for row in rows if row.kind == kind]
        for name, judge in (
            ("TF-IDF + logistic regression", plain_regression(seen)),
            ("lexicon alone", lexicon),
            ("lexicon + trained", trained(seen)),
        ):
            yield asked(f"  {kind} unseen: {name}", judge, mine).of(mine, range(len(mine)))


def few_labels(learn: list[Text], rows: list[Text], seed: int) -> Iterator[Line]:
    """With the number of labels a company has: mean over three draws."""
    for count in LABELS:
        draws = [random.Random(seed + draw).sample(learn, min(count, len(learn))) for draw in range(SAMPLES)]
        for name, make in (("TF-IDF + logistic regression", plain_regression), ("lexicon + trained", trained)):
            found = [asked(name, make(draw), rows).of(rows, range(len(rows))).figures for draw in draws]
            yield Line(f"  {count:,} labels: {name}", mean_of(found))


def mean_of(found: Sequence[Figures]) -> Figures:
    """The mean of several figures on the same rows."""

    def mean(name: str) -> float:
        return sum(getattr(one, name) for one in found) / len(found)

    return Figures(
        *(mean(name) for name in ("recall", "precision", "f1", "macro_f1")), found[0].count, found[0].unhappy
    )


@dataclass(frozen=True)
class AspectLine:
    """How an aspect of the restaurant sample was found by the lexicon, and how often its polarity was right."""

    aspect: str
    found: int
    called: int
    there: int
    agreed: int
    judged: int

    def __str__(self) -> str:
        precision = self.found / self.called if self.called else 0
        recall = self.found / self.there if self.there else 0
        polarity = f"{self.agreed}/{self.judged}" if self.judged else "-"
        shares = (
            f"recall {recall:.2f} ({self.found}/{self.there})  precision {precision:.2f} ({self.found}/{self.called})"
        )
        return f"{self.aspect:14} {shares}  polarity right {polarity}"


def aspects_of_asap(folder: Path) -> Iterator[AspectLine]:
    """Aspects and their polarity in restaurant reviews, by the lexicon alone."""
    rows = []
    for path in sorted(folder.glob("asap_*_sample.csv")):
        with path.open(encoding="utf-8-sig") as file:
            rows += [(read(row["reviewbody"]).aspects, gold_of(row)) for row in csv.DictReader(file)]
    for aspect in sorted(set(ASAP.values())):
        both = [(said[aspect], gold[aspect]) for said, gold in rows if aspect in said and aspect in gold]
        clear = [(said, gold) for said, gold in both if gold is not Polarity.NEUTRAL]
        yield AspectLine(
            aspect.value,
            len(both),
            sum(aspect in said for said, _gold in rows),
            sum(aspect in gold for _said, gold in rows),
            sum(said is gold for said, gold in clear),
            len(clear),
        )


def gold_of(row: dict[str, str]) -> dict[Aspect, Polarity]:
    """The sample's own verdicts; of several columns for one aspect the worst."""
    names = {"1": Polarity.HAPPY, "0": Polarity.NEUTRAL, "-1": Polarity.UNHAPPY}
    worst = {Polarity.UNHAPPY: 0, Polarity.NEUTRAL: 1, Polarity.HAPPY: 2}
    found: dict[Aspect, Polarity] = {}
    for column, aspect in ASAP.items():
        said = names.get(row[column].partition(".")[0])
        if said is not None:
            found[aspect] = min(found.get(aspect, said), said, key=lambda one: worst[one])
    return found


def stars_of_asap(folder: Path) -> Line:
    """Whole restaurant reviews by the lexicon: one or two stars are unhappy, four or five are not."""
    rows = []
    for path in sorted(folder.glob("asap_*_sample.csv")):
        with path.open(encoding="utf-8-sig") as file:
            rows += [(float(row["star"]), row["reviewbody"]) for row in csv.DictReader(file)]
    clear = [Text("asap", text, star <= 2) for star, text in rows if star != 3]
    return asked("  restaurants (ASAP): lexicon alone, by stars", lexicon, clear).of(clear, range(len(clear)))


def run(folder: Path, *, part: float = 1.0, seed: int = 20) -> Iterator[Line | AspectLine]:
    """Every line, as it is found."""
    learn, rows = texts_of(folder, seed, part)
    yield from same_rows(learn, rows)
    yield from few_labels(learn, rows, seed)
    yield from other_kinds(learn, rows)
    yield stars_of_asap(folder)
    yield from aspects_of_asap(folder)


def main() -> int:
    """Prints every line. 1 when an aim is missed, 0 also where the reviews are not on this machine."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", default="")
    parser.add_argument("--part", type=float, default=1.0, help="a smaller share of the reviews, to try it out")
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument("--engine", help="taken for likeness with the others: no database is asked")
    given = parser.parse_args()
    try:
        folder = folder_of(given.folder)
    except NoData as fault:
        print(fault)
        return 0
    kept = True
    for line in run(folder, part=given.part, seed=given.seed):
        print(line, flush=True)
        kept &= not isinstance(line, Line) or line.kept
    return int(not kept)


if __name__ == "__main__":
    sys.exit(main())
