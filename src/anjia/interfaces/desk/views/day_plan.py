"""One plan: its progress, then the difference that it proposes."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from anjia.company.rules import Role
from anjia.dayplans import queries
from anjia.dayplans.queries import AlternativeSummary, PlanPage, PlanSummary
from anjia.dayplans.rules import Kind
from anjia.interfaces.desk.income_rows import income_rows
from anjia.interfaces.desk.plan_cards import (
    aside_rows,
    break_warnings,
    move_rows,
    people_of,
    summary_words,
    term_rows,
    unserved_rows,
)
from anjia.interfaces.desk.views.day_plans import plan_faces
from anjia.interfaces.shared.access import Request, for_desk
from anjia.interfaces.shared.numbers import number_or
from anjia.interfaces.shared.parts import Link
from anjia.interfaces.shared.savings import cost_words, saving_words
from anjia.kernel import clock

LONGEST_WAIT = timedelta(minutes=3)


@for_desk(Role.DISPATCHER)
@require_GET
def day_plan(request: Request, day_plan_id: int) -> HttpResponseBase:
    """How far the computation is; afterwards who would be moved, what it saves and who must be told."""
    return difference(request, day_plan_id, number_or(1, request.GET.get("answer", "")))


def difference(
    request: Request, day_plan_id: int, answer: int, *, refusal: str = "", chosen: frozenset[int] | None = None
) -> HttpResponse:
    """The page of a plan with one of its answers; after a refusal the choice stays as it was made."""
    page = queries.plan_page(day_plan_id)
    shown = next((one for one in page.alternatives if one.number == answer), None) or next(
        iter(page.alternatives), None
    )
    context: dict[str, Any] = {
        "page": page,
        "plan": page.plan,
        **_progress(page.plan),
        "aside": aside_rows(page.aside),
        "refusal": refusal,
        "waits": _waits(page.plan),
        "seen": len(page.alternatives),
        "faces": _faces(page.plan),
        **(_answer(page, shown, chosen) if shown else {}),
    }
    return render(request, "desk/dayplans/plan.html", context, status=422 if refusal else 200)


def _faces(plan: PlanSummary) -> list[Link]:
    if plan.kind == Kind.REPAIR:
        return plan_faces("repair", repaired=plan.day)
    return plan_faces("day-plans")


def _answer(page: PlanPage, shown: AlternativeSummary, chosen: frozenset[int] | None) -> dict[str, Any]:
    people = people_of(shown)
    rows, terms = move_rows(page, shown, people), term_rows(page, shown)
    open_rows = [row for row in rows if row.accepted_by is None]
    names = _style_names(page)
    answers = [
        Link(
            label=f"{names[one.number]} · {summary_words(page, one)}",
            url="?" + urlencode({"answer": one.number}),
            current=one.number == shown.number,
        )
        for one in page.alternatives
    ]
    return {
        "shown": shown,
        "answers": answers if len(answers) > 1 else [],
        "rows": [(row, chosen is None or row.move.visit_id in chosen) for row in rows],
        "open_rows": open_rows,
        "touched": [(row, promise) for row in open_rows for promise in row.promises],
        "told": sorted({name for row in open_rows for name in (row.before, row.after) if name}),
        "families": len({row.household for row in open_rows}),
        "terms": terms,
        "costs": [cost_words(sum(line.fen for line in lines)) for lines in (page.lines, shown.lines)],
        "saving": saving_words(sum(row.saved_fen for row in terms)),
        "unserved": unserved_rows(shown.unserved),
        "without_break": break_warnings(shown, people),
        "incomes": (incomes := income_rows(shown, people)),
        "more_incomes": len(shown.incomes) - len(incomes),
    }


def _style_names(page: PlanPage) -> dict[int, str]:
    """What each answer is called; the second of a style is the one that was looked for further."""
    styles, seen, found = queries.style_names(), set[str](), {}
    for one in page.alternatives:
        further = _("%(style)s, looked further") % {"style": styles[one.style]}
        found[one.number] = further if one.style in seen else styles[one.style]
        seen.add(one.style)
    return found


def _waits(plan: PlanSummary) -> bool:
    """Whether a worker still looks further, as far as one runs at all."""
    return plan.deepening and clock.now() < plan.asked_at + LONGEST_WAIT


def _progress(plan: PlanSummary) -> dict[str, Any]:
    return {
        "percent": round(100 * plan.share),
        "state": queries.state_names()[plan.state],
        "kind": queries.kind_names()[plan.kind],
    }


@for_desk(Role.DISPATCHER)
@require_GET
def progress(request: Request, day_plan_id: int) -> HttpResponseBase:
    """The progress alone, for a page that waits; when it has ended the page is asked for again.

    A repair is shown while a worker still looks further: it is told of new answers, and its choice stays as it is.
    """
    plan = queries.plan(day_plan_id)
    if plan.kind == Kind.REPAIR:
        seen = number_or(0, request.GET.get("seen", ""))
        new = queries.count_answers(day_plan_id) - seen
        context = {"plan": plan, "seen": seen, "new": new, "waits": _waits(plan)}
        return render(request, "desk/dayplans/_deepening.html", context)
    if not plan.under_way:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "desk/dayplans/_progress.html", {"plan": plan, **_progress(plan)})
