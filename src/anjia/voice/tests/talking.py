"""What tests of far ends share: a sending waits, the worker runs."""

from datetime import datetime, timedelta

from anjia.kernel import clock, jobs
from anjia.voice import tasks
from anjia.voice.models import Sending

SOON = timedelta(seconds=5)


def sending() -> Sending:
    return Sending.objects.order_by("-id").first()  # type: ignore[no-any-return]


def run(at: datetime) -> None:
    """What is due goes out, as the worker does it."""
    with clock.clock_at(at):
        tasks.start_errands.enqueue()
        jobs.run_due_jobs(at=at)
