"""Dispatch's facts in words."""

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from anjia.dispatch.events import (
    AssignmentChanged,
    AssignmentReleased,
    CaregiverAssigned,
    CaregiverFavoured,
    CaregiverRefused,
    HoldReleased,
    HouseholdRefused,
    PairPreferenceLifted,
    ReviewAsked,
    ReviewDecided,
    SlotHeld,
    WeightsPublished,
)
from anjia.dispatch.rules import Liking, Outcome, Side
from anjia.interfaces.shared import formats
from anjia.interfaces.shared.reasons import kept_reason
from anjia.interfaces.shared.story import Telling, name_of, tells
from anjia.kernel import clock


def _page(name: str, visit_id: int) -> str:
    try:
        return reverse(name, args=[visit_id])
    except NoReverseMatch:
        return ""


def _when(event: SlotHeld | CaregiverAssigned | AssignmentChanged | AssignmentReleased) -> str:
    return formats.moment(event.starts_at, clock.day_of(clock.now()))


@tells(SlotHeld)
def slot_held(event: SlotHeld) -> Telling:
    values = {"name": name_of("caregiver", event.caregiver_id), "when": _when(event)}
    return Telling(icon="clock", sentence=_("The time of %(name)s was kept: %(when)s.") % values)


@tells(HoldReleased)
def hold_released(event: HoldReleased) -> Telling:
    said = (
        _("The time kept with %(name)s ran out.") if event.ran_out else _("The time kept with %(name)s was given back.")
    )
    return Telling(icon="clock", sentence=said % {"name": name_of("caregiver", event.caregiver_id)})


@tells(CaregiverAssigned)
def caregiver_assigned(event: CaregiverAssigned) -> Telling:
    values = {"name": name_of("caregiver", event.caregiver_id), "when": _when(event)}
    return Telling(
        icon="check-circle",
        sentence=_("%(name)s is sent: %(when)s.") % values,
        url=_page("desk:visit", event.visit_id),
        to_household=_("%(name)s comes to you: %(when)s.") % values,
        household_url=_page("household:visit", event.visit_id),
    )


@tells(AssignmentChanged)
def assignment_changed(event: AssignmentChanged) -> Telling:
    values = {
        "name": name_of("caregiver", event.caregiver_id),
        "before": name_of("caregiver", event.instead_of_id),
        "when": _when(event),
    }
    return Telling(
        icon="users",
        tone="warn",
        sentence=_("%(name)s is sent instead of %(before)s: %(when)s.") % values,
        url=_page("desk:visit", event.visit_id),
        details=((_("Why"), kept_reason(event.reason)),),
        to_household=_("%(name)s comes to you instead of %(before)s: %(when)s.") % values,
        household_url=_page("household:visit", event.visit_id),
    )


@tells(AssignmentReleased)
def assignment_released(event: AssignmentReleased) -> Telling:
    values = {"name": name_of("caregiver", event.caregiver_id), "when": _when(event)}
    return Telling(
        icon="user",
        sentence=_("%(name)s is no longer sent: %(when)s.") % values,
        url=_page("desk:visit", event.visit_id),
    )


def _pair(event: CaregiverRefused | CaregiverFavoured | HouseholdRefused | PairPreferenceLifted) -> dict[str, str]:
    return {"name": name_of("caregiver", event.caregiver_id), "household": name_of("household", event.household_id)}


@tells(CaregiverRefused)
def caregiver_refused(event: CaregiverRefused) -> Telling:
    said = _("%(household)s does not want %(name)s to come.")
    once = _("%(household)s does not want %(name)s to come this time.")
    to_household = _("You asked that %(name)s does not come any more.")
    to_household_once = _("You asked that %(name)s does not come this time.")
    return Telling(
        icon="hand",
        tone="warn",
        sentence=(said if event.for_good else once) % _pair(event),
        to_household=(to_household if event.for_good else to_household_once) % _pair(event),
    )


@tells(CaregiverFavoured)
def caregiver_favoured(event: CaregiverFavoured) -> Telling:
    return Telling(
        icon="star",
        sentence=_("%(household)s would like %(name)s to come again.") % _pair(event),
        to_household=_("You would like %(name)s to come again.") % _pair(event),
    )


@tells(HouseholdRefused)
def household_refused(event: HouseholdRefused) -> Telling:
    return Telling(
        icon="hand", tone="warn", sentence=_("%(name)s would rather not go to %(household)s.") % _pair(event)
    )


@tells(PairPreferenceLifted)
def pair_preference_lifted(event: PairPreferenceLifted) -> Telling:
    refused = event.liking == Liking.REFUSED
    theirs = event.side == Side.HOUSEHOLD
    said = (
        _("%(name)s may come to %(household)s again.") if refused else _("%(household)s no longer asks for %(name)s.")
    )
    mine = _("%(name)s may come to you again.") if refused else _("You no longer ask for %(name)s.")
    return Telling(icon="check", sentence=said % _pair(event), to_household=mine % _pair(event) if theirs else "")


@tells(WeightsPublished)
def weights_published(event: WeightsPublished) -> Telling:
    sentence = _("The weights by which caregivers are chosen were published anew: version %(version)d.")
    return Telling(icon="filter", sentence=sentence % {"version": event.version}, details=((_("Why"), event.reason),))


@tells(ReviewAsked)
def review_asked(event: ReviewAsked) -> Telling:
    return Telling(
        icon="hand",
        tone="warn",
        sentence=_("A person is to look again at who was sent."),
        url=_page("desk:match_review", event.review_id),
        to_household=_("You asked that a person look again at who comes.") if event.side == Side.HOUSEHOLD else "",
    )


@tells(ReviewDecided)
def review_decided(event: ReviewDecided) -> Telling:
    stands = event.outcome == Outcome.STANDS
    to_household = _("A person looked again at who comes and answered you.")
    return Telling(
        icon="check",
        sentence=_("Looked at again: the choice stands.") if stands else _("Looked at again: something was changed."),
        url=_page("desk:match_review", event.review_id),
        to_household=to_household if event.side == Side.HOUSEHOLD else "",
    )
