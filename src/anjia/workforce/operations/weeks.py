"""Say what a caregiver can do and when she works."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from anjia.catalog.rules import Trade
from anjia.kernel.actors import Actor
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.operations import announce
from anjia.workforce.events import (
    TradesSet,
    WorkingHoursSet,
)
from anjia.workforce.models import Caregiver, CaregiverTrade, WorkingHours
from anjia.workforce.operations.records import known_caregiver
from anjia.workforce.rules import (
    LEAST_LEVEL,
    MOST_LEVEL,
    Hours,
    clock_of,
    hours_are_possible,
    level_is_possible,
    overlapping,
    packed_week,
    week_minutes,
)


def set_trades(*, caregiver_id: int, trades: Mapping[Trade, int], at: datetime, by: Actor) -> None:
    """Sets anew what the caregiver can be sent to, with a level of 1 to 5 each."""
    wanted = {Trade(trade).value: level for trade, level in trades.items()}
    for level in wanted.values():
        if not level_is_possible(level):
            sentence = _("Level %(level)d is not possible: choose %(least)d to %(most)d.")
            raise Refusal(sentence % {"level": level, "least": LEAST_LEVEL, "most": MOST_LEVEL}, field="trades")
    with transaction.atomic():
        known_caregiver(caregiver_id)
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
        _one_at_a_time(caregiver_id)
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
        Caregiver.objects.filter(pk=caregiver_id).update(week=packed_week(week))
        announce(WorkingHoursSet(caregiver_id=caregiver_id, minutes=week_minutes(week)), at=at, by=by)


def _one_at_a_time(caregiver_id: int) -> None:
    """Two who set the same week come one after the other, so that the packed week is that of the rows."""
    if not Caregiver.objects.select_for_update(no_key=True).filter(pk=caregiver_id).exists():
        raise Missing
