"""Series, read: what is agreed, which dates come and which do not, what was done to them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from anjia.booking.models import Series, SeriesChange, SeriesPause, SeriesTerm
from anjia.booking.rules import (
    Occurrence,
    OnHoliday,
    OnMadeUpDay,
    Pause,
    Rule,
    SeriesState,
    occurrences,
    terms_in_force,
)
from anjia.kernel.errors import Missing


@dataclass(frozen=True)
class TermSummary:
    """A rule as it was agreed, with the price of a visit and whose coming is wished for."""

    rule: Rule
    visit_price_fen: int
    caregiver_id: int | None


@dataclass(frozen=True)
class ChangeSummary:
    """Something that was done to a series as a whole."""

    kind: str
    from_on: date
    until_on: date | None
    reason: str
    at: datetime
    by_name: str


@dataclass(frozen=True)
class SeriesSummary:
    """A series as others see it, with every term in the order in which it was agreed. `people` come to each visit."""

    id: int
    household_id: int
    home_id: int
    offering_id: int
    order_id: int
    number: str
    state: str
    made_until: date
    ended_on: date | None
    started_at: datetime
    terms: tuple[TermSummary, ...]
    pauses: tuple[Pause, ...]
    people: int = 1

    @property
    def running(self) -> bool:
        """Whether it still comes."""
        return self.state == SeriesState.RUNNING

    def term_on(self, day: date) -> TermSummary:
        """What is agreed on a day; before the first day, the first term."""
        in_force = [rule for rule, _ends in terms_in_force([term.rule for term in self.terms])]
        rule = next((one for one in reversed(in_force) if one.from_on <= day), in_force[0])
        return next(term for term in reversed(self.terms) if term.rule == rule)

    def dates(self, until: date, *, with_term: TermSummary | None = None, with_pause: Pause | None = None) -> Any:
        """Every date until this day, kept or skipped; as it would be with another term or pause, if one is given."""
        rules = [term.rule for term in (*self.terms, *((with_term,) if with_term else ()))]
        pauses = (*self.pauses, *((with_pause,) if with_pause else ()))
        found: list[Occurrence] = occurrences(rules, until=until, pauses=pauses)
        return [one for one in found if self.ended_on is None or one.on < self.ended_on]


def series(series_id: int) -> SeriesSummary:
    """The series. Raises Missing."""
    found = _summaries(Series.objects.filter(pk=series_id))
    if not found:
        raise Missing
    return found[0]


def series_of_household(household_id: int, *, limit: int = 50) -> list[SeriesSummary]:
    """The household's series, newest first."""
    return _summaries(Series.objects.filter(household_id=household_id).order_by("-id")[:limit])


def series_by_ids(ids: Iterable[int]) -> dict[int, SeriesSummary]:
    """Several series by id, in three queries."""
    return {one.id: one for one in _summaries(Series.objects.filter(pk__in=set(ids)))}


def _summaries(rows: Any) -> list[SeriesSummary]:
    found = list(rows.select_related("order"))
    ids = [row.pk for row in found]
    terms: dict[int, list[TermSummary]] = {pk: [] for pk in ids}
    pauses: dict[int, list[Pause]] = {pk: [] for pk in ids}
    for term in SeriesTerm.objects.filter(series_id__in=ids).order_by("id"):
        terms[term.series_id].append(_term(term))
    for pause in SeriesPause.objects.filter(series_id__in=ids).order_by("id"):
        pauses[pause.series_id].append(Pause(pause.from_on, pause.until_on, pause.paused))
    return [_summary(row, terms[row.pk], pauses[row.pk]) for row in found]


def _summary(row: Any, terms: Sequence[TermSummary], pauses: Sequence[Pause]) -> SeriesSummary:
    return SeriesSummary(
        id=row.pk,
        household_id=row.household_id,
        home_id=row.home_id,
        offering_id=row.offering_id,
        order_id=row.order_id,
        number=row.order.number,
        state=row.state,
        made_until=row.made_until,
        ended_on=row.ended_on,
        started_at=row.started_at,
        terms=tuple(terms),
        pauses=tuple(pauses),
        people=row.order.people,
    )


def _term(row: Any) -> TermSummary:
    rule = Rule(
        from_on=row.from_on,
        weekdays=tuple(row.weekdays),
        starts_minute=row.starts_minute,
        minutes=row.minutes,
        every_weeks=row.every_weeks,
        until_on=row.until_on,
        visits=row.visits,
        on_holiday=OnHoliday(row.on_holiday),
        on_made_up=OnMadeUpDay(row.on_made_up),
    )
    return TermSummary(rule, row.visit_price_fen, row.caregiver_id)


def changes_of_series(series_id: int) -> list[ChangeSummary]:
    """What was done to the series as a whole, the latest first."""
    rows = SeriesChange.objects.filter(series_id=series_id).order_by("-id")
    return [ChangeSummary(row.kind, row.from_on, row.until_on, row.reason, row.at, row.by_name) for row in rows]


def series_to_continue(until_on: date, *, limit: int = 1000) -> list[tuple[int, int]]:
    """(company id, series id) of every company's running series whose visits are not made up to this date."""
    rows = Series.everywhere.filter(state=SeriesState.RUNNING, made_until__lt=until_on).order_by("made_until", "id")
    return list(rows.values_list("company_id", "id")[:limit])
