"""A worker that computes a plan is killed: another one takes it over, and everything happens once."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
pytestmark = [pytest.mark.slow, pytest.mark.once]
LAY_OUT = """
import django; django.setup()
from datetime import timedelta
from django.core.management import call_command
from anjia.company.operations import found_company
from anjia.dayplans import operations, tasks
from anjia.dayplans.rules import Parameters
from anjia.dayplans.testing import PLACES, visit_at
from anjia.dispatch.testing import caregiver
from anjia.kernel import clock
from anjia.kernel.actors import SYSTEM
from anjia.kernel.clock import midnight, day_of
from anjia.kernel.scope import company_scope
from anjia.workforce.rules import Hours
call_command("migrate", verbosity=0)
always = [Hours(day, 0, 1440) for day in range(7)]
now = clock.now()
company = found_company(name="安和", slug="anhe", city="上海", phone="02150000000", at=now, by=SYSTEM)
with company_scope(company):
    day = day_of(now) + timedelta(days=2)
    for number in range(6):
        caregiver("王芳", at=now, number=number, place=PLACES[number], hours=always)
    for number in range(18):
        starts_at = midnight(day) + timedelta(hours=8 + 2 * (number % 6))
        visit_at(starts_at, at=now, number=number, place=PLACES[number % 5], minutes=60)
    plan_id, _new = operations.request_plan(day=day, parameters=Parameters(seconds=3), at=now, by=SYSTEM)
    tasks.compute_day.enqueue(company_id=company, plan_id=plan_id)
"""
WORK = """
import django; django.setup()
import sys
from contextlib import nullcontext
from datetime import timedelta
from anjia.kernel import clock, jobs
for minutes in sys.argv[1:]:
    later = timedelta(minutes=float(minutes))
    with clock.clock_at(clock.now() + later) if later else nullcontext():
        jobs.run_due_jobs()
"""
LOOK = """
SELECT (SELECT state FROM dayplans_dayplan), (SELECT coalesce(max(run), 0) FROM dayplans_planpart),
       (SELECT count(*) FROM dayplans_alternative),
       (SELECT count(*) FROM kernel_fact WHERE name = 'dayplans.DayPlanProposed')
"""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A database of its own that several processes share."""
    address = f"sqlite:///{tmp_path / 'anjia.sqlite3'}"
    return {
        **os.environ,
        "ANJIA_DEMO": "1",
        "ANJIA_VAR": str(tmp_path),
        "ANJIA_DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "anjia.house.settings",
        "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
    }


def run(script: str, environment: dict[str, str], *arguments: str) -> None:
    subprocess.run([sys.executable, "-c", script, *arguments], cwd=ROOT, env=environment, check=True)


def look(environment: dict[str, str]) -> tuple[str, int, int, int]:
    """Read from the file itself: a process that loads the whole product for each look would look too late."""
    with closing(sqlite3.connect(environment["ANJIA_DATABASE_URL"].removeprefix("sqlite:///"), timeout=30)) as file:
        state, runs, answers, proposals = file.execute(LOOK).fetchone()
    return state, runs, answers, proposals


def test_a_killed_computation_is_taken_over_and_proposed_once(environment: dict[str, str]) -> None:
    run(LAY_OUT, environment)
    worker = subprocess.Popen([sys.executable, "-c", WORK, "0"], cwd=ROOT, env=environment)
    end = time.monotonic() + 240
    while look(environment)[1] != 1:
        assert time.monotonic() < end, "the part was never taken"
        time.sleep(0.05)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    assert look(environment) == ("running", 1, 0, 0)
    run(WORK, environment, "3", "6")  # who comes later still has nothing left to do: it would be a third run
    assert look(environment) == ("done", 2, 1, 1)
