"""The demo company lives at any hour and from any seed, and nothing in it fails quietly."""

from datetime import datetime

import pytest

from anjia.house.demo.life import live
from anjia.kernel.clock import SHANGHAI
from anjia.kernel.models import Job

HOURS = [(0, 5), (23, 55)]
CASES = [
    # Another seed is other chance, not another statement: the first one says on each engine that they are understood.
    pytest.param(seed, hour, minute, marks=[] if seed == 1 else [pytest.mark.slow, pytest.mark.once])
    for seed in range(1, 6)
    for hour, minute in HOURS
]


@pytest.mark.django_db
@pytest.mark.parametrize(("seed", "hour", "minute"), CASES)
def test_it_lives_around_midnight_from_any_seed(seed: int, hour: int, minute: int) -> None:
    until = datetime(2026, 11, 22 + seed % 3, hour, minute, tzinfo=SHANGHAI)
    assert live(until=until, days=3, households=15, seed=seed)
    assert not Job.objects.exclude(fault="").exists()
