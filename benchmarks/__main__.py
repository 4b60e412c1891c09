"""Everything that is measured, in one run: `make bench`.

    python -m benchmarks [--only http|contention|kill|sweep|remarks] [--engine sqlite|postgres|both] [--part 1.0]

Prints each figure as it comes and one table at the end. Ends with 1 when a target is missed, a slot is given twice,
an effect is had more or less than once, or a control no longer shows that the harness would notice.
"""

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from benchmarks import contention, http, kill, loop, remarks, sweep


@dataclass(frozen=True)
class Row:
    """One line of the table: what was found, what it should be, and how the two compare."""

    engine: str
    name: str
    found: str
    target: str = ""
    ratio: str = ""
    kept: bool = True


def http_rows(engine: str, part: float) -> Iterator[Row]:
    """Pages and bookings over HTTP: 1,000 caregivers, 100,000 visits."""
    for figure in http.run(engine, part=part):
        print(http.line(figure), flush=True)
        measured = figure.cpu if figure.on_cpu else figure.p50
        unit = "ms CPU" if figure.on_cpu else "ms"
        ratio = ", ".join(
            filter(None, [f"{measured / figure.target:.2f} of it" if figure.target else "", figure.remark])
        )
        target = f"<= {figure.target:.0f} {unit}" if figure.target else ""
        yield Row(engine, figure.name, f"{measured:.1f} {unit}", target, ratio, figure.kept)


def contention_rows(engine: str, part: float) -> Iterator[Row]:
    """Eight processes fight for a thousand slots."""
    for fight in contention.fights(engine, slots=max(40, round(1000 * part))):
        with contention.fresh_database(engine) as address:
            outcome = contention.fight_out(fight, address)
        print(outcome, flush=True)
        found = f"{outcome.taken} taken, {outcome.doubles} twice, {sum(outcome.errors.values())} errors"
        name = f"slots, {fight.ground}{f', control: {fight.control}' if fight.control else ''}"
        kept = outcome.orderly if not fight.control else not outcome.orderly or fight.guarded
        target = "some twice" if not fight.guarded else "" if fight.control else "0 twice, 0 errors"
        yield Row(engine, name, found, target, f"{outcome.per_second:.0f}/s", kept)


def kill_rows(engine: str, part: float) -> Iterator[Row]:
    """A worker is killed a hundred times, and at every step of the trust loop."""
    for outcome in kill.run(engine, kills=max(10, round(100 * part)), visits=max(40, round(700 * part))):
        print(outcome, flush=True)
        name = f"effects of {outcome.visits} visits{'' if outcome.inbox else ', control: no inbox'}"
        found = f"{outcome.charged}, {outcome.earned}, {outcome.asked}, {outcome.bells}"
        target = f"{outcome.visits} each" if outcome.inbox else "more bells"
        yield Row(engine, name, found, target, f"{outcome.hit} cut off", outcome.once == outcome.inbox)
    looped = loop.run(engine)
    print(looped, flush=True)
    found = f"{looped.heard} heard, {len(looped.differences)} differences, {looped.left} left"
    target = f"{looped.to_hear} heard, 0, 0"
    yield Row(engine, f"trust loop, {looped.deaths} deaths", found, target, f"{looped.acts_cut} acts cut", looped.once)


def sweep_rows(engine: str, part: float) -> Iterator[Row]:
    """A sweep of promises beside a million open ones, and one that is killed."""
    promises, kills = max(2000, round(1_000_000 * part)), max(5, round(40 * part))
    for outcome in sweep.run(engine, promises=promises, kills=kills):
        print(outcome, flush=True)
        yield Row(engine, outcome.name, outcome.found, outcome.target, outcome.ratio, outcome.kept)


def remark_rows(engine: str, part: float) -> Iterator[Row]:
    """How well free text is read. Asks no database, so it runs once:"""
    if engine != "sqlite":
        return
    try:
        folder = remarks.folder_of()
    except remarks.NoData as fault:
        print(fault)
        return
    for line in remarks.run(folder, part=part):
        print(line, flush=True)
        if isinstance(line, remarks.Line) and not line.name.startswith(" "):
            found = f"unhappy recall {line.figures.recall:.3f}, macro-F1 {line.figures.macro_f1:.3f}"
            target = f">= {remarks.RECALL_AIM:.2f}, above both" if line.ours else ""
            yield Row(engine, line.name, found, target, f"{line.per_second:,.0f}/s", line.kept)


PARTS: dict[str, Callable[[str, float], Iterator[Row]]] = {
    "http": http_rows,
    "contention": contention_rows,
    "kill": kill_rows,
    "sweep": sweep_rows,
    "remarks": remark_rows,
}


def table(rows: list[Row]) -> str:
    """The rows under each other."""
    lines = [("", "", "found", "target", "ratio", "")]
    lines += [(r.engine, r.name, r.found, r.target, r.ratio, "" if r.kept else "MISSED") for r in rows]
    widths = [max(len(line[column]) for line in lines) for column in range(6)]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines)


def main(arguments: list[str] | None = None) -> int:
    """Runs what is asked for. 1 when something is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=list(PARTS))
    parser.add_argument("--engine", choices=["sqlite", "postgres", "both"], default="both")
    parser.add_argument("--part", type=float, default=1.0, help="a smaller run of the same shape, to try it out")
    given = parser.parse_args(arguments)
    rows: list[Row] = []
    for name, measured in PARTS.items():
        for engine in ["sqlite", "postgres"] if given.engine == "both" else [given.engine]:
            if given.only in (None, name):
                print(f"\n{measured.__doc__} {engine}, load {os.getloadavg()[0]:.1f}", flush=True)
                rows += measured(engine, given.part)
    print(f"\n{table(rows)}\n\nload {os.getloadavg()[0]:.1f}")
    return int(not all(row.kept for row in rows))


if __name__ == "__main__":
    sys.exit(main())
