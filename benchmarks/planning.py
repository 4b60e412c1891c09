"""Day plans beside published optima: `make bench-dispatch`.

    python -m benchmarks.planning [--data FOLDER] [--families A,B] [--seeds 3] [--part 1.0]

Reads the instances of Mankowska et al. (JSON of the University of Udine) and `mankowska_best_known.csv` from
FOLDER/mankowska*, by default $ANJIA_SHARED_DATA/dispatch. Each instance is solved with every seed on two threads of so
many CPU seconds each; the plan is scored by the independent checker, and one unlawful plan fails its line. A line is
the median over the seeds, as a ratio to the best public cost.
"""

import argparse
import csv
import os
import statistics
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from anjia.dispatch.planning import Parameters, Problem, cost_of, faults_of, solve  # noqa: E402
from anjia.dispatch.planning.hhcrsp import read_instance  # noqa: E402

ROUNDED = 1.0005  # the published costs of the smallest have one decimal


@dataclass(frozen=True)
class Target:
    """CPU seconds per thread; the most that the mean ratio and every single ratio of a family may be."""

    seconds: float
    mean: float
    each: float


TARGETS = {
    "A": Target(10, ROUNDED, ROUNDED),
    "B": Target(10, ROUNDED, ROUNDED),
    "C": Target(30, 1.0, 1.015),
    "D": Target(30, 1.0, 1.015),
    "E": Target(30, 1.0, 1.015),
    "F": Target(60, 1.0, 9.9),
}


@dataclass(frozen=True)
class Instance:
    """A published instance and the best cost known of it."""

    name: str
    problem: Problem
    best: float


def instances(folder: Path, family: str) -> Iterator[Instance]:
    """The instances of a family, in their own order."""
    with (folder / "mankowska_best_known.csv").open() as table:
        rows = [row for row in csv.DictReader(table) if row["instance"].startswith(family)]
    for row in rows:
        text = (folder / "mankowska" / f"{row['file']}.json").read_text()
        yield Instance(row["instance"], read_instance(text), float(row["best_public_cost"]))


def ratio(instance: Instance, seconds: float, seed: int) -> float:
    """The cost found as a share of the best known; infinite for a plan that breaks a rule."""
    plan = solve(instance.problem, Parameters(seed=seed, seconds=seconds, chains=2))
    if faults := faults_of(instance.problem, plan):
        print(f"  {instance.name}: {faults[0]}", flush=True)
        return float("inf")
    return cost_of(instance.problem, plan).total / instance.best


def family_kept(folder: Path, family: str, seeds: int, part: float) -> bool:
    """Measures one family and prints its lines; whether it keeps its target."""
    target, medians = TARGETS[family], []
    for instance in instances(folder, family):
        found = [ratio(instance, target.seconds * part, seed) for seed in range(seeds)]
        medians.append(statistics.median(found))
        print(f"{instance.name:4} {medians[-1]:.4f}   {' '.join(f'{one:.4f}' for one in found)}", flush=True)
    kept = statistics.mean(medians) <= target.mean and max(medians) <= target.each
    shown = f"mean {statistics.mean(medians):.4f} (<= {target.mean}), worst {max(medians):.4f} (<= {target.each})"
    print(f"{family}: {shown}, {target.seconds * part:g} s x 2{'' if kept else '  MISSED'}\n", flush=True)
    return kept


def main() -> int:
    """Runs what is asked for. 1 when a target is missed, 2 when the instances are not here."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    shared = os.environ.get("ANJIA_SHARED_DATA", str(ROOT.parent / "shared" / "data"))
    parser.add_argument("--data", type=Path, default=Path(shared) / "dispatch")
    parser.add_argument("--families", default=",".join(TARGETS))
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--part", type=float, default=1.0, help="a share of the CPU seconds, to try it out")
    given = parser.parse_args()
    if not (given.data / "mankowska_best_known.csv").exists():
        print(f"The published instances are not at {given.data}. Say where with --data.", file=sys.stderr)
        return 2
    print(f"ratio to the best public cost, median of {given.seeds} seeds; load {os.getloadavg()[0]:.1f}")
    missed = [one for one in given.families.split(",") if not family_kept(given.data, one, given.seeds, given.part)]
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main())
