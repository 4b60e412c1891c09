"""What quality hears."""

from datetime import datetime

from anjia.booking.events import OrderPlaced, VisitCancelled, VisitMoved, VisitPlanned
from anjia.fieldwork.events import CaregiverCheckedIn, VisitCompleted
from anjia.kernel.actors import SYSTEM, Actor
from anjia.promises import operations as promises
from anjia.promises.events import PromiseBroken
from anjia.promises.rules import Kind
from anjia.quality import operations, queries
from anjia.quality.events import ObjectionDecided, SurveyAnswered
from anjia.quality.rules import ANSWERED, SETTLED, Reason
from anjia.workforce import operations as workforce

_REASONS: dict[str, Reason] = {
    **dict.fromkeys(ANSWERED.values(), Reason.NOT_ANSWERED),
    **dict.fromkeys(SETTLED.values(), Reason.NOT_SETTLED),
    Kind.PLAN_STEP: Reason.STEP_MISSED,
    Kind.ESCALATION_TAKEN_UP: Reason.NOT_TAKEN_UP,
}


def plan_the_question(event: VisitCompleted, *, at: datetime) -> None:
    """A visit is done: its hour to be asked about is set. Once per visit, however often this is heard."""
    operations.plan_the_question(
        visit_id=event.visit_id,
        household_id=event.household_id,
        caregiver_id=event.caregiver_id,
        offering_id=event.offering_id,
        done_at=at,
        at=at,
        by=SYSTEM,
    )


def plan_the_first_interview(event: VisitCompleted, *, at: datetime) -> None:
    """A new household's first visit is done: a long talk is due. Planned once, however often this is heard."""
    operations.plan_first_interview(household_id=event.household_id, visit_id=event.visit_id, at=at, by=SYSTEM)


def escalate_the_complaint(event: PromiseBroken, *, at: datetime) -> None:
    """A promise about a complaint was broken: it moves up, once per promise however often this is heard."""
    reason = _REASONS.get(event.kind)
    complaint_id = _complaint_of(event) if reason else None
    if reason is None or complaint_id is None:
        return
    operations.escalate_complaint(
        complaint_id=complaint_id, reason=reason, at=at, by=SYSTEM, promise_id=event.promise_id
    )


def _complaint_of(event: PromiseBroken) -> int | None:
    subject_id = int(event.subject.partition(":")[2])
    if event.kind == Kind.ESCALATION_TAKEN_UP:
        return queries.complaints_of_escalations([subject_id]).get(subject_id)
    if event.kind == Kind.PLAN_STEP:
        return queries.complaint_of_plan_step(subject_id)
    return subject_id


def count_the_visit(event: VisitCompleted, *, at: datetime) -> None:
    """A visit took place: recurrences of causes are measured by it. Counted once, however often this is heard."""
    operations.count_visit(
        visit_id=event.visit_id,
        household_id=event.household_id,
        caregiver_id=event.caregiver_id,
        offering_id=event.offering_id,
        price_fen=event.price_fen,
        at=at,
    )


def promise_the_arrival(event: OrderPlaced | VisitPlanned, *, at: datetime) -> None:
    """A visit is agreed: somebody will be at the door in time. The same start is promised once."""
    operations.promise_arrival(
        visit_id=event.visit_id, household_id=event.household_id, starts_at=event.starts_at, at=at, by=SYSTEM
    )


def promise_another_arrival(event: VisitMoved, *, at: datetime) -> None:
    """The visit was moved: the new start is promised instead of the old one, once."""
    operations.promise_arrival(
        visit_id=event.visit_id,
        household_id=event.household_id,
        starts_at=event.starts_at,
        reason=event.reason,
        at=at,
        by=SYSTEM,
    )


def release_the_arrival(event: VisitCancelled, *, at: datetime) -> None:
    """The visit was cancelled: nobody needs to come. A promise that has ended stays as it is."""
    subject = f"visit:{event.visit_id}"
    promises.release_promise(kind=Kind.ARRIVAL, subject=subject, reason=event.reason, at=at, by=SYSTEM)


def keep_the_arrival(event: CaregiverCheckedIn, *, at: datetime) -> None:
    """The caregiver is at the door; when that is too late the promise is broken. Ends once."""
    caregiver = Actor("caregiver", event.caregiver_id)
    subject = f"visit:{event.visit_id}"
    promises.keep_promise(
        kind=Kind.ARRIVAL,
        subject=subject,
        evidence=f"{event.metres} m" if event.metres is not None else "",
        at=at,
        by=caregiver,
    )


def keep_her_mark(event: SurveyAnswered, *, at: datetime) -> None:
    """A visit was answered: its index counts for whoever chooses. Counted once per survey, however often heard."""
    workforce.keep_mark(caregiver_id=event.caregiver_id, survey_id=event.survey_id, index=event.index, at=at)


def strike_her_mark(event: ObjectionDecided, *, at: datetime) -> None:
    """An objection was upheld: the answer no longer counts for her. Once; one not upheld changes nothing."""
    if event.upheld:
        workforce.strike_mark(survey_id=event.survey_id, at=at)
