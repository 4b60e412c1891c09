"""The caregiver's days: today, tomorrow, the week; and who she is here."""

from datetime import timedelta
from itertools import groupby

from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from anjia.catalog import queries as catalog_queries
from anjia.interfaces.caregiver import cards, offer_lines
from anjia.interfaces.caregiver.bar import bottom_bar
from anjia.interfaces.shared import formats
from anjia.interfaces.shared.access import Request, for_caregiver
from anjia.interfaces.shared.parts import Link
from anjia.kernel import clock
from anjia.voice import queries as voice_queries
from anjia.workforce import queries as workforce_queries
from anjia.workforce.rules import Hours, clock_of

WEEK_DAYS = 7


def _faces(chosen: str) -> list[Link]:
    names = {"today": _("Today"), "tomorrow": _("Tomorrow"), "week": _("Seven days")}
    return [
        Link(label=label, url=reverse(f"caregiver:{name}"), current=name == chosen) for name, label in names.items()
    ]


@for_caregiver
@require_GET
def today(request: Request) -> HttpResponseBase:
    """Today's visits, the next one first in sight."""
    at = clock.now()
    found = cards.today_cards(request.person.id, at=at)
    upcoming = next((card for card in found if not card.is_done), None)
    context = {"day": clock.day_of(at), "cards": found, "upcoming": upcoming, "faces": _faces("today")}
    context["offered"] = offer_lines.count_waiting(request.person.id, at)
    unread = voice_queries.unread_by_caregiver(request.person.id)
    return render(request, "caregiver/days/today.html", context | {"tabs": bottom_bar("today", unread=unread)})


@for_caregiver
@require_GET
def tomorrow(request: Request) -> HttpResponseBase:
    """Tomorrow's visits, and what is left of tonight's."""
    at = clock.now()
    day = clock.day_of(at) + timedelta(days=1)
    found = cards.cards_touching(request.person.id, day=day, at=at)
    context = {"day": day, "cards": found, "faces": _faces("tomorrow"), "tabs": bottom_bar("today")}
    return render(request, "caregiver/days/tomorrow.html", context)


@for_caregiver
@require_GET
def week(request: Request) -> HttpResponseBase:
    """The visits of seven days from today, by day."""
    at = clock.now()
    found = cards.cards_of(request.person.id, from_day=clock.day_of(at), days=WEEK_DAYS, at=at)
    context = {"days": cards.by_day(found), "faces": _faces("week"), "tabs": bottom_bar("today")}
    return render(request, "caregiver/days/week.html", context)


@for_caregiver
@require_GET
def me(request: Request) -> HttpResponseBase:
    """The caregiver herself: trades, hours, days off, the language, the way out."""
    caregiver = workforce_queries.caregiver(request.person.id)
    names = catalog_queries.trade_names()
    at = clock.now()
    leaves = workforce_queries.leaves_of(caregiver.id)
    context = {
        "caregiver": caregiver,
        "trades": [(names[trade], level) for trade, level in caregiver.trades],
        "week": _week(workforce_queries.week_of(caregiver.id)),
        "leaves": [leave for leave in leaves if not leave.cancelled_at and leave.ends_at > at],
        "tabs": bottom_bar("me"),
    }
    return render(request, "caregiver/days/me.html", context)


def _week(hours: list[Hours]) -> list[tuple[str, str]]:
    """Weekday and hours, for the days on which she works."""
    names = formats.weekdays()
    grouped = groupby(hours, key=lambda stretch: stretch.weekday)
    return [(names[day], " ".join(_stretch(stretch) for stretch in group)) for day, group in grouped]


def _stretch(hours: Hours) -> str:
    return f"{clock_of(hours.from_minute)}–{formats.end_of_day(hours.until_minute)}"
