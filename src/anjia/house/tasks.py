"""Housekeeping by the clock."""

from django_tasks import task

from anjia.kernel import clock, jobs


@task()
def prune() -> None:
    """Removes jobs done more than a week ago."""
    jobs.prune_jobs(at=clock.now())
