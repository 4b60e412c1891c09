"""Hold an inspection: what was seen of each step, and what follows from it at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from anjia.booking import queries as booking
from anjia.booking.queries import VisitSummary
from anjia.catalog import queries as catalog
from anjia.catalog.queries import StepSummary
from anjia.company import queries as company
from anjia.company.rules import Role
from anjia.dispatch import queries as dispatch
from anjia.inspections.events import DeviationFound, InspectionDropped, InspectionHeld
from anjia.inspections.models import Drop, Finding, Inspection, Record
from anjia.inspections.rules import Kind, Result, Severity, calls_for_action
from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.clock import day_of
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.files import Upload, keep_image
from anjia.kernel.operations import announce, once, signed
from anjia.kernel.text import clean_line, clean_text
from anjia.promises.operations import keep_promise, make_promise, release_promise
from anjia.promises.rules import Kind as Promised
from anjia.quality.operations import plan_preventive_action
from anjia.quality.rules import Cause, Place, Scope

ACTION_DAYS = 14


@dataclass(frozen=True)
class FindingSeen:
    """What the inspector saw of one step, by its position in the standard."""

    position: int
    result: Result
    severity: Severity | None = None
    note: str = ""
    photo: Upload | None = None


def hold_inspection(
    *,
    inspection_id: int,
    visit_id: int,
    findings: Sequence[FindingSeen],
    at_home: bool,
    agreed: bool,
    note: str,
    at: datetime,
    by: Actor,
) -> None:
    """Records an inspection at a visit, step by step of the service standard.

    Each deviation's remedy is promised at once; a serious one calls for work on its cause too. Caregiver and (at its
    home) household see the result from now on. Refuses a visit that the inspection is not about or that has not
    begun, one at home without the household's consent, steps that are not the standard's, nothing seen at all,
    a deviation without severity, and a second record.
    """
    row = _open(inspection_id)
    visit, caregiver_id = _visit(row, visit_id, at)
    if at_home and not agreed:
        raise Refusal(_("Ask the household first: nobody comes into a home without its consent."), field="agreed")
    steps = {step.position: step for step in catalog.standard_of(visit.offering_id)}
    _check(findings, steps)
    words = clean_text(note, most=1000, what=_("the note"))
    deviations = sum(one.result is Result.DEVIATION for one in findings)
    seen = sum(one.result is not Result.NOT_SEEN for one in findings)
    with transaction.atomic():
        with once("inspection_held_once", _("This inspection has been recorded already.")):
            record = Record.objects.create(
                inspection=row,
                visit_id=visit.id,
                caregiver_id=caregiver_id,
                offering_id=visit.offering_id,
                household_id=visit.household_id,
                at_home=at_home,
                note=words,
                steps_seen=seen,
                deviations=deviations,
                **signed(by, at),
            )
        keep_promise(kind=Promised.INSPECTION, subject=f"inspection:{row.pk}", evidence=by.name, at=at, by=by)
        fact = InspectionHeld(
            inspection_id=row.pk,
            kind=row.kind,
            visit_id=visit.id,
            caregiver_id=caregiver_id,
            household_id=visit.household_id,
            at_home=at_home,
            seen=seen,
            deviations=deviations,
        )
        announce(fact, at=at, by=by)
        for one in findings:
            _write(record, one, steps[one.position], at=at, by=by)


def _open(inspection_id: int) -> Inspection:
    row: Inspection | None = Inspection.objects.filter(pk=inspection_id).first()
    if row is None:
        raise Missing
    if Drop.objects.filter(inspection=row).exists():
        raise Refusal(_("This inspection was dropped."))
    return row


def _visit(row: Inspection, visit_id: int, at: datetime) -> tuple[VisitSummary, int]:
    visit = booking.visit(visit_id)
    assigned = dispatch.assignment_of(visit_id)
    caregiver_id = assigned.caregiver_id if assigned else None
    if caregiver_id is None:
        raise Refusal(_("Nobody is assigned to this visit, so there is nothing to inspect."), field="visit")
    about_it = (
        row.visit_id in (None, visit.id)
        and (row.kind == Kind.SPOT or row.caregiver_id in (None, caregiver_id))
        and row.offering_id in (None, visit.offering_id)
    )
    if not about_it:
        raise Refusal(_("This visit is not what the inspection is about. Please choose another."), field="visit")
    if visit.starts_at > at:
        raise Refusal(_("The visit has not begun yet. Come back when it has."), field="visit")
    return visit, caregiver_id


def _check(findings: Sequence[FindingSeen], steps: dict[int, StepSummary]) -> None:
    positions = [one.position for one in findings]
    if not steps:
        raise Refusal(_("This service has no standard yet. Set its steps first; then it can be inspected."))
    if len(set(positions)) != len(positions) or not set(positions) <= set(steps):
        raise Refusal(_("These steps are not the standard's. Please open the page again."))
    if not any(one.result is not Result.NOT_SEEN for one in findings):
        raise Refusal(_("Please mark at least one step that you have seen."), field="findings")
    if any((one.result is Result.DEVIATION) != (one.severity is not None) for one in findings):
        raise Refusal(_("Please say of each deviation how bad it is."), field="findings")


def _write(record: Record, one: FindingSeen, step: StepSummary, *, at: datetime, by: Actor) -> None:
    deviates = one.result is Result.DEVIATION
    severity = one.severity.value if one.severity else ""
    action_id = _plan_work(record, step, severity, at=at) if deviates and calls_for_action(severity) else None
    row = Finding.objects.create(
        record=record,
        position=one.position,
        title=step.title,
        result=one.result,
        severity=severity,
        remedy=step.remedy,
        note=clean_line(one.note, most=500, what=_("the note")),
        file_id=keep_image(one.photo, at=at, by=by) if one.photo is not None else None,
        action_id=action_id,
    )
    if not deviates:
        return
    make_promise(
        kind=Promised.DEVIATION_REMEDIED,
        subject=f"finding:{row.pk}",
        made_at=at,
        household_id=record.household_id if record.at_home else None,
        caregiver_id=record.caregiver_id,
        offering_id=record.offering_id,
        by=by,
    )
    fact = DeviationFound(
        finding_id=row.pk,
        visit_id=record.visit_id,
        caregiver_id=record.caregiver_id,
        household_id=record.household_id,
        title=step.title,
        severity=severity,
        corrective_action_id=action_id,
    )
    announce(fact, at=at, by=by)


def _plan_work(record: Record, step: StepSummary, severity: str, *, at: datetime) -> int | None:
    """Work on the cause of a serious deviation, for whoever leads quality; None while the desk has nobody."""
    owners = [*company.staff_with_role(Role.QUALITY_LEAD), *company.staff_with_role(Role.OWNER)]
    if not owners:
        return None
    return plan_preventive_action(
        cause=Cause.WORKMANSHIP,
        place=Place(Scope.CAREGIVER, record.caregiver_id),
        staff_id=owners[0].id,
        what=step.remedy or _("An inspection found this not done by the standard: %(step)s") % {"step": step.title},
        due_on=_work_until(severity, at),
        at=at,
        by=SYSTEM,
    )


def _work_until(severity: str, at: datetime) -> date:
    return day_of(at) + timedelta(days=ACTION_DAYS if severity == Severity.SERIOUS else ACTION_DAYS // 2)


def drop_inspection(*, inspection_id: int, reason: str, at: datetime, by: Actor) -> None:
    """Says that a planned inspection will not take place, and why. Refused once it was held or dropped."""
    row = _open(inspection_id)
    why = clean_line(reason, most=200, what=_("the reason"), least=2)
    if Record.objects.filter(inspection=row).exists():
        raise Refusal(_("This inspection has been recorded already."))
    with transaction.atomic():
        with once("inspection_dropped_once", _("This inspection was dropped.")):
            Drop.objects.create(inspection=row, reason=why, **signed(by, at))
        release_promise(kind=Promised.INSPECTION, subject=f"inspection:{row.pk}", reason=why, at=at, by=by)
        announce(InspectionDropped(inspection_id=row.pk, reason=why), at=at, by=by)


def drop_of_visit(*, visit_id: int, reason: str, at: datetime, by: Actor) -> int:
    """Drops the spot checks of a visit that will not take place; returns how many."""
    ended = Record.objects.values("inspection_id"), Drop.objects.values("inspection_id")
    rows = Inspection.objects.filter(visit_id=visit_id).exclude(pk__in=ended[0]).exclude(pk__in=ended[1])
    why = clean_line(reason, most=180) or _("the visit was cancelled")
    for row in list(rows):
        drop_inspection(inspection_id=row.pk, reason=why, at=at, by=by)
    return len(rows)
