"""Work on remarks that takes its time."""

from django_tasks import task

from anjia.kernel import clock
from anjia.kernel.actors import SYSTEM
from anjia.kernel.scope import company_scope
from anjia.remarks import operations


@task
def train_reader(company_id: int, reader_id: int) -> None:
    """Trains one version of a company's reader. Starting it again after a crash begins anew and ends once."""
    with company_scope(company_id):
        try:
            operations.train_reader(reader_id=reader_id, at=clock.now(), by=SYSTEM)
        except ValueError:
            operations.training_failed(reader_id=reader_id, at=clock.now())
            raise


@task
def read_again(company_id: int, after_id: int) -> None:
    """Reads a company's remarks anew, two hundred at a time, and asks for the rest."""
    with company_scope(company_id):
        last_id = operations.read_again(after_id=after_id)
    if last_id is not None:
        read_again.enqueue(company_id=company_id, after_id=last_id)
