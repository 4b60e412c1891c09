"""Promises by the clock."""

from django_tasks import task

from anjia.kernel import clock
from anjia.promises.operations import sweep_promises


@task()
def sweep() -> None:
    """Breaks what is overdue."""
    sweep_promises(at=clock.now())
