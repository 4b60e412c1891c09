"""Losses: the tree with counts and money, the cases behind it, why, the tree itself, and work on a reason."""

from datetime import timedelta

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from anjia.company import queries as company
from anjia.company.rules import Role
from anjia.interfaces.desk.action_cards import action_cards
from anjia.interfaces.desk.forms.losses import ExplainForm, LossActionForm, ReasonForm
from anjia.interfaces.desk.loss_pages import address, branches_of, rows_of, wanted_by, weeks_in_words, without_reason
from anjia.interfaces.shared.access import Request, for_desk
from anjia.interfaces.shared.exports import Cell, kind_of, table_file
from anjia.interfaces.shared.numbers import number
from anjia.interfaces.shared.refusals import put_on
from anjia.interfaces.shared.toasts import say
from anjia.kernel import clock
from anjia.kernel.clock import day_of
from anjia.kernel.errors import Refusal
from anjia.losses import operations, queries
from anjia.losses.rules import PERIODS
from anjia.quality import queries as quality
from anjia.quality.rules import Measure

PAGE, MOST_EXPORTED = 40, 5000


@for_desk(Role.ADVISER, Role.QUALITY_LEAD)
@require_GET
def losses(request: Request) -> HttpResponseBase:
    """The tree with counts and money of a period, beside the one before it."""
    return _tree_page(request, None)


def _tree_page(request: Request, form: LossActionForm | None) -> HttpResponse:
    now, asked = clock.now(), request.GET
    today = day_of(now)
    wanted = wanted_by(asked, today=today)
    found = queries.figures(wanted.since or today, today, branch_id=wanted.branch_id, lost=wanted.lost)
    plan = {"due_on": today + timedelta(days=14)}
    context = {
        "figures": found,
        "branches": branches_of(queries.tree(), found, asked),
        "without": without_reason(_("No idea yet"), found, asked),
        "weeks": [count for _week, count in found.weeks],
        "weeks_words": weeks_in_words(found, today=today),
        "wanted": wanted,
        "days": (today - (wanted.since or today)).days + 1,
        "periods": PERIODS,
        "shops": company.branches(),
        "kinds": queries.lost_names(),
        "unexplained": queries.count_unexplained(),
        "unexplained_url": address("desk:loss-cases", {}, unexplained="yes", days="365"),
        "cases_url": address("desk:loss-cases", asked, cause=""),
        "actions": action_cards(quality.actions_about(Measure.LOSSES, limit=20), {}, at=now, with_forms=False),
        "form": form or LossActionForm(auto_id="act-%s", initial=plan),
        "form_open": form is not None,
        "lead": request.person.may(Role.QUALITY_LEAD),
    }
    return render(request, "desk/losses/losses.html", context, status=422 if form else 200)


@for_desk(Role.ADVISER, Role.QUALITY_LEAD)
@require_GET
def cases(request: Request) -> HttpResponseBase:
    """The cases behind a line of the tree, or those that wait for a reason; as a file with `as`."""
    asked = request.GET
    wanted = wanted_by(asked, today=day_of(clock.now()))
    if asked.get("as"):
        return _file(asked["as"], queries.losses_page(wanted, limit=MOST_EXPORTED))
    page = queries.losses_page(wanted, before=number(asked.get("before")), limit=PAGE)
    tree = queries.tree()
    context = {
        "rows": rows_of(page.losses),
        "older": page.next_before,
        "wanted": wanted,
        "cause": tree.full_names().get(wanted.cause, "") if wanted.cause != "-" else _("No idea yet"),
        "choices": tree.choices(),
        "here": address("desk:loss-cases", asked),
        "tree_url": address("desk:losses", asked, cause="", unexplained=""),
        "kinds": queries.lost_names(),
    }
    return render(request, "desk/losses/cases.html", context)


def _file(wanted: str, page: queries.LossPage) -> HttpResponse:
    head = [_("Lost on"), _("What"), _("Household"), _("Service"), _("Yuan"), _("Reason"), _("Guess"), _("Words")]
    rows: list[list[Cell]] = [
        [
            day_of(row.loss.lost_at).isoformat(),
            row.what,
            row.household,
            row.service,
            row.loss.amount_fen / 100,
            row.cause,
            row.guess,
            row.loss.words,
        ]
        for row in rows_of(page.losses)
    ]
    return table_file(kind_of(wanted), "losses", head, rows)


@for_desk(Role.ADVISER, Role.QUALITY_LEAD)
@require_POST
def explain(request: Request, loss_id: int) -> HttpResponseBase:
    """Says why one was lost; back to where one came from."""
    form = ExplainForm(request.POST)
    queries.loss(loss_id)
    if not form.is_valid():
        raise Refusal(_("Please choose a reason from the tree."))
    operations.explain_loss(loss_id=loss_id, **form.cleaned_data, at=clock.now(), by=request.person.actor)
    say(request, _("Thank you, written down."))
    back = request.POST.get("back", "")
    return redirect(back if back.startswith("/desk/losses/") else "desk:losses")


@for_desk(Role.QUALITY_LEAD)
@require_POST
def plan_action(request: Request) -> HttpResponseBase:
    """Plans work on a reason."""
    form = LossActionForm(request.POST, auto_id="act-%s")
    if form.is_valid():
        values = form.cleaned_data
        try:
            action_id = operations.plan_action(
                cause=values["cause"],
                staff_id=int(values["staff"]),
                what=values["what"],
                due_on=values["due_on"],
                at=clock.now(),
                by=request.person.actor,
            )
        except Refusal as refusal:
            put_on(form, refusal)
        else:
            say(request, _("Planned."))
            return redirect("desk:corrective-action", action_id)
    return _tree_page(request, form)


@for_desk(Role.QUALITY_LEAD)
def loss_tree(request: Request) -> HttpResponseBase:
    """The tree itself, and a reason of one's own."""
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.add_reason(**form.cleaned_data, at=clock.now(), by=request.person.actor)
        except Refusal as refusal:
            put_on(form, refusal)
        else:
            say(request, _("Added."))
            return redirect("desk:loss-tree")
    tree = queries.tree()
    context = {"tree": tree, "names": tree.names(), "form": form}
    context["nodes"] = [{"node": node, "name": tree.names()[node.code]} for node in tree.nodes]
    return render(request, "desk/losses/tree.html", context, status=422 if form.errors else 200)


@for_desk(Role.QUALITY_LEAD)
@require_POST
def close_reason(request: Request) -> HttpResponseBase:
    """Takes a reason out of the choice, or puts it back."""
    operations.close_reason(
        code=request.POST.get("code", "")[:40],
        closed=request.POST.get("closed") == "yes",
        at=clock.now(),
        by=request.person.actor,
    )
    say(request, _("Saved."))
    return redirect("desk:loss-tree")
