"""Day plans beside published optima: `make bench-dispatch`.

    python -m benchmarks.planning [--data FOLDER] [--families A,B,italian_small] [--seeds 3] [--part 1.0]

FOLDER, by default $ANJIA_SHARED_DATA/dispatch, holds instances in the JSON of the University of Udine. With
`mankowska_best_known.csv` beside them, those of Mankowska et al. are measured by family (A to G) as ratios to the best
public cost; any other folder of instances below FOLDER can be named as a family too, and shows costs alone, as does
FOLDER itself when it has no such table. Each instance is solved with every seed on two threads of so many CPU seconds
each; every plan is scored by the independent checker, and one unlawful plan fails its line.
"""

import argparse
import csv
import os
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from anjia.dispatch.planning import Parameters, Problem, cost_of, faults_of, solve  # noqa: E402
from anjia.dispatch.planning.hhcrsp import read_instance  # noqa: E402

ROUNDED = 1.0005  # the published costs of the smallest have one decimal
BEST_KNOWN = "mankowska_best_known.csv"
UNLAWFUL = float("inf")


@dataclass(frozen=True)
class Target:
    """CPU seconds per thread; the most that the mean ratio and every single ratio of a family may be; the aim."""

    seconds: float
    mean: float
    each: float
    aim: float


TARGETS = {
    "A": Target(10, ROUNDED, ROUNDED, ROUNDED),
    "B": Target(10, ROUNDED, ROUNDED, ROUNDED),
    "C": Target(30, 1.0, 1.015, 0.985),
    "D": Target(30, 1.0, 1.015, 0.985),
    "E": Target(30, 1.0, 1.015, 0.985),
    "F": Target(60, 1.0, UNLAWFUL, 0.955),
    "G": Target(60, 1.0, UNLAWFUL, 0.955),
}
OTHER = Target(30, UNLAWFUL, UNLAWFUL, UNLAWFUL)


@dataclass(frozen=True)
class Instance:
    """An instance and the best public cost of it, if there is one."""

    name: str
    path: Path
    best: float | None = None


def families(folder: Path) -> dict[str, list[Instance]]:
    """All instances of a folder by family, in their own order: those with a best public cost, then those without."""
    found: dict[str, list[Instance]] = {}
    known = folder / BEST_KNOWN
    if known.exists():
        with known.open() as table:
            for row in csv.DictReader(table):
                path = folder / "mankowska" / f"{row['file']}.json"
                best = Instance(row["instance"], path, float(row["best_public_cost"]))
                found.setdefault(row["instance"][0], []).append(best)
    for path in sorted(folder.rglob("*.json")):
        if not known.exists() or path.parent != folder / "mankowska":
            found.setdefault(path.parent.name, []).append(Instance(path.stem[:40], path))
    return found


def costs(name: str, problem: Problem, seconds: float, seeds: int) -> Iterator[float]:
    """What the plan of each seed costs by the checker; infinite for one that breaks a rule."""
    for seed in range(seeds):
        plan = solve(problem, Parameters(seed=seed, seconds=seconds, chains=2))
        if faults := faults_of(problem, plan):
            print(f"  {name}, seed {seed}: {faults[0]}", flush=True)
        yield UNLAWFUL if faults else cost_of(problem, plan).total


def line(instance: Instance, seconds: float, seeds: int) -> float:
    """Measures and prints one instance; the median of its ratios or costs, infinite when one plan is unlawful."""
    problem = read_instance(instance.path.read_text())
    begun = time.process_time()
    found = list(costs(instance.name, problem, seconds, seeds))
    spent = (time.process_time() - begun) / seeds
    shown = [one / instance.best for one in found] if instance.best else found
    median = UNLAWFUL if UNLAWFUL in found else statistics.median(shown)
    digits = 4 if instance.best else 2
    each = " ".join(f"{one:.{digits}f}" for one in shown)
    costing = f"   cost {statistics.median(found):.2f}, best public {instance.best:.2f}" if instance.best else ""
    print(f"{instance.name:8} {median:.{digits}f}   {each}{costing}   CPU {spent:.0f} s", flush=True)
    return median


def family_kept(family: str, members: Sequence[Instance], seeds: int, part: float) -> bool:
    """Measures one family and prints its lines; whether it keeps its target."""
    target = TARGETS.get(family, OTHER)
    seconds = target.seconds * part
    medians = [line(instance, seconds, seeds) for instance in members]
    mean, worst = statistics.mean(medians), max(medians)
    if family not in TARGETS:
        print(f"{family}: mean cost {mean:.2f}, {len(medians)} instances, {seconds:g} s x 2\n", flush=True)
        return worst < UNLAWFUL
    kept = mean <= target.mean and worst <= target.each and worst < UNLAWFUL
    said = "MISSED" if not kept else "aim reached" if mean <= target.aim else "kept"
    shown = f"mean {mean:.4f} (<= {target.mean}, aim {target.aim}), worst {worst:.4f} (<= {target.each})"
    print(f"{family}: {shown}, {len(medians)} instances, {seconds:g} s x 2: {said}\n", flush=True)
    return kept


def main() -> int:
    """Runs what is asked for. 1 when a target is missed, 2 when there are no such instances."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    shared = os.environ.get("ANJIA_SHARED_DATA", str(ROOT.parent / "shared" / "data"))
    parser.add_argument("--data", type=Path, default=Path(shared) / "dispatch")
    parser.add_argument("--families", help="by default all")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--part", type=float, default=1.0, help="a share of the CPU seconds, to try it out")
    given = parser.parse_args()
    found = families(given.data) if given.data.is_dir() else {}
    wanted = given.families.split(",") if given.families else list(found)
    if not found or (missing := [one for one in wanted if one not in found]):
        lack = f"No family {', '.join(missing)}" if found else "There are no instances"
        print(f"{lack} at {given.data}. Say where with --data.", file=sys.stderr)
        return 2
    print(
        f"median of {given.seeds} seeds, then each; a ratio is to the best public cost; load {os.getloadavg()[0]:.1f}"
    )
    missed = [one for one in wanted if not family_kept(one, found[one], max(1, given.seeds), given.part)]
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main())
