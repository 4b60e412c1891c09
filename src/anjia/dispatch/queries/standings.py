"""What speaks for and against each caregiver whatever the start, gathered from the areas that know it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from django.db.models import Q

from anjia.catalog.rules import mask_of
from anjia.dispatch import rules
from anjia.dispatch.models import Share
from anjia.dispatch.rules import NOT_KNOWN, Job, Roster, Said, Side, Standing
from anjia.households import queries as households
from anjia.kernel.places import Place
from anjia.kernel.prepared import Given, Prepared
from anjia.workforce import queries as workforce
from anjia.workforce.queries import SuitingSummary
from anjia.workforce.rules import MarkSums, rating_of

_COLUMNS = ("caregiver_id", "minutes", "income_fen")
_SHARES = Prepared(lambda: Share.objects.order_by().values_list(*_COLUMNS))
_SHARES_ONE = Prepared(
    lambda: (
        Share.objects.filter(Q(caregiver_id=Given("caregiver_id")) | Q(caregiver__isnull=True))
        .order_by()
        .values_list(*_COLUMNS)
    )
)


def standing_of(people: Roster, job: Job, *, household_id: int | None, said: Iterable[Said]) -> Standing:
    """The columns for everybody on the roster: three queries, and at most three more for a household.

    `said` is what stands between the household and caregivers. What a home asks for is looked up only where somebody
    said what she is good with or does not want, its district only where somebody named hers.
    """
    ids = people.caregiver_ids.tolist()
    place = {key: number for number, key in enumerate(ids)}
    only = ids[0] if len(ids) == 1 else None
    low, marks = _marks(place, only)
    hours, income = _shares(ids, only)
    known = {key: one for key, one in workforce.suiting_of(only).items() if key in place}
    needs = _needs(household_id, known.values())
    district = _district(household_id, job, known.values())
    gladly = rules.favoured(said, Side.HOUSEHOLD) if household_id is not None else frozenset()
    return Standing(
        suits=_filled(place, {key: mask_of(one.strengths & needs) for key, one in known.items()}),
        limits=_filled(place, {key: mask_of(one.limits & needs) for key, one in known.items()}),
        low=low,
        marks=marks,
        favoured=_filled(place, dict.fromkeys(gladly & place.keys(), 1)).astype(bool),
        district=_filled(place, {key: _wished(one.districts, district) for key, one in known.items()}),
        hours=hours,
        income=income,
    )


def _filled(place: Mapping[int, int], found: Mapping[int, int], *, other: int = 0) -> Any:
    """A column with what was found of some, at their places, and `other` for everybody else: most have said nothing."""
    column = np.full(len(place), other, dtype=np.int64)
    column[[place[key] for key in found]] = list(found.values())
    return column


def _wished(districts: frozenset[str], district: str) -> int:
    """1 where she would like to work here, -1 where she named others alone, 0 where nothing is known."""
    return 0 if not (district and districts) else 1 if district in districts else -1


def _needs(household_id: int | None, known: Iterable[SuitingSummary]) -> frozenset[str]:
    """What the home asks for, where it makes a difference."""
    if household_id is None or not any(one.strengths or one.limits for one in known):
        return frozenset()
    return frozenset(households.needs_of(household_id))


def _district(household_id: int | None, job: Job, known: Iterable[SuitingSummary]) -> str:
    """In which district the home lies, where it makes a difference; "" else."""
    if household_id is None or not any(one.districts for one in known):
        return ""
    return households.district_at(household_id, Place(job.latitude, job.longitude))


def _marks(place: Mapping[int, int], only: int | None) -> tuple[Any, Any]:
    """Where each one's marks surely lie, and how many they are; not known while the company has none."""
    sums = workforce.mark_sums(only)
    company = sums.get(None, MarkSums())
    if not company.count:
        return _filled(place, {}, other=NOT_KNOWN), _filled(place, {})
    ratings = {key: rating_of(hers, company) for key, hers in sums.items() if key is not None and key in place}
    low = {key: int(one.low) for key, one in ratings.items()}
    without_marks = int(rating_of(MarkSums(), company).low)
    return _filled(place, low, other=without_marks), _filled(place, {key: one.count for key, one in ratings.items()})


def _shares(ids: Sequence[int], only: int | None) -> tuple[Any, Any]:
    """Percents of the average hours and income of four weeks; not known before they were first counted."""
    rows = _SHARES.rows() if only is None else _SHARES_ONE.rows(caregiver_id=only)
    found = {key: numbers for key, *numbers in rows}
    return _percents(ids, found, 0), _percents(ids, found, 1)


def _percents(ids: Sequence[int], found: Mapping[int | None, Sequence[int]], column: int) -> Any:
    average = found[None][column] if None in found else 0
    if not average:
        return np.full(len(ids), NOT_KNOWN, np.int64)
    percents = (found[one][column] * 100 // average if one in found else 0 for one in ids)
    return np.fromiter(percents, dtype=np.int64, count=len(ids))
