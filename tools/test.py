"""The whole suite as CI runs it: checks, then tests on SQLite and on a real PostgreSQL, then the browser.

`--lint` runs the checks alone. Each part says how long it took; the first that fails ends the run.
"""

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
from tools.postgres import NoPostgres, running_postgres  # noqa: E402

BIN = ROOT / ".venv" / "bin"
PYTEST = [str(BIN / "python"), "-m", "pytest", "-q", "-n", "2", "--dist", "worksteal"]
LINT: list[tuple[str, Sequence[str]]] = [
    ("style", [str(BIN / "ruff"), "check", "."]),
    ("format", [str(BIN / "ruff"), "format", "--check", "-q", "."]),
    ("types", [str(BIN / "mypy")]),
    ("borders", [str(BIN / "lint-imports"), "--no-cache"]),
    ("sizes", [str(BIN / "python"), "tools/ratchet.py"]),
    ("messages", [str(BIN / "python"), "tools/messages.py", "check"]),
]


def part(name: str, command: Sequence[str], **environment: str) -> None:
    """Runs one part; ends everything when it fails."""
    print(f"\n── {name}", flush=True)
    began = time.monotonic()
    surroundings: Mapping[str, str] = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", **environment}
    code = subprocess.run(command, cwd=ROOT, env=surroundings).returncode
    print(f"── {name}: {'ok' if code == 0 else 'FAILED'} in {time.monotonic() - began:.0f} s", flush=True)
    if code:
        sys.exit(code)


def main() -> None:
    for name, command in LINT:
        part(name, command)
    if "--lint" in sys.argv:
        return
    part("tests on SQLite", [*PYTEST, "-m", "not browser"])
    with running_postgres(fast=True) as url:
        part("tests on PostgreSQL", [*PYTEST, "-m", "not browser"], ANJIA_DATABASE_URL=url)
        part("browser journeys on PostgreSQL", [*PYTEST[:-4], "-m", "browser"], ANJIA_DATABASE_URL=url)
    part("browser journeys on SQLite", [*PYTEST[:-4], "-m", "browser"])


if __name__ == "__main__":
    try:
        main()
    except NoPostgres as fault:
        sys.exit(f"\n{fault}")
