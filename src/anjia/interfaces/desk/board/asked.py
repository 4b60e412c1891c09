"""What an address of the board asks for: which day, which face, whose days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from anjia.dispatch.queries import Asked
from anjia.interfaces.desk.dates import day_asked
from anjia.interfaces.shared.numbers import number_or
from anjia.interfaces.shared.parts import Link
from anjia.kernel.clock import midnight, minute_of, monday_of

FILTERS = ("q", "trade", "district", "free", "warned")
DAY, WEEK, TABLE, MAP = "", "week", "table", "map"
FACES = (DAY, WEEK, TABLE, MAP)
MOST_NAMED = 300


@dataclass(frozen=True)
class BoardAsked:
    """A day, a face and the filters, which stay when another day or face is chosen."""

    day: date
    view: str
    filters: dict[str, str]
    after_id: int = 0

    @property
    def first(self) -> date:
        """The first day that is shown: the Monday of a week."""
        return monday_of(self.day) if self.view == WEEK else self.day

    @property
    def days(self) -> int:
        """How many days are shown."""
        return 7 if self.view == WEEK else 1

    @property
    def origin(self) -> int:
        """The epoch minute of the first midnight."""
        return minute_of(midnight(self.first))

    @property
    def narrowed(self) -> bool:
        """Whether not everybody is asked for."""
        return any(self.filters.values())

    def whose(self, only: Iterable[int] | None = None) -> Asked:
        """The filters in dispatch's words; `only` names caregivers instead."""
        return Asked(
            trade=self.filters["trade"],
            district=self.filters["district"],
            query=self.filters["q"],
            free_only=bool(self.filters["free"]),
            warned_only=bool(self.filters["warned"]),
            only=None if only is None else frozenset(only),
        )

    def address(self, name: str = "desk:board", *, path: tuple[Any, ...] = (), **changes: Any) -> str:
        """The address of another day, another face or a part of this one, with the same filters."""
        asked: dict[str, Any] = {"day": self.day.isoformat(), "view": self.view, **self.filters} | changes
        kept = {key: value for key, value in asked.items() if value not in ("", None)}
        return f"{reverse(name, args=path)}?{urlencode(kept)}"

    def faces(self) -> list[Link]:
        """The four ways to look at it."""
        named = (
            (DAY, _("One day"), "board"),
            (WEEK, _("One week"), "calendar"),
            (TABLE, _("Table"), "list"),
            (MAP, _("Map"), "route"),
        )
        return [
            Link(label=label, url=self.address(view=view), icon=icon, current=view == self.view)
            for view, label, icon in named
        ]

    def steps(self, today: date) -> dict[str, str]:
        """Where one day or week before, today, and after lead to."""
        step = timedelta(days=self.days)
        return {
            "before": self.address(day=(self.day - step).isoformat()),
            "today": self.address(day=today.isoformat()),
            "after": self.address(day=(self.day + step).isoformat()),
        }


def read(asked: QueryDict, today: date) -> BoardAsked:
    """What the address asks for; whatever it does not say, or says oddly, is the usual."""
    view = asked.get("view", "")
    return BoardAsked(
        day=day_asked(asked.get("day", ""), today),
        view=view if view in FACES else DAY,
        filters={name: asked.get(name, "")[:40] for name in FILTERS},
        after_id=number_or(0, asked.get("after", "")),
    )


def named_ids(text: str) -> list[int]:
    """The ids in "3,5,8", at most a page of them."""
    return [found for one in text[:4000].split(",")[:MOST_NAMED] if (found := number_or(0, one)) > 0]
