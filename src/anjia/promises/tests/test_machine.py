"""Every promise ends exactly once, whatever happens in whatever order, and the log tells the same."""

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from anjia.promises.operations import clock
from anjia.promises.tests.promise_machine import Promising

pytestmark = pytest.mark.django_db
HOW = settings(
    max_examples=20,
    stateful_step_count=20,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.slow
def test_every_promise_ends_once_and_replaying_the_log_gives_the_same() -> None:
    run_state_machine_as_test(Promising, settings=HOW)


def test_the_machine_finds_a_clock_that_forgets_to_break(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "_move", lambda promise, passed, at: False)
    with pytest.raises(AssertionError):
        run_state_machine_as_test(
            Promising, settings=settings(HOW, phases=[Phase.generate], report_multiple_bugs=False)
        )
