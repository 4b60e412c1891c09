"""A use case that the database broke off begins again from the top, three times in all."""

from collections.abc import Callable

import pytest
from django.db import OperationalError, transaction
from psycopg.errors import DeadlockDetected, LockNotAvailable, SerializationFailure

from anjia.kernel.models import Timer
from anjia.kernel.retry import MOST_TRIES, whole


def failing(error: Exception, times: int) -> tuple[Callable[[], int], list[int]]:
    """A use case that writes a row and then fails so many times, and the list that counts its runs."""
    runs: list[int] = []

    @whole
    def use_case() -> int:
        runs.append(len(runs))
        Timer.objects.create(name=f"run {len(runs)}", next_at="2026-11-22T02:00Z")
        if len(runs) <= times:
            raise error
        return len(runs)

    return use_case, runs


def broken_off(cause: Exception | None, text: str = "broken off") -> OperationalError:
    error = OperationalError(text)
    error.__cause__ = cause
    return error


ASKS_AGAIN = [
    broken_off(DeadlockDetected()),
    broken_off(SerializationFailure()),
    broken_off(None, "database is locked"),
]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("error", ASKS_AGAIN, ids=["deadlock", "serialization", "busy"])
def test_it_begins_again_and_leaves_only_the_last_run(error: OperationalError) -> None:
    use_case, _runs = failing(error, times=2)
    assert use_case() == 3
    assert [timer.name for timer in Timer.objects.all()] == ["run 3"]


@pytest.mark.django_db(transaction=True)
def test_after_the_third_time_it_fails_and_leaves_nothing() -> None:
    use_case, runs = failing(broken_off(DeadlockDetected()), times=9)
    with pytest.raises(OperationalError):
        use_case()
    assert len(runs) == MOST_TRIES
    assert not Timer.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "error",
    [broken_off(LockNotAvailable()), broken_off(None, "database is locked: 20 s in the queue"), ValueError("own")],
    ids=["waited for a lock", "waited in the queue", "another fault"],
)
def test_other_faults_are_not_tried_again(error: Exception) -> None:
    use_case, runs = failing(error, times=9)
    with pytest.raises(type(error)):
        use_case()
    assert len(runs) == 1


@pytest.mark.django_db(transaction=True)
def test_inside_another_transaction_only_the_outermost_begins_again() -> None:
    use_case, runs = failing(broken_off(DeadlockDetected()), times=1)
    outer = whole(lambda: use_case())
    assert outer() == 2
    assert len(runs) == 2
    failing_again, runs = failing(broken_off(DeadlockDetected()), times=9)
    with pytest.raises(OperationalError), transaction.atomic():
        failing_again()
    assert len(runs) == 1
