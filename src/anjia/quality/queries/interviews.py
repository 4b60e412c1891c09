"""Deep interviews and consultations."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef

from anjia.kernel.errors import Missing
from anjia.quality.models import Advice, Consultation, DeepInterview, InterviewRecord
from anjia.quality.rules.interviews import InterviewState


@dataclass(frozen=True)
class InterviewSummary:
    """A long talk with a household: planned, held with its answers, or declined."""

    id: int
    household_id: int
    occasion: str
    planned_at: datetime
    due_at: datetime
    state: InterviewState
    answers: tuple[tuple[str, str], ...]
    text: str
    ended_at: datetime | None
    by_name: str


@dataclass(frozen=True)
class AdviceSummary:
    """What the expert said."""

    text: str
    at: datetime
    by_name: str


@dataclass(frozen=True)
class ConsultationSummary:
    """A household's question, who answers it until when, and the advice given."""

    id: int
    household_id: int
    topic: str
    question: str
    origin: str
    staff_id: int
    started_at: datetime
    due_at: datetime
    by_name: str
    advice: tuple[AdviceSummary, ...]

    @property
    def open(self) -> bool:
        """Whether nobody has answered yet."""
        return not self.advice


def _interviews(rows: Iterable[Any]) -> list[InterviewSummary]:
    found = list(rows)
    records = {one.interview_id: one for one in InterviewRecord.objects.filter(interview__in=found)} if found else {}
    return [_interview(row, records.get(row.pk)) for row in found]


def _interview(row: Any, record: Any) -> InterviewSummary:
    return InterviewSummary(
        id=row.pk,
        household_id=row.household_id,
        occasion=row.occasion,
        planned_at=row.planned_at,
        due_at=row.due_at,
        state=_state(record),
        answers=tuple((question, answer) for question, answer in record.answers) if record else (),
        text=record.text if record else "",
        ended_at=record.at if record else None,
        by_name=record.by_name if record else "",
    )


def _state(record: Any) -> InterviewState:
    if record is None:
        return InterviewState.PLANNED
    return InterviewState.HELD if record.held else InterviewState.DECLINED


def deep_interview(interview_id: int) -> InterviewSummary:
    """One interview. Raises Missing."""
    found = _interviews(DeepInterview.objects.filter(pk=interview_id))
    if not found:
        raise Missing
    return found[0]


def deep_interviews(*, ended: bool = False, limit: int = 100) -> list[InterviewSummary]:
    """The planned ones, the most urgent first; or the ended ones, the latest planned first. Two queries."""
    rows = DeepInterview.objects.annotate(done=Exists(InterviewRecord.objects.filter(interview=OuterRef("pk"))))
    return _interviews(rows.filter(done=ended).order_by("-id" if ended else "due_at")[:limit])


def interviews_of(household_id: int) -> list[InterviewSummary]:
    """All interviews of a household, the latest first."""
    return _interviews(DeepInterview.objects.filter(household_id=household_id).order_by("-id")[:50])


def _consultations(rows: Iterable[Any]) -> list[ConsultationSummary]:
    found = list(rows)
    said: dict[int, list[AdviceSummary]] = {}
    for one in Advice.objects.filter(consultation__in=found).order_by("id") if found else ():
        said.setdefault(one.consultation_id, []).append(AdviceSummary(one.text, one.at, one.by_name))
    return [
        ConsultationSummary(
            id=row.pk,
            household_id=row.household_id,
            topic=row.topic,
            question=row.question,
            origin=row.origin,
            staff_id=row.staff_id,
            started_at=row.started_at,
            due_at=row.due_at,
            by_name=row.by_name,
            advice=tuple(said.get(row.pk, ())),
        )
        for row in found
    ]


def consultation(consultation_id: int) -> ConsultationSummary:
    """One consultation. Raises Missing."""
    found = _consultations(Consultation.objects.filter(pk=consultation_id))
    if not found:
        raise Missing
    return found[0]


def consultations(*, answered: bool = False, limit: int = 100) -> list[ConsultationSummary]:
    """The open ones, the oldest first; or the answered, the latest first. Two queries."""
    rows = Consultation.objects.annotate(done=Exists(Advice.objects.filter(consultation=OuterRef("pk"))))
    return _consultations(rows.filter(done=answered).order_by("-id" if answered else "id")[:limit])


def consultations_of(household_id: int, *, limit: int = 50) -> list[ConsultationSummary]:
    """A household's consultations, the latest first."""
    return _consultations(Consultation.objects.filter(household_id=household_id).order_by("-id")[:limit])
