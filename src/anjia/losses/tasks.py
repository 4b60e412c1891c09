"""Losses by the clock."""

from django_tasks import task

from anjia.company.queries import companies
from anjia.kernel import clock
from anjia.losses import operations


@task()
def look_after_losses() -> None:
    """Writes down the visits to which nobody came, and looks at the work on reasons whose day has come."""
    at = clock.now()
    for company in companies():
        operations.record_missed_visits(company_id=company.id, at=at)
        operations.check_actions(company_id=company.id, at=at)
