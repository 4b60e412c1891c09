"""The whole suite as CI runs it: checks, then tests on SQLite and on a real PostgreSQL, then the browser.

`--lint` runs the checks alone. Each part says how long it took, by the clock and in seconds of CPU; the first that
fails ends the run. Beside the checks the searches of day plans are compiled, once for all parts after them.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
from tools.postgres import NoPostgres, running_postgres  # noqa: E402

BIN = ROOT / ".venv" / "bin"
PYTHON = str(BIN / "python")
PYTEST = [PYTHON, "-m", "pytest", "-q"]
BOTH_CORES = ["-n", "2", "--dist", "worksteal"]
LINT: list[tuple[str, Sequence[str]]] = [
    ("style", [str(BIN / "ruff"), "check", "."]),
    ("format", [str(BIN / "ruff"), "format", "--check", "-q", "."]),
    ("types", [str(BIN / "mypy")]),
    ("borders", [str(BIN / "lint-imports"), "--no-cache"]),
    ("sizes", [PYTHON, "tools/ratchet.py"]),
    ("messages", [PYTHON, "tools/messages.py", "check"]),
]
Part = tuple[str, Sequence[str], Mapping[str, str]]  # name, command, environment
KERNELS = [PYTHON, "tools/kernels.py"]


def surroundings(**environment: str) -> Mapping[str, str]:
    """Compiled modules are kept, whatever the machine says: dozens of tests start Python anew."""
    path = {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "PYTHONDONTWRITEBYTECODE": ""}
    return {**os.environ, **path, **environment}


def part(name: str, command: Sequence[str], **environment: str) -> None:
    """Runs one part; ends everything when it fails."""
    print(f"\n── {name}", flush=True)
    began = time.monotonic()
    process = subprocess.Popen(command, cwd=ROOT, env=surroundings(**environment))
    if not _ended(name, process, began):
        sys.exit(1)


def side_by_side(parts: Sequence[Part]) -> None:
    """Runs parts that mostly wait at one time, says what each said, and ends everything when one fails."""
    print(f"\n── {' and '.join(name for name, _command, _environment in parts)}, side by side", flush=True)
    with ExitStack() as files:
        began, running = time.monotonic(), []
        for name, command, environment in parts:
            said = files.enter_context(tempfile.TemporaryFile())
            process = subprocess.Popen(
                command, cwd=ROOT, env=surroundings(**environment), stdout=said, stderr=subprocess.STDOUT
            )
            running.append((name, process, said))
        passed = []
        for name, process, said in running:
            os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
            said.seek(0)
            print(said.read().decode(errors="replace"), flush=True)
            passed.append(_ended(name, process, began))
        if not all(passed):
            sys.exit(1)


def _ended(name: str, process: "subprocess.Popen[bytes]", began: float) -> bool:
    """Waits for a part and says how it went; its CPU is that of all its processes but of no server it only asked."""
    _pid, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    passed = process.returncode == 0
    spent = used.ru_utime + used.ru_stime
    how = "ok" if passed else "FAILED"
    print(f"── {name}: {how} in {time.monotonic() - began:.0f} s, {spent:.0f} s of CPU", flush=True)
    return passed


def tests(postgres: str) -> list[Part]:
    """The tests on both engines. The first runs all that the second leaves out."""
    on_postgres = {"ANJIA_DATABASE_URL": postgres}
    return [
        ("tests on SQLite", [*PYTEST, *BOTH_CORES, "-m", "not browser"], {}),
        ("tests on PostgreSQL", [*PYTEST, *BOTH_CORES, "-m", "not browser", "--second-engine"], on_postgres),
    ]


def journeys(postgres: str) -> list[Part]:
    """The browser on both engines, each with a server of its own."""
    on_postgres = {"ANJIA_DATABASE_URL": postgres}
    return [
        ("browser journeys on SQLite", [*PYTEST, "-m", "browser"], {}),
        ("browser journeys on PostgreSQL", [*PYTEST, "-m", "browser"], on_postgres),
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
        side_by_side(journeys(url))


if __name__ == "__main__":
    try:
        main()
    except NoPostgres as fault:
        sys.exit(f"\n{fault}")
