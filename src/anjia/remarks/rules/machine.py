"""The trained reader: weights as plain arrays, no code in them; what it decides, and by which words."""

import hashlib
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import exp, sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from anjia.remarks.rules.features import SIGNS, Term, signs_of, terms_of, words_of
from anjia.remarks.rules.lexicon import plain
from anjia.remarks.rules.reading import MOST_READ, Deciding, Reading

Floats = NDArray[np.float64]
FORM = 1  # of the stored bytes; another form is not read
_SHOWN = 0.05  # a word that moved the decision by less is not shown


class Broken(ValueError):
    """The stored bytes are not a trained reader of this form, or not the ones that were stored."""


@dataclass(frozen=True)
class Verdict:
    """What the trained reader says of a text: how likely unhappy, whether it counts as unhappy, and why."""

    unhappy: float
    is_unhappy: bool
    words: tuple[Deciding, ...]


@dataclass(frozen=True)
class Machine:
    """Terms with their ratios and weights, the lexicon's signs with theirs, a calibration and a threshold.

    Above `threshold` (a likelihood, 0 to 1) a text counts as unhappy.
    """

    terms: tuple[str, ...]
    weights: Floats
    sign_weights: Floats
    bias: float
    slope: float
    shift: float
    threshold: float

    @cached_property
    def _place(self) -> dict[str, float]:
        return dict(zip(self.terms, self.weights.tolist(), strict=True))

    def margin(self, text: str, reading: Reading) -> float:
        """The raw score, above 0: unhappy."""
        known = [self._place[term.name] for term in terms_of(text) if term.name in self._place]
        signs = signs_of(reading, len(text))
        lexicon: float = sum(weight * sign for weight, sign in zip(self.sign_weights.tolist(), signs, strict=True))
        own: float = sum(known) / sqrt(len(known)) if known else 0.0
        return self.bias + lexicon + own

    def unhappy(self, text: str, reading: Reading) -> float:
        """How likely the text's writer was unhappy, calibrated, 0 to 1."""
        return logistic(self.slope * self.margin(text, reading) + self.shift)

    def verdict(self, text: str, reading: Reading) -> Verdict:
        """The decision with the words that made it: the company's own weights, and the lexicon's as they counted."""
        unhappy = self.unhappy(text, reading)
        return Verdict(unhappy, unhappy >= self.threshold, self._words(text))

    def _words(self, text: str) -> tuple[Deciding, ...]:
        line = plain(text[:MOST_READ])
        known = [term for term in terms_of(text) if term.name in self._place]
        shares = self._shares(known, len(line))
        found = []
        for word, start, end in words_of(line):
            moved = -float(shares[start:end].sum())
            if abs(moved) >= _SHOWN and word.strip("，。 "):
                found.append(Deciding(start, end, "happy" if moved > 0 else "unhappy", round(moved, 2)))
        return tuple(found)

    def _shares(self, known: Sequence[Term], size: int) -> Floats:
        """How much each letter moved the margin: a term's weight is shared by its letters."""
        shares = np.zeros(size)
        for term in known:
            if term.end > term.start:
                shares[term.start : term.end] += self._place[term.name] / sqrt(len(known)) / (term.end - term.start)
        return shares

    def to_bytes(self) -> bytes:
        """The whole machine as a NumPy archive of arrays and one JSON text; never an object."""
        head = {
            "form": FORM,
            "signs": list(SIGNS),
            "terms": list(self.terms),
            "numbers": [self.bias, self.slope, self.shift, self.threshold],
        }
        file = io.BytesIO()
        letters = np.frombuffer(json.dumps(head, ensure_ascii=False).encode(), dtype=np.uint8)
        np.savez_compressed(
            file, head=letters, weights=self.weights.astype(np.float32), signs=self.sign_weights.astype(np.float64)
        )
        return file.getvalue()


def logistic(value: float) -> float:
    """The logistic function, safe at any size."""
    return 1 / (1 + exp(-max(-40.0, min(40.0, value))))


def hash_of(content: bytes) -> str:
    """SHA-256 of stored bytes, as 64 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def machine_of(content: bytes, sha256: str) -> Machine:
    """The machine from its bytes. Raises Broken when the hash, the form, or the numbers of things do not fit."""
    if hash_of(content) != sha256:
        raise Broken("The stored reader has changed since it was trained.")
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
            head: dict[str, Any] = json.loads(arrays["head"].tobytes())
            weights, signs = arrays["weights"].astype(np.float64), arrays["signs"].astype(np.float64)
    except (ValueError, KeyError, OSError) as fault:
        raise Broken("The stored reader cannot be read.") from fault
    if head["form"] != FORM or head["signs"] != list(SIGNS) or len(head["terms"]) != len(weights):
        raise Broken("The stored reader was made for another version. Train it again.")
    return Machine(tuple(head["terms"]), weights, signs, *head["numbers"])
