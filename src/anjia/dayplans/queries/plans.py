"""Computations and their answers, as frozen values."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from anjia.dayplans.models import Acceptance, AcceptedMove, Alternative, DayPlan
from anjia.dayplans.rules import ROUNDS, Aside, Facts, Income, Kind, Line, Move, from_json, giving_by, incomes_of
from anjia.kernel.clock import midnight
from anjia.kernel.errors import Missing


@dataclass(frozen=True)
class PlanSummary:
    """A computation: of which day, and where it stands. `share` is how much of it is done, 0 to 1.

    `deepening`: its answers can be accepted, and a worker still looks for better ones.
    """

    id: int
    kind: str
    day: date
    state: str
    seconds: int
    seed: int
    share: float
    best_fen: int | None
    parts: int
    fault: str
    asked_at: datetime
    ended_at: datetime | None
    by_name: str
    deepening: bool = False

    @property
    def under_way(self) -> bool:
        """Whether it is waiting or running."""
        return self.ended_at is None


@dataclass(frozen=True)
class AcceptanceSummary:
    """Who accepted how many moves, when, and whether it was taken back."""

    id: int
    at: datetime
    by_name: str
    visit_ids: tuple[int, ...]
    undone: bool


@dataclass(frozen=True)
class AlternativeSummary:
    """One answer. `accepted` are the visits whose move was made and stands, with the acceptance that made it;
    `without_break` are the caregivers whose day then leaves no room for a break at noon; `empty` the keys of the places
    to which nobody comes, in `unserved` visits; `incomes` those whose income it changes, beside their fair shares."""

    id: int
    plan_id: int
    number: int
    style: str
    lines: tuple[Line, ...]
    unserved: tuple[int, ...]
    moves: tuple[Move, ...]
    accepted: dict[int, int]
    acceptances: tuple[AcceptanceSummary, ...]
    without_break: tuple[int, ...] = ()
    empty: tuple[int, ...] = ()
    incomes: tuple[Income, ...] = ()


@dataclass(frozen=True)
class PlanPage:
    """A computation with all that it found: what the day costs as it stands, what was set aside, the answers."""

    plan: PlanSummary
    lines: tuple[Line, ...]
    aside: tuple[Aside, ...]
    alternatives: tuple[AlternativeSummary, ...]
    weights_version: int
    people: int
    visits: int

    def start_of(self, minute: int) -> datetime:
        """A minute of the plan's day as an instant."""
        return midnight(self.plan.day) + timedelta(minutes=minute)


def plan(plan_id: int) -> PlanSummary:
    """The computation. Raises Missing."""
    row = DayPlan.objects.filter(pk=plan_id).defer("facts", "lines").prefetch_related("parts").first()
    if row is None:
        raise Missing
    return _summary(row)


def _row(plan_id: int) -> DayPlan:
    row: DayPlan | None = DayPlan.objects.prefetch_related("parts").filter(pk=plan_id).first()
    if row is None:
        raise Missing
    return row


def _summary(row: DayPlan) -> PlanSummary:
    parts = list(row.parts.all())
    now = [part for part in parts if part.round == row.round]
    rounds = ROUNDS if len([part for part in parts if part.round == 0]) > 1 else 1
    done = (row.round + sum(part.share for part in now) / len(now)) / rounds if now else 0.0
    known = [part.best_fen for part in now if part.best_fen is not None]
    return PlanSummary(
        id=row.pk,
        kind=row.kind,
        day=row.day,
        state=row.state,
        seconds=row.seconds,
        seed=row.seed,
        share=min(done, 1.0),
        best_fen=sum(known) if known and len(known) == len(now) else None,
        parts=len(now),
        fault=row.fault,
        asked_at=row.asked_at,
        ended_at=row.ended_at,
        by_name=row.by_name,
        deepening=row.kind == Kind.REPAIR and any(part.ended_at is None for part in parts),
    )


def count_answers(plan_id: int) -> int:
    """How many answers a computation has by now."""
    return int(Alternative.objects.filter(plan_id=plan_id).count())


def plans_of(day: date, *, limit: int = 20) -> list[PlanSummary]:
    """The computations of a day, the latest first. Two queries."""
    rows = DayPlan.objects.filter(day=day).defer("facts").order_by("-id").prefetch_related("parts")
    return [_summary(row) for row in rows[:limit]]


def plan_page(plan_id: int) -> PlanPage:
    """The computation with its answers, in the same number of queries however many moves. Raises Missing."""
    row = _row(plan_id)
    facts = from_json(row.facts) if row.facts else Facts((), ())
    return PlanPage(
        plan=_summary(row),
        lines=tuple(Line(**line) for line in row.lines),
        aside=facts.aside,
        alternatives=tuple(replace(one, incomes=_incomes(facts, one)) for one in _alternatives(row)),
        weights_version=facts.weights.version,
        people=len(facts.people),
        visits=len({job.visit_id for job in facts.jobs} | {one.visit_id for one in facts.aside}),
    )


def _incomes(facts: Facts, one: AlternativeSummary) -> tuple[Income, ...]:
    return incomes_of(facts, giving_by(facts, one.unserved, one.empty, {move.key: move.given for move in one.moves}))


def _alternatives(row: DayPlan) -> tuple[AlternativeSummary, ...]:
    rows = Alternative.objects.filter(plan=row).order_by("number").prefetch_related("moves")
    acceptances, accepted = _acceptances(row)
    return tuple(
        AlternativeSummary(
            id=one.pk,
            plan_id=row.pk,
            number=one.number,
            style=one.style,
            lines=tuple(Line(**line) for line in one.lines),
            unserved=tuple(one.unserved),
            empty=tuple(one.empty),
            moves=tuple(
                Move(
                    move.visit_id,
                    move.from_id,
                    move.to_id,
                    move.from_start,
                    move.to_start,
                    move.way_before,
                    move.way_after,
                    move.why,
                    move.value,
                    move.seat,
                )
                for move in sorted(one.moves.all(), key=lambda move: (move.from_start, move.visit_id, move.seat))
            ),
            accepted=accepted[one.pk],
            acceptances=tuple(acceptances[one.pk]),
            without_break=tuple(one.without_break),
        )
        for one in rows
    )


def _acceptances(row: DayPlan) -> tuple[dict[int, list[AcceptanceSummary]], dict[int, dict[int, int]]]:
    made = AcceptedMove.objects.filter(acceptance__alternative__plan=row)
    by_acceptance: dict[int, list[int]] = defaultdict(list)
    for acceptance_id, visit_id in made.order_by("id").values_list("acceptance_id", "move__visit_id"):
        if visit_id not in by_acceptance[acceptance_id]:
            by_acceptance[acceptance_id].append(visit_id)
    found: dict[int, list[AcceptanceSummary]] = defaultdict(list)
    accepted: dict[int, dict[int, int]] = defaultdict(dict)
    rows = Acceptance.objects.filter(alternative__plan=row).order_by("-id").prefetch_related("undoings")
    for one in rows:
        visits, undone = tuple(by_acceptance[one.pk]), bool(one.undoings.all())
        found[one.alternative_id].append(AcceptanceSummary(one.pk, one.at, one.by_name, visits, undone))
        if not undone:
            accepted[one.alternative_id].update(dict.fromkeys(visits, one.pk))
    return found, accepted


def alternative_plan(alternative_id: int) -> int:
    """The computation to which an answer belongs. Raises Missing."""
    plan_id = Alternative.objects.filter(pk=alternative_id).values_list("plan_id", flat=True).first()
    if plan_id is None:
        raise Missing
    return int(plan_id)


def acceptance_plan(acceptance_id: int) -> int:
    """The computation to which an acceptance belongs. Raises Missing."""
    rows = Acceptance.objects.filter(pk=acceptance_id).values_list("alternative__plan_id", flat=True)
    plan_id = rows.first()
    if plan_id is None:
        raise Missing
    return int(plan_id)
