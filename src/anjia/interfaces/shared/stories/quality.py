"""The facts of quality in words, for the desk and for the family."""

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from anjia.interfaces.shared import formats
from anjia.interfaces.shared.story import Telling, name_of, tells
from anjia.kernel.dates import day_in_words
from anjia.quality.events import (
    ActionFact,
    CompensationGranted,
    ComplaintAnswered,
    ComplaintEscalated,
    ComplaintFact,
    ComplaintOpened,
    ComplaintResolved,
    CorrectiveActionFinished,
    CorrectiveActionPlanned,
    HouseholdCalledBack,
    HouseholdReplied,
    ImprovementVerified,
    ResolutionConfirmed,
    ResolutionContested,
    SurveyAnswered,
    SurveyAsked,
)
from anjia.quality.queries import cause_name, dimension_names, level_names, reason_names, severity_names
from anjia.quality.rules import CheckOutcome, Dimension


def _page(name: str, *args: int) -> str:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def _desk(event: ComplaintFact) -> str:
    return _page("desk:complaint", event.complaint_id)


def _home(event: ComplaintFact) -> str:
    return _page("household:complaint", event.complaint_id)


@tells(SurveyAsked)
def survey_asked(event: SurveyAsked) -> Telling:
    return Telling(
        icon="chat",
        sentence=_("%(name)s was asked how the visit was.") % {"name": name_of("household", event.household_id)},
        url=_page("desk:visit", event.visit_id),
        to_household=_("How was the visit? Four stars and you are done."),
        household_url=_page("household:survey", event.survey_id),
    )


@tells(SurveyAnswered)
def survey_answered(event: SurveyAnswered) -> Telling:
    names = dimension_names()
    scores = tuple((names[dimension], f"{getattr(event, dimension)} / 5") for dimension in Dimension)
    values = {"name": name_of("household", event.household_id), "index": event.index}
    return Telling(
        icon="star",
        tone="good" if event.index >= 80 else "warn" if event.index >= 60 else "bad",
        sentence=_("%(name)s rated the visit: %(index)d points.") % values,
        url=_page("desk:visit", event.visit_id),
        details=scores,
        to_household=_("You told us how the visit was. Thank you."),
        household_url=_page("household:survey", event.survey_id),
    )


@tells(HouseholdCalledBack)
def called_back(event: HouseholdCalledBack) -> Telling:
    words = _("%(name)s was called back after the visit.") if event.reached else _("%(name)s could not be reached.")
    sentence = words % {"name": name_of("household", event.household_id)}
    return Telling(icon="phone", sentence=sentence, url=_page("desk:visit", event.visit_id))


@tells(ComplaintOpened)
def complaint_opened(event: ComplaintOpened) -> Telling:
    return Telling(
        icon="warning",
        tone="bad",
        sentence=_("Complaint: %(cause)s (%(severity)s).")
        % {"cause": cause_name(event.cause), "severity": severity_names()[event.severity]},
        url=_desk(event),
        to_household=_("You told us that something was wrong. We answer within the promised time."),
        household_url=_home(event),
    )


@tells(ComplaintAnswered)
def complaint_answered(event: ComplaintAnswered) -> Telling:
    return Telling(
        icon="chat",
        sentence=_("The household was answered about its complaint."),
        url=_desk(event),
        to_household=_("We answered you about your complaint."),
        household_url=_home(event),
    )


@tells(HouseholdReplied)
def household_replied(event: HouseholdReplied) -> Telling:
    return Telling(icon="chat", sentence=_("The household wrote about its complaint."), url=_desk(event))


@tells(ComplaintEscalated)
def complaint_escalated(event: ComplaintEscalated) -> Telling:
    values = {"level": level_names()[event.level], "name": name_of("staff", event.staff_id) or "–"}
    return Telling(
        icon="arrow-up",
        tone="warn",
        sentence=_("The complaint went up to the %(level)s: %(name)s.") % values,
        url=_desk(event),
        details=((_("Reason"), reason_names()[event.reason]),),
        to_household=_("Your complaint went up to the %(level)s.") % values,
        household_url=_home(event),
    )


@tells(CompensationGranted)
def compensation_granted(event: CompensationGranted) -> Telling:
    values = {"amount": formats.yuan(event.amount_fen), "version": event.clause_version}
    return Telling(
        icon="yuan",
        sentence=_("%(amount)s was granted under version %(version)d of the clause.") % values,
        url=_desk(event),
        to_household=_("We give you %(amount)s back.") % values,
        household_url=_home(event),
    )


@tells(ComplaintResolved)
def complaint_resolved(event: ComplaintResolved) -> Telling:
    return Telling(
        icon="check",
        tone="good",
        sentence=_("The complaint was resolved."),
        url=_desk(event),
        to_household=_("We told you what we did about your complaint. Is it settled?"),
        household_url=_home(event),
    )


@tells(ResolutionConfirmed)
def resolution_confirmed(event: ResolutionConfirmed) -> Telling:
    return Telling(
        icon="check-circle",
        tone="good",
        sentence=_("The household confirmed that its complaint is settled."),
        url=_desk(event),
        to_household=_("You confirmed that your complaint is settled."),
        household_url=_home(event),
    )


@tells(ResolutionContested)
def resolution_contested(event: ResolutionContested) -> Telling:
    return Telling(
        icon="undo",
        tone="bad",
        sentence=_("The household says that it is not settled (time %(times)d).") % {"times": event.times},
        url=_desk(event),
        to_household=_("You told us that it is not settled. We look at it again."),
        household_url=_home(event),
    )


def _action_page(event: ActionFact) -> str:
    """The complaint an action belongs to; one that belongs to none stands in the list."""
    return _page("desk:complaint", event.complaint_id) if event.complaint_id else _page("desk:corrective-actions")


@tells(CorrectiveActionPlanned)
def action_planned(event: CorrectiveActionPlanned) -> Telling:
    values = {
        "name": name_of("staff", event.staff_id),
        "cause": event.label or cause_name(event.cause),
        "day": day_in_words(event.due_on),
    }
    sentence = _("%(name)s works on the cause “%(cause)s” until %(day)s.") % values
    return Telling(icon="edit", sentence=sentence, url=_action_page(event))


@tells(CorrectiveActionFinished)
def action_finished(event: CorrectiveActionFinished) -> Telling:
    sentence = _("The corrective action is done; its effect is checked on %(day)s.")
    return Telling(
        icon="check",
        sentence=sentence % {"day": day_in_words(event.check_on)},
        url=_action_page(event),
    )


@tells(ImprovementVerified)
def improvement_verified(event: ImprovementVerified) -> Telling:
    words = _("The action helped.") if event.effective else _("The action did not help; it is open again.")
    if event.outcome == CheckOutcome.ACCEPTED:
        words = _("The action was closed on a person's word; the figures could not tell.")
    values = {"before": event.complaints_before, "after": event.complaints_after}
    return Telling(
        icon="check-circle" if event.effective else "undo",
        tone="good" if event.effective else "warn",
        sentence=words,
        url=_action_page(event),
        details=((_("Recurrences"), _("%(before)d before, %(after)d since") % values),),
    )
