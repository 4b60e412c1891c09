"""Who looks after an aspect, and taking note of what was said."""

from datetime import datetime

from django.db import transaction

from anjia.company.rules import Role
from anjia.kernel.actors import Actor
from anjia.kernel.operations import announce
from anjia.remarks.events import AspectAssigned, AspectNoted
from anjia.remarks.models import AspectNote, AspectOwner, Remark
from anjia.remarks.queries.owners import owners, unnoted_of
from anjia.remarks.rules import Aspect


def assign_aspect(*, aspect: Aspect, role: Role, at: datetime, by: Actor) -> None:
    """The role looks after the aspect from now on; the same again changes nothing."""
    with transaction.atomic():
        if owners()[aspect] == role:
            return
        AspectOwner.objects.update_or_create(aspect=aspect, defaults={"role": role, "at": at, "by": str(by)})
        announce(AspectAssigned(aspect=aspect.value, role=role.value), at=at, by=by)


def note_aspect(*, aspect: Aspect, at: datetime, by: Actor) -> int:
    """Takes note of all that was said unhappily about the aspect so far; returns how many texts that were."""
    with transaction.atomic():
        count = unnoted_of(aspect)
        last = Remark.objects.order_by("-id").values_list("id", flat=True).first()
        if not count or last is None:
            return 0
        AspectNote.objects.create(aspect=aspect, until_remark_id=last, count=count, at=at, by=str(by), by_name=by.name)
        announce(AspectNoted(aspect=aspect.value, count=count), at=at, by=by)
        return count
