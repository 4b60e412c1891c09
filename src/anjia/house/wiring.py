"""Every consequence in the system, on one page: who hears which fact, and what runs by the clock."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django_tasks.base import Task

from anjia.house import tasks
from anjia.kernel.events import Event, Listener, listen

LISTENERS: dict[type[Event], list[Listener]] = {}

EVERY: Mapping[Task[..., Any], timedelta] = {
    tasks.prune: timedelta(days=1),
}


def connect() -> None:
    """Tells the kernel who listens. Called once when Django is ready."""
    for kind, listeners in LISTENERS.items():
        for listener in listeners:
            listen(kind, listener)
