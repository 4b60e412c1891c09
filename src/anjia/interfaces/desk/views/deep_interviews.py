"""Deep interviews: which are due, and the page on which one is written down."""

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from anjia.company.rules import Role
from anjia.households import queries as households
from anjia.interfaces.desk.forms.surveys import DeclineForm, InterviewForm
from anjia.interfaces.desk.survey_faces import survey_faces
from anjia.interfaces.shared.access import Request, for_desk
from anjia.interfaces.shared.refusals import put_on
from anjia.interfaces.shared.toasts import say
from anjia.kernel import clock
from anjia.kernel.errors import Refusal
from anjia.quality import operations
from anjia.quality.queries import interviews as queries
from anjia.quality.queries.guide import occasion_name
from anjia.quality.queries.interviews import InterviewSummary


@for_desk(Role.QUALITY_LEAD, Role.ADVISER)
@require_GET
def deep_interviews(request: Request) -> HttpResponseBase:
    """Interviews that are due, or those that have ended."""
    ended = request.GET.get("which") == "ended"
    context = {
        "rows": _rows(queries.deep_interviews(ended=ended)),
        "which": "ended" if ended else "planned",
        "now": clock.now(),
        "faces": survey_faces("deep-interviews"),
    }
    return render(request, "desk/surveys/deep_interviews.html", context)


def _rows(found: list[InterviewSummary]) -> list[dict[str, Any]]:
    names = households.names_of(one.household_id for one in found)
    return [
        {
            "interview": one,
            "household": names.get(one.household_id, ""),
            "occasion": occasion_name(one.occasion),
            "late": one.ended_at is None and one.due_at < clock.now(),
        }
        for one in found
    ]


@for_desk(Role.QUALITY_LEAD, Role.ADVISER)
def deep_interview(request: Request, interview_id: int) -> HttpResponseBase:
    """One interview: the guide to be filled in, or what was said."""
    found = queries.deep_interview(interview_id)
    form = InterviewForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.hold_deep_interview(
                interview_id=interview_id,
                answers=form.answers(),
                summary=form.cleaned_data["summary"],
                entries=form.entries(),
                at=clock.now(),
                by=request.person.actor,
            )
        except Refusal as refusal:
            put_on(form, refusal)
        else:
            say(request, _("Written down; the dossier knows it too."))
            return redirect("desk:deep_interview", interview_id)
    context = {
        "interview": found,
        "household": households.household(found.household_id),
        "occasion": occasion_name(found.occasion),
        "form": form,
        "decline": DeclineForm(),
        "faces": survey_faces("deep-interviews"),
    }
    return render(request, "desk/surveys/deep_interview.html", context, status=422 if form.errors else 200)


@for_desk(Role.QUALITY_LEAD, Role.ADVISER)
@require_POST
def decline(request: Request, interview_id: int) -> HttpResponseBase:
    """The household does not want it."""
    operations.decline_deep_interview(
        interview_id=interview_id, reason=request.POST.get("reason", ""), at=clock.now(), by=request.person.actor
    )
    say(request, _("Written down."))
    return redirect("desk:deep-interviews")


@for_desk(Role.QUALITY_LEAD, Role.ADVISER)
@require_POST
def plan(request: Request, household_id: int) -> HttpResponseBase:
    """Plans this quarter's interview with a household by hand."""
    interview_id = operations.plan_interview(household_id=household_id, at=clock.now(), by=request.person.actor)
    return redirect("desk:deep_interview", interview_id)
