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


def test_a_worker_killed_in_mid_delivery_has_each_effect_once() -> None:
    done = run("benchmarks.kill", "--kills", "20", "--visits", "80", "--no-control")
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_slot_is_given_twice_and_the_control_shows_it_could_be() -> None:
    for _attempt in range(4):  # four processes do not always collide when nothing stops them: chance has its tries
        done = run("benchmarks.contention", "--processes", "4", "--slots", "120")
        if done.returncode == 0:
            break
        guarded = [line for line in done.stdout.splitlines() if "DOUBLE" in line and "control" not in line]
        assert all("DOUBLE   0  errors 0" in line for line in guarded), done.stdout + done.stderr
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_sweep_killed_midway_breaks_and_tells_each_promise_once() -> None:
    done = run("benchmarks.sweep", "--promises", "3000", "--kills", "6", "--no-control")
    assert done.returncode == 0, done.stdout + done.stderr


def test_pages_and_bookings_are_measured_over_http() -> None:
    done = run("benchmarks.http", "--part", "0.01")
    assert "create booking" in done.stdout, done.stdout + done.stderr


def test_reviews_that_are_not_here_are_said_in_a_sentence() -> None:
    done = run("benchmarks.remarks")
    assert (done.returncode, "ANJIA_SHARED_DATA" in done.stdout) == (0, True), done.stdout + done.stderr
