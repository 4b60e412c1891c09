"""What is told of surveys and call-backs."""

from dataclasses import dataclass

from anjia.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class SurveyAsked(Event):
    """A household was asked how a visit was."""

    survey_id: int
    visit_id: int
    household_id: int
    caregiver_id: int


@dataclass(frozen=True, kw_only=True)
class SurveyAnswered(Event):
    """It answered: four scores from 1 to 5 and their weighted index, 20 to 100."""

    survey_id: int
    visit_id: int
    household_id: int
    caregiver_id: int
    attitude: int
    skill: int
    efficiency: int
    problem_solving: int
    index: int


@dataclass(frozen=True, kw_only=True)
class HouseholdCalledBack(Event):
    """Staff rang the household after a visit; `reached` says whether somebody spoke, `outcome` what came of it."""

    survey_id: int | None
    visit_id: int
    household_id: int
    reached: bool
    outcome: str = ""
