"""One thing that waits at the desk, and the heaps by urgency."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from anjia.company.queries import StaffSummary
from anjia.company.rules import Role
from anjia.kernel.clock import SHANGHAI, day_of

DAYS_AHEAD = 7
_OVER_DAY_END = time(23, 59, 59)


@dataclass(frozen=True)
class Due:
    """One thing that waits: what, about whom, who answers for it (`staff_id`, else everybody in `roles`), by when.

    `clocked`: due at a minute, not only on a day. `closed`: nobody else may see it.
    """

    kind: str
    icon: str
    what: str
    about: str
    url: str
    due_at: datetime
    act: str
    note: str = ""
    staff_id: int | None = None
    roles: tuple[Role, ...] = ()
    who: str = ""
    clocked: bool = True
    closed: bool = False

    def is_of(self, staff: StaffSummary) -> bool:
        """Whether it waits for this member of staff."""
        if self.staff_id is not None:
            return self.staff_id == staff.id
        return not staff.roles.isdisjoint(self.roles)


@dataclass(frozen=True)
class Heap:
    """What is overdue, due today, or due within the week."""

    name: str
    label: str
    items: tuple[Due, ...]


def page(name: str, *args: int, query: str = "") -> str:
    """The address of a desk page; the desk itself while that page is missing."""
    try:
        return reverse(f"desk:{name}", args=args) + query
    except NoReverseMatch:
        return ""


def end_of(day: date) -> datetime:
    """The last second of a Shanghai day: when something due on that day is due."""
    return datetime.combine(day, _OVER_DAY_END, SHANGHAI)


def horizon(at: datetime) -> datetime:
    """How far ahead the desk looks: the end of the seventh day."""
    return end_of(day_of(at) + timedelta(days=DAYS_AHEAD))


def heaps(items: Iterable[Due], *, at: datetime) -> list[Heap]:
    """The list in three heaps."""
    late: list[Due] = []
    today: list[Due] = []
    week: list[Due] = []
    tonight = end_of(day_of(at))
    for item in items:
        (late if item.due_at < at else today if item.due_at <= tonight else week).append(item)
    return [
        Heap("late", _("Overdue"), tuple(late)),
        Heap("today", _("Today"), tuple(today)),
        Heap("week", _("This week"), tuple(week)),
    ]
