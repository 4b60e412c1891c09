"""The demo company lives at any hour and from any seed, and nothing in it fails quietly."""

from datetime import datetime

import pytest

from anjia.house.demo.life import live
from anjia.kernel.clock import SHANGHAI
from anjia.kernel.models import Job
from tests.shares import turn_of

HOURS = [(0, 5), (23, 55)]
SEEDS = (1, 2, 3, 4, 5)  # other chance, not another statement: a run takes one
# That the engines understand the demo is said by the journeys in the browser, which begin with it on each.
pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.once]


@pytest.mark.parametrize("seed", turn_of(SEEDS))
@pytest.mark.parametrize(("hour", "minute"), HOURS)
def test_it_lives_around_midnight_from_any_seed(seed: int, hour: int, minute: int) -> None:
    until = datetime(2026, 11, 22 + seed % 3, hour, minute, tzinfo=SHANGHAI)
    assert live(until=until, days=3, households=15, seed=seed)
    assert not Job.objects.exclude(fault="").exists()
