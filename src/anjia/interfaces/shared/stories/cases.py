"""How complaints are carried and causes are worked on, in words, for the desk and for the family."""

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from anjia.interfaces.shared import formats
from anjia.interfaces.shared.story import Telling, name_of, tells
from anjia.kernel import clock
from anjia.kernel.clock import day_of
from anjia.kernel.dates import day_in_words
from anjia.kernel.money import yuan
from anjia.quality.events import (
    CauseAdded,
    CauseClosed,
    CompensationDecided,
    CompensationRequested,
    ComplaintAssessed,
    ComplaintFact,
    ComplaintHandedOver,
    EffectUnclear,
    HouseholdAskedBack,
    PlanStepTaken,
    PreventiveActionDecided,
    PreventiveActionProposed,
    SettlementPlanned,
    TeamSet,
    WaitEnded,
)
from anjia.quality.queries import cause_name, severity_names, wait_end_names


def _page(name: str, *args: int) -> str:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def _desk(event: ComplaintFact) -> str:
    return _page("desk:complaint", event.complaint_id)


def _home(event: ComplaintFact) -> str:
    return _page("household:complaint", event.complaint_id)


@tells(ComplaintAssessed)
def complaint_assessed(event: ComplaintAssessed) -> Telling:
    values = {"cause": cause_name(event.cause), "severity": severity_names()[event.severity]}
    sentence = _("The complaint was judged: %(severity)s, %(cause)s.") % values
    return Telling(icon="edit", sentence=sentence, url=_desk(event))


@tells(ComplaintHandedOver)
def complaint_handed_over(event: ComplaintHandedOver) -> Telling:
    values = {"name": name_of("staff", event.staff_id) or "–"}
    return Telling(icon="hand", sentence=_("%(name)s answers for the complaint now.") % values, url=_desk(event))


@tells(HouseholdAskedBack)
def household_asked_back(event: HouseholdAskedBack) -> Telling:
    return Telling(
        icon="clock",
        sentence=_("The household was asked something; the clock of its complaint stands still until it replies."),
        url=_desk(event),
        to_household=_("We need a word from you about your complaint."),
        household_url=_home(event),
    )


@tells(WaitEnded)
def wait_ended(event: WaitEnded) -> Telling:
    values = {"reason": wait_end_names().get(event.reason, event.reason)}
    return Telling(icon="refresh", sentence=_("The clock goes on: %(reason)s.") % values, url=_desk(event))


@tells(SettlementPlanned)
def settlement_planned(event: SettlementPlanned) -> Telling:
    values = {"steps": event.steps, "day": formats.moment(event.until, day_of(clock.now()))}
    return Telling(
        icon="list",
        sentence=_("A plan with %(steps)d steps was promised, until %(day)s.") % values,
        url=_desk(event),
        to_household=_("We told you why it takes longer and what we do until %(day)s.") % values,
        household_url=_home(event),
    )


@tells(PlanStepTaken)
def plan_step_taken(event: PlanStepTaken) -> Telling:
    return Telling(
        icon="check",
        tone="good",
        sentence=_("A step of the plan was taken."),
        url=_desk(event),
        to_household=_("We have taken a step for your complaint."),
        household_url=_home(event),
    )


@tells(CompensationRequested)
def compensation_requested(event: CompensationRequested) -> Telling:
    values = {"amount": yuan(event.amount_fen)}
    sentence = _("%(amount)s back was asked for; a second person decides.") % values
    return Telling(icon="yuan", tone="warn", sentence=sentence, url=_desk(event))


@tells(CompensationDecided)
def compensation_decided(event: CompensationDecided) -> Telling:
    values = {"amount": yuan(event.amount_fen)}
    yes, no = _("%(amount)s back was approved by a second person."), _("%(amount)s back was declined.")
    return Telling(icon="yuan", sentence=(yes if event.approved else no) % values, url=_desk(event))


@tells(EffectUnclear)
def effect_unclear(event: EffectUnclear) -> Telling:
    url = _page("desk:complaint", event.complaint_id) if event.complaint_id else _page("desk:corrective-actions")
    values = {"day": day_in_words(event.look_again_on)}
    return Telling(
        icon="clock",
        sentence=_("The figures cannot tell yet whether the action helped; one looks again on %(day)s.") % values,
        url=url,
    )


@tells(PreventiveActionProposed)
def prevention_proposed(event: PreventiveActionProposed) -> Telling:
    values = {"cause": cause_name(event.cause), "times": event.times, "visits": event.visits}
    sentence = _("“%(cause)s” came up %(times)d times in %(visits)d visits, more often than chance explains.") % values
    return Telling(icon="warning", tone="warn", sentence=sentence, url=_page("desk:causes"))


@tells(PreventiveActionDecided)
def prevention_decided(event: PreventiveActionDecided) -> Telling:
    yes, no = _("The preventive action was taken up."), _("The preventive action was declined: %(reason)s")
    words = (yes if event.accepted else no) % {"reason": event.reason}
    return Telling(icon="check", sentence=words, url=_page("desk:causes"))


@tells(CauseAdded)
def cause_added(event: CauseAdded) -> Telling:
    sentence = _("The cause “%(name)s” was added.") % {"name": event.label}
    return Telling(icon="plus", sentence=sentence, url=_page("desk:cause-tree"))


@tells(CauseClosed)
def cause_closed(event: CauseClosed) -> Telling:
    sentence = _("The cause “%(name)s” is no longer chosen.") % {"name": event.label}
    return Telling(icon="trash", sentence=sentence, url=_page("desk:cause-tree"))


@tells(TeamSet)
def team_set(event: TeamSet) -> Telling:
    words = _("The team “%(name)s” was closed.") if event.closed else _("The team “%(name)s” has %(people)d people.")
    values = {"name": event.label, "people": event.people}
    return Telling(icon="users", sentence=words % values, url=_page("desk:teams"))
