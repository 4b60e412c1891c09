"""Offers by the clock."""

from django_tasks import task

from anjia.kernel import clock
from anjia.offers.operations import expire_offers, look_after_waiting_lists


@task()
def sweep_offers() -> None:
    """Ends offers whose time has run out."""
    expire_offers(at=clock.now())


@task()
def look_after_waiting() -> None:
    """Looks once more for time for everybody who waits."""
    look_after_waiting_lists(at=clock.now())
