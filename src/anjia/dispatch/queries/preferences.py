"""Who is wanted and who is not to come: what households and caregivers said of one another."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import starmap

from django.db.models import Q, QuerySet

from anjia.dispatch import rules
from anjia.dispatch.models import Assignment, PairPreference
from anjia.dispatch.rules import Liking, Said
from anjia.kernel.errors import Missing
from anjia.kernel.prepared import Given, Prepared

_SAID = Prepared(
    lambda: (
        PairPreference.objects.filter(household_id=Given("household_id"), lifted_at__isnull=True)
        .order_by()
        .values_list("caregiver_id", "side", "liking", "visit_id", "until_at")
    )
)

_MET = Prepared(
    lambda: (
        Assignment.objects.filter(caregiver_id=Given("caregiver_id"), household_id=Given("household_id"))
        .order_by()
        .values_list("id")[:1]
    )
)


@dataclass(frozen=True)
class PreferenceSummary:
    """One word of a side about the other. `reason` is for the desk alone; lifted when `lifted_at` is set."""

    id: int
    household_id: int
    caregiver_id: int
    side: str
    liking: str
    visit_id: int | None
    until_at: datetime | None
    reason: str
    made_at: datetime
    by_name: str
    lifted_at: datetime | None
    lifted_by_name: str

    @property
    def refuses(self) -> bool:
        """Whether it keeps the two apart."""
        return self.liking == Liking.REFUSED


def summary_of_preference(row: PairPreference) -> PreferenceSummary:
    """The row as others see it."""
    return PreferenceSummary(
        id=row.pk,
        household_id=row.household_id,
        caregiver_id=row.caregiver_id,
        side=row.side,
        liking=row.liking,
        visit_id=row.visit_id,
        until_at=row.until_at,
        reason=row.reason,
        made_at=row.made_at,
        by_name=row.by_name,
        lifted_at=row.lifted_at,
        lifted_by_name=row.lifted_by_name,
    )


def said_about(household_id: int | None) -> list[Said]:
    """What stands between the household and caregivers, both sides. One query; nothing without a household."""
    return list(starmap(Said, _SAID.rows(household_id=household_id))) if household_id is not None else []


def excluded_for(household_id: int | None, *, at: datetime, visit_id: int | None = None) -> frozenset[int]:
    """The caregivers who are never offered, held for or sent to the household (or to this visit). One query."""
    return rules.excluded(said_about(household_id), at=at, visit_id=visit_id)


def said_about_many(household_ids: Iterable[int]) -> dict[int, list[Said]]:
    """What stands between each of the households and caregivers, in one query; those without a word are left out."""
    rows = PairPreference.objects.filter(household_id__in=set(household_ids), lifted_at__isnull=True)
    words: dict[int, list[Said]] = defaultdict(list)
    columns = ("household_id", "caregiver_id", "side", "liking", "visit_id", "until_at")
    for household_id, *said in rows.order_by().values_list(*columns):
        words[household_id].append(Said(*said))
    return words


def excluded_for_many(household_ids: Iterable[int], *, at: datetime) -> dict[int, frozenset[int]]:
    """As `excluded_for` for many households at once, in one query: those who exclude nobody are left out."""
    words = said_about_many(household_ids)
    found = {household_id: rules.excluded(some, at=at) for household_id, some in words.items()}
    return {household_id: ids for household_id, ids in found.items() if ids}


def preference(preference_id: int) -> PreferenceSummary:
    """One word by id. Raises Missing."""
    row = PairPreference.objects.filter(pk=preference_id).first()
    if row is None:
        raise Missing
    return summary_of_preference(row)


def _standing(at: datetime) -> QuerySet[PairPreference]:
    rows: QuerySet[PairPreference] = PairPreference.objects.filter(lifted_at__isnull=True)
    return rows.filter(Q(until_at__isnull=True) | Q(until_at__gt=at)).order_by("-id")


def preferences_of_household(household_id: int, *, at: datetime) -> list[PreferenceSummary]:
    """What stands between the household and caregivers, of both sides, the latest first."""
    return [summary_of_preference(row) for row in _standing(at).filter(household_id=household_id)]


def preferences_of_caregiver(caregiver_id: int, *, at: datetime) -> list[PreferenceSummary]:
    """What stands between the caregiver and households, of both sides, the latest first. For the desk."""
    return [summary_of_preference(row) for row in _standing(at).filter(caregiver_id=caregiver_id)]


def has_met(household_id: int, caregiver_id: int) -> bool:
    """Whether the caregiver was ever sent to the household or kept for it."""
    return _MET.first(household_id=household_id, caregiver_id=caregiver_id) is not None


def met_by(household_id: int) -> frozenset[int]:
    """The caregivers who were ever sent to the household. One query."""
    rows = Assignment.objects.filter(household_id=household_id, state=Assignment.State.ASSIGNED).order_by()
    return frozenset(rows.values_list("caregiver_id", flat=True).distinct())
