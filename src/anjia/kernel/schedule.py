"""Timed work: what runs every so often, started once however many schedulers run."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django_tasks.base import Task

from anjia.kernel.models import Timer


def start_due(every: Mapping[Task[..., Any], timedelta], *, at: datetime) -> int:
    """Enqueues each task whose time has come and sets its next time; returns how many were started.

    A scheduler that was down starts each missed task once, not once per missed beat.
    """
    started = 0
    for task, pause in every.items():
        timer, _new = Timer.objects.get_or_create(name=task.module_path, defaults={"next_at": at})
        if timer.next_at > at:
            continue
        mine = Timer.objects.filter(pk=timer.pk, next_at=timer.next_at)
        if mine.update(next_at=at + pause):
            task.enqueue()
            started += 1
    return started
