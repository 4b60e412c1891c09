"""What households and caregivers say of one another: gladly, or not; and taking it back."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from anjia.booking import queries as booking
from anjia.dispatch.events import CaregiverFavoured, CaregiverRefused, HouseholdRefused, PairPreferenceLifted
from anjia.dispatch.models import Assignment, PairPreference
from anjia.dispatch.operations.assignments import release_visit
from anjia.dispatch.operations.diaries import lock_diaries
from anjia.dispatch.operations.holds import release_hold
from anjia.dispatch.rules import Liking, Side
from anjia.households import queries as households
from anjia.kernel.actors import Actor
from anjia.kernel.clock import minute_of
from anjia.kernel.errors import Missing
from anjia.kernel.operations import announce
from anjia.kernel.retry import whole
from anjia.kernel.text import clean_text

MOST_REASON = 300


@whole
def refuse_caregiver(
    *,
    household_id: int,
    caregiver_id: int,
    at: datetime,
    by: Actor,
    visit_id: int | None = None,
    until_at: datetime | None = None,
    reason: str = "",
) -> int:
    """The household does not want her: for good, for one visit, or until then. Returns the id; twice is once.

    What she has ahead there is given back at once: the visits look for somebody else. Visits that have begun stay.
    Raises Missing for a household, caregiver or visit that is not there.
    """
    words = clean_text(reason, most=MOST_REASON, what=_("the reason"))
    _check_pair(household_id, caregiver_id, visit_id)
    standing = _standing(household_id, caregiver_id, Side.HOUSEHOLD)
    bounds: dict[str, Any] = {"visit_id": visit_id, "until_at": until_at}
    same = standing.filter(liking=Liking.REFUSED, **bounds).first()
    if same is not None:
        return int(same.pk)
    if visit_id is None and until_at is None:
        _lift(standing.filter(visit__isnull=True), at=at, by=by)
    row = _said(household_id, caregiver_id, Side.HOUSEHOLD, Liking.REFUSED, visit_id, until_at, words, at=at, by=by)
    visit_ids = _give_back(row, at=at, by=by)
    fact = CaregiverRefused(
        preference_id=row.pk,
        household_id=household_id,
        caregiver_id=caregiver_id,
        for_good=visit_id is None and until_at is None,
        visit_ids=visit_ids,
    )
    announce(fact, at=at, by=by)
    return int(row.pk)


@whole
def favour_caregiver(*, household_id: int, caregiver_id: int, at: datetime, by: Actor) -> int:
    """The household would like her to come again; returns the id. Twice is once; what it said before is lifted."""
    _check_pair(household_id, caregiver_id, None)
    standing = _standing(household_id, caregiver_id, Side.HOUSEHOLD)
    same = standing.filter(liking=Liking.FAVOURED).first()
    if same is not None:
        return int(same.pk)
    _lift(standing, at=at, by=by)
    row = _said(household_id, caregiver_id, Side.HOUSEHOLD, Liking.FAVOURED, None, None, "", at=at, by=by)
    announce(CaregiverFavoured(household_id=household_id, caregiver_id=caregiver_id), at=at, by=by)
    return int(row.pk)


@whole
def refuse_household(*, caregiver_id: int, household_id: int, reason: str, at: datetime, by: Actor) -> int:
    """The caregiver would rather not go there, and says why; returns the id. Twice is once.

    It binds whom dispatch proposes from now on; visits that are hers already stay hers until the desk changes them.
    """
    words = clean_text(reason, most=MOST_REASON, what=_("the reason"), least=2)
    _check_pair(household_id, caregiver_id, None)
    standing = _standing(household_id, caregiver_id, Side.CAREGIVER)
    same = standing.filter(liking=Liking.REFUSED).first()
    if same is not None:
        return int(same.pk)
    _lift(standing, at=at, by=by)
    row = _said(household_id, caregiver_id, Side.CAREGIVER, Liking.REFUSED, None, None, words, at=at, by=by)
    announce(HouseholdRefused(household_id=household_id, caregiver_id=caregiver_id), at=at, by=by)
    return int(row.pk)


@whole
def lift_preference(*, preference_id: int, at: datetime, by: Actor) -> None:
    """Takes a word back: she may come again, or is no longer preferred. Twice is once."""
    row = PairPreference.objects.filter(pk=preference_id).first()
    if row is None:
        raise Missing
    if _lift(PairPreference.objects.filter(pk=preference_id, lifted_at__isnull=True), at=at, by=by):
        fact = PairPreferenceLifted(
            household_id=row.household_id, caregiver_id=row.caregiver_id, side=row.side, liking=row.liking
        )
        announce(fact, at=at, by=by)


def _check_pair(household_id: int, caregiver_id: int, visit_id: int | None) -> None:
    """Locks her diary, so that nobody gives her time to the household meanwhile. Raises Missing."""
    households.household(household_id)
    if visit_id is not None and booking.visit(visit_id).household_id != household_id:
        raise Missing
    lock_diaries([caregiver_id])


def _standing(household_id: int, caregiver_id: int, side: Side) -> QuerySet[PairPreference]:
    rows: QuerySet[PairPreference] = PairPreference.objects.filter(lifted_at__isnull=True)
    return rows.filter(household_id=household_id, caregiver_id=caregiver_id, side=side)


def _lift(rows: QuerySet[PairPreference], *, at: datetime, by: Actor) -> bool:
    return bool(rows.update(lifted_at=at, lifted_by_name=by.name[:80]))


def _said(
    household_id: int,
    caregiver_id: int,
    side: Side,
    liking: Liking,
    visit_id: int | None,
    until_at: datetime | None,
    reason: str,
    *,
    at: datetime,
    by: Actor,
) -> PairPreference:
    row: PairPreference = PairPreference.objects.create(
        household_id=household_id,
        caregiver_id=caregiver_id,
        side=side,
        liking=liking,
        visit_id=visit_id,
        until_at=until_at,
        reason=reason,
        made_at=at,
        by=str(by),
        by_name=by.name[:80],
    )
    return row


def _give_back(row: PairPreference, *, at: datetime, by: Actor) -> tuple[int, ...]:
    """Gives back what she has ahead at the household, as far as the refusal reaches; returns the visits left."""
    ahead = Assignment.objects.filter(
        caregiver_id=row.caregiver_id,
        household_id=row.household_id,
        state__in=Assignment.ACTIVE,
        starts_minute__gt=minute_of(at),
    )
    if row.visit_id is not None:
        ahead = ahead.filter(visit_id=row.visit_id)
    if row.until_at is not None:
        ahead = ahead.filter(state=Assignment.State.HELD)
    left: list[int] = []
    for assignment_id, visit_id in ahead.order_by("starts_minute").values_list("id", "visit_id"):
        if visit_id is None:
            release_hold(hold_id=assignment_id, at=at, by=by)
        else:
            release_visit(visit_id=visit_id, at=at, by=by)
            left.append(visit_id)
    return tuple(left)
