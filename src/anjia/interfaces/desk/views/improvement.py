"""Actions on causes: the list, one action, the causes with what was proposed, the tree, the teams."""

from datetime import datetime, timedelta
from typing import Any

from django.forms import Form
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from anjia.company import queries as company
from anjia.company.rules import Role
from anjia.households import queries as households
from anjia.interfaces.desk.action_cards import action_cards, place_names, seen_of
from anjia.interfaces.desk.complaint_cards import unsettled_tabs
from anjia.interfaces.desk.forms import cases as forms
from anjia.interfaces.desk.forms.quality import FinishForm, VerifyForm
from anjia.interfaces.desk.views.complaints import complaint_page
from anjia.interfaces.shared.access import Request, for_desk
from anjia.interfaces.shared.numbers import number
from anjia.interfaces.shared.refusals import put_on
from anjia.interfaces.shared.toasts import say
from anjia.kernel import clock
from anjia.kernel.clock import day_of
from anjia.kernel.errors import Refusal
from anjia.quality import operations, queries

PAGE = 40


@for_desk(Role.QUALITY_LEAD, Role.ADVISER)
@require_GET
def corrective_actions(request: Request) -> HttpResponseBase:
    """The work on causes: what is open by its day, then what is behind us."""
    now = clock.now()
    mine = request.GET.get("whose") == "mine"
    before = number(request.GET.get("before"))
    open_ones = queries.open_actions(staff_id=request.person.id if mine else None)
    ended = [one for one in queries.actions_page(before=before, limit=PAGE) if one.due_on is None]
    cards = action_cards([*open_ones, *ended], {}, at=now, with_forms=False)
    families = households.names_of(card.action.household_id or 0 for card in cards)
    rows = [{"card": card, "household": families.get(card.action.household_id or 0, "")} for card in cards]
    context = {
        "rows": rows[: len(open_ones)],
        "ended": rows[len(open_ones) :],
        "whose": "mine" if mine else "all",
        "tabs": unsettled_tabs("corrective-actions"),
    }
    return render(request, "desk/quality/corrective_actions.html", context)


@for_desk(Role.QUALITY_LEAD, Role.ADVISER)
@require_GET
def corrective_action(request: Request, action_id: int) -> HttpResponseBase:
    """One action: what, where, how it stands, and what the figures say."""
    return _action_page(request, action_id, {})


def _action_page(request: Request, action_id: int, bound: dict[str, Form]) -> HttpResponse:
    action = queries.corrective_action(action_id)
    context = {
        "card": action_cards([action], bound, at=clock.now())[0],
        "lead": request.person.may(Role.QUALITY_LEAD),
    }
    return render(request, "desk/quality/corrective_action.html", context, status=422 if bound else 200)


def _back(request: Request, action_id: int, bound: dict[str, Form]) -> HttpResponseBase:
    """The page an action is worked on: its complaint's, or its own."""
    complaint_id = queries.corrective_action(action_id).complaint_id
    if bound:
        if complaint_id is not None:
            return complaint_page(request, complaint_id, bound)
        return _action_page(request, action_id, bound)
    if complaint_id is not None:
        return redirect("desk:complaint", complaint_id)
    return redirect("desk:corrective-action", action_id)


@for_desk(Role.QUALITY_LEAD, Role.ADVISER)
def finish(request: Request, action_id: int) -> HttpResponseBase:
    """Says that the work on the cause is done."""
    form = FinishForm(request.POST or None, auto_id=f"finish-{action_id}-%s")
    if request.method != "POST":
        return _back(request, action_id, {})
    queries.corrective_action(action_id)
    if form.is_valid():
        try:
            operations.finish_corrective_action(
                action_id=action_id, note=form.cleaned_data["note"], at=clock.now(), by=request.person.actor
            )
        except Refusal as refusal:
            put_on(form, refusal)
        else:
            say(request, _("Done. Its effect is checked in two weeks."))
            return _back(request, action_id, {})
    return _back(request, action_id, {f"finish-{action_id}": form})


@for_desk(Role.QUALITY_LEAD)
def verify(request: Request, action_id: int) -> HttpResponseBase:
    """A person decides whether the work on the cause helped."""
    form = VerifyForm(request.POST or None, auto_id=f"verify-{action_id}-%s")
    if request.method != "POST":
        return _back(request, action_id, {})
    action = queries.corrective_action(action_id)
    if form.is_valid():
        values, now = form.cleaned_data, clock.now()
        try:
            operations.verify_improvement(
                action_id=action_id,
                effective=values["effective"] == "yes",
                note=values["note"],
                due_on=values["due_on"],
                seen=seen_of(action, at=now),
                at=now,
                by=request.person.actor,
            )
        except Refusal as refusal:
            put_on(form, refusal)
        else:
            say(request, _("Decided."))
            return _back(request, action_id, {})
    return _back(request, action_id, {f"verify-{action_id}": form})


@for_desk(Role.QUALITY_LEAD, Role.ADVISER)
@require_GET
def causes(request: Request) -> HttpResponseBase:
    """Every cause of ninety days with the work on it; what is proposed beyond it."""
    return _causes_page(request, {})


def _causes_page(request: Request, bound: dict[int, Form]) -> HttpResponse:
    now = clock.now()
    board, names = queries.cause_board(at=now), queries.cause_names()
    proposals = queries.open_proposals()
    context = {
        "rows": [{"standing": one, "name": names.get(one.cause, one.cause)} for one in board],
        "proposals": _proposals(proposals, bound, now),
        "decided": _proposals(queries.decided_proposals(), {}, now),
        "worth": queries.worth_of_settling(at=now),
        "lead": request.person.may(Role.QUALITY_LEAD),
        "tabs": unsettled_tabs("causes"),
    }
    return render(request, "desk/quality/causes.html", context, status=422 if bound else 200)


def _proposals(proposals: list[queries.ProposalSummary], bound: dict[int, Form], now: datetime) -> list[dict[str, Any]]:
    names, places = queries.cause_names(), place_names([one.place for one in proposals])
    week = {"due_on": day_of(now) + timedelta(days=14)}
    return [
        {
            "proposal": one,
            "cause": names.get(one.cause, one.cause),
            "place": places[one.place],
            "one_in": max(round(1 / max(one.chance, 1e-6)), 100),
            "form": bound.get(one.id) or forms.PreventForm(auto_id=f"prevent-{one.id}-%s", initial=week),
            "open": one.id in bound,
        }
        for one in proposals
    ]


@for_desk(Role.QUALITY_LEAD)
@require_POST
def accept(request: Request, preventive_proposal_id: int) -> HttpResponseBase:
    """Takes a proposal up."""
    form = forms.PreventForm(request.POST, auto_id=f"prevent-{preventive_proposal_id}-%s")
    queries.preventive_proposal(preventive_proposal_id)
    if form.is_valid():
        values = form.cleaned_data
        try:
            action_id = operations.accept_proposal(
                preventive_proposal_id=preventive_proposal_id,
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
    return _causes_page(request, {preventive_proposal_id: form})


@for_desk(Role.QUALITY_LEAD)
@require_POST
def decline(request: Request, preventive_proposal_id: int) -> HttpResponseBase:
    """Says no to a proposal."""
    operations.decline_proposal(
        preventive_proposal_id=preventive_proposal_id,
        reason=request.POST.get("reason", ""),
        at=clock.now(),
        by=request.person.actor,
    )
    say(request, _("Declined."))
    return redirect("desk:causes")


@for_desk(Role.QUALITY_LEAD)
def cause_tree(request: Request) -> HttpResponseBase:
    """The tree of causes, and a cause of one's own."""
    form = forms.CauseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.add_cause(**form.cleaned_data, at=clock.now(), by=request.person.actor)
        except Refusal as refusal:
            put_on(form, refusal)
        else:
            say(request, _("Added."))
            return redirect("desk:cause-tree")
    context = {"entries": queries.cause_entries(closed=True), "form": form}
    return render(request, "desk/quality/cause_tree.html", context, status=422 if form.errors else 200)


@for_desk(Role.QUALITY_LEAD)
@require_POST
def close_cause(request: Request) -> HttpResponseBase:
    """Takes a cause of one's own out of the choice."""
    operations.close_cause(code=request.POST.get("code", "")[:60], at=clock.now(), by=request.person.actor)
    say(request, _("No longer chosen."))
    return redirect("desk:cause-tree")


@for_desk(Role.QUALITY_LEAD)
def teams(request: Request) -> HttpResponseBase:
    """The teams that own complaints, and a new one."""
    return _team(request, None)


@for_desk(Role.QUALITY_LEAD)
def team(request: Request, team_id: int) -> HttpResponseBase:
    """One team, to be changed."""
    return _team(request, team_id)


def _team(request: Request, team_id: int | None) -> HttpResponseBase:
    found = queries.teams()
    chosen = queries.team(team_id) if team_id is not None else None
    known = {"name": chosen.name, "staff": chosen.staff_ids, "causes": chosen.causes} if chosen else {}
    form = forms.TeamForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            operations.set_team(
                name=values["name"],
                staff_ids=[int(staff_id) for staff_id in values["staff"]],
                causes=values["causes"],
                team_id=team_id,
                at=clock.now(),
                by=request.person.actor,
            )
        except Refusal as refusal:
            put_on(form, refusal)
        else:
            say(request, _("Saved."))
            return redirect("desk:teams")
    people = company.staff_names(staff_id for one in found for staff_id in one.staff_ids)
    causes_by_code = queries.cause_names()
    context = {
        "rows": [
            {
                "team": one,
                "people": [people[staff_id] for staff_id in one.staff_ids],
                "causes": [causes_by_code.get(code, code) for code in one.causes],
            }
            for one in found
        ],
        "chosen": chosen,
        "form": form,
    }
    return render(request, "desk/quality/teams.html", context, status=422 if form.errors else 200)


@for_desk(Role.QUALITY_LEAD)
@require_POST
def close_team(request: Request, team_id: int) -> HttpResponseBase:
    """Closes a team."""
    operations.close_team(team_id=team_id, at=clock.now(), by=request.person.actor)
    say(request, _("Closed."))
    return redirect("desk:teams")
