"""A caregiver's words to an answer, the decision on her objection, and a weak link taken up."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from anjia.kernel.actors import Actor
from anjia.kernel.clock import day_of
from anjia.kernel.dates import day_in_words
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.operations import announce, once, signed
from anjia.kernel.text import clean_text
from anjia.promises.operations import keep_promise, make_promise
from anjia.promises.rules import Kind
from anjia.quality.events import CaregiverReplied, ObjectionDecided, WeakLinkTakenUp
from anjia.quality.models import CaregiverWord, ObjectionDecision, Survey, WeakLinkTaken
from anjia.quality.rules.answers import Scores
from anjia.quality.rules.feedback import OBJECT_DAYS, TEAM_OF, Stance, Team, is_out, may_object, weak_links

MOST_TEXT = 1000


def reply_to_answer(*, survey_id: int, caregiver_id: int, stance: Stance, text: str, at: datetime, by: Actor) -> int:
    """The caregiver says something to an answer about her, once as a remark and once as an objection; returns its id.

    An objection is decided by a person within the promised time. Refuses empty words and a second time, and after
    30 days. Raises Missing for an answer that is not about her, that she cannot read yet, or that hides its family.
    """
    survey = Survey.objects.filter(pk=survey_id, caregiver_id=caregiver_id, discreet=False).first()
    if survey is None or survey.answered_at is None or not is_out(survey.answered_at, at):
        raise Missing
    words = clean_text(text, most=MOST_TEXT, what=_("your words"), least=2)
    if not may_object(survey.answered_at, at):
        sentence = _("This answer is from %(day)s; for %(days)d days something can be said to it. Please call us.")
        day = day_in_words(day_of(survey.answered_at), beside=day_of(at))
        raise Refusal(sentence % {"day": day, "days": OBJECT_DAYS})
    with transaction.atomic():
        with once("caregiver_word_once", _("You have said something to this answer before; it is kept.")):
            word = CaregiverWord.objects.create(
                survey=survey, caregiver_id=caregiver_id, stance=Stance(stance), text=words, at=at
            )
        fact = CaregiverReplied(
            survey_id=survey.pk, visit_id=survey.visit_id, caregiver_id=caregiver_id, stance=Stance(stance).value
        )
        announce(fact, at=at, by=by)
        if word.stance == Stance.OBJECTION:
            subject = f"answer_objection:{word.pk}"
            make_promise(kind=Kind.OBJECTION_DECIDED, subject=subject, made_at=at, caregiver_id=caregiver_id, by=by)
    return int(word.pk)


def decide_objection(*, word_id: int, upheld: bool, text: str, at: datetime, by: Actor) -> None:
    """A person decides on a caregiver's objection, with words that she reads. Upheld, the answer leaves her index.

    The answer itself stays as it was given, and goes on counting for the service. Refuses a second decision.
    """
    word = CaregiverWord.objects.filter(pk=word_id, stance=Stance.OBJECTION).select_related("survey").first()
    if word is None:
        raise Missing
    words = clean_text(text, most=MOST_TEXT, what=_("the reason"), least=2)
    with transaction.atomic():
        with once("objection_decided_once", _("Somebody has decided on this objection already.")):
            ObjectionDecision.objects.create(word=word, survey=word.survey, upheld=upheld, text=words, **signed(by, at))
        fact = ObjectionDecided(
            survey_id=word.survey_id, visit_id=word.survey.visit_id, caregiver_id=word.caregiver_id, upheld=upheld
        )
        announce(fact, at=at, by=by)
        keep_promise(kind=Kind.OBJECTION_DECIDED, subject=f"answer_objection:{word.pk}", evidence=by.name, at=at, by=by)


def take_up_weak_link(*, survey_id: int, team: Team, text: str, at: datetime, by: Actor) -> None:
    """A team says what it does about what an answer showed; it leaves the team's list. Once for each team."""
    survey = Survey.objects.filter(pk=survey_id, answered_at__isnull=False).first()
    if survey is None or team not in {TEAM_OF[one] for one in weak_links(scores_of(survey))}:
        raise Missing
    words = clean_text(text, most=MOST_TEXT, what=_("what you do about it"), least=2)
    with transaction.atomic():
        with once("weak_link_taken_once", _("Somebody of the team has taken this up already.")):
            WeakLinkTaken.objects.create(survey=survey, team=Team(team), text=words, **signed(by, at))
        fact = WeakLinkTakenUp(
            survey_id=survey.pk, visit_id=survey.visit_id, caregiver_id=survey.caregiver_id, team=Team(team).value
        )
        announce(fact, at=at, by=by)


def scores_of(survey: Survey) -> Scores:
    """The scores of an answered survey."""
    return Scores(
        attitude=survey.attitude or 0,
        skill=survey.skill or 0,
        efficiency=survey.efficiency or 0,
        problem_solving=survey.problem_solving or 0,
    )
