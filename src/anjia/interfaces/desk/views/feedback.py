"""What answers showed to teams, and caregivers' objections."""

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from anjia.catalog import queries as catalog
from anjia.company.rules import Role
from anjia.households import queries as households
from anjia.interfaces.desk.complaint_cards import scores_of
from anjia.interfaces.desk.forms.surveys import DecideForm, TakeUpForm
from anjia.interfaces.desk.survey_faces import survey_faces
from anjia.interfaces.shared.access import Request, for_desk
from anjia.interfaces.shared.refusals import put_on
from anjia.interfaces.shared.toasts import say
from anjia.kernel import clock
from anjia.kernel.errors import Missing, Refusal
from anjia.quality import operations
from anjia.quality.queries import feedback as queries
from anjia.quality.queries.feedback import Objection, WeakLink, weak_team_names
from anjia.quality.rules.feedback import Team
from anjia.workforce import queries as workforce


@for_desk(Role.QUALITY_LEAD, Role.ADVISER, Role.DISPATCHER)
@require_GET
def weak_links(request: Request) -> HttpResponseBase:
    """What the answers of the last 60 days showed, by the team that owns the weak link; one's own team first."""
    wanted = request.GET.get("team", "") or _own_team(request)
    team = Team(wanted) if wanted in set(Team) else None
    taken = request.GET.get("which") == "taken"
    context = {
        "rows": _link_rows(queries.weak_links_of(at=clock.now(), team=team, taken=taken)),
        "team": team.value if team else "all",
        "teams": weak_team_names(),
        "which": "taken" if taken else "open",
        "form": TakeUpForm(),
        "faces": survey_faces("weak-links"),
    }
    return render(request, "desk/surveys/weak_links.html", context)


def _own_team(request: Request) -> str:
    roles = request.person.at_desk.roles
    return next((team.value for team in Team if team.value in roles), "")


def _link_rows(links: list[WeakLink]) -> list[dict[str, Any]]:
    families = households.names_of(one.household_id for one in links)
    caregivers = workforce.names_of(one.caregiver_id for one in links)
    services = catalog.names_of(one.offering_id for one in links)
    teams = weak_team_names()
    return [
        {
            "link": one,
            "household": families.get(one.household_id, ""),
            "caregiver": caregivers.get(one.caregiver_id, ""),
            "service": services.get(one.offering_id, ""),
            "team": teams[one.team],
        }
        for one in links
    ]


@for_desk(Role.QUALITY_LEAD, Role.ADVISER, Role.DISPATCHER)
@require_POST
def take_up(request: Request, survey_id: int) -> HttpResponseBase:
    """A team takes up what an answer showed."""
    team = request.POST.get("team", "")
    if team not in set(Team):
        raise Missing
    operations.take_up_weak_link(
        survey_id=survey_id,
        team=Team(team),
        text=request.POST.get("text", ""),
        at=clock.now(),
        by=request.person.actor,
    )
    say(request, _("Taken up. It stands under “Taken up” now."))
    return redirect("desk:weak-links")


@for_desk(Role.QUALITY_LEAD)
@require_GET
def objections(request: Request) -> HttpResponseBase:
    """Objections that wait for a decision, or those decided."""
    decided = request.GET.get("which") == "decided"
    found = queries.objections(decided=decided)
    names = workforce.names_of(one.caregiver_id for one in found)
    context = {
        "rows": [{"objection": one, "caregiver": names.get(one.caregiver_id, "")} for one in found],
        "which": "decided" if decided else "open",
        "faces": survey_faces("objections"),
    }
    return render(request, "desk/surveys/objections.html", context)


@for_desk(Role.QUALITY_LEAD)
def objection(request: Request, word_id: int) -> HttpResponseBase:
    """One objection beside the whole answer, and the decision."""
    found = queries.objection(word_id)
    form = DecideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.decide_objection(
                word_id=word_id,
                upheld=form.cleaned_data["upheld"] == "yes",
                text=form.cleaned_data["text"],
                at=clock.now(),
                by=request.person.actor,
            )
        except Refusal as refusal:
            put_on(form, refusal)
        else:
            say(request, _("Decided. She reads it on her phone."))
            return redirect("desk:objections")
    context = {
        "objection": found,
        "form": form,
        "faces": survey_faces("objections"),
        **_about(found),
    }
    return render(request, "desk/surveys/objection.html", context, status=422 if form.errors else 200)


def _about(found: Objection) -> dict[str, Any]:
    return {
        "caregiver": workforce.names_of([found.caregiver_id]).get(found.caregiver_id, ""),
        "household": households.names_of([found.household_id]).get(found.household_id, ""),
        "scores": scores_of(found.scores),
    }
