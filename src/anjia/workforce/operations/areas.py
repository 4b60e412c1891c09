"""Where a caregiver may be sent: how far from her home, and in which districts."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from anjia.kernel.actors import Actor
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.operations import announce
from anjia.workforce.events import DistrictsSeen, ServiceAreaSet
from anjia.workforce.models import Caregiver
from anjia.workforce.operations.records import clean_districts
from anjia.workforce.rules import LEAST_WAY, MOST_WAY, packed_districts, unpacked_districts


def set_service_area(
    *,
    caregiver_id: int,
    farthest_minutes: int | None,
    at: datetime,
    by: Actor,
    only_in: Iterable[str] | None = None,
    was: Iterable[str] | None = None,
) -> None:
    """Sets the longest way from her home, in minutes by e-bike (None: anywhere), and the districts outside which she is
    not sent (empty: everywhere; None: as they are). Assigned visits stay as they are.

    `was`: the districts that whoever decides had before them; refuses where somebody has changed them since.
    """
    if farthest_minutes is not None and not LEAST_WAY <= farthest_minutes <= MOST_WAY:
        sentence = _("A way of %(minutes)d minutes is not possible: choose %(least)d to %(most)d, or leave it empty.")
        values = {"minutes": farthest_minutes, "least": LEAST_WAY, "most": MOST_WAY}
        raise Refusal(sentence % values, field="farthest_minutes")
    wanted = None if only_in is None else clean_districts(only_in, field="only_in")
    with transaction.atomic():
        row = _locked(caregiver_id)
        packed = None if wanted is None else packed_districts(wanted)
        if packed is not None and was is not None:
            _refuse_if_changed(row, was, packed)
        _set_area(row, farthest_minutes, packed, at=at, by=by)


def keep_to_districts(
    *, caregiver_id: int, only_in: Iterable[str], was: Iterable[str], at: datetime, by: Actor
) -> None:
    """Sets the districts outside which she is not sent (empty: everywhere). How far she goes stays as it is. Where she
    says so herself, the desk has it to see.

    `was`: what whoever decides had before them. Refuses where somebody has changed it since.
    """
    wanted = packed_districts(clean_districts(only_in, field="only_in"))
    with transaction.atomic():
        row = _locked(caregiver_id)
        _refuse_if_changed(row, was, wanted)
        _set_area(row, row.farthest_minutes, wanted, at=at, by=by)


def _locked(caregiver_id: int) -> Caregiver:
    row: Caregiver | None = Caregiver.objects.select_for_update().filter(pk=caregiver_id).first()
    if row is None:
        raise Missing
    return row


def _refuse_if_changed(row: Caregiver, was: Iterable[str], wanted: str) -> None:
    if row.only_in not in (packed_districts(was), wanted):
        raise Refusal(_("The districts were changed meanwhile. Please look at them as they are now and save again."))


def _set_area(row: Caregiver, farthest_minutes: int | None, packed: str | None, *, at: datetime, by: Actor) -> None:
    before = (row.farthest_minutes, row.only_in, row.districts_known, row.districts_said_at)
    if packed is not None:
        row.districts_known, row.districts_said_at = _still_to_see(row, packed, at=at, by=by)
        row.only_in = packed
    row.farthest_minutes = farthest_minutes
    now = (row.farthest_minutes, row.only_in, row.districts_known, row.districts_said_at)
    if before == now:
        return
    row.save(update_fields=["farthest_minutes", "only_in", "districts_known", "districts_said_at"])
    only_in = unpacked_districts(row.only_in)
    if before[:2] == now[:2]:
        announce(DistrictsSeen(caregiver_id=row.pk, only_in=only_in), at=at, by=by)
    else:
        announce(ServiceAreaSet(caregiver_id=row.pk, farthest_minutes=farthest_minutes, only_in=only_in), at=at, by=by)


def _still_to_see(row: Caregiver, packed: str, *, at: datetime, by: Actor) -> tuple[str | None, datetime | None]:
    """What the desk knows her districts to be and since when they are others; nothing once it has set them itself."""
    if by.kind == "staff":
        return None, None
    if by.kind != "caregiver":
        return row.districts_known, row.districts_said_at
    known = row.only_in if row.districts_known is None else row.districts_known
    return (None, None) if packed == known else (known, row.districts_said_at or at)


def see_districts(*, caregiver_id: int, only_in: Iterable[str], at: datetime, by: Actor) -> None:
    """The desk has seen that she changed her districts to these; a change since is still to be seen. Twice is once."""
    with transaction.atomic():
        row = _locked(caregiver_id)
        if row.districts_said_at is None or row.only_in != packed_districts(only_in):
            return
        row.districts_known = row.districts_said_at = None
        row.save(update_fields=["districts_known", "districts_said_at"])
        announce(DistrictsSeen(caregiver_id=row.pk, only_in=unpacked_districts(row.only_in)), at=at, by=by)
