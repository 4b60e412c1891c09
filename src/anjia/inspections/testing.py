"""A visit whose standard has remedies, and its inspection: for tests, built by operations only."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from anjia.catalog import operations as catalog
from anjia.catalog.operations import NewStep
from anjia.dispatch.testing import caregiver
from anjia.fieldwork.testing import AssignedVisit, assigned_visit
from anjia.inspections.operations import FindingSeen, draw_spot_checks, hold_inspection
from anjia.inspections.queries import planned
from anjia.inspections.rules import Result, Severity
from anjia.kernel.actors import SYSTEM, Actor

STEPS = (
    NewStep("厨房台面擦净", "先除油再过清水", remedy="重新除油，过清水两遍"),
    NewStep("卫生间消毒", "一区一布", remedy="换布重新消毒"),
    NewStep("地面拖净"),
)


def visit_ahead(*, at: datetime, hours: float = 3, phone: str = "13912345678", number: int = 1) -> AssignedVisit:
    """A visit of this week that begins in some hours, with a standard whose steps say what puts them right."""
    begun = at - timedelta(days=3)
    who = caregiver("王芳", at=begun, number=number)
    visit = assigned_visit(at=begun, starts_at=at + timedelta(hours=hours), phone=phone, caregiver_id=who)
    catalog.set_standard(offering_id=visit.offering_id, steps=STEPS, at=at, by=SYSTEM)
    return visit


def spot_check(*, at: datetime) -> int:
    """Draws this week's spot checks and returns the first one's id."""
    draw_spot_checks(at=at, by=SYSTEM, seed="tests")
    return planned()[0].id


def seen(*results: str) -> list[FindingSeen]:
    """One finding a step: "" for ok, "-" for not seen, else the severity of a deviation."""
    return [_seen(position, result) for position, result in enumerate(results, 1)]


def _seen(position: int, result: str) -> FindingSeen:
    if result in ("", "-"):
        return FindingSeen(position, Result.NOT_SEEN if result else Result.OK)
    return FindingSeen(position, Result.DEVIATION, Severity(result), note="水渍还在")


def hold(
    inspection_id: int,
    visit: AssignedVisit,
    results: Sequence[str],
    *,
    at: datetime,
    by: Actor,
    at_home: bool = True,
) -> None:
    """The inspector records what was seen of each step, at the home with the household's consent."""
    hold_inspection(
        inspection_id=inspection_id,
        visit_id=visit.visit_id,
        findings=seen(*results),
        at_home=at_home,
        agreed=at_home,
        note="",
        at=at,
        by=by,
    )
