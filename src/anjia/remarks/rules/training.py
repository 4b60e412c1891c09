"""Learning from a company's own labels, and honest figures by cross-validation.

Terms count by presence, weighed by how much more often they stand in unhappy texts (Wang & Manning, 2012), then by a
logistic regression that also sees what the lexicon found. With few labels the lexicon carries the decision, with many
the company's own words do.

scikit-learn and SciPy are imported inside functions: they take seconds and 100 MB that no web worker needs.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from anjia.remarks.rules.features import signs_of, terms_of
from anjia.remarks.rules.figures import Figures, figures_of
from anjia.remarks.rules.machine import Floats, Machine, logistic
from anjia.remarks.rules.reading import Reading, read

FOLDS = 5
RECALL_AIM = 0.9
_MOST_TERMS = 100_000
_TRUST, _TRUST_AT = 0.5, 300  # how much the lexicon's signs weigh, and up to how many labels fully
_FIRMNESS = 8.0
_HEEDLESS: Callable[[int], None] = lambda percent: None  # noqa: E731


@dataclass(frozen=True)
class Example:
    """A text with a person's verdict; `leaning` as in words.LEANING."""

    text: str
    unhappy: bool
    leaning: float = 0.0


@dataclass(frozen=True)
class Trained:
    """A machine, and what cross-validation found of it and of the lexicon alone on the same texts."""

    machine: Machine
    figures: Figures
    lexicon: Figures


@dataclass(frozen=True)
class _Seen:
    """Texts as numbers are made from: names of terms, signs, and verdicts."""

    readings: list[Reading]
    names: list[list[str]]
    signs: Floats
    unhappy: NDArray[np.bool_]

    def part(self, places: NDArray[np.int64]) -> "_Seen":
        return _Seen(
            [self.readings[i] for i in places],
            [self.names[i] for i in places],
            self.signs[places],
            self.unhappy[places],
        )


def train(examples: Sequence[Example], *, seed: int = 20, heard: Callable[[int], None] = _HEEDLESS) -> Trained:
    """Learns from the examples; `heard` is told the progress in percent. Same examples and seed, same machine."""
    seen = _see(examples)
    heard(20)
    margins = np.zeros(len(examples))
    for number, held in enumerate(_folds(seen.unhappy, seed)):
        rest = np.setdiff1d(np.arange(len(examples)), held)
        machine = _fit(seen.part(rest))
        margins[held] = _margins(machine, seen.part(held))
        heard(20 + 60 * (number + 1) // FOLDS)
    slope, shift = _calibration(margins, seen.unhappy)
    likely = np.array([logistic(slope * margin + shift) for margin in margins])
    threshold = _threshold(likely, seen.unhappy)
    machine = replace(_fit(seen), slope=slope, shift=shift, threshold=threshold)
    heard(95)
    truth = seen.unhappy.tolist()
    alone = figures_of([reading.unhappy >= 0.5 for reading in seen.readings], truth)
    return Trained(machine, figures_of((likely >= threshold).tolist(), truth), alone)


def _see(examples: Sequence[Example]) -> _Seen:
    readings = [read(one.text, leaning=one.leaning) for one in examples]
    signs = np.array([signs_of(reading, len(one.text)) for reading, one in zip(readings, examples, strict=True)])
    names = [[term.name for term in terms_of(one.text)] for one in examples]
    return _Seen(readings, names, signs, np.array([one.unhappy for one in examples], dtype=bool))


def _folds(unhappy: NDArray[np.bool_], seed: int) -> Iterator[NDArray[np.int64]]:
    """Fifths of the places with the same share of unhappy texts in each."""
    order: list[int] = []
    for side in (True, False):
        places = np.flatnonzero(unhappy == side).tolist()
        random.Random(seed).shuffle(places)  # noqa: S311  (a repeatable split, no secret)
        order += places
    for number in range(FOLDS):
        yield np.array(sorted(order[number::FOLDS]), dtype=np.int64)


def _fit(seen: _Seen) -> Machine:
    least = 2 if len(seen.names) < 5000 else 3
    counts = Counter(name for names in seen.names for name in names)
    terms = [name for name, count in sorted(counts.items(), key=lambda one: (-one[1], one[0])) if count >= least]
    terms = terms[:_MOST_TERMS]
    present = _present(terms, seen.names)
    ratios = _ratios(present, seen.unhappy)
    trust = _TRUST * min(1.0, (_TRUST_AT / len(seen.names)) ** 0.5)
    from scipy import sparse
    from sklearn.linear_model import LogisticRegression

    table = sparse.hstack([present.multiply(ratios), trust * seen.signs]).tocsr()
    model = LogisticRegression(C=_FIRMNESS, solver="liblinear", max_iter=300, random_state=0)
    model.fit(table, seen.unhappy)
    weights = np.asarray(model.coef_[0], dtype=np.float64)
    own = weights[: len(terms)] * ratios
    return Machine(tuple(terms), own, weights[len(terms) :] * trust, float(model.intercept_[0]), 1.0, 0.0, 0.5)


def _present(terms: Sequence[str], texts: Sequence[Sequence[str]]) -> Any:
    """Which term stands in which text, each text of length 1."""
    from scipy import sparse

    place = {name: number for number, name in enumerate(terms)}
    columns: list[int] = []
    sizes: list[float] = []
    ends = [0]
    for names in texts:
        known = [place[name] for name in names if name in place]
        columns += known
        sizes += [1 / max(1, len(known)) ** 0.5] * len(known)
        ends.append(len(columns))
    return sparse.csr_matrix((sizes, columns, ends), shape=(len(texts), len(terms)))


def _ratios(present: Any, unhappy: NDArray[np.bool_]) -> Floats:
    """How much more often each term stands in unhappy texts, as a logarithm."""
    ones = present.sign()
    bad = np.asarray(ones[np.flatnonzero(unhappy)].sum(axis=0)).ravel() + 1
    good = np.asarray(ones[np.flatnonzero(~unhappy)].sum(axis=0)).ravel() + 1
    found: Floats = np.log((bad / bad.sum()) / (good / good.sum()))
    return found


def _margins(machine: Machine, seen: _Seen) -> Floats:
    found: Floats = _present(machine.terms, seen.names) @ machine.weights + seen.signs @ machine.sign_weights
    return found + machine.bias


def _calibration(margins: Floats, unhappy: NDArray[np.bool_]) -> tuple[float, float]:
    """Platt's scaling on held-out margins: slope and shift of the likelihood's logistic curve."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=1.0).fit(margins.reshape(-1, 1), unhappy)
    return float(max(model.coef_[0][0], 0.05)), float(model.intercept_[0])


def _threshold(likely: Floats, unhappy: NDArray[np.bool_]) -> float:
    """The likelihood from which a text counts as unhappy: best macro-F1 among those that find nine of ten."""
    best = (False, 0.0, 0.5)
    for percent in range(10, 71, 2):
        figures = figures_of((likely >= percent / 100).tolist(), unhappy.tolist())
        enough_found = figures.recall >= RECALL_AIM
        best = max(best, (enough_found, figures.macro_f1 if enough_found else figures.recall, percent / 100))
    return best[2]
