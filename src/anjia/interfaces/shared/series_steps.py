"""The changes of a series as steps: start, another rule, a pause and its end, the end. For families and the desk."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from anjia.booking import queries as booking
from anjia.booking.operations import Agreed
from anjia.booking.queries import SeriesSummary
from anjia.booking.rules import ChangeKind, visit_price
from anjia.catalog import queries as catalog
from anjia.catalog.queries import OfferingSummary
from anjia.catalog.rules import Unit
from anjia.dispatch import queries as dispatch
from anjia.households import queries as households
from anjia.households.queries import HomeSummary
from anjia.interfaces.shared.access import Request
from anjia.interfaces.shared.calling import told_apart
from anjia.interfaces.shared.series_forms import EndForm, RuleForm, SpanForm, first_of
from anjia.interfaces.shared.series_pages import Step, asked
from anjia.interfaces.shared.series_sentences import rule_sentence
from anjia.interfaces.shared.series_shown import Named
from anjia.journeys import operations as journeys
from anjia.journeys.queries import plan_of_change, plan_of_end, plan_of_pause, plan_of_start
from anjia.kernel import clock
from anjia.kernel.clock import day_of
from anjia.workforce import queries as workforce

LATEST_VISITS = 50


@dataclass(frozen=True)
class Audience:
    """For whom the pages are: whose template, whose addresses, how a caregiver is named, which lengths there are."""

    space: str
    named: Named
    lengths: Callable[[OfferingSummary], list[int]]

    @property
    def template(self) -> str:
        """The page of a step."""
        return f"{self.space}/series/step.html"

    def page(self, series_id: int) -> str:
        """The address of a series."""
        return reverse(f"{self.space}:series", args=[series_id])


def known_people(household_id: int, named: Named, also: int | None = None) -> dict[int, str]:
    """Who has been to the household lately, and one more if named."""
    visits = booking.visits_of_household(household_id, limit=LATEST_VISITS)
    sent = dispatch.assignments_of_visits(visit.id for visit in visits)
    ids = {one.caregiver_id for one in sent.values()} | ({also} if also else set())
    return dict(sorted(told_apart(workforce.names_of(ids), named).items()))


def price_for(offering: OfferingSummary, home: HomeSummary, minutes: int, people: int) -> int:
    """What a visit costs in fen: by the hour for each of those who come, else as much as for one."""
    one = visit_price(offering.unit, offering.price_fen, minutes, home.square_metres)
    return one * (people if offering.unit == Unit.PER_HOUR else 1)


def start_step(
    request: Request,
    audience: Audience,
    *,
    household_id: int,
    offering: OfferingSummary,
    home: HomeSummary,
    initial: dict[str, Any],
    people: dict[int, str],
    context: dict[str, Any],
) -> Step:
    """A new series."""
    form = RuleForm(asked(request), lengths=audience.lengths(offering), people=people, initial=initial)
    ground: dict[str, Any] = {"household_id": household_id, "offering_id": offering.id, "home_id": home.id}

    def agreed() -> Agreed:
        minutes, people = form.cleaned_data["minutes"], form.cleaned_data["people"] or 1
        return form.agreed(price_for(offering, home, minutes, people))

    def act(at: datetime, confirmed: dict[str, Any]) -> str:
        confirmed.pop("late_confirmed")
        series_id = journeys.start_series(**ground, agreed=agreed(), at=at, by=request.person.actor, **confirmed)
        return audience.page(series_id)

    return Step(
        form=form,
        plan=lambda at: plan_of_start(**ground, agreed=agreed(), at=at),
        act=act,
        template=audience.template,
        context={"title": _("New series"), "offering": offering, "home": home, "more": {}} | context,
        said=_("Agreed. Your dates stand here.") if audience.space == "household" else _("The series is agreed."),
        named=audience.named,
    )


def change_step(
    request: Request,
    audience: Audience,
    series: SeriesSummary,
    *,
    kind: ChangeKind,
    from_on: date,
    people: dict[int, str],
) -> Step:
    """Another rule: for this and the following dates, or for all."""
    offering, home = catalog.offering(series.offering_id), households.home(series.home_id)
    term = series.term_on(from_on)
    lengths = sorted({*audience.lengths(offering), term.rule.minutes})
    form = RuleForm(asked(request), lengths=lengths, people=people, initial=first_of(term, from_on)).of_how_many(
        series.people
    )

    def agreed() -> Agreed:
        minutes = form.cleaned_data["minutes"]
        new_fen = price_for(offering, home, minutes, series.people)
        return form.agreed(term.visit_price_fen if minutes == term.rule.minutes else new_fen)

    def act(at: datetime, confirmed: dict[str, Any]) -> str:
        journeys.change_series(
            series_id=series.id, agreed=agreed(), kind=kind, at=at, by=request.person.actor, **confirmed
        )
        return audience.page(series.id)

    title = _("Change all dates") if kind is ChangeKind.ALL else _("Change this and following")
    return Step(
        form=form,
        plan=lambda at: plan_of_change(series_id=series.id, agreed=agreed(), kind=kind, at=at),
        act=act,
        template=audience.template,
        context=_about(audience, series, title) | {"kind": kind.value, "offering": offering, "home": home},
        said=_("The series is changed."),
        named=audience.named,
    )


def _about(audience: Audience, series: SeriesSummary, title: str) -> dict[str, Any]:
    today = day_of(clock.now())
    return {
        "title": title,
        "series": series,
        "sentence": rule_sentence(series.term_on(today).rule, today),
        "back": audience.page(series.id),
    }


def pause_step(request: Request, audience: Audience, series: SeriesSummary, *, paused: bool) -> Step:
    """Nobody comes for a while, or somebody comes again on days of a pause."""
    form = SpanForm(asked(request))

    def span() -> dict[str, Any]:
        given = form.cleaned_data
        return {"from_on": given["from_on"], "until_on": given["until_on"], "paused": paused}

    def act(at: datetime, confirmed: dict[str, Any]) -> str:
        reason = form.cleaned_data["reason"]
        journeys.pause_series(series_id=series.id, **span(), reason=reason, at=at, by=request.person.actor, **confirmed)
        return audience.page(series.id)

    return Step(
        form=form,
        plan=lambda at: plan_of_pause(series_id=series.id, **span(), at=at),
        act=act,
        template=audience.template,
        context=_about(audience, series, _("Pause") if paused else _("Come again")),
        said=_("The series pauses.") if paused else _("The visits are planned again."),
        named=audience.named,
    )


def end_step(request: Request, audience: Audience, series: SeriesSummary) -> Step:
    """Nobody comes any more."""
    form = EndForm(asked(request), initial={"from_on": day_of(clock.now())})

    def act(at: datetime, confirmed: dict[str, Any]) -> str:
        confirmed.pop("choices")
        given = form.cleaned_data
        journeys.end_series(series_id=series.id, **given, at=at, by=request.person.actor, **confirmed)
        return audience.page(series.id)

    return Step(
        form=form,
        plan=lambda at: plan_of_end(series_id=series.id, from_on=form.cleaned_data["from_on"], at=at),
        act=act,
        template=audience.template,
        context=_about(audience, series, _("End the series")) | {"ends": True},
        said=_("The series has ended."),
        named=audience.named,
    )
