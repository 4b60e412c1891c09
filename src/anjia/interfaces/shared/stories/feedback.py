"""The facts of asking, of answers that reached somebody, of interviews and advice, in words."""

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from anjia.interfaces.shared.story import Telling, name_of, tells
from anjia.quality.events import (
    AdviceGiven,
    CaregiverReplied,
    ConsultationStarted,
    DeepInterviewDeclined,
    DeepInterviewHeld,
    DeepInterviewPlanned,
    IndexWeightsPublished,
    ObjectionDecided,
    SurveySkipped,
    WeakLinkTakenUp,
)
from anjia.quality.queries.feedback import weak_team_names
from anjia.quality.queries.guide import occasion_name, skip_names
from anjia.quality.rules.feedback import Stance


def _page(name: str, *args: int) -> str:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


@tells(SurveySkipped)
def survey_skipped(event: SurveySkipped) -> Telling:
    values = {"name": name_of("household", event.household_id), "reason": skip_names().get(event.reason, event.reason)}
    return Telling(
        icon="chat",
        sentence=_("%(name)s was not asked how the visit was: %(reason)s. Somebody calls instead.") % values,
        url=_page("desk:visit", event.visit_id),
    )


@tells(IndexWeightsPublished)
def weights_published(event: IndexWeightsPublished) -> Telling:
    values = {"version": event.version, "least": event.least_ranked}
    sentence = _("Version %(version)d of the index's weights was published; a place needs %(least)d answers.")
    return Telling(icon="star", sentence=sentence % values, url=_page("desk:index-weights"))


@tells(CaregiverReplied)
def caregiver_replied(event: CaregiverReplied) -> Telling:
    objects = event.stance == Stance.OBJECTION
    words = _("%(name)s objects to an answer.") if objects else _("%(name)s said something to an answer.")
    return Telling(
        icon="chat",
        tone="warn" if objects else "",
        sentence=words % {"name": name_of("caregiver", event.caregiver_id)},
        url=_page("desk:objections"),
    )


@tells(ObjectionDecided)
def objection_decided(event: ObjectionDecided) -> Telling:
    upheld = _("The objection of %(name)s was upheld: the answer no longer counts in her index.")
    words = upheld if event.upheld else _("The objection of %(name)s was not upheld.")
    return Telling(
        icon="check",
        sentence=words % {"name": name_of("caregiver", event.caregiver_id)},
        url=_page("desk:visit", event.visit_id),
    )


@tells(WeakLinkTakenUp)
def weak_link_taken_up(event: WeakLinkTakenUp) -> Telling:
    values = {"team": weak_team_names().get(event.team, event.team)}
    return Telling(
        icon="edit",
        sentence=_("%(team)s took up what the answer showed.") % values,
        url=_page("desk:weak-links"),
    )


@tells(DeepInterviewPlanned)
def interview_planned(event: DeepInterviewPlanned) -> Telling:
    values = {"name": name_of("household", event.household_id), "occasion": occasion_name(event.occasion)}
    return Telling(
        icon="chat",
        sentence=_("A deep interview with %(name)s is due (%(occasion)s).") % values,
        url=_page("desk:deep_interview", event.deep_interview_id),
    )


@tells(DeepInterviewHeld)
def interview_held(event: DeepInterviewHeld) -> Telling:
    values = {"name": name_of("household", event.household_id)}
    return Telling(
        icon="check",
        tone="good",
        sentence=_("The deep interview with %(name)s took place.") % values,
        url=_page("desk:deep_interview", event.deep_interview_id),
        to_household=_("We talked at length about what your home needs. Thank you."),
    )


@tells(DeepInterviewDeclined)
def interview_declined(event: DeepInterviewDeclined) -> Telling:
    return Telling(
        icon="x",
        sentence=_("%(name)s does not want the deep interview.") % {"name": name_of("household", event.household_id)},
        url=_page("desk:deep_interview", event.deep_interview_id),
        details=((_("Reason"), event.reason),),
    )


@tells(ConsultationStarted)
def consultation_started(event: ConsultationStarted) -> Telling:
    values = {"topic": event.topic, "name": name_of("staff", event.staff_id)}
    return Telling(
        icon="chat",
        sentence=_("%(name)s was asked to advise on “%(topic)s”.") % values,
        url=_page("desk:consultation", event.consultation_id),
        to_household=_("We asked our expert %(name)s about “%(topic)s”.") % values,
        household_url=_page("household:consultation", event.consultation_id),
    )


@tells(AdviceGiven)
def advice_given(event: AdviceGiven) -> Telling:
    values = {"name": name_of("staff", event.staff_id)}
    return Telling(
        icon="check",
        tone="good",
        sentence=_("%(name)s gave advice.") % values,
        url=_page("desk:consultation", event.consultation_id),
        to_household=_("%(name)s answered your question.") % values,
        household_url=_page("household:consultation", event.consultation_id),
    )
