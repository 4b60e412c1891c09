"""Ask for a day plan, and call it off."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from anjia.dayplans.models import DayPlan
from anjia.dayplans.rules import (
    LEAST_SECONDS,
    MOST_DAYS_AHEAD,
    MOST_SECONDS,
    MOST_SEED,
    UNFINISHED,
    Kind,
    Parameters,
    State,
)
from anjia.kernel.actors import Actor
from anjia.kernel.clock import day_of
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.operations import once, signed


def request_plan(*, day: date, parameters: Parameters, at: datetime, by: Actor) -> tuple[int, bool]:
    """Asks for a plan of the day; returns its id, and whether it is new: one that is under way is returned again.

    Refuses a day that has passed or lies more than a month ahead, and parameters out of their bounds.
    """
    today = day_of(at)
    if not today <= day <= today + timedelta(days=MOST_DAYS_AHEAD):
        sentence = _("A day can be planned from today until %(days)d days ahead. Please choose another one.")
        raise Refusal(sentence % {"days": MOST_DAYS_AHEAD}, field="day")
    if not parameters.are_possible():
        sentence = _(
            "A plan may take %(least)d to %(most)d seconds, and its number for chance lies between 0 and %(seed)d."
        )
        values = {"least": LEAST_SECONDS, "most": MOST_SECONDS, "seed": MOST_SEED}
        raise Refusal(sentence % values, field="seconds")
    with transaction.atomic():
        under_way = DayPlan.objects.filter(day=day, kind=Kind.PLAN, state__in=UNFINISHED).select_for_update().first()
        if under_way is not None:
            return int(under_way.pk), False
        with once("day_plan_under_way_once", _("A plan for this day is being computed already.")):
            row = DayPlan.objects.create(
                kind=Kind.PLAN,
                day=day,
                seconds=parameters.seconds,
                seed=parameters.seed,
                part_visits=parameters.part_visits,
                asked_at=at,
                by=str(by),
                by_name=by.name[:80],
            )
    return int(row.pk), True


def cancel_plan(*, plan_id: int, at: datetime, by: Actor) -> bool:
    """Calls a computation off; what runs stops at its next word. Twice is once; refuses one that has ended."""
    with transaction.atomic():
        row = locked_plan(plan_id)
        if row.state == State.CANCELLED:
            return False
        if row.state not in UNFINISHED:
            raise Refusal(_("This plan is computed already. Nothing changes unless you accept it."))
        row.state, row.ended_at = State.CANCELLED, at
        name = signed(by, at)["by_name"]
        row.fault = gettext_noop("Called off by %(name)s.") % {"name": name} if name else gettext_noop("Called off.")
        row.save(update_fields=["state", "ended_at", "fault"])
    return True


def locked_plan(plan_id: int) -> DayPlan:
    """The plan, locked until the transaction ends. Raises Missing."""
    row: DayPlan | None = DayPlan.objects.select_for_update().filter(pk=plan_id).first()
    if row is None:
        raise Missing
    return row
