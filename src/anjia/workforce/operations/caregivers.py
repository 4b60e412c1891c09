"""Take caregivers in, correct their record, let them go."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from anjia.catalog.rules import Trade
from anjia.company import queries as company_queries
from anjia.kernel.actors import Actor
from anjia.kernel.clock import day_of
from anjia.kernel.districts import district_in
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.locations import Location, locate
from anjia.kernel.money import within
from anjia.kernel.operations import announce
from anjia.kernel.places import Place
from anjia.kernel.text import clean_line, clean_text, normal_phone
from anjia.workforce import queries
from anjia.workforce.events import (
    CaregiverChanged,
    CaregiverEngaged,
    CaregiverStatusSet,
)
from anjia.workforce.models import Caregiver, CaregiverTrade, WorkingHours
from anjia.workforce.operations.records import known_caregiver
from anjia.workforce.operations.weeks import set_trades, set_working_hours
from anjia.workforce.rules import (
    MOST_HOURLY_PAY_FEN,
    USUAL_WEEK,
    Hours,
    Status,
)


def engage_caregiver(
    *,
    name: str,
    phone: str,
    district: str,
    hourly_pay_fen: int,
    at: datetime,
    by: Actor,
    place: Place | None = None,
    trades: Mapping[Trade, int] | None = None,
    hours: Iterable[Hours] = USUAL_WEEK,
    status: str = Status.READY,
    branch_id: int | None = None,
    joined_on: date | None = None,
    native_place: str = "",
    introduction: str = "",
) -> int:
    """Takes a caregiver in and returns her id; she works the usual week unless told otherwise.

    Refuses a phone that another caregiver has. Without `place` she lives roughly at the centre of her district.
    """
    number = normal_phone(phone)
    if branch_id is not None and branch_id not in {branch.id for branch in company_queries.branches()}:
        raise Missing
    record = {
        "name": clean_line(name, most=40, what=_("the name"), least=1),
        "phone": number,
        "phone_last4": number[-4:],
        "branch_id": branch_id,
        "hourly_pay_fen": within(hourly_pay_fen, 0, MOST_HOURLY_PAY_FEN),
        "status": Status(status),
        "joined_on": joined_on or day_of(at),
        "native_place": clean_line(native_place, most=40, what=_("the native place")),
        "introduction": clean_text(introduction, most=500, what=_("the introduction")),
        **_home_columns(locate(district, place)),
    }
    with transaction.atomic():
        row, first = Caregiver.objects.get_or_create(phone_index=queries.phone_index(number), defaults=record)
        if not first:
            sentence = _("%(name)s has this phone already. Open her page instead.")
            raise Refusal(sentence % {"name": row.name}, field="phone")
        announce(CaregiverEngaged(caregiver_id=row.pk, caregiver=row.name, status=row.status), at=at, by=by)
        set_working_hours(caregiver_id=row.pk, hours=hours, at=at, by=by)
        if trades:
            set_trades(caregiver_id=row.pk, trades=trades, at=at, by=by)
    return int(row.pk)


def _home_columns(location: Location) -> dict[str, Any]:
    place = location.place
    columns = {"latitude": place.latitude, "longitude": place.longitude}
    return {"district": location.district, "rough": location.rough, **columns}


def change_caregiver(
    *,
    caregiver_id: int,
    at: datetime,
    by: Actor,
    name: str,
    hourly_pay_fen: int,
    district: str,
    native_place: str = "",
    introduction: str = "",
) -> None:
    """Corrects the record. The pay per hour counts for visits completed from now on; a new district moves the home."""
    row = known_caregiver(caregiver_id)
    wanted: dict[str, Any] = {
        "name": clean_line(name, most=40, what=_("the name"), least=1),
        "hourly_pay_fen": within(hourly_pay_fen, 0, MOST_HOURLY_PAY_FEN),
        "native_place": clean_line(native_place, most=40, what=_("the native place")),
        "introduction": clean_text(introduction, most=500, what=_("the introduction")),
    }
    if (district_in(district) or district) != row.district:
        wanted |= _home_columns(locate(district))
    changed = {field: value for field, value in wanted.items() if getattr(row, field) != value}
    if not changed:
        return
    with transaction.atomic():
        Caregiver.objects.filter(pk=row.pk).update(**changed)
        announce(CaregiverChanged(caregiver_id=row.pk, fields=tuple(changed)), at=at, by=by)


def set_status(*, caregiver_id: int, status: str, at: datetime, by: Actor, reason: str = "") -> None:
    """Makes a caregiver ready for work, or lets her go. Refuses readiness without a trade and without hours."""
    wanted = Status(status)
    with transaction.atomic():
        row = known_caregiver(caregiver_id)
        if row.status == wanted:
            return
        if wanted == Status.READY:
            _check_ready(row)
        Caregiver.objects.filter(pk=row.pk).update(status=wanted)
        note = clean_line(reason, most=80, what=_("the reason"))
        fact = CaregiverStatusSet(caregiver_id=row.pk, status=wanted.value, before=row.status, reason=note)
        announce(fact, at=at, by=by)


def _check_ready(row: Caregiver) -> None:
    if not CaregiverTrade.objects.filter(caregiver_id=row.pk).exists():
        sentence = _("%(name)s has no trade yet. Set what she can do, then she can start.")
        raise Refusal(sentence % {"name": row.name}, field="trades")
    if not WorkingHours.objects.filter(caregiver_id=row.pk).exists():
        sentence = _("%(name)s has no working hours yet. Set her week, then she can start.")
        raise Refusal(sentence % {"name": row.name}, field="hours")
