"""A computation of a day, and its answers."""

from django.db import models
from django.db.models import Q

from anjia.dayplans.rules import UNFINISHED, Kind, State
from anjia.kernel.constraints import Final
from anjia.kernel.models import CompanyModel


class DayPlan(CompanyModel):
    """A request to compute a day, in parts of at most `part_visits`, in `round` after round.

    `facts` is the day as it was when the work began, `lines` what it costs as it stands.
    """

    kind = models.CharField(max_length=8, choices=[(kind.value, kind.value) for kind in Kind])
    day = models.DateField()
    state = models.CharField(
        max_length=10, choices=[(state.value, state.value) for state in State], default=State.WAITING
    )
    seconds = models.PositiveSmallIntegerField()
    seed = models.PositiveIntegerField()
    facts = models.JSONField(default=dict)
    lines = models.JSONField(default=list)
    part_visits = models.PositiveIntegerField()
    round = models.PositiveSmallIntegerField(default=0)
    fault = models.CharField(max_length=300, blank=True)
    asked_at = models.DateTimeField()
    by = models.CharField(max_length=40)
    by_name = models.CharField(max_length=80, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta(CompanyModel.Meta):
        indexes = [models.Index(fields=["company_id", "day", "-id"], name="day_plan_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["company_id", "day"],
                condition=Q(kind=Kind.PLAN, state__in=UNFINISHED),
                name="day_plan_under_way_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=UNFINISHED, ended_at__isnull=True)
                | (~Q(state__in=UNFINISHED) & Q(ended_at__isnull=False)),
                name="day_plan_ends",
            ),
            Final(name="day_plan_final", state="state", unfinished=UNFINISHED, fields=["state", "facts", "ended_at"]),
        ]


class PlanPart(CompanyModel):
    """Some caregivers of a day and their visits, by the keys of the jobs, computed by any worker. A small day has one.

    `run` counts the workers that took it: only the latest may write, and it counts as dead after `silent_until`.
    """

    plan = models.ForeignKey(DayPlan, models.CASCADE, related_name="parts", db_index=False)
    round = models.PositiveSmallIntegerField(default=0)
    number = models.PositiveSmallIntegerField()
    visit_ids = models.JSONField()
    caregiver_ids = models.JSONField()
    giving = models.JSONField(null=True)
    run = models.PositiveSmallIntegerField(default=0)
    silent_until = models.DateTimeField(null=True)
    share = models.FloatField(default=0)
    best_fen = models.BigIntegerField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta(CompanyModel.Meta):
        constraints = [models.UniqueConstraint(fields=["company_id", "plan", "round", "number"], name="plan_part_once")]


class Alternative(CompanyModel):
    """One answer: what it costs term by term, the visits it leaves alone, wholly or one of two places in them, the keys
    of these places, and who has no break at noon by it."""

    plan = models.ForeignKey(DayPlan, models.CASCADE, related_name="alternatives", db_index=False)
    number = models.PositiveSmallIntegerField()
    style = models.CharField(max_length=16, blank=True)
    lines = models.JSONField()
    unserved = models.JSONField(default=list)
    empty = models.JSONField(default=list)
    without_break = models.JSONField(default=list)

    class Meta(CompanyModel.Meta):
        constraints = [models.UniqueConstraint(fields=["company_id", "plan", "number"], name="alternative_once")]


class PlannedMove(CompanyModel):
    """A visit, or one of two places in it, that an answer wants to change. Starts are minutes of the plan's day."""

    alternative = models.ForeignKey(Alternative, models.CASCADE, related_name="moves", db_index=False)
    visit_id = models.BigIntegerField()
    seat = models.PositiveSmallIntegerField(default=1)
    from_id = models.BigIntegerField(null=True)
    to_id = models.BigIntegerField()
    from_start = models.IntegerField()
    to_start = models.IntegerField()
    way_before = models.IntegerField()
    way_after = models.IntegerField()
    why = models.CharField(max_length=10)
    value = models.BigIntegerField(default=0)

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["company_id", "alternative", "visit_id", "seat"], name="planned_move_once")
        ]
