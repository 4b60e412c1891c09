"""A day mended and a city cut, on generated city days: the third part of `make bench-dispatch`.

    python -m benchmarks.mending [--only repair,split] [--part 1.0]

repair: 2.5 percent of the caregivers are ill at 9:30; what has begun stays. Counted: orphans, how many of them nobody
does, visits that were no orphans and are moved, the travel more than of the plan before, CPU seconds.
split: eight cells with an exchange across new borders against the whole at the same CPU seconds.
"""

import argparse
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from anjia.dispatch.planning import Parameters, Plan, Problem, cost_of, faults_of, solve  # noqa: E402
from anjia.dispatch.planning.repairing import Aim, Happened, repaired, standing  # noqa: E402
from anjia.dispatch.planning.splitting import solve_in_parts  # noqa: E402
from benchmarks.cities import city_day  # noqa: E402

HALF_PAST_NINE = 570.0
ILL = 0.025
SIZES = ((1000, 200, 10.0), (5000, 1000, 30.0))
CELLS, ROUNDS = 8, 3


def told(problem: Problem) -> Problem:
    """The day with a price on departing from what households and caregivers know, in minutes of way."""
    return replace(problem, weights=replace(problem.weights, other_caregiver=15.0, moved=6.0, far_moved=15.0))


def repair_kept(visits: int, people: int, seconds: float) -> bool:
    """Mends one day with each aim; whether the targets are kept by the one that changes least."""
    problem = told(city_day(0, visits, people))
    published = solve(problem, Parameters(seconds=seconds, chains=2))
    random = np.random.default_rng(1)
    ill = random.choice([route.caregiver_id for route in published.routes], round(ILL * people), replace=False)
    happened = Happened(HALF_PAST_NINE, frozenset(int(one) for one in ill))
    kept = False
    for aim in Aim:
        begun = time.process_time()
        found = repaired(problem, published, happened, aim)
        cpu = time.process_time() - begun
        left = standing(problem, published, happened)
        faults = faults_of(left.problem, found.plan)
        orphans, moved = max(1, len(found.orphans)), len(found.moved)
        more = cost_of(left.problem, found.plan).travel / cost_of(problem, published).travel
        good = not faults and moved <= orphans and more <= 1.08 and cpu < 2
        kept = kept or good
        print(f"  {visits} {aim:12} orphans {len(found.orphans):3}  nobody {len(found.plan.unserved):3} (before "
              f"{len(published.unserved)})  moved {moved:3} ({moved / orphans:.2f} each)  travel x {more:.4f}  "
              f"cpu {cpu:.2f} s {faults[:1] or ''}", flush=True)  # fmt: skip
    print(f"repair {visits}: <= 1 moved each, travel <= + 8 %, < 2 s{'' if kept else '  MISSED'}\n", flush=True)
    return kept


def total(problem: Problem, plan: Plan) -> tuple[float, int]:
    """Travel and tasks left out; a plan that breaks a rule has neither."""
    if faults := faults_of(problem, plan):
        raise SystemExit(f"unlawful: {faults[0]}")
    return cost_of(problem, plan).travel, len(plan.unserved)


def split_kept(visits: int, people: int, cells: int, seconds: float) -> bool:
    """The whole and its cells with as many CPU seconds in all."""
    problem = city_day(0, visits, people)
    begun = time.process_time()
    whole = total(problem, solve(problem, Parameters(seconds=seconds, chains=2)))
    between = time.process_time()
    each = Parameters(seconds=2 * seconds / ((cells + 1) * ROUNDS), chains=1)
    cut = total(problem, solve_in_parts(problem, cells, each, rounds=ROUNDS))
    ended = time.process_time()
    ratio = cut[0] / whole[0]
    kept = ratio <= 1.04 and cut[1] - whole[1] <= visits // 500
    print(f"split {visits}: whole {whole[0]:.0f}, {whole[1]} unserved, cpu {between - begun:.0f} s; {cells} cells x "
          f"{ROUNDS} rounds {cut[0]:.0f}, {cut[1]} unserved, cpu {ended - between:.0f} s: {ratio:.4f} (<= 1.04)"
          f"{'' if kept else '  MISSED'}\n", flush=True)  # fmt: skip
    return kept


def main() -> int:
    """Runs what is asked for; 1 when a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="repair,split")
    parser.add_argument("--sizes", default="1000,5000")
    parser.add_argument("--part", type=float, default=1.0, help="a share of the CPU seconds, to try it out")
    given = parser.parse_args()
    small = city_day(9, 20, 5)
    plan = solve(small, Parameters(seconds=None, steps=10))  # compiled before anything is measured
    repaired(small, plan, Happened(HALF_PAST_NINE), Aim.LEAST_COST)
    asked, sizes = given.only.split(","), given.sizes.split(",")
    chosen = [size for size in SIZES if str(size[0]) in sizes]
    kept = [repair_kept(v, p, s * given.part) for v, p, s in chosen if "repair" in asked]
    kept += [split_kept(v, p, CELLS if v > 1000 else 4, 2 * s * given.part) for v, p, s in chosen if "split" in asked]
    return int(not all(kept))


if __name__ == "__main__":
    sys.exit(main())
