"""Say by which steps a service is done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from anjia.catalog.events import (
    StandardSet,
)
from anjia.catalog.models import StandardStep
from anjia.catalog.operations.offerings import still_offered
from anjia.catalog.rules import MOST_STEPS, Photo
from anjia.kernel.actors import Actor
from anjia.kernel.errors import Refusal
from anjia.kernel.operations import announce
from anjia.kernel.text import clean_line


@dataclass(frozen=True)
class NewStep:
    """One step of a standard to be set."""

    title: str
    detail: str = ""
    photo: str = Photo.NONE
    remedy: str = ""


def set_standard(*, offering_id: int, steps: Iterable[NewStep], at: datetime, by: Actor) -> None:
    """Sets the steps of a service anew, in the order given; work under way keeps the steps it began with."""
    wanted = list(steps)
    if len(wanted) > MOST_STEPS:
        sentence = _("A standard can have %(most)d steps at most; these are %(count)d.")
        raise Refusal(sentence % {"most": MOST_STEPS, "count": len(wanted)}, field="steps")
    with transaction.atomic():
        row = still_offered(offering_id)
        StandardStep.objects.filter(offering_id=row.pk).delete()
        StandardStep.objects.bulk_create(_step(row.pk, at_place, step) for at_place, step in enumerate(wanted, 1))
        announce(StandardSet(offering_id=row.pk, steps=len(wanted)), at=at, by=by)


def _step(offering_id: int, position: int, step: NewStep) -> StandardStep:
    return StandardStep(
        offering_id=offering_id,
        position=position,
        title=clean_line(step.title, most=60, what=_("the step"), least=1),
        detail=clean_line(step.detail, most=300, what=_("the detail")),
        photo=Photo(step.photo),
        remedy=clean_line(step.remedy, most=300, what=_("the remedy")),
    )
