"""How long a household and the desk wait in a company of 1,000 caregivers and 100,000 visits, over real HTTP.

    python -m benchmarks.http [--engine sqlite|postgres|both] [--part 1.0]

The real web server with one worker and real sessions; one client that asks again and again, then four at once.
Times are the clients' (waiting included); CPU is that of the web worker for one operation. Beside it: the query
for free starts without HTTP (the floor), and the same answer found caregiver by caregiver (the naive way).
"""

import argparse
import multiprocessing
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from anjia.booking.queries import VisitSummary

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from benchmarks.days import Size  # noqa: E402
from benchmarks.figures import ROUNDS, Act, Figure, Ground, figure_of, line, sampled, timed, together  # noqa: E402
from benchmarks.serving import Server, cpu_seconds, database_processes, running_server  # noqa: E402
from benchmarks.visitors import Visitor, at_home, at_the_desk, confirming, picker_path, read_picker  # noqa: E402
from benchmarks.world import SLUG, build, copied, kept_sqlite, set_up  # noqa: E402
from tools.postgres import running_postgres  # noqa: E402

TARGETS = {"free slots": 250.0, "visit list": 150.0, "day board": 150.0, "booking": 15.0}
TOGETHER = 4
HOUSEHOLDS = 80
TWO_DAYS = timedelta(days=2)


# What is done.


def looking(visitor: Visitor, path: str) -> Act:
    """Somebody opens a page."""
    return lambda _number: timed(lambda: visitor.get(path))


@dataclass
class Booker:
    """A household that looks for a time, has it held and orders it; only the two orders count."""

    ground: Ground
    visitor: Visitor
    number: int
    databases: tuple[int, ...] = ()
    cpu_seconds: float = 0.0
    database_seconds: float = 0.0

    def book(self, number: int) -> float:
        """The seconds of the two requests that hold and order one visit."""
        for attempt in range(20):
            picker = read_picker(self.visitor.get(self._path(number + attempt)))
            for start in picker.starts[number % 4 :: 4]:
                seconds = self._order(picker.action, {**picker.fields, "start": "-".join(start)})
                if seconds:
                    return seconds
        raise RuntimeError("nobody is free any more: the company is too small for so many bookings")

    def _path(self, number: int) -> str:
        day = datetime.now(UTC) + timedelta(days=2 + (self.number + number) % 11)
        return picker_path(self.ground.offering_id, day=f"{day:%Y-%m-%d}")

    def _order(self, action: str, fields: dict[str, str]) -> float:
        held, seconds = self._sent(action, fields)
        if not held:
            return 0.0
        _ordered, more = self._sent(*confirming(self.visitor.get(held)))
        return seconds + more

    def _sent(self, action: str, fields: dict[str, str]) -> tuple[str, float]:
        """Where the answer leads ("" when refused), and the seconds; adds up what it cost."""
        spent, database_spent = self.ground.server.cpu_seconds(), cpu_seconds(self.databases)
        began = time.perf_counter()
        leads_to = self.visitor.post(action, fields, may_refuse=True)
        seconds = time.perf_counter() - began
        self.cpu_seconds += self.ground.server.cpu_seconds() - spent
        self.database_seconds += cpu_seconds(self.databases) - database_spent
        return leads_to, seconds


def bookings(ground: Ground) -> list[Figure]:
    """A household holds a time and orders the visit, through the forms of its pages."""
    homes = [at_home(ground.server.address, token=token) for token in ground.tokens]
    bookers = [Booker(ground, home, number) for number, home in enumerate(homes)]
    best = None
    for _round in range(ROUNDS):
        databases = database_processes()
        for booker in bookers:
            booker.cpu_seconds, booker.database_seconds, booker.databases = 0.0, 0.0, databases
        lengths = [bookers[number % len(bookers)].book(number // len(bookers)) for number in range(ground.times(80))]
        figure = figure_of(ground, "create booking (hold + order)", lengths, sum(one.cpu_seconds for one in bookers))
        beside = 1000 * sum(one.database_seconds for one in bookers) / len(lengths)
        remark = f"and {beside:.1f} ms CPU in PostgreSQL" if databases else ""
        figure = replace(figure, target=TARGETS["booking"], on_cpu=True, remark=remark)
        best = min(best or figure, figure, key=lambda one: one.cpu)
        if best.kept:
            break
    assert best is not None
    figures = [best, _bookings_together(ground, bookers)]
    for home in homes:
        home.close()
    return figures


def _bookings_together(ground: Ground, bookers: list[Booker]) -> Figure:
    """Several households order at the same time; here the CPU is that of the slot pages too."""
    count = ground.times(15)
    acts = [partial(_next_of, bookers[number::TOGETHER]) for number in range(TOGETHER)]
    figure = together(ground, "create booking (hold + order)", count, acts)
    return replace(figure, remark=f"{figure.remark}, slot pages and all")


def _next_of(bookers: list[Booker], number: int) -> float:
    return bookers[number % len(bookers)].book(number)


def pages(ground: Ground) -> list[Figure]:
    """Free slots as a household and the desk see them, the visit list and the day board."""
    from benchmarks.rows import OWNER_PHONE, PASSWORD

    address, tomorrow = ground.server.address, f"{datetime.now(UTC) + timedelta(days=1):%Y-%m-%d}"
    homes = [at_home(address, token=token) for token in ground.tokens[:TOGETHER]]
    desks = [at_the_desk(address, phone=OWNER_PHONE, password=PASSWORD) for _number in range(TOGETHER)]
    slots, days = "free slots", "visit list"
    asked = [
        (f"{slots}, 2 h, anybody, 14 days (household)", picker_path(ground.offering_id), TARGETS[slots], homes),
        (f"{slots}, 2 h, anybody, 7 days (desk)", f"/desk/visits/{ground.visit_id}/move/", TARGETS[slots], desks),
        (f"{days}, seven days", "/desk/visits/", TARGETS[days], desks),
        (f"{days}, one day", f"/desk/visits/?from={tomorrow}&until={tomorrow}", TARGETS[days], desks),
        ("day board", f"/desk/board/?day={tomorrow}", TARGETS["day board"], desks),
    ]
    figures = []
    for name, path, target, visitors in asked:
        acts = [looking(visitor, path) for visitor in visitors]
        for act in acts:
            act(0)
        figures.append(sampled(ground, name, ground.times(40), acts[0], target=target))
        figures.append(together(ground, name, ground.times(12), acts))
    for visitor in [*homes, *desks]:
        visitor.close()
    return figures


def floors(ground: Ground) -> list[Figure]:
    """The query for free starts without HTTP, and the naive way to the same answer, which must be the same."""
    from anjia.dispatch import queries as dispatch
    from anjia.kernel.clock import day_of
    from anjia.kernel.places import Place
    from anjia.kernel.scope import company_scope
    from benchmarks.naive import free_starts

    at = datetime.now(UTC)
    job: dict[str, Any] = {"minutes": 120, "place": Place(31.2, 121.44), "from_day": day_of(at), "days": 7, "at": at}
    figures = []
    with company_scope(ground.company_id):
        spent, lengths = time.process_time(), []
        for _number in range(ground.times(20)):
            lengths.append(timed(lambda: dispatch.free_slots("daily_cleaning", **job)))
        floor = figure_of(ground, "floor: free slots, 7 days, no HTTP", lengths, time.process_time() - spent)
        found = [(s.minute, s.caregivers) for day in dispatch.free_slots("daily_cleaning", **job) for s in day.starts]
        spent, began = time.process_time(), time.perf_counter()
        naive_found = free_starts("daily_cleaning", **job)
        naive = [time.perf_counter() - began]
        figures += [floor, figure_of(ground, "naive: caregiver by caregiver", naive, time.process_time() - spent)]
    if naive_found != found:
        raise RuntimeError("the naive way finds other free starts")
    return [figures[0], replace(figures[1], remark=f"{figures[1].p50 / figures[0].p50:.0f} x the floor")]


def measure(engine: str, address: str, part: float) -> list[Figure]:
    """Everything on one engine. Runs in a process of its own: settings are read once."""
    set_up(address)
    with running_server() as server:
        ground = _ground(engine, server, part)
        return [*pages(ground), *bookings(ground), *floors(ground)]


def _ground(engine: str, server: Server, part: float) -> Ground:
    from anjia.booking.queries import visits_between
    from anjia.catalog.queries import offerings
    from anjia.company.queries import company_by_slug
    from anjia.households.operations import issue_key
    from anjia.households.queries import households_page
    from anjia.kernel.actors import SYSTEM
    from anjia.kernel.clock import day_of
    from anjia.kernel.scope import company_scope

    company_id = company_by_slug(SLUG).id
    with company_scope(company_id):
        offering = next(one for one in offerings() if one.trade == "daily_cleaning")
        households = households_page(limit=HOUSEHOLDS).households
        at = datetime.now(UTC)
        visit = next(one for one in visits_between(day_of(at), day_of(at + TWO_DAYS)) if _suits(one, at))
        tokens = tuple(issue_key(household_id=one.id, at=at, by=SYSTEM) for one in households)
    return Ground(engine, server, company_id, offering.id, visit.id, tokens, part)


def _suits(visit: "VisitSummary", at: datetime) -> bool:
    """A planned visit of two hours, not begun: the desk asks when else somebody could come."""
    return visit.state == "planned" and visit.minutes == 120 and visit.starts_at > at


def _apart(work: Callable[..., Any], *arguments: Any) -> Any:
    """Does the work in a fresh process."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(work, arguments)


@contextmanager
def built(engine: str, size: Size) -> Iterator[str]:
    """The address of a database with the company in it, which may be written to."""
    at = datetime.now(UTC)
    if engine == "postgres":
        with running_postgres() as address:
            _apart(build, address, size, at)
            yield address
    else:
        kept = kept_sqlite(size, at, lambda address: _apart(build, address, size, at))
        with tempfile.TemporaryDirectory(prefix="anjia-bench-") as folder:
            yield copied(kept, Path(folder))


def run(engine: str, *, part: float = 1.0) -> list[Figure]:
    """The figures of one engine in a company of a part of the full size."""
    with built(engine, Size().part(part)) as address:
        figures: list[Figure] = _apart(measure, engine, address, part)
        return figures


def main(arguments: list[str] | None = None) -> int:
    """Prints the figures. 1 when a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", choices=["sqlite", "postgres", "both"], default="both")
    parser.add_argument("--part", type=float, default=1.0, help="of 1,000 caregivers and 100,000 visits")
    given = parser.parse_args(arguments)
    failed = False
    for engine in ["sqlite", "postgres"] if given.engine == "both" else [given.engine]:
        for figure in run(engine, part=given.part):
            print(line(figure), flush=True)
            failed |= not figure.kept
        print(f"load average {os.getloadavg()[0]:.1f}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
