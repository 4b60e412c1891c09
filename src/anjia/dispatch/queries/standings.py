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
    only = ids[0] if len(ids) == 1 else None
    low, marks = _marks(ids, only)
    hours, income = _shares(ids, only)
    suiting = workforce.suiting_of(only)
    known = [suiting.get(one, workforce.NOTHING) for one in ids]
    needs = _needs(household_id, known)
    district = _district(household_id, job, known)
    gladly = rules.favoured(said, Side.HOUSEHOLD) if household_id is not None else frozenset()
    return Standing(
        suits=_whole(mask_of(one.strengths & needs) for one in known),
        limits=_whole(mask_of(one.limits & needs) for one in known),
        low=low,
        marks=marks,
        favoured=np.array([one in gladly for one in ids], dtype=bool),
        district=_whole(_wished(one.districts, district) for one in known),
        hours=hours,
        income=income,
    )


def _whole(values: Any) -> Any:
    return np.array(list(values), dtype=np.int64)


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


def _marks(ids: Sequence[int], only: int | None) -> tuple[Any, Any]:
    """Where each one's marks surely lie, and how many they are; not known while the company has none."""
    sums = workforce.mark_sums(only)
    company = sums.get(None, MarkSums())
    ratings = [rating_of(sums.get(one, MarkSums()), company) for one in ids]
    low = [int(one.low) if company.count else NOT_KNOWN for one in ratings]
    return _whole(low), _whole(one.count for one in ratings)


def _shares(ids: Sequence[int], only: int | None) -> tuple[Any, Any]:
    """Percents of the average hours and income of four weeks; not known before they were first counted."""
    rows = _SHARES.rows() if only is None else _SHARES_ONE.rows(caregiver_id=only)
    found = {key: numbers for key, *numbers in rows}
    return _percents(ids, found, 0), _percents(ids, found, 1)


def _percents(ids: Sequence[int], found: Mapping[int | None, Sequence[int]], column: int) -> Any:
    average = found[None][column] if None in found else 0
    if not average:
        return np.full(len(ids), NOT_KNOWN, np.int64)
    return _whole(found[one][column] * 100 // average if one in found else 0 for one in ids)
