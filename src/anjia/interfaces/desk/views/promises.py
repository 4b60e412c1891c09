"""The company's promises: what is in force, how it is kept, and what is due."""

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from anjia.company.rules import Role, may_act
from anjia.households import queries as households
from anjia.interfaces.desk.clocks import clock_of
from anjia.interfaces.shared.access import Request, for_desk
from anjia.interfaces.shared.stories.promises import desk_page_of
from anjia.interfaces.shared.terms import term_of
from anjia.kernel import clock
from anjia.promises import queries
from anjia.promises.queries import PromiseSummary
from anjia.promises.rules import Kind, State
from anjia.quality import queries as quality

PAGE = 50
LOOK_BACK = timedelta(days=30)
AHEAD = timedelta(days=400)


@for_desk()
@require_GET
def promises(request: Request) -> HttpResponseBase:
    """The clauses in force with their record, and the promises: open by due time, or ended."""
    now = clock.now()
    state = request.GET.get("state", "open")
    state = state if state in set(State) else "open"
    found = _found(state, request.GET.get("before", ""), now)
    narrower = queries.count_narrower(at=now)
    records = {record.kind: record for record in queries.record_since(now - LOOK_BACK)}
    context = {
        "clauses": [
            {"term": term_of(one), "record": records.get(one.kind), "narrower": narrower[one.kind]}
            for one in queries.clauses_in_force(Kind, at=now).values()
        ],
        "rows": _rows(found, now),
        "state": state,
        "older": _key(found) if state != "open" and len(found) == PAGE else "",
        "may_publish": may_act(request.person.at_desk.roles, [Role.QUALITY_LEAD]),
    }
    return render(request, "desk/promises/promises.html", context)


def _found(state: str, before: str, now: datetime) -> list[PromiseSummary]:
    if state == "open":
        return queries.promises_due(now + AHEAD, limit=200)
    seconds, _dash, last_id = before.partition("-")
    try:
        key = (datetime.fromtimestamp(float(seconds), now.tzinfo), int(last_id)) if before else None
    except (ValueError, OverflowError, OSError):
        key = None
    return queries.promises_ended(state=state, before=key, limit=PAGE)


def _key(found: list[PromiseSummary]) -> str:
    last = found[-1]
    return f"{last.closed_at.timestamp()}-{last.id}" if last.closed_at else ""


def _rows(found: list[PromiseSummary], now: datetime) -> list[dict[str, Any]]:
    families = households.names_of(one.household_id for one in found)
    steps = quality.complaints_of_escalations(one.subject_id for one in found if one.subject_kind == "escalation")
    return [
        {
            "promise": one,
            "clock": clock_of(one, at=now),
            "household": families.get(one.household_id or 0, ""),
            "url": desk_page_of(_about(one, steps)),
        }
        for one in found
    ]


def _about(promise: PromiseSummary, steps: dict[int, int]) -> str:
    complaint_id = steps.get(promise.subject_id) if promise.subject_kind == "escalation" else None
    return f"complaint:{complaint_id}" if complaint_id else promise.subject
