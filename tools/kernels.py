"""Compiles the searches of day plans and keeps them on disk, before several processes would each compile the same.

    python tools/kernels.py    both searches, each in a process of its own

What is kept already is only read. `anjia.dispatch.planning.kernels` tells when a copy is old.
"""

import subprocess
import sys
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))
SEARCHES = ("orders", "routes")


def compile_search(search: str) -> None:
    """Solves a day of one visit, by one of the two searches."""
    from anjia.dispatch.planning import Caregiver, Parameters, Plan, Task, problem_of, solve

    task = Task(1, 0, 60.0, 500.0, 600.0, "a", hard=search == "routes")
    person = Caregiver(1, frozenset("a"), 0, 0, 480.0, 1080.0)
    problem, _faults = problem_of([person], [task], np.zeros((1, 1)))
    begin = Plan((), (1,)) if search == "routes" else None
    solve(problem, Parameters(seconds=None, steps=1, chains=1), begin=begin)


def main() -> int:
    if len(sys.argv) > 1:
        compile_search(sys.argv[1])
        return 0
    running = [subprocess.Popen([sys.executable, __file__, search]) for search in SEARCHES]
    return max([process.wait() for process in running])


if __name__ == "__main__":
    sys.exit(main())
