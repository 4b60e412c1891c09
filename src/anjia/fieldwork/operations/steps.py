"""Ticking the standard's steps."""

from datetime import datetime
from uuid import UUID

from anjia.fieldwork.events import StepTicked, StepUnticked
from anjia.fieldwork.models import StepTick, VisitWork
from anjia.fieldwork.operations import acts
from anjia.fieldwork.operations.acts import Tap
from anjia.kernel.actors import Actor
from anjia.kernel.errors import Missing
from anjia.kernel.operations import announce
from anjia.kernel.retry import whole


@whole
def tick_step(
    *,
    visit_id: int,
    caregiver_id: int,
    position: int,
    at: datetime,
    by: Actor,
    client_id: UUID | None = None,
    said_at: datetime | None = None,
) -> None:
    """Ticks the step at this position of the standard; its title is kept as it stands now. Twice is once."""
    doing = acts.begin(Tap("tick", visit_id, caregiver_id, client_id, at, said_at))
    if doing is None:
        return
    acts.refuse_before_check_in(doing.work)
    title = title_of_step(doing.work, position)
    values = {"title": title, "ticked_at": at}
    _tick, new = StepTick.objects.get_or_create(work=doing.work, position=position, defaults=values)
    if new:
        announce(StepTicked(**acts.names_of(doing.work), position=position, title=title), at=at, by=by)


@whole
def untick_step(
    *,
    visit_id: int,
    caregiver_id: int,
    position: int,
    at: datetime,
    by: Actor,
    client_id: UUID | None = None,
    said_at: datetime | None = None,
) -> None:
    """Takes a tick back, until the visit is finished. A step that is not ticked stays so."""
    doing = acts.begin(Tap("untick", visit_id, caregiver_id, client_id, at, said_at))
    if doing is None:
        return
    acts.refuse_before_check_in(doing.work)
    tick = StepTick.objects.filter(work=doing.work, position=position).first()
    if tick is None:
        return
    tick.delete()
    announce(StepUnticked(**acts.names_of(doing.work), position=position, title=tick.title), at=at, by=by)


def title_of_step(work: VisitWork, position: int) -> str:
    """The title of a step of this visit. Raises Missing."""
    for step in work.standard:
        if step.position == position:
            return step.title
    raise Missing
