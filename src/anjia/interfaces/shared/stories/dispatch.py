"""Dispatch's facts in words."""

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from anjia.dispatch.events import (
    AssignmentChanged,
    AssignmentReleased,
    CaregiverAssigned,
    HoldReleased,
    SlotHeld,
)
from anjia.interfaces.shared import formats
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
        details=((_("Why"), event.reason),),
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
