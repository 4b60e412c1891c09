"""Every cause that came up, with the work on it: open until figures show that it is gone."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count

from anjia.quality.models import Complaint
from anjia.quality.queries.improvement import ActionSummary, actions_about
from anjia.quality.rules import PERIOD_DAYS, ActionState, Measure, covers, top_of


@dataclass(frozen=True)
class CauseStanding:
    """A cause of the last ninety days: how often, beside the ninety before; its actions; closed only when verified."""

    cause: str
    count: int
    count_before: int
    planned: int
    finished: int
    effective: int
    accepted: int
    reopened: int
    times_reopened: int
    latest: ActionSummary | None

    @property
    def closed(self) -> bool:
        """Whether the latest work on it is shown by figures to have helped."""
        return self.latest is not None and self.latest.state is ActionState.EFFECTIVE


def cause_board(*, at: datetime) -> list[CauseStanding]:
    """The causes by how often they came up, the most frequent first; those worked on without a new case too."""
    period = timedelta(days=PERIOD_DAYS)
    now, before = _counted(at - period, at), _counted(at - 2 * period, at - period)
    actions = actions_about(Measure.COMPLAINTS)
    codes = {*now, *(action.cause for action in actions)}
    found = [_standing(code, now, before, actions) for code in codes]
    return sorted(found, key=lambda one: (-one.count, one.cause))


def _counted(since: datetime, until: datetime) -> Counter[str]:
    """Complaints by cause; a first level counts what lies below it too."""
    rows = Complaint.objects.filter(opened_at__gte=since, opened_at__lt=until).order_by()
    counted: Counter[str] = Counter()
    for cause, n in rows.values_list("cause").annotate(n=Count("id")):
        counted[cause] += n
        if top_of(cause) != cause:
            counted[top_of(cause)] += n
    return counted


def _standing(code: str, now: Counter[str], before: Counter[str], actions: list[ActionSummary]) -> CauseStanding:
    mine = [one for one in actions if covers(code, one.cause)]
    states = Counter(one.state for one in mine)
    return CauseStanding(
        cause=code,
        count=now[code],
        count_before=before[code],
        planned=states[ActionState.PLANNED],
        finished=states[ActionState.FINISHED],
        effective=states[ActionState.EFFECTIVE],
        accepted=states[ActionState.ACCEPTED],
        reopened=states[ActionState.REOPENED],
        times_reopened=sum(one.times_reopened for one in mine),
        latest=mine[0] if mine else None,
    )
