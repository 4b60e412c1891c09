"""Kill -9 at every step of the trust loop, on the engine of this run: each act in its commit, each delivery twice."""

import pytest

from tests.test_benchmarks import run

pytestmark = [pytest.mark.slow, pytest.mark.engine]


def test_the_trust_loop_killed_at_every_step_has_each_consequence_once() -> None:
    done = run("benchmarks.loop")
    assert done.returncode == 0, done.stdout + done.stderr
