"""What speaks for a caregiver besides her time: marks, strengths, limits, districts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from anjia.kernel.prepared import Given, Prepared
from anjia.workforce.models import CaregiverSuiting, MarkSum
from anjia.workforce.rules import MarkSums, Rating, Status, Suiting, rating_of

_COLUMNS = ("caregiver_id", "count", "total", "squares")
_SUMS = Prepared(lambda: MarkSum.objects.order_by().values_list(*_COLUMNS))
_SUMS_ONE = Prepared(
    lambda: (
        MarkSum.objects.filter(Q(caregiver_id=Given("caregiver_id")) | Q(caregiver__isnull=True))
        .order_by()
        .values_list(*_COLUMNS)
    )
)
_SUITING = Prepared(lambda: CaregiverSuiting.objects.order_by().values_list("caregiver_id", "kind", "word"))
_SUITING_ONE = Prepared(
    lambda: (
        CaregiverSuiting.objects.filter(caregiver_id=Given("caregiver_id"))
        .order_by()
        .values_list("caregiver_id", "kind", "word")
    )
)


@dataclass(frozen=True)
class SuitingSummary:
    """What a caregiver is good with, does not want, and where she would like to work.

    `claims` are strengths that she said herself and that wait for the desk, `denied` were not confirmed; none counts.
    """

    strengths: frozenset[str] = frozenset()
    limits: frozenset[str] = frozenset()
    districts: frozenset[str] = frozenset()
    claims: frozenset[str] = frozenset()
    denied: frozenset[str] = frozenset()


NOTHING = SuitingSummary()


def mark_sums(caregiver_id: int | None = None) -> dict[int | None, MarkSums]:
    """The sums of marks by caregiver, under None the company's; of one caregiver alone if named. One query."""
    rows = _SUMS.rows() if caregiver_id is None else _SUMS_ONE.rows(caregiver_id=caregiver_id)
    return {key: MarkSums(count, total, squares) for key, count, total, squares in rows}


def ratings_of(ids: Iterable[int]) -> dict[int, Rating]:
    """Caregivers' ratings with their uncertainty, one query; those without a mark are left out."""
    wanted = set(ids)
    rows = MarkSum.objects.filter(Q(caregiver_id__in=wanted) | Q(caregiver__isnull=True)).order_by()
    sums = {key: MarkSums(*numbers) for key, *numbers in rows.values_list(*_COLUMNS)}
    company = sums.pop(None, MarkSums())
    return {key: rating_of(hers, company) for key, hers in sums.items() if hers.count}


@dataclass(frozen=True)
class Claim:
    """A strength that a caregiver said herself, and since when it waits for the desk."""

    caregiver_id: int
    word: str
    said_at: datetime


def open_claims() -> list[Claim]:
    """What waits to be confirmed, the longest first. One query."""
    rows = CaregiverSuiting.objects.filter(kind=Suiting.CLAIM, said_at__isnull=False, caregiver__status=Status.READY)
    return [Claim(*row) for row in rows.order_by("said_at", "id").values_list("caregiver_id", "word", "said_at")]


def suiting_of(caregiver_id: int | None = None) -> dict[int, SuitingSummary]:
    """What everybody who said anything is good with, does not want, and where; one alone if named. One query."""
    rows = _SUITING.rows() if caregiver_id is None else _SUITING_ONE.rows(caregiver_id=caregiver_id)
    found: dict[int, dict[Any, set[str]]] = {}
    for key, kind, word in rows:
        found.setdefault(key, {kind: set() for kind in Suiting})[kind].add(word)
    return {
        key: SuitingSummary(*(frozenset(words[kind]) for kind in Suiting))  # fields in the order of the kinds
        for key, words in found.items()
    }
