"""A week's board: for each caregiver seven cells of chips, with hours given out of hours worked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from anjia.dispatch.queries import BoardRow
from anjia.interfaces.desk.board.lanes import Lane, known_of, lane_of
from anjia.interfaces.desk.board.words import hours_of
from anjia.kernel.clock import midnight, minute_of


@dataclass(frozen=True)
class WeekLane:
    """One caregiver's week."""

    row: BoardRow
    days: tuple[tuple[date, Lane], ...]
    used_minutes: int
    warnings: tuple[str, ...]
    caregiver_url: str

    @property
    def hours(self) -> str:
        """Hours of visits in the week."""
        return _("%(hours)s h this week") % {"hours": hours_of(self.used_minutes)}


def week_lanes(rows: Sequence[Sequence[BoardRow]], monday: date, at: datetime) -> list[WeekLane]:
    """The rows of a week as lanes: each area is asked once for all of them."""
    known = known_of((day for days in rows for day in days), at)
    days = [monday + timedelta(days=number) for number in range(7)]
    found = []
    for hers in rows:
        lanes = [lane_of(row, minute_of(midnight(day)), known) for day, row in zip(days, hers, strict=True)]
        warnings = tuple(dict.fromkeys(words for lane in lanes for words in lane.warnings))
        found.append(
            WeekLane(
                hers[0], tuple(zip(days, lanes, strict=True)), hers[0].week_minutes, warnings, lanes[0].caregiver_url
            )
        )
    return found
