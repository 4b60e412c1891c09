"""One visit under way, in full: steps, photos, incidents."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from anjia.booking import queries as booking_queries
from anjia.booking.queries import VisitSummary
from anjia.catalog import queries as catalog_queries
from anjia.fieldwork.models import Incident, StepPhoto, StepTick, VisitWork
from anjia.fieldwork.rules import TOLD_TO_HOUSEHOLD, Lack, State, Step, When, is_far, lacks, state_of, with_scope


@dataclass(frozen=True)
class PhotoSummary:
    """A photo, whose home it shows and who took it: what a view checks before it hands out the file."""

    id: int
    visit_id: int
    household_id: int
    caregiver_id: int
    position: int
    when: str
    file_id: int
    taken_at: datetime


@dataclass(frozen=True)
class StepProgress:
    """A step of this visit; `ticked_at` is None until it is done. `guaranteed`: left out, it is made good."""

    position: int
    title: str
    detail: str
    needs: tuple[When, ...]
    ticked_at: datetime | None
    before: tuple[PhotoSummary, ...] = ()
    after: tuple[PhotoSummary, ...] = ()
    guaranteed: bool = False


@dataclass(frozen=True)
class IncidentSummary:
    """An incident in the caregiver's words. `told` is False for what only the company may read."""

    id: int
    kind: str
    text: str
    file_id: int | None
    reported_at: datetime
    told: bool


@dataclass(frozen=True, kw_only=True)
class VisitProgress:
    """Everything about how one visit is going. Without any act yet it is planned and its steps are open.

    `caregiver_id` is who acts or acted on it, None before the first act. `far`: the check-in needs a look.
    """

    visit_id: int
    caregiver_id: int | None
    state: State
    set_out_at: datetime | None
    checked_in_at: datetime | None
    check_in_said_at: datetime | None
    check_in_metres: int | None
    check_in_note: str
    far: bool
    late_minutes: int
    completed_at: datetime | None
    missing_reason: str
    closing_note: str
    household_note: str
    household_noted_at: datetime | None
    steps: tuple[StepProgress, ...]
    home_before: tuple[PhotoSummary, ...]
    home_after: tuple[PhotoSummary, ...]
    incidents: tuple[IncidentSummary, ...]
    lacks: tuple[Lack, ...]

    @property
    def ticked(self) -> int:
        """How many steps are done."""
        return sum(step.ticked_at is not None for step in self.steps)

    @property
    def told_incidents(self) -> tuple[IncidentSummary, ...]:
        """The incidents that the household reads too."""
        return tuple(incident for incident in self.incidents if incident.told)

    @property
    def worked_minutes(self) -> int | None:
        """From check-in to the end; None while it lasts."""
        if self.checked_in_at is None or self.completed_at is None:
            return None
        return int((self.completed_at - self.checked_in_at).total_seconds()) // 60


def progress_of(visit_id: int) -> VisitProgress:
    """How the visit is going; the same number of queries however many steps and photos. Raises Missing."""
    visit = booking_queries.visit(visit_id)
    work = VisitWork.objects.filter(visit_id=visit_id).first() or VisitWork(visit_id=visit_id)
    ticks = {t.position: t for t in StepTick.objects.filter(work_id=work.pk)} if work.pk else {}
    photos = photos_of(work) if work.pk else ()
    standard = _standard(work, visit)
    return VisitProgress(
        visit_id=visit_id,
        caregiver_id=work.caregiver_id,
        state=state_of_work(work, begun=bool(ticks or photos)),
        set_out_at=work.set_out_at,
        checked_in_at=work.checked_in_at,
        check_in_said_at=work.check_in_said_at,
        check_in_metres=work.check_in_metres,
        check_in_note=work.check_in_note,
        far=needs_a_look(work),
        late_minutes=work.late_minutes,
        completed_at=work.completed_at,
        missing_reason=work.missing_reason,
        closing_note=work.closing_note,
        household_note=work.household_note,
        household_noted_at=work.household_noted_at,
        steps=_steps(standard, ticks, photos),
        home_before=_shown(photos, 0, When.BEFORE),
        home_after=_shown(photos, 0, When.AFTER),
        incidents=_incidents(work) if work.pk else (),
        lacks=lacks(standard, set(ticks), {(photo.position, photo.when) for photo in photos}),
    )


def _standard(work: VisitWork, visit: VisitSummary) -> tuple[Step, ...]:
    """The steps the work began with; before that, those of today."""
    return work.standard if work.steps is not None else steps_for(visit)


def steps_for(visit: VisitSummary) -> tuple[Step, ...]:
    """The steps of a visit that has not begun: the standard of today and what is guaranteed beyond it."""
    standard = catalog_queries.standard_of(visit.offering_id)
    agreed = booking_queries.scope_of(visit.id)
    steps = [Step(step.position, step.title, step.detail, step.photo) for step in standard]
    return with_scope(steps, agreed.steps if agreed else ())


def state_of_work(work: VisitWork, *, begun: bool) -> State:
    """How far a row of work has come."""
    return state_of(
        set_out_at=work.set_out_at, checked_in_at=work.checked_in_at, completed_at=work.completed_at, begun=begun
    )


def needs_a_look(work: VisitWork) -> bool:
    """Whether the check-in was far off, or without a place and therefore with a note."""
    if work.checked_in_at is None:
        return False
    return bool(work.check_in_note) if work.check_in_metres is None else is_far(work.check_in_metres)


def photos_of(work: VisitWork) -> tuple[PhotoSummary, ...]:
    """The photos of a visit's work, oldest first."""
    return tuple(photo_summary(row, work) for row in StepPhoto.objects.filter(work=work).order_by("id"))


def photo_summary(row: StepPhoto, work: VisitWork) -> PhotoSummary:
    """The photo as others see it."""
    return PhotoSummary(
        id=row.pk,
        visit_id=work.visit_id,
        household_id=work.household_id,
        caregiver_id=work.caregiver_id,
        position=row.position,
        when=row.when,
        file_id=row.file_id,
        taken_at=row.taken_at,
    )


def _steps(
    standard: Iterable[Step], ticks: dict[int, StepTick], photos: tuple[PhotoSummary, ...]
) -> tuple[StepProgress, ...]:
    return tuple(
        StepProgress(
            position=step.position,
            title=step.title,
            detail=step.detail,
            needs=step.needs,
            ticked_at=ticks[step.position].ticked_at if step.position in ticks else None,
            before=_shown(photos, step.position, When.BEFORE),
            after=_shown(photos, step.position, When.AFTER),
            guaranteed=step.guaranteed,
        )
        for step in standard
    )


def _shown(photos: Iterable[PhotoSummary], position: int, when: When) -> tuple[PhotoSummary, ...]:
    return tuple(photo for photo in photos if (photo.position, photo.when) == (position, when))


def _incidents(work: VisitWork) -> tuple[IncidentSummary, ...]:
    return tuple(
        IncidentSummary(row.pk, row.kind, row.text, row.file_id, row.reported_at, row.kind in TOLD_TO_HOUSEHOLD)
        for row in Incident.objects.filter(work=work).order_by("id")
    )
