"""Free times while a household waits: three companies over real HTTP, beside the scan without the kept index.

    python -m benchmarks.slots [--engine sqlite|postgres] [--part 1.0]

1,000 caregivers with 100,000 bookings, 20 with 10,000, and 20 with ten times the past of the latter. Of each: the
household's page (14 days) and the desk's (7 days) over HTTP, the query for 7 days without HTTP from the kept index, the
same by scanning rows, and caregiver by caregiver; all three must find the same. Milliseconds waited, then of CPU.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from benchmarks import http  # noqa: E402
from benchmarks.days import Size  # noqa: E402
from benchmarks.figures import Figure, Ground, figure_of, line, sampled, timed  # noqa: E402
from benchmarks.serving import running_server  # noqa: E402
from benchmarks.visitors import at_home, at_the_desk, picker_path  # noqa: E402
from benchmarks.world import set_up  # noqa: E402

DAYS = 7
LARGE, SMALL = Size(), Size(20, 240, 10_000, 270, 14)
LONG_PAST = Size(20, 240, 100_000, 2700, 14)
WAIT = {"large": 120.0, "small": 15.0, "long past": 15.0}


def over_http(ground: Ground, name: str) -> list[Figure]:
    """The household's page of free times, and the desk's."""
    from benchmarks.rows import OWNER_PHONE, PASSWORD

    home = at_home(ground.server.address, token=ground.tokens[0])
    desk = at_the_desk(ground.server.address, phone=OWNER_PHONE, password=PASSWORD)
    asked = (
        (f"{name}: household's page, 14 days", http.looking(home, picker_path(ground.offering_id))),
        (f"{name}: desk's page, 7 days", http.looking(desk, f"/desk/visits/{ground.visit_id}/move/")),
    )
    figures = []
    for title, act in asked:
        act(0)
        figures.append(sampled(ground, title, 40, act, target=WAIT[name]))
    return figures


def without_http(ground: Ground, name: str) -> list[Figure]:
    """From the kept index, by scanning, and caregiver by caregiver."""
    from anjia.dispatch import queries as dispatch
    from anjia.kernel.clock import day_of
    from anjia.kernel.places import Place
    from anjia.kernel.scope import company_scope
    from benchmarks.naive import free_starts, scanned_slots

    at = datetime.now(UTC)
    job: dict[str, Any] = {"minutes": 120, "place": Place(31.2, 121.44), "from_day": day_of(at), "days": DAYS, "at": at}
    with company_scope(ground.company_id):
        kept = _measured(ground, f"{name}: kept index", 20, lambda: dispatch.free_slots("daily_cleaning", **job))
        scan = _measured(ground, f"{name}: scan of rows", 20, lambda: scanned_slots("daily_cleaning", **job))
        naive = _measured(ground, f"{name}: caregiver by caregiver", 1, lambda: free_starts("daily_cleaning", **job))
        found = [[(s.minute, s.caregivers) for day in days for s in day.starts] for days in (kept[1], scan[1])]
    if found[0] != found[1] or found[0] != naive[1]:
        raise RuntimeError(f"{name}: the ways find other free starts")
    return [kept[0], *(replace(one, remark=f"{one.cpu / kept[0].cpu:.1f} x") for one in (scan[0], naive[0]))]


def _measured(ground: Ground, name: str, count: int, ask: Callable[[], Any]) -> tuple[Figure, Any]:
    found = ask()
    spent = time.process_time()
    lengths = [timed(ask) for _number in range(count)]
    return figure_of(ground, name, lengths, time.process_time() - spent), found


def measure(engine: str, address: str, name: str) -> list[Figure]:
    """Everything of one company. Runs in a process of its own: settings are read once."""
    set_up(address)
    with running_server() as server:
        ground = http._ground(engine, server, 1.0)
        return [*over_http(ground, name), *without_http(ground, name)]


def main(arguments: list[str] | None = None) -> int:
    """Prints the figures and the ratio of the long past. 1 when a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument("--only", choices=["large", "small", "long past"])
    given = parser.parse_args(arguments)
    figures: dict[str, list[Figure]] = {}
    for name, size in (("small", SMALL), ("long past", LONG_PAST), ("large", LARGE)):
        if given.only in (None, name):
            with http.built(given.engine, size) as address:
                figures[name] = http._apart(measure, given.engine, address, name)
            for figure in figures[name]:
                print(line(figure), flush=True)
            print(f"load average {os.getloadavg()[0]:.1f}", flush=True)
    if {"small", "long past"} <= set(figures):
        for short, long in zip(figures["small"], figures["long past"], strict=True):
            print(
                f"10 x the past: {long.cpu / short.cpu:.2f} x the CPU, {long.p50 / short.p50:.2f} x p50  {short.name}"
            )
    return int(not all(one.kept for rows in figures.values() for one in rows))


if __name__ == "__main__":
    sys.exit(main())
