"""What is told about deep interviews and consultations."""

from dataclasses import dataclass
from datetime import datetime

from anjia.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class DeepInterviewPlanned(Event):
    """A long talk with a household is due; `occasion` is "new" or a quarter, "2026Q4"."""

    deep_interview_id: int
    household_id: int
    occasion: str
    due_at: datetime


@dataclass(frozen=True, kw_only=True)
class DeepInterviewHeld(Event):
    """It took place; `answers` of the guide's questions were answered."""

    deep_interview_id: int
    household_id: int
    answers: int


@dataclass(frozen=True, kw_only=True)
class DeepInterviewDeclined(Event):
    """The household does not want it, or it has no object any more."""

    deep_interview_id: int
    household_id: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class ConsultationStarted(Event):
    """A household's question was given to an expert."""

    consultation_id: int
    household_id: int
    staff_id: int
    topic: str
    origin: str
    due_at: datetime


@dataclass(frozen=True, kw_only=True)
class AdviceGiven(Event):
    """The expert answered; the household reads it."""

    consultation_id: int
    household_id: int
    staff_id: int
