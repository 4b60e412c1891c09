"""Today: what is due now, by whom."""

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from anjia.booking import queries as booking
from anjia.booking.rules import VisitState
from anjia.fieldwork import queries as fieldwork
from anjia.interfaces.desk.clocks import left_words
from anjia.interfaces.desk.due import Due, all_due, heaps
from anjia.interfaces.shared.access import Request, for_desk
from anjia.interfaces.shared.parts import Link
from anjia.kernel import clock
from anjia.kernel.clock import day_of

KINDS = (
    "emergency",
    "enquiry",
    "complaint",
    "leave",
    "visit",
    "action",
    "refund",
    "follow_up",
    "remark",
    "promise",
    "delivery",
)


def kind_labels() -> dict[str, str]:
    """What the kinds of things that wait are called."""
    return {
        "emergency": _("Emergencies"),
        "enquiry": _("Enquiries"),
        "complaint": _("Complaints"),
        "leave": _("Leave and swaps"),
        "visit": _("Visits"),
        "action": _("Corrective actions"),
        "refund": _("Refunds"),
        "follow_up": _("Call-backs"),
        "remark": _("Unhappy words"),
        "promise": _("Other promises"),
        "delivery": _("Deliveries"),
    }


@for_desk()
@require_GET
def today(request: Request) -> HttpResponseBase:
    """Overdue, today, this week: mine, or everybody's."""
    now = clock.now()
    waiting = all_due(at=now)
    mine = [item for item in waiting if item.is_of(request.person.at_desk)]
    everything = [item for item in waiting if not item.closed or item in mine]
    asked = request.GET.get("whose")
    whose = asked if asked in ("mine", "all") else "mine" if mine else "all"
    shown = mine if whose == "mine" else everything
    kind = request.GET.get("kind", "")
    chosen = [item for item in shown if item.kind == kind] if kind in KINDS else shown
    context = {
        "heaps": [{"heap": heap, "rows": [_row(item, now) for item in heap.items]} for heap in heaps(chosen, at=now)],
        "empty": not chosen,
        "whose": whose,
        "kind": kind if kind in KINDS else "",
        "tabs": [
            Link(label=_("Mine"), url="?whose=mine", current=whose == "mine", count=len(mine)),
            Link(label=_("Everybody's"), url="?whose=all", current=whose == "all", count=len(everything)),
        ],
        "kinds": _kinds(shown, kind),
        "visits": _visits_of_today(now),
        "now": now,
    }
    return render(request, "desk/today/today.html", context)


def _row(item: Due, now: Any) -> dict[str, Any]:
    late = item.due_at < now
    words = left_words(item.due_at, now) if item.clocked else ""
    return {"due": item, "words": words, "tone": "bad" if late else ""}


def _kinds(items: list[Due], chosen: str) -> list[dict[str, Any]]:
    """The kinds that have something waiting, with how much."""
    labels = kind_labels()
    counts = {kind: sum(item.kind == kind for item in items) for kind in KINDS}
    return [
        {"value": kind, "label": labels[kind], "count": count}
        for kind, count in counts.items()
        if count or kind == chosen
    ]


def _visits_of_today(now: Any) -> dict[str, int]:
    """How the day's visits stand."""
    found = [one for one in booking.visits_between(day_of(now), day_of(now)) if one.state != VisitState.CANCELLED]
    works = fieldwork.progress_of_many(one.id for one in found)
    done = sum(one.state == VisitState.DONE for one in found)
    under_way = sum(work.checked_in_at is not None and work.completed_at is None for work in works.values())
    return {"all": len(found), "done": done, "under_way": under_way, "ahead": len(found) - done - under_way}
