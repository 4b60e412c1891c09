"""Ask a household after a visit, and take its answer."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from anjia.kernel.actors import Actor
from anjia.kernel.clock import day_of
from anjia.kernel.dates import day_in_words
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.operations import announce
from anjia.kernel.text import clean_text
from anjia.quality.events import SurveyAnswered, SurveyAsked
from anjia.quality.models import Survey
from anjia.quality.operations.cases import is_theirs
from anjia.quality.operations.complaints import open_for_answer
from anjia.quality.operations.follow_ups import answered, begin_follow_up
from anjia.quality.queries.index import weights_in_force
from anjia.quality.rules import ANSWER_DAYS, Scores, are_scores, may_answer
from anjia.quality.rules.index import weighted_index

MOST_TEXT = 1000


def ask_the_household(
    *, visit_id: int, household_id: int, caregiver_id: int, offering_id: int, at: datetime, by: Actor
) -> int:
    """Asks how a visit was, once per visit, and promises to follow up; returns the survey's id, also when known."""
    with transaction.atomic():
        begin_follow_up(visit_id=visit_id, household_id=household_id, caregiver_id=caregiver_id, at=at, by=by)
        survey, new = Survey.objects.get_or_create(
            visit_id=visit_id,
            defaults={
                "household_id": household_id,
                "caregiver_id": caregiver_id,
                "offering_id": offering_id,
                "asked_at": at,
            },
        )
        if new:
            announce(SurveyAsked(survey_id=survey.pk, **_about(survey)), at=at, by=by)
    return int(survey.pk)


def _about(survey: Survey) -> dict[str, int]:
    return {
        "visit_id": survey.visit_id,
        "household_id": survey.household_id,
        "caregiver_id": survey.caregiver_id,
    }


def _survey(survey_id: int, by: Actor) -> Survey:
    survey: Survey | None = Survey.objects.filter(pk=survey_id).first()
    if survey is None or not is_theirs(survey.household_id, by):
        raise Missing
    return survey


def record_answer(
    *,
    survey_id: int,
    scores: Scores,
    good_points: str,
    points_to_improve: str,
    at: datetime,
    by: Actor,
    discreet: bool = False,
) -> int | None:
    """Takes the one answer to a survey. A low one opens a complaint in the same transaction; its id is returned.

    `discreet`: its caregiver hears of it only among others. Refuses a second answer, one after 14 days, and scores
    outside 1 to 5.
    """
    survey = _survey(survey_id, by)
    if not are_scores(scores):
        raise Refusal(_("Please give each of the four points 1 to 5 stars."), field="scores")
    good = clean_text(good_points, most=MOST_TEXT, what=_("what went well"))
    improve = clean_text(points_to_improve, most=MOST_TEXT, what=_("what could be better"))
    with transaction.atomic():
        if not may_answer(survey.asked_at, at):
            raise Refusal(
                _("This question was open for %(days)d days. Please call us instead.") % {"days": ANSWER_DAYS}
            )
        values = {dimension.value: score for dimension, score in scores.each().items()}
        mine = Survey.objects.filter(pk=survey.pk, answered_at__isnull=True)
        index = weighted_index(scores, weights_in_force(at).terms.weights)
        texts = {"good_points": good, "points_to_improve": improve, "answered_by": str(by), "discreet": discreet}
        if not mine.update(answered_at=at, index=index, **texts, **values):
            _refuse_again(survey.pk, at)
        survey.refresh_from_db()
        announce(SurveyAnswered(survey_id=survey.pk, index=index, **_about(survey), **values), at=at, by=by)
        answered(survey, at=at, by=by)
        return open_for_answer(survey, scores, at=at, by=by)


def _refuse_again(survey_id: int, at: datetime) -> None:
    answered_at = Survey.objects.values_list("answered_at", flat=True).get(pk=survey_id)
    sentence = _("You answered on %(day)s already, thank you. If something is still wrong, please open a complaint.")
    raise Refusal(sentence % {"day": day_in_words(day_of(answered_at), beside=day_of(at))})
