"""What inspections do by the clock."""

from django_tasks import task

from anjia.inspections import operations
from anjia.kernel import clock


@task()
def plan_rounds() -> None:
    """Plans the rounds of the coming week."""
    operations.plan_due_rounds(at=clock.now())


@task()
def draw_spot_checks() -> None:
    """Draws this week's spot checks, once a week."""
    operations.draw_everywhere(at=clock.now())
