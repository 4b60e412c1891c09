"""Scenes that are set for a day of the demo: in a town too small or too young for one of them, it is left out."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.db import transaction

from anjia.house.demo.town import Done, Town
from anjia.kernel.clock import midnight
from anjia.kernel.errors import Missing, Refusal

Scene = Callable[[datetime], object]


def set_scene(town: Town, at: datetime, scene: Scene) -> None:
    """Has a scene happen at the instant, whole or not at all."""

    def play(t: datetime) -> None:
        try:
            with transaction.atomic():
                scene(t)
        except (Refusal, Missing) as fault:
            town.left_out.append(f"{t.isoformat()} {scene}: {fault}")

    if at >= town.opened_at:
        town.plan(at, play)


def on_day(until: date, days_ago: int, hour: int, minute: int = 0) -> datetime:
    """A time in Shanghai so many days before the demo's last one."""
    return midnight(until - timedelta(days=days_ago)) + timedelta(hours=hour, minutes=minute)


def done(town: Town, nth: int = 0) -> Done:
    """The latest finished visit, or the nth before it. Raises Missing where there are fewer."""
    if len(town.done) <= nth:
        raise Missing
    return town.done[-1 - nth]
