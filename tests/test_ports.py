"""Two pytest workers that start servers at once draw different ports."""

import os
import socket
from itertools import combinations

import pytest

from tests.ports import WORKERS, free_port, range_of

EVERYBODY = [f"gw{number}" for number in range(WORKERS)]


def test_no_two_workers_share_a_port() -> None:
    ranges = [set(range_of(worker)) for worker in EVERYBODY]
    assert not any(one & other for one, other in combinations(ranges, 2))
    assert max(max(one) for one in ranges) < 32_768
    assert range_of("") == range_of("gw0")


def test_a_worker_draws_from_its_own_range_and_not_what_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTEST_XDIST_WORKER", "gw7")
    first = free_port()
    assert first in range_of("gw7")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", first))
        second = free_port()
    assert second != first
    assert second in range_of("gw7")


def test_another_run_begins_elsewhere_in_the_range(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = set()
    for pid in (1000, 1001, 1002):
        monkeypatch.setattr(os, "getpid", lambda pid=pid: pid)
        drawn.add(free_port())
    assert len(drawn) == 3
