"""The list of visits: by day, state, service; found by order number, household or phone."""

import re
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from anjia.booking import queries
from anjia.booking.queries import VisitFilter, VisitPage
from anjia.booking.rules import VisitState, key_from
from anjia.catalog import queries as catalog_queries
from anjia.dispatch import queries as dispatch_queries
from anjia.households import queries as household_queries
from anjia.interfaces.desk.dates import day_asked
from anjia.interfaces.desk.visit_lines import visit_lines
from anjia.interfaces.shared.access import Request, for_desk
from anjia.interfaces.shared.parts import Link
from anjia.kernel import clock

FILTERS = ("q", "from", "until", "state", "offering", "without")
USUAL_DAYS = 7
MOST_DAYS_WITHOUT = 14
# An order's number, its beginning, or the day it begins with.
ORDER_NUMBER = re.compile(r"20\d{6}(-\d*)?")


@for_desk()
@require_GET
def visits(request: Request) -> HttpResponseBase:
    """Visits of the coming week, or what was asked for."""
    at = clock.now()
    asked = {name: request.GET.get(name, "")[:40].strip() for name in FILTERS}
    wanted = _wanted(asked, clock.day_of(at))
    key = key_from(request.GET.get("after", ""))
    page = queries.visits_page(wanted, key=key)
    context = {
        "lines": visit_lines(page.visits, at),
        "asked": asked,
        "from_day": wanted.from_day,
        "until_day": wanted.until_day,
        "states": _state_names(),
        "offerings": catalog_queries.offerings(),
        "tabs": _faces(asked),
        "narrowed": bool(asked["q"] or asked["state"] or asked["offering"]),
        **_steps(asked, page, first=key is None),
    }
    return render(request, "desk/dispatch/visits.html", context)


def _wanted(asked: dict[str, str], today: date) -> VisitFilter:
    """A search looks at all days, newest first; without one the list is of the week from today."""
    searching = bool(asked["q"])
    from_day = day_asked(asked["from"], today) if asked["from"] or not searching else None
    latest = (from_day or today) + timedelta(days=USUAL_DAYS - 1)
    until_day = day_asked(asked["until"], latest) if asked["until"] or not searching else None
    common: dict[str, Any] = {
        "from_day": from_day,
        "until_day": until_day,
        "state": asked["state"] if asked["state"] in set(VisitState) else "",
        "offering_id": int(asked["offering"]) if _is_id(asked["offering"]) else None,
        "newest_first": searching and not asked["from"],
        "ids": _without_caregiver(from_day or today, until_day) if asked["without"] else None,
    }
    return VisitFilter(**common, **_found(asked["q"]))


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 18


def _found(text: str) -> dict[str, Any]:
    if not text:
        return {}
    if ORDER_NUMBER.fullmatch(text):
        return {"number": text}
    return {"household_ids": tuple(household_queries.ids_matching(text))}


def _without_caregiver(from_day: date, until_day: date | None) -> tuple[int, ...]:
    last = from_day + timedelta(days=MOST_DAYS_WITHOUT - 1)
    return tuple(dispatch_queries.visits_without_caregiver(from_day, min(until_day or last, last)))


def _state_names() -> list[tuple[str, str]]:
    return [
        (VisitState.PLANNED, _("planned")),
        (VisitState.DONE, _("done")),
        (VisitState.CANCELLED, _("cancelled")),
    ]


def _address(asked: dict[str, str], **more: object) -> str:
    kept = {name: value for name, value in asked.items() if value}
    return f"?{urlencode({**kept, **more})}"


def _faces(asked: dict[str, str]) -> list[Link]:
    without = bool(asked["without"])
    return [
        Link(label=_("All"), url=_address(asked | {"without": ""}), current=not without),
        Link(label=_("Without a caregiver"), url=_address(asked | {"without": "1"}), current=without),
    ]


def _steps(asked: dict[str, str], page: VisitPage, *, first: bool) -> dict[str, str]:
    return {
        "next": _address(asked, after=page.next_key) if page.next_key else "",
        "first": "" if first else _address(asked),
    }
