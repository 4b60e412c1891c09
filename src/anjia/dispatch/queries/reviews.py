"""What was weighed for whom, and who asked that a person look again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from anjia.dispatch.models import Assignment, Review, Weighed
from anjia.dispatch.queries.assignments import AssignmentSummary, summary_of
from anjia.dispatch.queries.reasons import ReasonLine, reason_lines, revived
from anjia.dispatch.rules import Reason
from anjia.kernel.errors import Missing


@dataclass(frozen=True)
class WeighedSummary:
    """One caregiver as she was weighed for an assignment; `sent`: it is she who was sent."""

    id: int
    assignment: AssignmentSummary
    caregiver_id: int
    place: int
    score: int
    reasons: tuple[Reason, ...]
    weights_version: int
    at: datetime

    @property
    def sent(self) -> bool:
        """Whether she was the one."""
        return self.assignment.caregiver_id == self.caregiver_id

    @property
    def lines(self) -> tuple[ReasonLine, ...]:
        """Her reasons in words, as the desk reads them."""
        return reason_lines(self.reasons)


@dataclass(frozen=True)
class ReviewSummary:
    """A wish that a person look again, and what was decided: `outcome` is empty until then."""

    id: int
    assignment: AssignmentSummary
    side: str
    household_id: int | None
    caregiver_id: int | None
    words: str
    asked_at: datetime
    outcome: str
    answer: str
    decided_at: datetime | None
    decided_by: str


def assignment(assignment_id: int) -> AssignmentSummary:
    """An assignment by id, whatever became of it. Raises Missing."""
    row = Assignment.objects.filter(pk=assignment_id).first()
    if row is None:
        raise Missing
    return summary_of(row)


def weighed_for(assignment_id: int) -> list[WeighedSummary]:
    """Everybody who was weighed for an assignment, best first. One query."""
    rows = Weighed.objects.filter(assignment_id=assignment_id).select_related("assignment")
    return [_weighed(row) for row in rows.order_by("place", "id")]


def weighed_of_caregiver(caregiver_id: int, *, limit: int = 20) -> list[WeighedSummary]:
    """For which visits the caregiver was weighed, the latest first. One query."""
    rows = Weighed.objects.filter(caregiver_id=caregiver_id).select_related("assignment")
    return [_weighed(row) for row in rows.order_by("-id")[:limit]]


def weighed(weighed_id: int) -> WeighedSummary:
    """What was weighed of one caregiver for one visit, by id. Raises Missing."""
    row = Weighed.objects.filter(pk=weighed_id).select_related("assignment").first()
    if row is None:
        raise Missing
    return _weighed(row)


def _weighed(row: Weighed) -> WeighedSummary:
    return WeighedSummary(
        id=row.pk,
        assignment=summary_of(row.assignment),
        caregiver_id=row.caregiver_id,
        place=row.place,
        score=row.score,
        reasons=revived(row.reasons),
        weights_version=row.weights_version,
        at=row.at,
    )


def review(review_id: int) -> ReviewSummary:
    """A review by id. Raises Missing."""
    row = Review.objects.filter(pk=review_id).select_related("assignment").prefetch_related("decisions").first()
    if row is None:
        raise Missing
    return _review(row)


def reviews_of(
    *, household_id: int | None = None, caregiver_id: int | None = None, assignment_ids: Iterable[int]
) -> dict[int, ReviewSummary]:
    """The asker's own reviews by assignment. Two queries."""
    asker = {"household_id": household_id} if household_id is not None else {"caregiver_id": caregiver_id}
    rows = Review.objects.filter(assignment_id__in=set(assignment_ids), **asker)
    found = rows.select_related("assignment").prefetch_related("decisions")
    return {row.assignment_id: _review(row) for row in found}


def _review(row: Review) -> ReviewSummary:
    decision = next(iter(row.decisions.all()), None)
    return ReviewSummary(
        id=row.pk,
        assignment=summary_of(row.assignment),
        side=row.side,
        household_id=row.household_id,
        caregiver_id=row.caregiver_id,
        words=row.words,
        asked_at=row.asked_at,
        outcome=decision.outcome if decision else "",
        answer=decision.words if decision else "",
        decided_at=decision.at if decision else None,
        decided_by=decision.by_name if decision else "",
    )
