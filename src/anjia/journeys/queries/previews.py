"""What a change of a series will do, shown before it is confirmed."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from anjia.booking.rules import Standing, is_late
from anjia.dispatch import operations as dispatch
from anjia.journeys.queries.plans import SeriesPlan
from anjia.journeys.queries.staffing import Row, staffed
from anjia.kernel.actors import SYSTEM


@dataclass(frozen=True)
class SeriesPreview:
    """A plan with who comes. `seal` says whether what is confirmed is what was shown."""

    plan: SeriesPlan
    rows: tuple[Row, ...]
    at: datetime

    @property
    def made(self) -> list[Row]:
        """Visits that are new."""
        return [row for row in self.rows if row.before is None and row.chosen.starts_at]

    @property
    def moved(self) -> list[Row]:
        """Visits that get another date, start, length or price."""
        return [row for row in self.rows if row.before is not None and row.chosen.starts_at]

    @property
    def dropped(self) -> list[Row]:
        """Dates left out because nobody can come, or by choice."""
        return [row for row in self.rows if row.chosen.starts_at is None]

    @property
    def clashes(self) -> list[Row]:
        """Dates on which the usual caregiver cannot come as wished."""
        return [row for row in self.rows if row.clash]

    @property
    def people(self) -> list[int]:
        """The different caregivers who come, the one who comes most often first."""
        ids = [one for row in self.rows for one in row.chosen.crew]
        return sorted(set(ids), key=lambda one: (-ids.count(one), one))

    @property
    def late(self) -> list[Standing]:
        """Visits that begin in less than a day and are moved or cancelled."""
        leaving = [*self.plan.reshaping.cancelled, *(row.before for row in self.rows if row.before)]
        return [one for one in leaving if one.starts_at and is_late(one.starts_at, self.at)]

    @property
    def price_before_fen(self) -> int:
        """What the visits that are touched cost now."""
        moved = [one for one, _want in self.plan.reshaping.moved]
        return sum(one.price_fen for one in (*moved, *self.plan.reshaping.cancelled))

    @property
    def price_after_fen(self) -> int:
        """What they and the new ones will cost."""
        return sum(row.wanted.price_fen for row in (*self.made, *self.moved))

    @property
    def changes_nothing(self) -> bool:
        """Whether no visit is touched."""
        return not self.rows and not self.plan.reshaping.cancelled

    @property
    def seal(self) -> str:
        """A short name of all that is shown."""
        rows = [(row.wanted, row.visit_id, row.chosen.key, row.chosen.crew) for row in self.rows]
        gone = [one.visit_id for one in self.plan.reshaping.cancelled]
        shown = (self.plan.kind, rows, gone, self.plan.changed, self.plan.until)
        return hashlib.sha256(repr(shown).encode()).hexdigest()[:20]


def preview_of(plan: SeriesPlan, choices: Mapping[date, str], *, at: datetime, may_open: bool = False) -> SeriesPreview:
    """What the plan will do. Visits that leave their time do not stand in one another's way; nothing is kept."""
    if not plan.touched or not (plan.reshaping.moved or plan.reshaping.made):
        return SeriesPreview(plan, tuple(staffed(plan, choices, at=at, may_open=may_open)), at)
    with transaction.atomic():
        dispatch.release_dates(visit_ids=plan.touched, at=at, by=SYSTEM)
        rows = staffed(plan, choices, at=at, may_open=may_open)
        transaction.set_rollback(True)
    return SeriesPreview(plan, tuple(rows), at)
