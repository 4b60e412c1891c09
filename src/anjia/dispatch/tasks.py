"""Dispatch by the clock."""

from django_tasks import task

from anjia.dispatch.operations import count_shares, release_expired_holds
from anjia.kernel import clock


@task()
def sweep_holds() -> None:
    """Releases holds whose time has run out."""
    release_expired_holds(at=clock.now())


@task()
def sweep_shares() -> None:
    """Counts what the last four weeks gave to whom."""
    count_shares(at=clock.now())
