"""Work on why chances are lost, and look by figures whether it helped."""

import logging
from datetime import date, datetime

from django.utils.translation import gettext as _

from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.clock import day_of
from anjia.kernel.errors import Refusal
from anjia.kernel.scope import company_scope
from anjia.losses.queries.losses import recurrence
from anjia.losses.queries.trees import tree
from anjia.quality import queries as quality
from anjia.quality.operations import look_at_action, plan_preventive_action
from anjia.quality.queries import ActionSummary
from anjia.quality.rules import Measure, Place, Recurrence, Scope

log = logging.getLogger(__name__)


def plan_action(*, cause: str, staff_id: int, what: str, due_on: date, at: datetime, by: Actor) -> int:
    """Gives somebody the work on a reason until a day; returns the action's id. Refuses a reason the tree has not."""
    names = tree().full_names()
    if cause not in names:
        raise Refusal(_("Please choose a reason from the tree."), field="cause")
    return plan_preventive_action(
        cause=cause,
        label=names[cause][:80],
        place=Place(Scope.COMPANY),
        measure=Measure.LOSSES,
        staff_id=staff_id,
        what=what,
        due_on=due_on,
        at=at,
        by=by,
    )


def recurrence_of(action: ActionSummary, *, at: datetime) -> Recurrence | None:
    """How often chances were lost for the reason of an action before and since; None before it is finished."""
    return recurrence(action.cause, action.finished_at, at) if action.finished_at else None


def check_actions(*, company_id: int, at: datetime) -> int:
    """Looks at every finished action on losses of a company whose day has come; returns how many."""
    with company_scope(company_id):
        return sum(_look(one, at=at) for one in quality.actions_to_check(Measure.LOSSES, on=day_of(at)))


def _look(action: ActionSummary, *, at: datetime) -> bool:
    try:
        look_at_action(action_id=action.id, seen=recurrence_of(action, at=at), at=at, by=SYSTEM)
    except Exception:
        log.exception("action %s could not be checked", action.id)
        return False
    return True
