"""Two people confirm in the same moment: each line is still written once."""

import threading
from datetime import datetime

import pytest
from django.db import connection, connections

from anjia.catalog import queries as catalog
from anjia.kernel.actors import SYSTEM
from anjia.kernel.queries import story_of
from anjia.kernel.scope import company_scope
from anjia.onboarding import queries
from anjia.onboarding.operations import confirm_import, preview_import
from anjia.onboarding.testing import PRICES, csv_of

LINES = 40

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("error::pytest.PytestUnhandledThreadExceptionWarning"),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="the test database in memory has one connection"),
]


def confirmed(company_id: int, batch_id: int, at: datetime, together: threading.Barrier) -> None:
    with company_scope(company_id):
        together.wait()
        confirm_import(batch_id=batch_id, at=at, by=SYSTEM)
    connections.close_all()


@pytest.mark.parametrize("files", [1, 2])
def test_lines_confirmed_by_several_at_once_are_written_once(company_id: int, at: datetime, files: int) -> None:
    content = csv_of(PRICES, *((f"日常保洁{n}", f"{30 + n}元/小时", "") for n in range(LINES)))
    with company_scope(company_id):
        batches = [
            preview_import(kind="prices", file_name=f"{n}.csv", content=content, at=at, by=SYSTEM) for n in range(files)
        ]
    together = threading.Barrier(4, timeout=20)
    threads = [
        threading.Thread(target=confirmed, args=(company_id, batches[n % files], at, together)) for n in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with company_scope(company_id):
        assert len(catalog.offerings()) == LINES
        assert sum(queries.batch(batch_id).written for batch_id in batches) == LINES
        for batch_id in batches:
            facts = [fact for fact in story_of(f"batch:{batch_id}") if fact.name == "onboarding.ImportConfirmed"]
            assert len(facts) == 1
