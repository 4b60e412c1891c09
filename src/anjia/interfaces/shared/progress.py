"""How far a visit has come, as the parts of `templates/progress/visit.html`: for the household and for the desk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from anjia.fieldwork.queries import IncidentSummary, PhotoSummary, VisitProgress, incident_words
from anjia.fieldwork.rules import State
from anjia.interfaces.shared import formats
from anjia.interfaces.shared.parts import Stage

ORDER = (State.PLANNED, State.ON_THE_WAY, State.AT_THE_DOOR, State.WORKING, State.DONE)


@dataclass(frozen=True)
class Picture:
    """One photo to be shown: its thumbnail, the whole of it, and what to say of it."""

    small_url: str
    url: str
    label: str


@dataclass(frozen=True)
class PicturePair:
    """The photos of one step (or of the whole home), before and after."""

    title: str
    before: tuple[Picture, ...]
    after: tuple[Picture, ...]


@dataclass(frozen=True)
class IncidentLine:
    """An incident in words; `url` is its photo, or empty."""

    words: str
    text: str
    reported_at: datetime
    url: str


def stages_of(progress: VisitProgress, starts_at: datetime) -> list[Stage]:
    """The five stages: agreed, on the way, at the door, working, done."""
    at = ORDER.index(progress.state)
    door = Stage(
        label=_("At the door"),
        state=_door_state(progress, at),
        at=progress.checked_in_at,
        note=_late(progress),
    )
    return [
        Stage(label=_("Agreed"), state="current" if at == 0 else "done", at=starts_at),
        Stage(label=_("On the way"), state=_passed(at, 1), at=progress.set_out_at),
        door,
        Stage(label=_("At work"), state=_passed(at, 3), note=_counted(progress)),
        Stage(label=_("Finished"), state="done" if at == 4 else "todo", at=progress.completed_at),
    ]


def _passed(at: int, mine: int) -> str:
    return "done" if at > mine else "current" if at == mine else "todo"


def _door_state(progress: VisitProgress, at: int) -> str:
    return "late" if progress.late_minutes and at == ORDER.index(State.AT_THE_DOOR) else _passed(at, 2)


def _late(progress: VisitProgress) -> str:
    if not progress.late_minutes:
        return ""
    return _("%(late)s late") % {"late": formats.span(progress.late_minutes)}


def _counted(progress: VisitProgress) -> str:
    if not progress.steps or progress.checked_in_at is None:
        return ""
    values = {"done": progress.ticked, "all": len(progress.steps)}
    return ngettext("%(done)d of %(all)d step", "%(done)d of %(all)d steps", len(progress.steps)) % values


def pictures_of(progress: VisitProgress, photo_url: str) -> list[PicturePair]:
    """Photos in pairs, steps without any left out; `photo_url` names the audience's checked photo view."""
    groups = [(_("The whole home"), progress.home_before, progress.home_after)]
    groups += [(step.title, step.before, step.after) for step in progress.steps]
    return [
        PicturePair(title, _pictures(title, before, photo_url), _pictures(title, after, photo_url))
        for title, before, after in groups
        if before or after
    ]


def _pictures(title: str, photos: Sequence[PhotoSummary], photo_url: str) -> tuple[Picture, ...]:
    return tuple(picture(photo, title, photo_url) for photo in photos)


def picture(photo: PhotoSummary, title: str, photo_url: str) -> Picture:
    """One photo with its addresses."""
    url = reverse(photo_url, args=[photo.id])
    words = _("%(step)s, before") if photo.when == "before" else _("%(step)s, after")
    return Picture(f"{url}?small", url, words % {"step": title})


def incident_lines(incidents: Sequence[IncidentSummary], photo_url: str) -> list[IncidentLine]:
    """Incidents in words; `photo_url` names the view of an incident's photo, or is empty."""
    words = incident_words()
    return [
        IncidentLine(
            words=words.get(incident.kind, incident.kind),
            text=incident.text,
            reported_at=incident.reported_at,
            url=reverse(photo_url, args=[incident.id]) if photo_url and incident.file_id else "",
        )
        for incident in incidents
    ]
