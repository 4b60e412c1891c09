"""The guard against a brute-force model, and the proof that this test can fail."""

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from anjia.kernel.tests.no_overlap_machine import TakingChairs
from anjia.kernel.tests.sabotage import loosen_no_overlap

pytestmark = pytest.mark.django_db
HOW = settings(
    max_examples=120,
    stateful_step_count=30,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.slow
def test_the_database_agrees_with_a_model_that_tries_every_pair() -> None:
    run_state_machine_as_test(TakingChairs, settings=HOW)


@pytest.mark.slow
@pytest.mark.parametrize("event", ["insert", "update"])
def test_a_guard_with_a_subtle_fault_is_found_out(event: str) -> None:
    loosen_no_overlap(event)
    unshrunk = settings(HOW, max_examples=200, phases=[Phase.generate], report_multiple_bugs=False)
    with pytest.raises(AssertionError):
        run_state_machine_as_test(TakingChairs, settings=unshrunk)
