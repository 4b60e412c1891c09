"""What a series asks for, and what a change of it does to what stands, before anybody is looked for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from anjia.booking import queries as booking
from anjia.booking.operations import Agreed, clean_rule
from anjia.booking.queries import SeriesSummary, TermSummary
from anjia.booking.rules import (
    ChangeKind,
    LeftAlone,
    Occurrence,
    Pause,
    Reshaping,
    Rule,
    Wanted,
    horizon,
    occurrences,
    reshaped,
    unannounced,
)
from anjia.catalog import queries as catalog
from anjia.fieldwork import queries as fieldwork
from anjia.households import queries as households
from anjia.kernel.clock import day_of, midnight
from anjia.kernel.dates import day_in_words
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.places import Place

# A holiday pushes a visit by less than this, so that earlier dates can matter to a change.
LOOK_BACK = timedelta(days=21)
WHOLE = timedelta(weeks=26)


@dataclass(frozen=True)
class SeriesPlan:
    """A series that is to be started or changed: whose, where, what is to happen to which visits, what is skipped.

    `wish` is whose coming is wished for; `changed` the first day that the change touches; `people` come to each visit.
    """

    kind: ChangeKind
    household_id: int
    trade: str
    place: Place
    wish: int | None
    changed: date
    until: date
    reshaping: Reshaping
    dates: tuple[Occurrence, ...]
    series_id: int | None = None
    people: int = 1

    @property
    def skipped(self) -> tuple[Occurrence, ...]:
        """The dates on which nobody comes, with the reason."""
        return tuple(one for one in self.dates if not one.kept)

    @property
    def goes_on(self) -> bool:
        """Whether further dates follow those that are planned."""
        rule = self.dates[-1].rule if self.dates else None
        if rule is None or (rule.until_on is not None and rule.until_on <= self.until):
            return False
        return rule.visits is None or sum(one.kept for one in self.dates) < rule.visits

    @property
    def unannounced(self) -> list[int]:
        """The years among the dates whose days off in lieu nobody knows yet."""
        return unannounced(self.dates)

    @property
    def touched(self) -> list[int]:
        """The visits that leave their time."""
        left = (*self.reshaping.cancelled, *(one for one, _want in self.reshaping.moved))
        return [one.visit_id for one in left if one.visit_id is not None]


def weeks_ahead() -> int:
    """How many weeks ahead visits of a series are made."""
    return int(settings.SERIES_WEEKS)


def plan_of_start(*, household_id: int, home_id: int, offering_id: int, agreed: Agreed, at: datetime) -> SeriesPlan:
    """A new series: everything on it is made. Raises Missing, and Refusal when no date is left at all."""
    home = households.home(home_id)
    if home.household_id != household_id:
        raise Missing
    rule = clean_rule(agreed.rule, at)
    if rule.from_on < day_of(at):
        raise Refusal(_("The first day has passed. Please choose today or a later day."), field="from_on")
    until = _planned_until(rule, at)
    dates = occurrences([rule], until=until)
    wanted = [want for want in wanted_of(dates, agreed.visit_price_fen) if want.starts_at > at]
    if not wanted:
        sentence = _("By this rule nobody comes until %(day)s. Please choose another day or other weekdays.")
        raise Refusal(sentence % {"day": day_in_words(until, beside=day_of(at))}, field="from_on")
    return SeriesPlan(
        kind=ChangeKind.STARTED,
        household_id=household_id,
        trade=catalog.offering(offering_id).trade,
        place=home.place,
        wish=agreed.caregiver_id,
        changed=rule.from_on,
        until=until,
        reshaping=Reshaping(made=tuple(wanted)),
        dates=tuple(dates),
        people=agreed.people,
    )


def plan_of_change(*, series_id: int, agreed: Agreed, kind: ChangeKind, at: datetime) -> SeriesPlan:
    """This and following (from the rule's first day on) or all, with another rule. Done visits stay as they were."""
    series = running(series_id, at=at)
    term = TermSummary(clean_rule(term_start(series, agreed, kind, at).rule, at), *_money_and_wish(agreed))
    dates = series.dates(series.made_until, with_term=term)
    return _changed(series, kind, term.rule.from_on, dates, with_term=term, wish=agreed.caregiver_id, at=at)


def _money_and_wish(agreed: Agreed) -> tuple[int, int | None]:
    return agreed.visit_price_fen, agreed.caregiver_id


def _planned_until(rule: Rule, at: datetime) -> date:
    """As far ahead as visits are made; a series that has an end is made whole, as far as half a year goes."""
    ahead = horizon(max(day_of(at), rule.from_on), weeks_ahead())
    if rule.until_on is None and rule.visits is None:
        return ahead
    if rule.until_on is not None:
        return max(ahead, min(rule.until_on, rule.from_on + WHOLE))
    whole = occurrences([rule], until=rule.from_on + WHOLE)
    return max([ahead, *(one.on for one in whole)])


def running(series_id: int, *, at: datetime) -> SeriesSummary:
    """The series. Raises Missing, and Refusal when it has ended."""
    series = booking.series(series_id)
    if not series.running:
        sentence = _("This series ended on %(day)s. Please start a new one.")
        raise Refusal(sentence % {"day": series.ended_on and day_in_words(series.ended_on, beside=day_of(at))})
    return series


def term_start(series: SeriesSummary, agreed: Agreed, kind: ChangeKind, at: datetime) -> Agreed:
    """The agreed rule with its first day: for all, that of the series; for the following, today or later."""
    first = min(term.rule.from_on for term in series.terms)
    if kind is ChangeKind.ALL:
        return replace(agreed, rule=replace(agreed.rule, from_on=first))
    if agreed.rule.from_on < day_of(at):
        raise Refusal(_("The first day has passed. Please choose today or a later day."), field="from_on")
    return agreed


def _changed(
    series: SeriesSummary,
    kind: ChangeKind,
    changed: date,
    dates: Sequence[Occurrence],
    *,
    at: datetime,
    wish: int | None,
    with_term: TermSummary | None = None,
    leave: Iterable[int] = (),
) -> SeriesPlan:
    """What stands of the series against the dates it is to have; the visits of `leave` are cancelled in any case."""
    since = max(day_of(at), changed - LOOK_BACK)
    ahead = [one for one in dates if one.on >= since]
    wanted = [want for want in wants_of(series, ahead, with_term=with_term) if want.starts_at > at]
    standing = booking.standing_of_series(series.id, from_on=since, at=at, begun=_begun(series.id, at))
    going = set(leave)
    gone = [replace(one, alone=None) for one in standing if one.visit_id in going]
    gone_on = {one.on for one in gone}
    found = reshaped(
        [one for one in standing if one.visit_id not in going],
        [want for want in wanted if want.on not in gone_on],
        wants_of(series, [one for one in series.dates(series.made_until) if one.on >= since]),
    )
    return SeriesPlan(
        kind=kind,
        household_id=series.household_id,
        trade=catalog.offering(series.offering_id).trade,
        place=households.home(series.home_id).place,
        wish=wish,
        changed=max(changed, day_of(at)),
        until=series.made_until,
        reshaping=replace(found, cancelled=(*found.cancelled, *gone)),
        dates=tuple(one for one in ahead if one.on >= changed),
        series_id=series.id,
        people=series.people,
    )


def wanted_of(dates: Iterable[Occurrence], price_fen: int) -> list[Wanted]:
    """The visits of the kept dates at this price."""
    return [
        Wanted(one.on, midnight(one.day) + timedelta(minutes=one.rule.starts_minute), one.rule.minutes, price_fen)
        for one in dates
        if one.kept
    ]


def wants_of(
    series: SeriesSummary, dates: Iterable[Occurrence], *, with_term: TermSummary | None = None
) -> list[Wanted]:
    """The visits of these dates, each at the price of its term."""
    terms = [*series.terms, *((with_term,) if with_term else ())]
    prices = {term.rule: term.visit_price_fen for term in terms}
    return [want for one in dates for want in wanted_of([one], prices[one.rule])]


def _begun(series_id: int, at: datetime) -> list[int]:
    """Visits of these days for which somebody has set out."""
    near = [
        visit.id
        for visit in booking.visits_of_series(series_id, from_on=day_of(at) - LOOK_BACK)
        if visit.state == "planned" and abs(visit.starts_at - at) < timedelta(days=2)
    ]
    works = fieldwork.progress_of_many(near)
    return [visit_id for visit_id in near if works[visit_id].state != "planned"]


def plan_of_pause(*, series_id: int, from_on: date, until_on: date, at: datetime, paused: bool = True) -> SeriesPlan:
    """Nobody comes on these days, or, with `paused` False, somebody comes again."""
    series = running(series_id, at=at)
    if from_on < day_of(at):
        raise Refusal(_("The first day has passed. Please choose today or a later day."), field="from_on")
    if until_on < from_on:
        raise Refusal(_("The last day lies before the first. Please choose a later one."), field="until_on")
    dates = series.dates(series.made_until, with_pause=Pause(from_on, until_on, paused))
    away = _moved_into(series.id, from_on, until_on, at) if paused else []
    kind = ChangeKind.PAUSED if paused else ChangeKind.RESUMED
    plan = _changed(series, kind, from_on, dates, wish=series.term_on(from_on).caregiver_id, at=at, leave=away)
    return replace(plan, dates=tuple(one for one in plan.dates if one.on <= until_on))


def _moved_into(series_id: int, from_on: date, until_on: date, at: datetime) -> list[int]:
    """Visits that were moved by themselves, or gave way, into these days."""
    standing = booking.standing_of_series(series_id, from_on=day_of(at) - LOOK_BACK, at=at)
    return [
        one.visit_id
        for one in standing
        if one.visit_id
        and one.starts_at
        and (one.alone is LeftAlone.MOVED or one.gave_way)
        and from_on <= day_of(one.starts_at) <= until_on
    ]


def plan_of_end(*, series_id: int, from_on: date, at: datetime) -> SeriesPlan:
    """Nobody comes from this day on."""
    series = running(series_id, at=at)
    if from_on < day_of(at):
        raise Refusal(_("The first day has passed. Please choose today or a later day."), field="from_on")
    dates = [one for one in series.dates(series.made_until) if one.on < from_on]
    away = _moved_into(series.id, from_on, date.max, at)
    return _changed(series, ChangeKind.ENDED, from_on, dates, wish=None, at=at, leave=away)
