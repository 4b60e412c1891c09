"""A notice of the State Council: a day off after a festival, and the weekend day on which it is made up."""

from dataclasses import dataclass
from datetime import date, timedelta

from anjia.kernel.workdays import CHINA, Holiday

DAY = timedelta(days=1)
AHEAD = 18 * DAY
SATURDAY = 5


@dataclass(frozen=True)
class Notice:
    """The next festival, the working day after it that is off too, and the weekend day on which it is made up."""

    festival: Holiday
    off: date
    made_up: date

    @property
    def line(self) -> str:
        """The line of the calendar's file."""
        return f"{self.off},{self.made_up}\n"


def next_notice(today: date) -> Notice:
    """About the first festival that lies more than two weeks ahead, by the calendar without any file."""
    day = today + AHEAD
    while (festival := CHINA.holiday_of(day)) is None:
        day += DAY
    off = festival.last + DAY
    while off.weekday() >= SATURDAY:
        off += DAY
    made_up = off + DAY
    while made_up.weekday() < SATURDAY or CHINA.is_working_day(made_up) or CHINA.holiday_of(made_up):
        made_up += DAY
    return Notice(festival, off, made_up)
