"""What is told about answers that reached the caregiver and the owner of the weak link."""

from dataclasses import dataclass

from anjia.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class CaregiverReplied(Event):
    """A caregiver said something to an answer about her; `stance` is remark or objection."""

    survey_id: int
    visit_id: int
    caregiver_id: int
    stance: str


@dataclass(frozen=True, kw_only=True)
class ObjectionDecided(Event):
    """A person decided on an objection; upheld, the answer no longer counts in her index."""

    survey_id: int
    visit_id: int
    caregiver_id: int
    upheld: bool


@dataclass(frozen=True, kw_only=True)
class WeakLinkTakenUp(Event):
    """A team has taken up what an answer showed."""

    survey_id: int
    visit_id: int
    caregiver_id: int
    team: str
