"""Two pytest workers that start servers at once draw different ports."""

import socket
from itertools import combinations

import pytest

from tests.ports import WORKERS, free_port, ports_in_turn, range_of

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


def test_another_run_begins_elsewhere_in_the_range_and_tries_all_of_it() -> None:
    turns = [ports_in_turn("gw7", process_id) for process_id in (1000, 1001, 1499)]
    assert len({turn[0] for turn in turns}) == 3
    assert all(sorted(turn) == list(range_of("gw7")) for turn in turns)
