"""Where a caregiver may be sent: how far from her home, and in which districts."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from anjia.kernel.actors import Actor
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.operations import announce
from anjia.workforce.events import ServiceAreaSet
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
) -> None:
    """Sets the longest way from her home, in minutes by e-bike (None: anywhere), and the districts outside which she is
    not sent (empty: everywhere; None: as they are). Assigned visits stay as they are."""
    if farthest_minutes is not None and not LEAST_WAY <= farthest_minutes <= MOST_WAY:
        sentence = _("A way of %(minutes)d minutes is not possible: choose %(least)d to %(most)d, or leave it empty.")
        values = {"minutes": farthest_minutes, "least": LEAST_WAY, "most": MOST_WAY}
        raise Refusal(sentence % values, field="farthest_minutes")
    wanted = None if only_in is None else clean_districts(only_in, field="only_in")
    with transaction.atomic():
        row = _locked(caregiver_id)
        packed = row.only_in if wanted is None else packed_districts(wanted)
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
        if row.only_in not in (packed_districts(was), wanted):
            raise Refusal(
                _("The districts were changed meanwhile. Please look at them as they are now and save again.")
            )
        _set_area(row, row.farthest_minutes, wanted, at=at, by=by)


def _locked(caregiver_id: int) -> Caregiver:
    row: Caregiver | None = Caregiver.objects.select_for_update().filter(pk=caregiver_id).first()
    if row is None:
        raise Missing
    return row


def _set_area(row: Caregiver, farthest_minutes: int | None, packed: str, *, at: datetime, by: Actor) -> None:
    if (row.farthest_minutes, row.only_in) == (farthest_minutes, packed):
        return
    known, said_at = _still_to_see(row, packed, at=at, by=by)
    Caregiver.objects.filter(pk=row.pk).update(
        farthest_minutes=farthest_minutes, only_in=packed, districts_known=known, districts_said_at=said_at
    )
    only_in = unpacked_districts(packed)
    announce(ServiceAreaSet(caregiver_id=row.pk, farthest_minutes=farthest_minutes, only_in=only_in), at=at, by=by)


def _still_to_see(row: Caregiver, packed: str, *, at: datetime, by: Actor) -> tuple[str | None, datetime | None]:
    """What the desk knows her districts to be and since when they are others; nothing once it has set them itself."""
    if by.kind == "staff":
        return None, None
    if by.kind != "caregiver":
        return row.districts_known, row.districts_said_at
    known = row.only_in if row.districts_known is None else row.districts_known
    return (None, None) if packed == known else (known, at)


def see_districts(*, caregiver_id: int, only_in: Iterable[str]) -> None:
    """The desk has seen that she changed her districts to these; a change since is still to be seen. Twice is once."""
    rows = Caregiver.objects.filter(pk=caregiver_id, only_in=packed_districts(only_in))
    rows.update(districts_known=None, districts_said_at=None)
