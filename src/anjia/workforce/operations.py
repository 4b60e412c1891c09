"""Engage caregivers, say what they can do and when they work."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from math import isfinite
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from anjia.catalog.rules import Trade
from anjia.company import operations as company_operations
from anjia.company import queries as company_queries
from anjia.kernel.actors import Actor
from anjia.kernel.clock import day_of
from anjia.kernel.districts import district_in, place_of
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.money import within
from anjia.kernel.operations import announce
from anjia.kernel.places import Place
from anjia.kernel.text import clean_line, clean_text, normal_phone
from anjia.workforce import queries
from anjia.workforce.events import (
    CaregiverChanged,
    CaregiverEngaged,
    CaregiverStatusSet,
    LeaveCancelled,
    LeaveRecorded,
    LoginOpened,
    TradesSet,
    WorkingHoursSet,
)
from anjia.workforce.models import Caregiver, CaregiverTrade, Leave, WorkingHours
from anjia.workforce.rules import (
    LEAST_LEVEL,
    MOST_HOURLY_PAY_FEN,
    MOST_LEVEL,
    USUAL_WEEK,
    Hours,
    Status,
    clock_of,
    hours_are_possible,
    leave_is_possible,
    level_is_possible,
    overlapping,
    week_minutes,
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
        **_lives(district, place),
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


def _lives(district: str, place: Place | None) -> dict[str, Any]:
    """The columns of a home: a given place as it is, or the centre of a district of Shanghai."""
    given = clean_line(district, most=20, what=_("the district"))
    name = district_in(given) or given
    spot = place or place_of(name)
    if spot is None:
        sentence = _("“%(district)s” is not a district of Shanghai. Please choose one, such as 徐汇区.")
        raise Refusal(sentence % {"district": name}, field="district")
    on_earth = isfinite(spot.latitude) and isfinite(spot.longitude) and abs(spot.latitude) <= 90
    if not on_earth or abs(spot.longitude) > 180:
        raise Refusal(_("This place is not on the map. Please choose it again."), field="place")
    return {"district": name, "latitude": spot.latitude, "longitude": spot.longitude, "rough": place is None}


def _known(caregiver_id: int) -> Caregiver:
    row: Caregiver | None = Caregiver.objects.filter(pk=caregiver_id).first()
    if row is None:
        raise Missing
    return row


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
    row = _known(caregiver_id)
    wanted: dict[str, Any] = {
        "name": clean_line(name, most=40, what=_("the name"), least=1),
        "hourly_pay_fen": within(hourly_pay_fen, 0, MOST_HOURLY_PAY_FEN),
        "native_place": clean_line(native_place, most=40, what=_("the native place")),
        "introduction": clean_text(introduction, most=500, what=_("the introduction")),
    }
    if (district_in(district) or district) != row.district:
        wanted |= _lives(district, None)
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
        row = _known(caregiver_id)
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


def set_trades(*, caregiver_id: int, trades: Mapping[Trade, int], at: datetime, by: Actor) -> None:
    """Sets anew what the caregiver can be sent to, with a level of 1 to 5 each."""
    wanted = {Trade(trade).value: level for trade, level in trades.items()}
    for level in wanted.values():
        if not level_is_possible(level):
            sentence = _("Level %(level)d is not possible: choose %(least)d to %(most)d.")
            raise Refusal(sentence % {"level": level, "least": LEAST_LEVEL, "most": MOST_LEVEL}, field="trades")
    with transaction.atomic():
        _known(caregiver_id)
        CaregiverTrade.objects.filter(caregiver_id=caregiver_id).delete()
        CaregiverTrade.objects.bulk_create(
            CaregiverTrade(caregiver_id=caregiver_id, trade=trade, level=level) for trade, level in wanted.items()
        )
        announce(TradesSet(caregiver_id=caregiver_id, trades=wanted), at=at, by=by)


def set_working_hours(*, caregiver_id: int, hours: Iterable[Hours], at: datetime, by: Actor) -> None:
    """Sets the hours of the caregiver's week anew; visits already assigned stay as they are."""
    week = sorted(set(hours))
    for stretch in week:
        if not hours_are_possible(stretch):
            values = {"from": clock_of(stretch.from_minute), "until": clock_of(stretch.until_minute)}
            sentence = _("Work from %(from)s until %(until)s is not possible: it must end after it begins.")
            raise Refusal(sentence % values, field="hours")
    if clash := overlapping(week):
        sentence = _("Two stretches of one day overlap at %(from)s. Please join them.")
        raise Refusal(sentence % {"from": clock_of(clash.from_minute)}, field="hours")
    with transaction.atomic():
        _known(caregiver_id)
        WorkingHours.objects.filter(caregiver_id=caregiver_id).delete()
        WorkingHours.objects.bulk_create(
            WorkingHours(
                caregiver_id=caregiver_id,
                weekday=stretch.weekday,
                from_minute=stretch.from_minute,
                until_minute=stretch.until_minute,
            )
            for stretch in week
        )
        announce(WorkingHoursSet(caregiver_id=caregiver_id, minutes=week_minutes(week)), at=at, by=by)


def record_leave(
    *, caregiver_id: int, starts_at: datetime, ends_at: datetime, at: datetime, by: Actor, reason: str = ""
) -> int:
    """Notes that the caregiver is away and returns the leave's id; the same leave noted twice is one."""
    if not leave_is_possible(starts_at, ends_at):
        raise Refusal(_("A leave must end after it starts and may last 400 days at most."), field="ends_at")
    note = clean_line(reason, most=80, what=_("the reason"))
    with transaction.atomic():
        _known(caregiver_id)
        same = {"caregiver_id": caregiver_id, "starts_at": starts_at, "ends_at": ends_at, "cancelled_at": None}
        known = Leave.objects.filter(
            caregiver_id=caregiver_id, starts_at=starts_at, ends_at=ends_at, cancelled_at__isnull=True
        ).first()
        if known is not None:
            return int(known.pk)
        leave = Leave.objects.create(**same, reason=note, recorded_at=at)
        fact = LeaveRecorded(
            caregiver_id=caregiver_id, leave_id=leave.pk, starts_at=starts_at, ends_at=ends_at, reason=note
        )
        announce(fact, at=at, by=by)
    return int(leave.pk)


def cancel_leave(*, leave_id: int, at: datetime, by: Actor) -> None:
    """Takes a leave back. Doing it twice changes nothing."""
    with transaction.atomic():
        leave = Leave.objects.filter(pk=leave_id).first()
        if leave is None:
            raise Missing
        if Leave.objects.filter(pk=leave_id, cancelled_at__isnull=True).update(cancelled_at=at):
            fact = LeaveCancelled(
                caregiver_id=leave.caregiver_id,
                leave_id=leave.pk,
                starts_at=leave.starts_at,
                ends_at=leave.ends_at,
            )
            announce(fact, at=at, by=by)


def open_login(*, caregiver_id: int, password: str, at: datetime, by: Actor) -> int:
    """Lets the caregiver log in with her phone and returns the user's id; a phone that logs in already keeps its word.

    Doing it twice changes nothing.
    """
    with transaction.atomic():
        row = _known(caregiver_id)
        if row.status == Status.LEFT:
            sentence = _("%(name)s has left. Make her ready for work first.")
            raise Refusal(sentence % {"name": row.name}, field="password")
        if row.user_id is not None:
            return int(row.user_id)
        user_id = company_operations.register_user(name=row.name, phone=row.phone, password=password)
        try:
            with transaction.atomic():
                Caregiver.objects.filter(pk=row.pk).update(user_id=user_id)
        except IntegrityError as clash:
            raise Refusal(_("Another caregiver logs in with this phone."), field="password") from clash
        announce(LoginOpened(caregiver_id=row.pk), at=at, by=by)
    return user_id
