"""Quality by the clock."""

from django_tasks import task

from anjia.company.queries import companies
from anjia.kernel import clock
from anjia.quality import operations


@task()
def look_after_complaints() -> None:
    """Lets clocks go on that wait for a silent household, and looks at the work on causes whose day has come."""
    at = clock.now()
    operations.end_silent_waits(at=at)
    for company in companies():
        operations.check_improvements(company_id=company.id, at=at)


@task()
def look_for_patterns() -> None:
    """Proposes work on causes that come up more often than chance explains."""
    at = clock.now()
    for company in companies():
        operations.propose_prevention(company_id=company.id, at=at)


@task()
def ask_due_questions() -> None:
    """Asks households about visits whose hour has come."""
    operations.ask_due_questions(at=clock.now())


@task()
def plan_quarter() -> None:
    """Plans this quarter's talks with key households."""
    operations.plan_quarter(at=clock.now())


@task()
def learn_priors() -> None:
    """Keeps what the company's mean is worth today."""
    operations.learn_priors(at=clock.now())
