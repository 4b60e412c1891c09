"""The benchmarks in small: they run to their end and their claims hold; how fast, `make bench` measures."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
pytestmark = pytest.mark.slow


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """A benchmark as a program of its own, on the engine of this run."""
    engine = "postgres" if os.environ.get("ANJIA_DATABASE_URL", "").startswith("postgres") else "sqlite"
    surroundings = {key: value for key, value in os.environ.items() if not key.startswith("ANJIA_")}
    command = [sys.executable, "-m", *arguments, "--engine", engine]
    return subprocess.run(command, cwd=ROOT, env=surroundings, capture_output=True, text=True, timeout=900)


@pytest.mark.in_turn
def test_a_worker_killed_in_mid_delivery_has_each_effect_once() -> None:
    done = run("benchmarks.kill", "--kills", "20", "--visits", "80", "--no-control")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.once
def test_the_fight_for_slots_is_reported_line_by_line() -> None:
    """Two processes and few slots: that the guard holds, and that a fight without it would show, eight have proved.

    (`kernel/tests/test_contention.py`, on both engines.) Whether these two collide without a guard is chance, and so
    is the exit code.
    """
    done = run("benchmarks.contention", "--processes", "2", "--slots", "24")
    fought = [line for line in done.stdout.splitlines() if "DOUBLE" in line]
    guarded = [line for line in fought if "control" not in line]
    assert (len(guarded), len(fought) > len(guarded)) == (2, True), done.stdout + done.stderr
    assert all("DOUBLE   0  errors 0" in line for line in guarded), done.stdout + done.stderr


@pytest.mark.in_turn
def test_a_sweep_killed_midway_breaks_and_tells_each_promise_once() -> None:
    done = run("benchmarks.sweep", "--promises", "3000", "--kills", "6", "--no-control")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.once  # what it measures is a figure, and no claim about an engine
def test_pages_and_bookings_are_measured_over_http() -> None:
    done = run("benchmarks.http", "--part", "0.01")
    assert "create booking" in done.stdout, done.stdout + done.stderr


@pytest.mark.once
def test_reviews_that_are_not_here_are_said_in_a_sentence() -> None:
    done = run("benchmarks.remarks")
    assert (done.returncode, "ANJIA_SHARED_DATA" in done.stdout) == (0, True), done.stdout + done.stderr
