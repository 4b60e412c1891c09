"""What waits before a visit or an offer: surveys at home, and the question a week ahead."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from anjia.booking import queries as booking
from anjia.company.rules import Role
from anjia.households import queries as households
from anjia.interfaces.desk.due.items import Due, horizon, page
from anjia.promises import queries as promises
from anjia.promises.queries import PromiseSummary
from anjia.promises.rules import Kind
from anjia.sales import queries as sales
from anjia.sales.queries import HomeSurveySummary, SurveyRequestSummary
from anjia.sales.rules import SurveyState

WEEKS_AHEAD = timedelta(days=14)  # a visit's needs are due a week before it, so look as far again
MOST = 50


def home_surveys(at: datetime) -> list[Due]:
    """Surveys that have no time yet, due as promised, and those that take place, due when they begin."""
    found = sales.open_survey_requests(limit=MOST)
    names = households.names_of(one.household_id for one in found)
    promised = promises.promises_of(one.subject for one in found)
    lines = []
    for one in found:
        about, due = names.get(one.household_id, ""), _due_of(promised[one.subject], one.requested_at)
        if one.unplanned:
            lines.append(_to_plan(one, about, due))
        planned = [survey for survey in one.surveys if survey.state == SurveyState.PLANNED]
        lines += [_to_do(survey, about) for survey in planned if survey.starts_at <= horizon(at)]
    return lines


def _due_of(promised: list[PromiseSummary], otherwise: datetime) -> datetime:
    return next((one.due_at for one in reversed(promised) if one.kind == Kind.HOME_SURVEY), otherwise)


def _to_plan(one: SurveyRequestSummary, about: str, due: datetime) -> Due:
    return Due(
        kind="enquiry",
        icon="home",
        what=_("Plan the surveys at home"),
        about=about,
        url=page("enquiry", one.enquiry_id),
        due_at=due,
        act=pgettext("act", "Plan"),
        roles=(Role.ADVISER,),
    )


def _to_do(survey: HomeSurveySummary, about: str) -> Due:
    return Due(
        kind="enquiry",
        icon="home",
        what=_("Survey %(number)d of 2 at home") % {"number": survey.number},
        about=about,
        url=page("home-survey-record", survey.id),
        due_at=survey.starts_at,
        act=pgettext("act", "Write down"),
        staff_id=survey.surveyor_id,
    )


def needs_checks(at: datetime) -> list[Due]:
    """Visits whose needs are to be asked within the week, also those for which it is late."""
    visits = booking.visits_to_ask(since=at, until=horizon(at) + WEEKS_AHEAD, limit=MOST)
    names = households.names_of(one.household_id for one in visits)
    promised = promises.promises_of(f"visit:{one.id}" for one in visits)
    due = {
        one.id: made[-1].due_at
        for one in visits
        if (made := [made for made in promised[f"visit:{one.id}"] if made.kind == Kind.NEEDS_CHECK])
    }
    return [
        Due(
            kind="visit",
            icon="phone",
            what=_("Ask for the needs before the visit"),
            about=names.get(one.household_id, ""),
            note=one.title,
            url=page("needs-check", one.id),
            due_at=due[one.id],
            act=pgettext("act", "Ask"),
            roles=(Role.ADVISER,),
        )
        for one in visits
        if one.id in due and due[one.id] <= horizon(at)
    ]
