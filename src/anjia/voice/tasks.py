"""The inbox by the clock: answers to their far ends, letters from the mailboxes."""

from django_tasks import task

from anjia.kernel import clock
from anjia.kernel.scope import company_scope
from anjia.voice import operations


@task()
def start_errands() -> None:
    """Starts a job for each answer that is due, and for each picture to be fetched."""
    for errand in operations.take_errands(at=clock.now()):
        if errand.kind == "answer":
            carry_answer.enqueue(company_id=errand.company_id, sending_id=errand.id)
        else:
            bring_media.enqueue(company_id=errand.company_id, fetching_id=errand.id)


@task()
def carry_answer(*, company_id: int, sending_id: int) -> None:
    """One try to send one answer."""
    with company_scope(company_id):
        operations.send_answer(sending_id=sending_id, at=clock.now())


@task()
def bring_media(*, company_id: int, fetching_id: int) -> None:
    """One try to fetch one picture."""
    with company_scope(company_id):
        operations.fetch_media(fetching_id=fetching_id, at=clock.now())


@task()
def start_looks() -> None:
    """Starts a look into each company's mailbox."""
    for company_id in operations.companies_with_mailbox():
        look_into_mailbox.enqueue(company_id=company_id)


@task()
def look_into_mailbox(*, company_id: int) -> None:
    """Reads what is new in one mailbox."""
    with company_scope(company_id):
        operations.fetch_letters(at=clock.now())
