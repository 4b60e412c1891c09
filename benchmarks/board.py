"""How long dispatchers wait for their board: 200 caregivers and a day, in a real browser over real HTTP.

    python -m benchmarks.board [--engine sqlite|postgres] [--part 0.2]

Measured: the page until it is painted (server and browser apart), the week, the map; the trial that a drag begins with,
as a query and over HTTP; and how long until the other dispatcher's page shows a move. Chromium is headless.
"""

import argparse
import os
import re
import shutil
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from benchmarks.days import Size  # noqa: E402
from benchmarks.figures import timed  # noqa: E402
from benchmarks.http import built  # noqa: E402
from benchmarks.serving import Server, running_server  # noqa: E402
from benchmarks.world import SLUG, set_up  # noqa: E402

ROUNDS = 7
MOVES = 6
PAINTED_MS, TRIAL_MS, SEEN_MS = 1000.0, 150.0, 1000.0
# When the page has laid out and painted its rows: two frames after the load event.
PAINTED = """() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => {
  const entry = performance.getEntriesByType('navigation')[0];
  done([entry.responseStart - entry.requestStart, entry.responseEnd - entry.requestStart, performance.now(),
        entry.decodedBodySize]);
})))"""


@dataclass(frozen=True)
class Line:
    """One figure in milliseconds; `target` 0 for none."""

    name: str
    p50: float
    worst: float
    target: float = 0.0
    remark: str = ""

    @property
    def kept(self) -> bool:
        """Whether the target is kept by the median."""
        return not self.target or self.p50 <= self.target

    def __str__(self) -> str:
        verdict = "" if not self.target else ("  kept" if self.kept else "  MISSED")
        return f"{self.name:52} p50 {self.p50:8.1f} ms  worst {self.worst:8.1f}{verdict}  {self.remark}"


def line_of(name: str, lengths: list[float], target: float = 0.0, remark: str = "") -> Line:
    """The figure of several lengths in milliseconds."""
    return Line(name, statistics.median(lengths), max(lengths), target, remark)


@contextmanager
def browser_at(server: Server) -> Iterator["Browser"]:
    from playwright.sync_api import sync_playwright

    found = next(path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


def dispatcher(browser: "Browser", server: Server) -> "Page":
    """A page of somebody at the desk, who has logged in."""
    from benchmarks.rows import OWNER_PHONE, PASSWORD
    from benchmarks.visitors import at_the_desk

    visitor = at_the_desk(server.address, phone=OWNER_PHONE, password=PASSWORD)
    context = browser.new_context(
        viewport={"width": 1440, "height": 900},
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
    )
    host = re.sub(r"^http://|:\d+$", "", server.address)
    cookies = [
        {"name": k, "value": v, "domain": host, "path": "/", "secure": False} for k, v in visitor.cookies.items()
    ]
    context.add_cookies(cookies)  # type: ignore[arg-type]
    visitor.close()
    return context.new_page()


def painted(page: "Page", server: Server, address: str, name: str, target: float = 0.0) -> list[Line]:
    """A page until it is painted: until its first byte, and altogether; beside it what the web worker computed."""
    page.goto(address, wait_until="load")
    if not page.evaluate("Boolean(window.htmx && document.styleSheets.length)"):
        raise RuntimeError("the page came without its scripts or styles")
    first, whole, size = [], [], 0.0
    spent = server.cpu_seconds()
    for _round in range(ROUNDS):
        page.goto(address, wait_until="load")
        begun, _ended, done, size = page.evaluate(PAINTED)
        first.append(begun)
        whole.append(done)
    cpu = (server.cpu_seconds() - spent) * 1000 / ROUNDS
    rows = page.locator("[data-row]").count()
    return [
        line_of(f"{name}: to the first byte", first, remark=f"{cpu:.0f} ms CPU of the web worker"),
        line_of(f"{name}: to painted", whole, target, f"{rows} rows, {size / 1024:.0f} KB"),
    ]


def trials(company_id: int, day: Any) -> list[Line]:
    """The query behind a drag, in this process."""
    from anjia.booking.queries import visits_between
    from anjia.dispatch import queries
    from anjia.kernel.scope import company_scope

    found = []
    with company_scope(company_id):
        visits = [one for one in visits_between(day, day) if one.state == "planned"][:ROUNDS]
        for days, name in ((1, "trial of a visit, a day, no HTTP"), (7, "trial of a visit, a week, no HTTP")):
            first = day - timedelta(days=day.weekday()) if days == 7 else day

            def ask(visit_id: int, first: Any = first, days: int = days) -> Callable[[], object]:
                return lambda: queries.trial_of(visit_id, from_day=first, days=days, at=datetime.now(UTC))

            ask(visits[0].id)()
            spent = time.thread_time()
            lengths = [timed(ask(visit.id)) * 1000 for visit in visits]
            cpu = (time.thread_time() - spent) * 1000 / len(visits)
            found.append(line_of(name, lengths, TRIAL_MS if days == 1 else 0.0, f"{cpu:.1f} ms CPU"))
    return found


def trials_over_http(page: "Page", day: str) -> Line:
    """From the request of a drag to its answer read, in the browser."""
    ask = """async ([url]) => { const begun = performance.now(); const answer = await fetch(url);
      const body = await answer.json(); return [performance.now() - begun, Object.keys(body.rows).length]; }"""
    blocks = page.locator("[data-row] [data-version]").evaluate_all("all => all.map(one => one.dataset.visit)")
    lengths, rows = [], 0
    for visit in blocks[: ROUNDS + 1]:
        spent, rows = page.evaluate(ask, [f"/desk/board/visits/{visit}/trial/?day={day}"])
        lengths.append(spent)
    return line_of("trial over HTTP, read in the browser", lengths[1:], TRIAL_MS, f"{rows} caregivers")


# Gives the first visit that can go to somebody else at its time to her; says when the answer was there.
MOVE = """async ([day, nth]) => {
  const token = document.querySelector('meta[name="csrf-token"]').content;
  const origin = Number(document.querySelector('[data-board]').dataset.origin);
  let seen = 0;
  for (const block of document.querySelectorAll('[data-row] [data-version]')) {
    const url = `/desk/board/visits/${block.dataset.visit}/`;
    const trial = await (await fetch(`${url}trial/?day=${day}`)).json();
    const free = Object.entries(trial.rows).find(([id, row]) =>
      Number(id) !== trial.caregiver && row.fits.some(([a, b]) => a <= trial.start && trial.start <= b));
    if (!free || seen++ < nth) continue;
    const start = new Date((origin + trial.start + 480) * 60000).toISOString().slice(0, 16);
    const version = trial.version;
    const body = new URLSearchParams({caregiver: free[0], starts_at: start, version, drag: '1', sure: '1'});
    const begun = Date.now();
    const answer = await fetch(`${url}move/`, {method: 'POST', body,
      headers: {'X-CSRFToken': token, 'HX-Request': 'true'}});
    return [block.dataset.visit, free[0], begun, Date.now(), answer.status];
  }
}"""
SHOWN = """([visit, row]) => new Promise(done => {
  const look = () => document.querySelector(`#row-${row} [data-visit="${visit}"]`)
    ? done(Date.now()) : requestAnimationFrame(look);
  look();
})"""


def seen_by_the_other(one: "Page", other: "Page", address: str, day: str) -> list[Line]:
    """From the press of one dispatcher, and from its answer, until the other's page shows it."""
    from_press, from_answer = [], []
    for number in range(MOVES):
        one.goto(address)
        other.goto(address)
        time.sleep(1)  # the stream stands
        visit, row, begun, answered, status = one.evaluate(MOVE, [day, number])
        if status != 204:
            raise RuntimeError(f"the move was answered with {status}")
        shown = other.evaluate(SHOWN, [visit, row])
        from_press.append(shown - begun)
        from_answer.append(max(shown - answered, 0))
    return [
        line_of("a move until the other dispatcher sees it", from_press, SEEN_MS),
        line_of("... counted from its answer", from_answer),
    ]


def measure(server: Server) -> list[Line]:
    """Everything, on the server that runs."""
    from anjia.company.queries import company_by_slug
    from anjia.kernel.clock import day_of

    day = day_of(datetime.now(UTC)) + timedelta(days=2)
    address = f"{server.address}/desk/board/?day={day}"
    with browser_at(server) as browser:
        one, other = dispatcher(browser, server), dispatcher(browser, server)
        one.goto(address)
        lines = painted(one, server, address, "day board", PAINTED_MS)
        lines += painted(one, server, f"{address}&view=table", "day as a table")
        lines += painted(one, server, f"{address}&view=week", "week board")
        lines += painted(one, server, f"{address}&view=map", "day on a map")
        one.goto(address)
        lines.append(trials_over_http(one, str(day)))
        lines += seen_by_the_other(one, other, address, str(day))
    return [*lines, *trials(company_by_slug(SLUG).id, day)]


def main(arguments: list[str] | None = None) -> int:
    """Prints the figures. 1 when a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument("--part", type=float, default=0.2, help="of 1,000 caregivers and 100,000 visits")
    given = parser.parse_args(arguments)
    from django.core.management import call_command

    with built(given.engine, Size().part(given.part)) as address:
        set_up(address)
        call_command("collectstatic", interactive=False, verbosity=0)
        with running_server() as server:
            lines = measure(server)
    for line in lines:
        print(line, flush=True)
    print(f"load average {os.getloadavg()[0]:.1f}")
    return int(not all(line.kept for line in lines))


if __name__ == "__main__":
    sys.exit(main())
