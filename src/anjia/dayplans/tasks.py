"""Days computed in the background: any worker may take any part."""

from datetime import datetime

from django.db import OperationalError, transaction
from django.utils.module_loading import import_string
from django_tasks import task

from anjia.dayplans import operations
from anjia.dayplans.operations import Stopped, Work
from anjia.kernel import clock
from anjia.kernel.scope import company_scope


@task()
def compute_day(*, company_id: int, plan_id: int) -> None:
    """Freezes the day, cuts it into parts and asks for each; again after a crash, it asks for what is left."""
    with company_scope(company_id), transaction.atomic():
        _ask_for(operations.begin_plan(plan_id=plan_id, at=clock.now()), company_id)


def _ask_for(part_ids: list[int], company_id: int) -> None:
    for part_id in part_ids:
        compute_part.enqueue(company_id=company_id, part_id=part_id)


@task()
def deepen_repair(*, company_id: int, plan_id: int) -> None:
    """Looks further for answers to a repair that is shown already. Run again after a crash, it adds nothing twice."""
    with company_scope(company_id):
        facts = operations.facts_to_deepen(plan_id)
        if facts is not None:
            found = import_string("anjia.dayplans.rules.deepening.deepened")(facts)
            operations.deepen_repair(plan_id=plan_id, found=found, at=clock.now())


@task()
def compute_part(*, company_id: int, part_id: int) -> None:
    """Computes one part. While another worker is at it, it comes back when that one should have spoken."""
    with company_scope(company_id):
        work = operations.take_part(part_id=part_id, at=clock.now())
        if isinstance(work, datetime):
            compute_part.using(run_after=work).enqueue(company_id=company_id, part_id=part_id)
        elif work is not None:
            _compute(work, company_id)


def _compute(work: Work, company_id: int) -> None:
    # The engine is only loaded by whoever computes: it takes seconds and memory that no page has to spare.
    solved = import_string("anjia.dayplans.rules.solving.solved")

    def tell(share: float, best_fen: int) -> None:
        operations.tell_part(part_id=work.part_id, run=work.run, share=share, best_fen=best_fen, at=clock.now())

    try:
        giving = solved(work.facts, seconds=work.seconds, seed=work.seed, tell=tell)
    except Stopped:
        return
    except OperationalError:
        raise  # the database was away: whoever takes the part over goes on
    except Exception:
        operations.fail_plan(part_id=work.part_id, at=clock.now())
        raise  # the queue keeps the fault; its next attempt finds nothing left to do
    with transaction.atomic():
        following = operations.end_part(part_id=work.part_id, run=work.run, giving=giving, at=clock.now())
        _ask_for(following, company_id)
