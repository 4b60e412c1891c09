"""What dispatch needs to know of everybody who is able, at once."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from anjia.kernel.clock import midnight, minute_of
from anjia.kernel.prepared import Given, Prepared
from anjia.workforce.models import CaregiverTrade, Leave, WorkingHours
from anjia.workforce.queries.caregivers import doing
from anjia.workforce.queries.papers import barred, barred_of_trades
from anjia.workforce.rules import Status, unpacked_districts


@dataclass(frozen=True, slots=True)
class Availability:
    """What dispatch needs of one caregiver who is ready and able.

    `hours` are (weekday 0-6, from minute, until minute of the day); `leaves` are pairs of epoch minutes, and so is
    `barred`: when a paper that the trade asks for is missing. `farthest` is the longest way from home, None for
    any; `only_in` are the districts outside which she is not sent, none: everywhere.
    """

    id: int
    name: str
    latitude: float
    longitude: float
    level: int
    hours: tuple[tuple[int, int, int], ...]
    leaves: tuple[tuple[int, int], ...]
    farthest: int | None = None
    barred: tuple[tuple[int, int], ...] = ()
    only_in: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Able:
    """Everybody who is ready for a trade, by id, in columns: for who asks for all at once.

    `weeks` are packed hours (rules.packed_week), `only_in` packed districts (rules.packed_districts); `leaves` and
    `barred` are rows of (caregiver id, from, until) in epoch minutes.
    """

    ids: Sequence[int]
    latitudes: Sequence[float]
    longitudes: Sequence[float]
    levels: Sequence[int]
    farthest: Sequence[int | None]
    only_in: Sequence[str]
    weeks: Sequence[bytes]
    leaves: Sequence[tuple[int, int, int]]
    barred: Sequence[tuple[int, int, int]]


def able(trade: str, *, from_day: date, days: int, jurisdiction: str | None = None) -> Able:
    """Who is ready for the trade, with her week and the leave that touches the days. At most five queries.

    `jurisdiction` is that of the company, if it was asked for already.
    """
    begins, ends = midnight(from_day), midnight(from_day + timedelta(days=days))
    people = _ABLE.rows(trade=trade)
    ids, latitudes, longitudes, levels, farthest, only_in, weeks = zip(*people, strict=True) if people else ((),) * 7
    leaves = [
        (key, minute_of(starts), minute_of(until)) for key, starts, until in _LEAVES.rows(begins=begins, ends=ends)
    ]
    bars = barred(trade, from_day=from_day, days=days, known=ids, jurisdiction=jurisdiction)
    rows = [(key, *stretch) for key, stretches in bars.items() for stretch in stretches]
    return Able(ids, latitudes, longitudes, levels, farthest, only_in, weeks, leaves, rows)


def availability(
    trade: str, *, from_day: date, days: int, caregiver_id: int | None = None, jurisdiction: str | None = None
) -> list[Availability]:
    """Who is ready for the trade, by id, with her week and the leave that touches the days. At most six queries.

    With `caregiver_id` only she is looked at: nobody, if she is not ready or does not do the trade. `jurisdiction` is
    that of the company, if it was asked for already.
    """
    begins, ends = midnight(from_day), midnight(from_day + timedelta(days=days))
    only: dict[str, Any] = {} if caregiver_id is None else {"caregiver_id": caregiver_id}
    people = (_PEOPLE_ONE if only else _PEOPLE).rows(trade=trade, **only)
    asked: dict[str, Any] = {"from_day": from_day, "days": days, "known": [one[0] for one in people]}
    bars = barred(trade, **asked, caregiver_id=caregiver_id, jurisdiction=jurisdiction)
    hours = _by_caregiver((_HOURS_ONE if only else _HOURS).rows(**(only or {"trade": trade})))
    leaves = _by_caregiver((_LEAVES_ONE if only else _LEAVES).rows(begins=begins, ends=ends, **only))
    return [
        Availability(
            key,
            name,
            latitude,
            longitude,
            level,
            tuple(hours[key]),
            _in_minutes(leaves[key]),
            way,
            bars.get(key, ()),
            unpacked_districts(only_in),
        )
        for key, name, latitude, longitude, level, way, only_in in people
    ]


def availability_of(
    caregiver_id: int, trades: Collection[str], *, from_day: date, days: int
) -> dict[str, Availability]:
    """One caregiver as `availability` tells of her, by each of the trades that she is ready for. At most six queries,
    however many trades.
    """
    begins, ends, only = midnight(from_day), midnight(from_day + timedelta(days=days)), {"caregiver_id": caregiver_id}
    people = [row for row in _TRADES_ONE.rows(**only) if row[-1] in trades]
    if not people:
        return {}
    asked = {row[-1] for row in people}
    missing = barred_of_trades(asked, from_day=from_day, days=days, known=[caregiver_id], **only)
    hours = _by_caregiver(_HOURS_ONE.rows(**only))[caregiver_id]
    leaves = _by_caregiver(_LEAVES_ONE.rows(begins=begins, ends=ends, **only))[caregiver_id]
    return {
        trade: Availability(
            key,
            name,
            latitude,
            longitude,
            level,
            tuple(hours),
            _in_minutes(leaves),
            way,
            tuple((begin, end) for work, begin, end in missing.get(caregiver_id, ()) if work == trade),
            unpacked_districts(only_in),
        )
        for key, name, latitude, longitude, level, way, only_in, trade in people
    }


def _in_minutes(leaves: Iterable[tuple[datetime, datetime]]) -> tuple[tuple[int, int], ...]:
    return tuple((minute_of(starts_at), minute_of(ends_at)) for starts_at, ends_at in leaves)


def _by_caregiver(rows: Iterable[tuple[Any, ...]]) -> dict[int, list[tuple[Any, ...]]]:
    found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for caregiver_id, *stretch in rows:
        found[caregiver_id].append(tuple(stretch))
    return found


def _people(*more: str, **only: Any) -> Any:
    rows = CaregiverTrade.objects.filter(caregiver__status=Status.READY, **only)
    columns = ("caregiver_id", "caregiver__name", "caregiver__latitude", "caregiver__longitude", "level")
    hers = ("caregiver__farthest_minutes", "caregiver__only_in")
    return rows.order_by("caregiver_id").values_list(*columns, *hers, *more)


def _able() -> Any:
    rows = CaregiverTrade.objects.filter(trade=Given("trade"), caregiver__status=Status.READY)
    place, rest = ("latitude", "longitude"), ("farthest_minutes", "only_in", "week")
    hers = [[f"caregiver__{name}" for name in names] for names in (place, rest)]
    return rows.order_by("caregiver_id").values_list("caregiver_id", *hers[0], "level", *hers[1])


def _hours(**only: Any) -> Any:
    rows = WorkingHours.objects.filter(**only).order_by("weekday", "from_minute")
    return rows.values_list("caregiver_id", "weekday", "from_minute", "until_minute")


def _leaves(**only: Any) -> Any:
    rows = Leave.objects.filter(cancelled_at__isnull=True, ends_at__gt=Given("begins"), starts_at__lt=Given("ends"))
    return rows.filter(**only).order_by("starts_at").values_list("caregiver_id", "starts_at", "ends_at")


_HER = {"caregiver_id": Given("caregiver_id")}
_ABLE = Prepared(_able, many=True)
_PEOPLE = Prepared(lambda: _people(trade=Given("trade")))
_PEOPLE_ONE = Prepared(lambda: _people(trade=Given("trade"), **_HER))
_TRADES_ONE = Prepared(lambda: _people("trade", **_HER))
_HOURS = Prepared(lambda: _hours(caregiver_id__in=doing(Given("trade"))), many=True)
_HOURS_ONE = Prepared(lambda: _hours(**_HER))
_LEAVES, _LEAVES_ONE = Prepared(_leaves), Prepared(lambda: _leaves(**_HER))
