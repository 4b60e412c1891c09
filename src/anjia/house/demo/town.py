"""What every act of the demo shares: the dice, the people at the desk, and the clockwork."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from anjia.company.rules import Role
from anjia.house.demo.clockwork import Act, Clockwork
from anjia.kernel.actors import Actor
from anjia.kernel.clock import SHANGHAI, day_of, midnight


@dataclass(frozen=True)
class Done:
    """A visit that took place, with the household and the caregiver as those who act."""

    visit_id: int
    household: Actor
    caregiver: Actor
    offering_id: int
    price_fen: int
    branch_id: int | None
    at: datetime


@dataclass
class Town:
    """The demo while it is lived."""

    dice: random.Random
    staff: dict[Role, Actor]
    branch_ids: Sequence[int]
    opened_at: datetime
    clockwork: Clockwork = field(default_factory=Clockwork)
    visit_planned: Callable[[Any, int, datetime], None] = lambda client, visit_id, starts_at: None
    done: list[Done] = field(default_factory=list)
    slow: int | None = None  # a caregiver about whom the same is said again and again
    left_out: list[str] = field(default_factory=list)
    talked: Callable[[Any, datetime], None] = lambda client, at: None

    def plan(self, at: datetime, act: Act) -> None:
        """Has something happen at an instant."""
        self.clockwork.plan(at, act)

    def office_hour(self, at: datetime) -> datetime:
        """The instant itself between 8:30 and 20:00 in Shanghai, else the next morning."""
        local = at.astimezone(SHANGHAI)
        if local.hour >= 20:
            return midnight(day_of(at) + timedelta(days=1)) + timedelta(hours=8, minutes=self.dice.randint(30, 90))
        if local.hour * 60 + local.minute < 510:
            return midnight(day_of(at)) + timedelta(hours=8, minutes=self.dice.randint(30, 90))
        return at
