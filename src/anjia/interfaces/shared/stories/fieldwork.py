"""Field work's facts in words."""

from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from anjia.fieldwork.events import (
    CaregiverCheckedIn,
    CaregiverSetOut,
    HouseholdNoted,
    IncidentReported,
    PhotoAdded,
    PhotoRemoved,
    ScopeMissed,
    StepTicked,
    StepUnticked,
    VisitCompleted,
)
from anjia.fieldwork.queries import incident_words
from anjia.fieldwork.rules import TOLD_TO_HOUSEHOLD, When, is_far
from anjia.interfaces.shared import formats
from anjia.interfaces.shared.story import Telling, tells


def _places(visit_id: int) -> dict[str, Any]:
    """Where the desk and the household read on."""
    return {"url": _url("desk:visit", visit_id), "household_url": _url("household:visit", visit_id)}


def _url(name: str, visit_id: int) -> str:
    try:
        return reverse(name, args=[visit_id])
    except NoReverseMatch:
        return ""


@tells(CaregiverSetOut)
def caregiver_set_out(event: CaregiverSetOut) -> Telling:
    return Telling(
        icon="route",
        sentence=_("Set out for the visit."),
        to_household=_("Your caregiver is on the way."),
        **_places(event.visit_id),
    )


@tells(CaregiverCheckedIn)
def caregiver_checked_in(event: CaregiverCheckedIn) -> Telling:
    sentence = _("Checked in at the door.")
    if event.late_minutes:
        sentence = _("Checked in at the door, %(late)s late.") % {"late": formats.span(event.late_minutes)}
    details = []
    if event.metres is not None and is_far(event.metres):
        details.append((_("Distance from the home"), _("about %d m") % event.metres))
    if event.note:
        details.append((_("Note"), event.note))
    return Telling(
        icon="map-pin",
        sentence=sentence,
        tone="warn" if event.late_minutes or details else "",
        details=tuple(details),
        to_household=_("Your caregiver is at the door."),
        **_places(event.visit_id),
    )


@tells(StepTicked)
def step_ticked(event: StepTicked) -> Telling:
    return Telling(icon="check", sentence=_("Done: %(step)s") % {"step": event.title}, **_places(event.visit_id))


@tells(StepUnticked)
def step_unticked(event: StepUnticked) -> Telling:
    words = _("Not done after all: %(step)s") % {"step": event.title}
    return Telling(icon="undo", sentence=words, **_places(event.visit_id))


@tells(PhotoAdded)
def photo_added(event: PhotoAdded) -> Telling:
    before = event.when == When.BEFORE
    words = _("Took a photo before the work.") if before else _("Took a photo after the work.")
    return Telling(icon="camera", sentence=words, **_places(event.visit_id))


@tells(PhotoRemoved)
def photo_removed(event: PhotoRemoved) -> Telling:
    return Telling(icon="undo", sentence=_("Took a photo back."), **_places(event.visit_id))


@tells(IncidentReported)
def incident_reported(event: IncidentReported) -> Telling:
    kind = incident_words().get(event.kind, event.kind)
    told = event.kind in TOLD_TO_HOUSEHOLD
    return Telling(
        icon="warning",
        tone="warn",
        sentence=_("Reported: %(kind)s.") % {"kind": kind},
        details=((_("In her words"), event.text),),
        to_household=_("Your caregiver reported: %(text)s") % {"text": event.text} if told else "",
        **_places(event.visit_id),
    )


@tells(HouseholdNoted)
def household_noted(event: HouseholdNoted) -> Telling:
    return Telling(
        icon="chat",
        sentence=_("The household left the caregiver a note."),
        details=((_("Note"), event.text),),
        to_household=_("You left a note: %(text)s") % {"text": event.text},
        **_places(event.visit_id),
    )


@tells(VisitCompleted)
def visit_completed(event: VisitCompleted) -> Telling:
    details = ((_("Left out, because"), event.reason),) if event.reason else ()
    return Telling(
        icon="check-circle",
        tone="warn" if event.reason else "good",
        sentence=_("Finished the visit after %(time)s.") % {"time": formats.span(event.worked_minutes)},
        details=details,
        to_household=_("The visit is finished."),
        **_places(event.visit_id),
    )


@tells(ScopeMissed)
def scope_missed(event: ScopeMissed) -> Telling:
    late = event.because == "too_late"
    ours = (
        _("The guaranteed scope was not delivered in time.") if late else _("Part of the guaranteed scope is missing.")
    )
    theirs = _("We did not finish in time what we guaranteed.") if late else _("Part of what we guaranteed is missing.")
    return Telling(
        icon="warning",
        tone="bad",
        sentence=ours,
        details=((_("Missing"), _(", ").join(event.missed)),),
        to_household=theirs,
        **_places(event.visit_id),
    )
