"""Everything that is measured, in one run: `make bench`.

    python -m benchmarks [--only http|contention|kill] [--engine sqlite|postgres|both]

Ends with 1 when a target is missed, a slot is given twice, or an effect is had more or less than once.
"""

import argparse
import os
import sys
from collections.abc import Callable

from benchmarks import contention, http, kill

PARTS: dict[str, tuple[str, Callable[[list[str]], int]]] = {
    "http": ("Pages and bookings over HTTP: 1,000 caregivers, 100,000 visits", http.main),
    "contention": ("Eight processes fight for a thousand slots", contention.main),
    "kill": ("A worker is killed a hundred times", kill.main),
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=list(PARTS))
    parser.add_argument("--engine", choices=["sqlite", "postgres", "both"], default="both")
    given = parser.parse_args()
    failed = []
    for name, (title, run) in PARTS.items():
        if given.only in (None, name):
            print(f"\n{title}  (load before: {os.getloadavg()[0]:.1f})", flush=True)
            if run(["--engine", given.engine]):
                failed.append(name)
    print(f"\nMissed: {', '.join(failed)}" if failed else "\nEvery target was met.")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
