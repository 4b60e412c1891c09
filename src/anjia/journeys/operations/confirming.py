"""What is confirmed happens once, and is what was shown."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError
from django.utils.translation import gettext as _

from anjia.booking import operations as booking
from anjia.booking.rules import (
    Occurrence,
)
from anjia.journeys.queries.previews import SeriesPreview
from anjia.kernel.actors import Actor
from anjia.kernel.clock import day_of
from anjia.kernel.constraints import violated
from anjia.kernel.dates import moment_in_words
from anjia.kernel.errors import Refusal


def once_for(client_id: UUID, run: Callable[[], int]) -> int:
    """Lets a change be made once: asked again, and of two at the same time, it is the change that was made."""
    known = booking.known_change(client_id)
    if known is not None:
        return known
    try:
        return run()
    except IntegrityError as error:
        if violated(error) != "series_change_once":
            raise
        return booking.known_change(client_id) or 0


def may_open(by: Actor) -> bool:
    """Whether a date may be planned without a caregiver: only by those who can send one later."""
    return by.kind in ("staff", "system")


def as_shown(preview: SeriesPreview, seal: str) -> SeriesPreview:
    if seal and seal != preview.seal:
        raise Refusal(
            _("Somebody took one of these times a moment ago, or something else changed. Please look at it again."),
            field="seal",
        )
    return preview


def told(skipped: tuple[Occurrence, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((one.on.isoformat(), str(one.skipped)) for one in skipped)


def check_late(preview: SeriesPreview, late_confirmed: bool, *, at: datetime) -> None:
    if preview.late and not late_confirmed:
        starts = [one.starts_at for one in preview.late if one.starts_at]
        sentence = _(
            "It is less than 24 hours to the visit of %(when)s and the caregiver's day is planned. Please confirm, or "
            "let the change begin later."
        )
        raise Refusal(sentence % {"when": moment_in_words(min(starts), beside=day_of(at))}, field="late_confirmed")
