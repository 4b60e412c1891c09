"""The whole suite as CI runs it: checks, then tests on SQLite and on a real PostgreSQL, then the browser.

`--lint` runs the checks alone. Each part says how long it took, by the clock and in seconds of CPU; the first that
fails ends the run. Beside the checks the searches of day plans are compiled, once for all parts after them.
"""

import os
import resource
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
from tests.shares import SHARES  # noqa: E402
from tools.postgres import NoPostgres, running_postgres  # noqa: E402

BIN = ROOT / ".venv" / "bin"
PYTHON = str(BIN / "python")
PYTEST = [PYTHON, "-m", "pytest", "-q"]
BOTH_CORES = ["-n", "2", "--dist", "worksteal"]
TWO_SERVERS = ["-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"]  # each with a demo company of its own
LINT: list[tuple[str, Sequence[str]]] = [
    ("style", [str(BIN / "ruff"), "check", "."]),
    ("format", [str(BIN / "ruff"), "format", "--check", "-q", "."]),
    ("types", [str(BIN / "mypy")]),
    ("borders", [str(BIN / "lint-imports"), "--no-cache"]),
    ("sizes", [PYTHON, "tools/ratchet.py"]),
    ("messages", [PYTHON, "tools/messages.py", "check"]),
]
KERNELS = [PYTHON, "tools/kernels.py"]


def surroundings(**environment: str) -> Mapping[str, str]:
    """Compiled modules are kept, whatever the machine says: dozens of tests start Python anew."""
    path = {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "PYTHONDONTWRITEBYTECODE": ""}
    return {**os.environ, **path, **environment}


def part(name: str, command: Sequence[str], **environment: str) -> None:
    """Runs one part; ends everything when it fails."""
    print(f"\n── {name}", flush=True)
    began, spent = time.monotonic(), cpu_seconds()
    code = subprocess.run(command, cwd=ROOT, env=surroundings(**environment)).returncode
    passed, spent = time.monotonic() - began, cpu_seconds() - spent
    print(f"── {name}: {'ok' if code == 0 else 'FAILED'} in {passed:.0f} s, {spent:.0f} s of CPU", flush=True)
    if code:
        sys.exit(code)


def cpu_seconds() -> float:
    """What the parts that have ended took, all their processes together; a server that still runs is not counted."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def share(*, further: int = 0) -> str:
    """Which share of long lists (`tests.shares`) is taken: the one asked for, or that of the day, or one further on."""
    asked = os.environ.get("ANJIA_SHARE") or str(datetime.now(UTC).toordinal())
    return asked if asked == "all" else str((int(asked) + further) % SHARES)


def journeys() -> list[str]:
    """The files with journeys in the browser, the long ones first. To look for them in all files takes many seconds."""
    written = sorted((path for folder in ("src", "tests") for path in (ROOT / folder).rglob("test_*.py")), reverse=True)
    return [str(path.relative_to(ROOT)) for path in written if "mark.browser" in path.read_text()]


def tests(postgres: str) -> list[tuple[str, Sequence[str], Mapping[str, str]]]:
    """The parts after the checks: name, command, environment. The first engine runs all that the second leaves out.

    The first is SQLite for the tests, which is quick, and PostgreSQL for the browser, which is what companies run.
    """
    on_postgres = {"ANJIA_DATABASE_URL": postgres, "ANJIA_SHARE": share(further=SHARES // 2)}
    browser = [*PYTEST, *TWO_SERVERS, *journeys(), "-m", "browser"]
    return [
        ("tests on SQLite", [*PYTEST, *BOTH_CORES, "-m", "not browser"], {"ANJIA_SHARE": share()}),
        ("tests on PostgreSQL", [*PYTEST, *BOTH_CORES, "-m", "not browser", "--second-engine"], on_postgres),
        ("browser journeys on PostgreSQL", browser, on_postgres),
        ("browser journeys on SQLite", [*browser, "--second-engine"], {}),
    ]


def main() -> None:
    alone = "--lint" in sys.argv
    kernels = None if alone else subprocess.Popen(KERNELS, cwd=ROOT, env=surroundings())
    try:
        for name, command in LINT:
            part(name, command)
    except SystemExit:
        if kernels is not None:
            kernels.terminate()  # nothing is left at work when the run ends
        raise
    if kernels is None:
        return
    if kernels.wait():
        sys.exit("The searches of day plans could not be compiled; what they say stands above.")
    with running_postgres(fast=True) as url:
        for name, command, environment in tests(url):
            part(name, command, **environment)


if __name__ == "__main__":
    try:
        main()
    except NoPostgres as fault:
        sys.exit(f"\n{fault}")
