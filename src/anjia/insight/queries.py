"""Figures of dispatch over a time, each area asked once."""

from dataclasses import dataclass
from datetime import date

from anjia.dispatch import queries as dispatch
from anjia.dispatch.queries import Given
from anjia.fieldwork import queries as fieldwork
from anjia.insight.rules import (
    HouseholdContinuity,
    continuity_of,
    gini,
    mean_continuity,
    part_of,
    percentile,
)
from anjia.kernel.clock import midnight
from anjia.payroll import queries as payroll
from anjia.promises import queries as promises
from anjia.promises.queries import HourRecord
from anjia.promises.rules import Kind, share_kept
from anjia.workforce import queries as workforce

NOTHING = Given(0, 0, 0)


@dataclass(frozen=True)
class CaregiverFigures:
    """One caregiver's time: minutes of visits, of ways between them and on duty, and what she earned, in fen."""

    caregiver_id: int
    visits: int
    minutes: int
    way_minutes: int
    duty_minutes: int
    income_fen: int

    @property
    def utilisation(self) -> float | None:
        """Visits and ways as a share of her time on duty; above 1 when she worked beyond her hours."""
        return part_of(self.minutes + self.way_minutes, self.duty_minutes)


@dataclass(frozen=True)
class Fairness:
    """How evenly something is shared out: Gini's coefficient, and the values that a tenth lies below and above."""

    gini: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class DispatchFigures:
    """The figures of the days from `from_day` up to `until_day`. Shares lie between 0 and 1, but for
    `on_time`; None: nothing to tell."""

    from_day: date
    until_day: date
    households: tuple[HouseholdContinuity, ...]
    continuity: float | None
    caregivers: tuple[CaregiverFigures, ...]
    hours: Fairness
    income: Fairness
    hours_of_day: tuple[HourRecord, ...]

    @property
    def visits(self) -> int:
        """Visits given out in the time."""
        return sum(one.visits for one in self.caregivers)

    @property
    def travel_share(self) -> float | None:
        """The ways between visits as a share of ways and visits."""
        way = sum(one.way_minutes for one in self.caregivers)
        return part_of(way, way + sum(one.minutes for one in self.caregivers))

    @property
    def utilisation(self) -> float | None:
        """Visits and ways of all as a share of the time on duty of all."""
        busy = sum(one.minutes + one.way_minutes for one in self.caregivers)
        return part_of(busy, sum(one.duty_minutes for one in self.caregivers))

    @property
    def on_time(self) -> int | None:
        """Arrivals within their promised time out of all that have ended, in whole percent by the rule of each hour."""
        kept = sum(one.kept for one in self.hours_of_day)
        return share_kept(kept, sum(one.broken for one in self.hours_of_day))


def dispatch_figures(from_day: date, until_day: date) -> DispatchFigures:
    """Continuity, fairness, travel, punctuality and utilisation of these days. Seven queries, whatever the size.

    Fairness is among those who are ready and were on duty: who was not at all can have no share.
    """
    since, until = midnight(from_day), midnight(until_day)
    households = continuity_of(fieldwork.visits_by_pair(since, until))
    caregivers = _caregivers(from_day, until_day)
    on_duty = [one for one in caregivers if one.duty_minutes > 0]
    return DispatchFigures(
        from_day=from_day,
        until_day=until_day,
        households=tuple(households),
        continuity=mean_continuity(households),
        caregivers=tuple(caregivers),
        hours=_fairness([one.minutes / 60 for one in on_duty]),
        income=_fairness([float(one.income_fen) for one in on_duty]),
        hours_of_day=tuple(promises.kept_by_hour(Kind.ARRIVAL, since, until)),
    )


def _caregivers(from_day: date, until_day: date) -> list[CaregiverFigures]:
    given = dispatch.given_out(midnight(from_day), midnight(until_day))
    duty = workforce.duty_minutes(from_day, until_day)
    income = payroll.earned_between(from_day, until_day)
    found = []
    for caregiver_id in sorted(duty.keys() | given.keys()):
        one = given.get(caregiver_id, NOTHING)
        minutes, fen = duty.get(caregiver_id, 0), income.get(caregiver_id, 0)
        found.append(CaregiverFigures(caregiver_id, one.visits, one.minutes, one.way_minutes, minutes, fen))
    return sorted(found, key=lambda one: (-one.minutes, one.caregiver_id))


def _fairness(values: list[float]) -> Fairness:
    return Fairness(gini(values), percentile(values, 0.1), percentile(values, 0.9))
