"""Hold what was done against what was guaranteed."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_noop

from anjia.booking import queries as booking
from anjia.booking.queries import ScopeSummary, VisitSummary
from anjia.booking.rules import missed_steps
from anjia.fieldwork.events import ScopeMissed
from anjia.fieldwork.models import ScopeMiss, StepTick, VisitWork
from anjia.fieldwork.rules import Missed
from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.operations import announce
from anjia.promises.operations import break_promise, keep_promise
from anjia.promises.rules import Kind


def settle_scope(work: VisitWork, visit: VisitSummary, *, at: datetime, by: Actor) -> None:
    """The visit ends: every guaranteed step keeps what was promised, a missing one breaks it and is told."""
    agreed = booking.scope_of(visit.id)
    if agreed is None:
        return
    ticked = set(StepTick.objects.filter(work=work).values_list("title", flat=True))
    missed = missed_steps(agreed.steps, ticked)
    subject = f"visit:{visit.id}"
    if not missed:
        evidence = gettext_noop("All %(count)d guaranteed steps are done.") % {"count": len(agreed.steps)}
        keep_promise(kind=Kind.MOVE_IN_CLEAN, subject=subject, evidence=evidence, at=at, by=by)
        return
    reason = gettext_noop("Missing: %(steps)s") % {"steps": ", ".join(missed)}
    break_promise(kind=Kind.MOVE_IN_CLEAN, subject=subject, reason=reason[:300], at=at, by=by)
    _tell(visit, missed, Missed.LEFT_OUT, at=at, by=by)


def miss_the_day(*, visit_id: int, at: datetime) -> bool:
    """The promised day passed before the guaranteed scope was delivered: all of it was missed. Told once per visit."""
    agreed: ScopeSummary | None = booking.scope_of(visit_id)
    if agreed is None:
        return False
    with transaction.atomic():
        return _tell(booking.visit(visit_id), agreed.steps, Missed.TOO_LATE, at=at, by=SYSTEM)


def _tell(visit: VisitSummary, missed: tuple[str, ...], because: Missed, *, at: datetime, by: Actor) -> bool:
    values = {"because": because, "missed": list(missed), "at": at}
    _row, new = ScopeMiss.objects.get_or_create(visit_id=visit.id, defaults=values)
    if new:
        fact = ScopeMissed(
            visit_id=visit.id,
            household_id=visit.household_id,
            offering_id=visit.offering_id,
            missed=missed,
            price_fen=visit.price_fen,
            because=because.value,
        )
        announce(fact, at=at, by=by)
    return bool(new)
