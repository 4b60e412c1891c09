"""Orders and visits, read."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from anjia.booking.models import Order, Visit
from anjia.booking.rules import VisitKey, VisitState
from anjia.kernel.clock import at_minute, midnight, minute_of
from anjia.kernel.errors import Missing
from anjia.kernel.prepared import Given, Prepared
from anjia.sales.queries import ProposalSummary

MOST_ORDERS_FOUND = 200


@dataclass(frozen=True)
class VisitSummary:
    """A visit as others see it; `number` is its order's, `title` the service's name when it was ordered.

    `series_id` and `occurs_on` name the series to which it belongs and the date of it for which it stands.
    """

    id: int
    order_id: int
    household_id: int
    home_id: int
    offering_id: int
    starts_at: datetime
    ends_at: datetime
    minutes: int
    price_fen: int
    state: str
    title: str
    number: str
    cancel_reason: str = ""
    closed_at: datetime | None = None
    series_id: int | None = None
    occurs_on: date | None = None
    people: int = 1


@dataclass(frozen=True)
class OrderSummary:
    """An order as others see it."""

    id: int
    number: str
    household_id: int
    home_id: int
    offering_id: int
    proposal_id: int | None
    minutes: int
    visit_price_fen: int
    placed_at: datetime
    state: str
    cancel_reason: str


@dataclass(frozen=True, kw_only=True)
class VisitFilter:
    """Which visits: days are Shanghai days, both included; `number` is an order number or its beginning.

    `household_ids` asks for the visits of any of them, `ids` for these visits alone; None asks for all.
    """

    from_day: date | None = None
    until_day: date | None = None
    state: str = ""
    household_id: int | None = None
    household_ids: tuple[int, ...] | None = None
    offering_id: int | None = None
    number: str = ""
    ids: tuple[int, ...] | None = None
    newest_first: bool = False


@dataclass(frozen=True)
class VisitPage:
    """One page of visits; `next_key` is None on the last."""

    visits: tuple[VisitSummary, ...]
    next_key: VisitKey | None


def _visit(row: Visit) -> VisitSummary:
    return VisitSummary(
        id=row.pk,
        order_id=row.order_id,
        household_id=row.household_id,
        home_id=row.home_id,
        offering_id=row.offering_id,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        minutes=row.minutes,
        price_fen=row.price_fen,
        state=row.state,
        title=row.title,
        number=row.order.number,
        cancel_reason=row.cancel_reason,
        closed_at=row.closed_at,
        series_id=row.series_id,
        occurs_on=row.occurs_on,
        people=row.people,
    )


def _rows() -> QuerySet[Visit]:
    rows: QuerySet[Visit] = Visit.objects.select_related("order")
    return rows


_COLUMNS = [field.name if field.name != "number" else "order__number" for field in fields(VisitSummary)]
_BY_ID = Prepared(lambda: Visit.objects.filter(pk=Given("id")).values_list(*_COLUMNS))


def visit(visit_id: int) -> VisitSummary:
    """The visit. Raises Missing."""
    found = _BY_ID.first(id=visit_id)
    if found is None:
        raise Missing
    return VisitSummary(*found)


def visits(ids: Iterable[int]) -> dict[int, VisitSummary]:
    """Visits by id, in one query; ids of other companies are left out."""
    return {row.pk: _visit(row) for row in _rows().filter(pk__in=set(ids))}


def order(order_id: int) -> OrderSummary:
    """The order. Raises Missing."""
    row = Order.objects.filter(pk=order_id).first()
    if row is None:
        raise Missing
    return _order(row)


def _order(row: Order) -> OrderSummary:
    return OrderSummary(
        id=row.pk,
        number=row.number,
        household_id=row.household_id,
        home_id=row.home_id,
        offering_id=row.offering_id,
        proposal_id=row.proposal_id,
        minutes=row.minutes,
        visit_price_fen=row.visit_price_fen,
        placed_at=row.placed_at,
        state=row.state,
        cancel_reason=row.cancel_reason,
    )


def count_placed(since: datetime, until: datetime) -> int:
    """How many orders were placed in this span of time, the end left out."""
    return int(Order.objects.filter(placed_at__gte=since, placed_at__lt=until).count())


def orders_of_proposal(proposal_id: int) -> list[OrderSummary]:
    """What was ordered under a proposal and not cancelled, oldest first."""
    rows = Order.objects.filter(proposal_id=proposal_id).exclude(state="cancelled").order_by("id")
    return [_order(row) for row in rows]


def visits_left(proposal: ProposalSummary) -> dict[int, int]:
    """For each line of a proposal, by its id, how many of its visits have not been ordered yet."""
    ordered = Counter(order.offering_id for order in orders_of_proposal(proposal.id))
    left = {}
    for line in proposal.lines:
        used = min(ordered[line.offering_id], line.visits)
        ordered[line.offering_id] -= used
        left[line.id] = line.visits - used
    return left


def visits_of_order(order_id: int) -> list[VisitSummary]:
    """The visits of one order, earliest first."""
    return [_visit(row) for row in _rows().filter(order_id=order_id).order_by("starts_at", "id")]


def visits_of_household(household_id: int, *, limit: int = 50) -> list[VisitSummary]:
    """A household's visits, latest start first."""
    rows = _rows().filter(household_id=household_id).order_by("-starts_at", "-id")
    return [_visit(row) for row in rows[:limit]]


def coming_visits(household_id: int, *, at: datetime, limit: int = 20) -> list[VisitSummary]:
    """The household's planned visits that have not ended at `at`, earliest first."""
    rows = _rows().filter(household_id=household_id, state=VisitState.PLANNED, ends_at__gte=at)
    return [_visit(row) for row in rows.order_by("starts_at", "id")[:limit]]


def visits_between(from_day: date, until_day: date, *, state: str = "") -> list[VisitSummary]:
    """All visits that start on these Shanghai days, both included, earliest first."""
    rows = _narrowed(VisitFilter(from_day=from_day, until_day=until_day, state=state))
    return [_visit(row) for row in rows.order_by("starts_at", "id")]


def visit_ids_between(from_day: date, until_day: date, *, state: str = "") -> list[int]:
    """The ids of all visits that start on these Shanghai days, both included, earliest first."""
    rows = _narrowed(VisitFilter(from_day=from_day, until_day=until_day, state=state))
    return list(rows.order_by("starts_at", "id").values_list("id", flat=True))


def pairs_among(ids: Iterable[int]) -> dict[int, int]:
    """How many caregivers come to each of these visits to which more than one comes, in one query."""
    return dict(Visit.objects.filter(pk__in=set(ids), people__gt=1).values_list("id", "people"))


def visits_page(wanted: VisitFilter, *, key: VisitKey | None = None, size: int = 50) -> VisitPage:
    """One page of the visits asked for, by start; constant cost however far one has paged."""
    rows = _narrowed(wanted)
    if key is not None:
        rows = rows.filter(_after(key, newest_first=wanted.newest_first))
    order_by = ("-starts_at", "-id") if wanted.newest_first else ("starts_at", "id")
    found = [_visit(row) for row in rows.order_by(*order_by)[: size + 1]]
    shown = tuple(found[:size])
    more = VisitKey(minute_of(shown[-1].starts_at), shown[-1].id) if len(found) > size else None
    return VisitPage(shown, more)


def _after(key: VisitKey, *, newest_first: bool) -> Q:
    """What follows the key. The first bound alone would do; it lets both engines enter the index at the key."""
    start = at_minute(key.minute)
    if newest_first:
        return Q(starts_at__lte=start) & (Q(starts_at__lt=start) | Q(id__lt=key.id))
    return Q(starts_at__gte=start) & (Q(starts_at__gt=start) | Q(id__gt=key.id))


def _narrowed(wanted: VisitFilter) -> QuerySet[Visit]:
    exact: dict[str, Any] = {
        "state": wanted.state,
        "household_id": wanted.household_id,
        "offering_id": wanted.offering_id,
    }
    rows = _rows().filter(**{name: value for name, value in exact.items() if value})
    if wanted.household_ids is not None:
        rows = rows.filter(household_id__in=wanted.household_ids)
    if wanted.ids is not None:
        rows = rows.filter(pk__in=wanted.ids)
    if wanted.from_day:
        rows = rows.filter(starts_at__gte=midnight(wanted.from_day))
    if wanted.until_day:
        rows = rows.filter(starts_at__lt=midnight(wanted.until_day + timedelta(days=1)))
    if wanted.number:
        orders = Order.objects.filter(number__startswith=wanted.number[:16]).order_by("-id")
        rows = rows.filter(order_id__in=list(orders.values_list("id", flat=True)[:MOST_ORDERS_FOUND]))
    return rows
