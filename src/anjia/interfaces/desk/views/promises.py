"""The company's promises: what is in force, how it is kept, what is due; and the next version of a clause."""

from datetime import datetime, timedelta
from typing import Any

from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from anjia.company.rules import Role, may_act
from anjia.households import queries as households
from anjia.interfaces.desk.clocks import clock_of
from anjia.interfaces.desk.forms.promises import UNITS, ClauseForm
from anjia.interfaces.shared import formats
from anjia.interfaces.shared.access import Request, for_desk
from anjia.interfaces.shared.refusals import put_on
from anjia.interfaces.shared.stories.promises import desk_page_of
from anjia.interfaces.shared.toasts import say
from anjia.kernel import clock
from anjia.kernel.clock import midnight
from anjia.kernel.errors import Refusal
from anjia.kernel.money import parse_yuan, yuan
from anjia.promises import operations, queries
from anjia.promises.queries import ClauseSummary, PromiseSummary
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
    names = queries.kind_names()
    records = {record.kind: record for record in queries.record_since(now - LOOK_BACK)}
    context = {
        "clauses": [
            {"clause": one, "name": names[one.kind], "record": records.get(one.kind), **words_of(one)}
            for one in (queries.clause_in_force(kind, at=now) for kind in Kind)
        ],
        "rows": _rows(found, now),
        "state": state,
        "older": _key(found) if state != "open" and len(found) == PAGE else "",
        "may_publish": may_act(request.person.at_desk.roles, [Role.QUALITY_LEAD]),
    }
    return render(request, "desk/quality/promises.html", context)


def words_of(clause: ClauseSummary) -> dict[str, str]:
    """What a clause says and what follows when it is broken."""
    time, most = formats.span(clause.minutes), yuan(clause.most_fen)
    return {
        "sentence": queries.sentence_of(clause.kind, time=time, most=most, own=clause.sentence),
        "remedy": queries.remedy_of(clause.kind, own=clause.remedy_words),
    }


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


@for_desk(Role.QUALITY_LEAD)
def clause(request: Request, kind: str) -> HttpResponseBase:
    """All versions of a term, and the form of the next."""
    if kind not in set(Kind):
        raise Http404
    now = clock.now()
    current = queries.clause_in_force(kind, at=now)
    form = ClauseForm(request.POST or None, initial=_initial(current))
    if kind == Kind.COMPENSATION:
        form.fields["amount"].required = form.fields["unit"].required = False
    else:
        form.fields["most"].required = False
    if request.method == "POST" and form.is_valid():
        try:
            _publish(request, kind, current, form, now)
        except Refusal as refusal:
            put_on(form, refusal)
        else:
            say(request, _("Published. New promises are made under this version."))
            return redirect("desk:promises")
    versions = [one for one in queries.clauses() if one.kind == kind] or [current]
    context = {
        "kind": kind,
        "name": queries.kind_names()[kind],
        "form": form,
        "versions": [{"clause": one, "current": one.id == current.id, **words_of(one)} for one in versions],
        "current": words_of(current),
        "bounded": kind == Kind.COMPENSATION,
    }
    return render(request, "desk/quality/clause.html", context, status=422 if form.errors else 200)


def _initial(current: ClauseSummary) -> dict[str, Any]:
    unit = next((name for name in reversed(UNITS) if not current.minutes % UNITS[name]), "minutes")
    return {
        "amount": current.minutes // UNITS[unit] or None,
        "unit": unit,
        "most": f"{current.most_fen / 100:.2f}",
        "sentence": current.sentence,
    }


def _publish(request: Request, kind: str, current: ClauseSummary, form: ClauseForm, now: datetime) -> None:
    values = form.cleaned_data
    bounded = kind == Kind.COMPENSATION
    operations.publish_clause(
        kind=kind,
        minutes=current.minutes if bounded else form.minutes(),
        most_fen=parse_yuan(values["most"]) if bounded else current.most_fen,
        sentence=values["sentence"],
        effective_from=midnight(values["effective_on"]) if values["effective_on"] else now,
        at=now,
        by=request.person.actor,
    )
