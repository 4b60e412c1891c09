"""Accept moves of a proposal, in whole or in part, and take an acceptance back."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from anjia.dayplans.events import DayPlanAccepted, DayPlanUndone
from anjia.dayplans.models import Acceptance, AcceptedMove, Alternative, DayPlan, PlannedMove, Undoing
from anjia.dayplans.operations.requests import locked_plan
from anjia.dayplans.queries.facts import day_facts
from anjia.dayplans.queries.sentences import clash_sentence, stale_sentence
from anjia.dayplans.rules import Facts, Given, Move, Pin, State, changes_since, clash_of, from_json, key_of
from anjia.dispatch import operations as dispatch
from anjia.dispatch import queries as dispatch_queries
from anjia.dispatch.operations import Exchange
from anjia.kernel.actors import Actor
from anjia.kernel.clock import midnight
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.operations import announce, once, signed
from anjia.kernel.retry import whole


@whole
def accept_moves(*, alternative_id: int, visit_ids: Iterable[int], at: datetime, by: Actor) -> int:
    """Makes the moves of these visits, all or none, and returns the acceptance's id. A move is made once, and anew
    only after it was taken back.

    Of a visit to which two come together both places move at once.

    Refuses what rests on a day that has changed, and a part that cannot stand without the rest, naming what clashes.
    """
    plan, alternative = _locked(alternative_id)
    wanted = set(visit_ids)
    rows = list(alternative.moves.filter(visit_id__in=wanted).order_by("visit_id", "seat"))
    if {row.visit_id for row in rows} != wanted:
        raise Missing
    if not rows:
        raise Refusal(_("Please choose at least one change."), field="moves")
    done = dict(_standing().filter(move__in=rows).values_list("move_id", "acceptance_id"))
    left = [row for row in rows if row.pk not in done]
    if not left:
        return int(max(done.values()))
    moves = [move_of(row) for row in left]
    _check(plan, alternative, moves, at=at)
    made = dispatch.exchange(changes=[_exchange(plan, move) for move in moves], reason=_reason(plan), at=at, by=by)
    return _keep(plan, alternative, left, made, at=at, by=by)


def _locked(alternative_id: int) -> tuple[DayPlan, Alternative]:
    alternative = Alternative.objects.filter(pk=alternative_id).first()
    if alternative is None:
        raise Missing
    plan = locked_plan(alternative.plan_id)
    if plan.state != State.DONE:
        raise Refusal(_("This plan is not ready to be accepted."))
    return plan, alternative


def move_of(row: PlannedMove) -> Move:
    """The move as the rules compute with it."""
    return Move(
        row.visit_id,
        row.from_id,
        row.to_id,
        row.from_start,
        row.to_start,
        row.way_before,
        row.way_after,
        row.why,
        row.value,
        row.seat,
    )


def _check(plan: DayPlan, alternative: Alternative, moves: Sequence[Move], *, at: datetime) -> None:
    then, now = from_json(plan.facts), day_facts(plan.day, at=at, priced=False)
    changes = changes_since(then, now, moves, _accepted(plan))
    if changes:
        raise Refusal(stale_sentence(changes))
    clash = clash_of(now, moves)
    if clash is not None:
        raise Refusal(clash_sentence(clash, others=[move_of(row) for row in alternative.moves.all()], chosen=moves))


def _standing() -> QuerySet[AcceptedMove]:
    """The moves that were made and not taken back."""
    standing: QuerySet[AcceptedMove] = AcceptedMove.objects.filter(acceptance__undoings__isnull=True)
    return standing


def _accepted(plan: DayPlan) -> dict[int, Given]:
    """What was accepted of this plan and not taken back, by the keys of the jobs."""
    made = (one.move for one in _standing().filter(move__alternative__plan=plan).select_related("move"))
    return {key_of(move.visit_id, move.seat): Given(move.to_id, move.to_start) for move in made}


def _exchange(plan: DayPlan, move: Move) -> Exchange:
    return Exchange(move.visit_id, move.to_id, _start(plan, move.to_start) if _shifts(move) else None, move.seat)


def _shifts(move: Move) -> bool:
    return move.to_start != move.from_start


def _start(plan: DayPlan, minute: int) -> datetime:
    return midnight(plan.day) + timedelta(minutes=minute)


def _reason(plan: DayPlan) -> str:
    return gettext_noop("Day plan %(number)d") % {"number": plan.pk}


def _taken_back(plan: DayPlan) -> str:
    return gettext_noop("Day plan %(number)d taken back") % {"number": plan.pk}


def _keep(
    plan: DayPlan,
    alternative: Alternative,
    rows: Sequence[PlannedMove],
    made: dict[tuple[int, int], int],
    *,
    at: datetime,
    by: Actor,
) -> int:
    acceptance = Acceptance.objects.create(alternative=alternative, **signed(by, at))
    before = Counter(AcceptedMove.objects.filter(move__in=rows).values_list("move_id", flat=True))
    with once("accepted_move_once", _("These changes have just been accepted.")):
        AcceptedMove.objects.bulk_create(
            AcceptedMove(
                acceptance=acceptance,
                move=row,
                assignment_id=made[row.visit_id, row.seat],
                made_before=before[row.pk],
            )
            for row in rows
        )
    fact = DayPlanAccepted(
        day_plan_id=plan.pk,
        acceptance_id=acceptance.pk,
        day=plan.day,
        moves=len(rows),
        visit_ids=tuple(sorted({row.visit_id for row in rows})),
    )
    announce(fact, at=at, by=by)
    return int(acceptance.pk)


@whole
def undo_acceptance(*, acceptance_id: int, at: datetime, by: Actor) -> bool:
    """Gives every visit of an acceptance back to whom it had before. Twice is once; returns whether it changed.

    Refuses, and changes nothing, once one of them has begun or was changed since, or when she is no longer free.
    """
    acceptance = Acceptance.objects.filter(pk=acceptance_id).select_related("alternative").first()
    if acceptance is None:
        raise Missing
    plan = locked_plan(acceptance.alternative.plan_id)
    if acceptance.undoings.exists():
        return False
    rows = list(acceptance.moves.select_related("move"))
    moves = [move_of(row.move) for row in rows]
    _check_untouched(day_facts(plan.day, at=at, priced=False), moves, [row.assignment_id for row in rows])
    back = [
        Exchange(move.visit_id, move.from_id, _start(plan, move.from_start) if _shifts(move) else None, move.seat)
        for move in moves
    ]
    dispatch.exchange(changes=back, reason=_taken_back(plan), at=at, by=by)
    with once("acceptance_undone_once", _("This has just been taken back.")):
        Undoing.objects.create(acceptance=acceptance, **signed(by, at))
    fact = DayPlanUndone(
        day_plan_id=plan.pk,
        acceptance_id=acceptance.pk,
        day=plan.day,
        moves=len(moves),
        visit_ids=tuple(sorted({move.visit_id for move in moves})),
    )
    announce(fact, at=at, by=by)
    return True


def _check_untouched(now: Facts, moves: Sequence[Move], assignment_ids: Sequence[int]) -> None:
    jobs = {job.key: job for job in now.jobs}
    crews = dispatch_queries.crews_of_visits(move.visit_id for move in moves)
    still = {one.id for crew in crews.values() for one in crew}
    for move, assignment_id in zip(moves, assignment_ids, strict=True):
        job = jobs.get(move.key)
        if job is None or assignment_id not in still:
            raise Refusal(
                _(
                    "One of these visits was changed since, so this can no longer be taken back as a whole. Please "
                    "change the visits one by one."
                )
            )
        if job.pin in (Pin.BEGUN, Pin.ON_THE_WAY):
            raise Refusal(
                _(
                    "A caregiver is on the way or at work already, so this can no longer be taken back as a whole. "
                    "Please change the other visits one by one."
                )
            )
