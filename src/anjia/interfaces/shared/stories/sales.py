"""Sales' facts in words."""

from datetime import datetime
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from anjia.interfaces.shared import formats
from anjia.interfaces.shared.story import Telling, name_of, tells
from anjia.kernel import clock
from anjia.kernel.clock import day_of
from anjia.sales import queries
from anjia.sales.events import (
    EnquiryAnswered,
    EnquiryLost,
    EnquiryReceived,
    EnquiryScopeAgreed,
    EnquiryTaken,
    EnquiryWon,
    HomeSurveyDone,
    HomeSurveyMoved,
    HomeSurveyPlanned,
    HomeSurveysRequested,
    HomeSurveysWaived,
    InterviewHeld,
    ObjectionAnswered,
    ObjectionRaised,
    ProposalAccepted,
    ProposalDeclined,
    ProposalLapsed,
    ProposalSent,
)


def _url(name: str, key: int) -> str:
    try:
        return reverse(name, args=[key])
    except NoReverseMatch:
        return ""


def _desk(event: Any) -> dict[str, Any]:
    return {"url": _url("desk:enquiry", event.enquiry_id)}


def _both(event: Any) -> dict[str, Any]:
    return _desk(event) | {"household_url": _url("household:proposal", event.proposal_id)}


@tells(EnquiryReceived)
def enquiry_received(event: EnquiryReceived) -> Telling:
    channel = queries.channel_names().get(event.channel, event.channel)
    consent = ((_("Consent"), _("agreed to the use of name, number and address")),) if event.consented else ()
    return Telling(
        icon="chat",
        sentence=_("An enquiry came in (%(channel)s).") % {"channel": channel},
        details=consent,
        to_household=_("You asked us for a service."),
        **_desk(event),
    )


@tells(EnquiryAnswered)
def enquiry_answered(event: EnquiryAnswered) -> Telling:
    waited = formats.span(event.waited_minutes)
    return Telling(icon="phone", sentence=_("First contact after %(time)s.") % {"time": waited}, **_desk(event))


@tells(EnquiryTaken)
def enquiry_taken(event: EnquiryTaken) -> Telling:
    return Telling(icon="hand", sentence=_("An adviser took the enquiry on."), **_desk(event))


@tells(ObjectionRaised)
def objection_raised(event: ObjectionRaised) -> Telling:
    doubt = queries.doubt_names().get(event.doubt, event.doubt)
    return Telling(icon="warning", sentence=_("A doubt was raised: %(doubt)s.") % {"doubt": doubt}, **_desk(event))


@tells(ObjectionAnswered)
def objection_answered(event: ObjectionAnswered) -> Telling:
    doubt = queries.doubt_names().get(event.doubt, event.doubt)
    return Telling(
        icon="check-circle", sentence=_("A doubt was answered: %(doubt)s.") % {"doubt": doubt}, **_desk(event)
    )


@tells(InterviewHeld)
def interview_held(event: InterviewHeld) -> Telling:
    sentence = _("A needs interview was held; %(count)d of 8 questions were answered.")
    return Telling(icon="edit", sentence=sentence % {"count": len(event.slots)}, **_desk(event))


@tells(ProposalSent)
def proposal_sent(event: ProposalSent) -> Telling:
    total = {"total": formats.yuan(event.total_fen)}
    return Telling(
        icon="document",
        sentence=_("A proposal over %(total)s was sent.") % total,
        to_household=_("We sent you a proposal over %(total)s.") % total,
        **_both(event),
    )


@tells(ProposalAccepted)
def proposal_accepted(event: ProposalAccepted) -> Telling:
    total = {"total": formats.yuan(event.total_fen)}
    return Telling(
        icon="check-circle",
        tone="good",
        sentence=_("The proposal over %(total)s was accepted.") % total,
        to_household=_("You accepted our proposal over %(total)s.") % total,
        **_both(event),
    )


@tells(ProposalDeclined)
def proposal_declined(event: ProposalDeclined) -> Telling:
    return Telling(
        icon="x",
        tone="warn",
        sentence=_("The proposal was declined."),
        details=((_("Reason"), event.reason),) if event.reason else (),
        to_household=_("You declined our proposal."),
        **_both(event),
    )


@tells(ProposalLapsed)
def proposal_lapsed(event: ProposalLapsed) -> Telling:
    return Telling(
        icon="clock",
        tone="warn",
        sentence=_("The proposal lapsed without an answer."),
        to_household=_("Our proposal is no longer valid."),
        **_both(event),
    )


@tells(EnquiryWon)
def enquiry_won(event: EnquiryWon) -> Telling:
    return Telling(icon="check-circle", tone="good", sentence=_("The household ordered."), **_desk(event))


@tells(EnquiryLost)
def enquiry_lost(event: EnquiryLost) -> Telling:
    reason = queries.loss_names().get(event.reason, event.reason)
    return Telling(
        icon="x",
        tone="warn",
        sentence=_("The enquiry was lost: %(reason)s.") % {"reason": reason},
        details=((_("In their words"), event.note),) if event.note else (),
        **_desk(event),
    )


@tells(EnquiryScopeAgreed)
def enquiry_scope_agreed(event: EnquiryScopeAgreed) -> Telling:
    day = formats.short_day(event.move_in_on, day_of(clock.now())) if event.move_in_on else ""
    return Telling(
        icon="shield",
        sentence=_("A guaranteed scope was agreed: %(count)d steps.") % {"count": len(event.steps)},
        details=((_("Moving in"), day),) if day else (),
        to_household=_("We agreed with you on %(count)d guaranteed steps.") % {"count": len(event.steps)},
        **_desk(event),
    )


def _surveys(event: Any) -> dict[str, Any]:
    return _desk(event) | {"household_url": _page("household:home-surveys")}


def _page(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _which(event: Any, when: datetime | None = None) -> dict[str, Any]:
    at = formats.moment(when, day_of(clock.now())) if when else ""
    return {"number": event.number, "when": at, "name": name_of("staff", event.staff_id)}


@tells(HomeSurveysRequested)
def home_surveys_requested(event: HomeSurveysRequested) -> Telling:
    return Telling(
        icon="home",
        sentence=_("Two surveys at home were requested."),
        to_household=_("You asked us to look at your home."),
        **_surveys(event),
    )


@tells(HomeSurveyPlanned)
def home_survey_planned(event: HomeSurveyPlanned) -> Telling:
    values = _which(event, event.starts_at)
    return Telling(
        icon="calendar",
        sentence=_("Survey %(number)d of 2 at home: %(name)s, %(when)s.") % values,
        to_household=_("Survey %(number)d of 2 at your home: %(when)s.") % values,
        **_surveys(event),
    )


@tells(HomeSurveyMoved)
def home_survey_moved(event: HomeSurveyMoved) -> Telling:
    values = _which(event, event.starts_at)
    wish = ((_("Whose wish"), _("the household's")),) if event.household_asked else ()
    return Telling(
        icon="calendar",
        sentence=_("Survey %(number)d of 2 was moved to %(when)s, %(name)s.") % values,
        details=wish,
        to_household=_("Survey %(number)d of 2 at your home is now on %(when)s.") % values,
        **_surveys(event),
    )


@tells(HomeSurveyDone)
def home_survey_done(event: HomeSurveyDone) -> Telling:
    found = _("%(rooms)d rooms, %(metres)d m², %(photos)d photos")
    values = {"rooms": event.rooms, "metres": event.square_metres, "photos": event.photos}
    return Telling(
        icon="check-circle",
        tone="good",
        sentence=_("Survey %(number)d of 2 is done by %(name)s.") % _which(event),
        details=((_("Found"), found % values),),
        to_household=_("Survey %(number)d of 2 at your home is done.") % {"number": event.number},
        **_surveys(event),
    )


@tells(HomeSurveysWaived)
def home_surveys_waived(event: HomeSurveysWaived) -> Telling:
    return Telling(
        icon="x",
        sentence=_("The household does not want further surveys."),
        details=((_("In their words"), event.note),),
        to_household=_("You told us that no further survey is needed."),
        **_surveys(event),
    )
