"""What sales does by the clock."""

from django_tasks import task

from anjia.kernel import clock
from anjia.sales import operations


@task()
def lapse_proposals() -> None:
    """Closes proposals whose last day has passed."""
    operations.lapse_proposals(at=clock.now())
