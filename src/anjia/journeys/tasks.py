"""Journeys by the clock."""

from django_tasks import task

from anjia.journeys.operations import continue_all
from anjia.kernel import clock


@task()
def continue_series() -> None:
    """Plans the next visits of every running series."""
    continue_all(at=clock.now())
