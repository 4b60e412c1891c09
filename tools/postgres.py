"""A private PostgreSQL server for tests and benchmarks: on loopback, on a free port, gone afterwards.

    python tools/postgres.py start [--fast]            leave one running, print its address
    python tools/postgres.py url                       print the address of the one that runs
    python tools/postgres.py stop                      stop it and delete its data
    python tools/postgres.py run [--fast] -- COMMAND   run COMMAND with ANJIA_DATABASE_URL set, then clean up

In Python: `with running_postgres() as url:`. A commit waits for the disk unless `--fast` (tests) says otherwise.
What a killed process leaves behind is stopped and deleted at the next start.
"""

import argparse
import fcntl
import json
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

# Under the temporary folder, since PostgreSQL's own user must be able to walk there.
CLUSTERS = Path(tempfile.gettempdir()) / f"anjia-postgres-{os.getuid()}"
STANDING = "standing"
USER = "anjia"
START_SECONDS = 30
SETTINGS = {"listen_addresses": "127.0.0.1", "unix_socket_directories": "", "jit": "off", "max_connections": "200"}
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off"}
HOW_TO_MEND = (
    "PostgreSQL is not here and could not be installed. Install it (Debian, Ubuntu: `sudo apt-get install postgresql`; "
    "macOS: `brew install postgresql@17`) or put the folder of its programs (initdb, pg_ctl) into PATH."
)


class NoPostgres(RuntimeError):
    """There is no PostgreSQL, or it did not start; the text says what to do."""


@contextmanager
def running_postgres(*, fast: bool = False) -> Iterator[str]:
    """The address of a fresh server that lives as long as the block."""
    cluster = _start(f"{os.getpid()}-{secrets.token_hex(4)}", fast=fast, owner=_identity(os.getpid()))
    try:
        yield _read(cluster)["url"]
    finally:
        _remove(cluster)


def start(*, fast: bool = False) -> str:
    """The address of the standing server, which is started if need be and outlives this process."""
    cluster = CLUSTERS / STANDING
    if not _alive(cluster):
        _start(STANDING, fast=fast, owner="")
    return url()


def stop() -> None:
    """Stops the standing server and deletes its data; harmless when there is none."""
    _remove(CLUSTERS / STANDING)


def url() -> str:
    """The address of the standing server. Raises NoPostgres."""
    cluster = CLUSTERS / STANDING
    if not _alive(cluster):
        raise NoPostgres("No server is running. Start one: python tools/postgres.py start")
    address: str = _read(cluster)["url"]
    return address


def _start(name: str, *, fast: bool, owner: str) -> Path:
    programs = find_programs() or _install()
    with _alone():
        for stale in [path for path in CLUSTERS.iterdir() if path.is_dir() and not _alive(path)]:
            _remove(stale)
        cluster = CLUSTERS / name
        cluster.mkdir(mode=0o700)
        facts: dict[str, Any] = {"owner": owner, "programs": str(programs), "user": _system_user()}
        _write(cluster, facts)
    try:
        facts["url"] = _launch(cluster, facts, fast=fast)
        _write(cluster, facts)
    except BaseException:
        _remove(cluster)
        raise
    return cluster


def _launch(cluster: Path, facts: dict[str, Any], *, fast: bool) -> str:
    word = secrets.token_urlsafe(12)
    word_file = cluster / "word"
    word_file.write_text(word)
    if facts["user"]:
        shutil.chown(cluster, facts["user"])
        shutil.chown(word_file, facts["user"])
    how = ["--username", USER, "--pwfile", word_file, "--auth", "scram-sha-256", "--encoding", "UTF8", "--no-sync"]
    _call(cluster, "initdb", "--pgdata", cluster / "data", "--locale", "C", *how)
    port = _serve(cluster, fast=fast)
    client = {"PGPASSWORD": word, "PGHOST": "127.0.0.1", "PGPORT": str(port), "PGUSER": USER}
    _call(cluster, "createdb", "anjia", **client)
    return f"postgres://{USER}:{word}@127.0.0.1:{port}/anjia"


def _serve(cluster: Path, *, fast: bool) -> int:
    """Starts the server on a free port. Another program may take the port in between, so it tries again."""
    settings = " ".join(f"-c {name}={value}" for name, value in {**SETTINGS, **(FAST if fast else {})}.items())
    for _attempt in range(5):
        port = _free_port()
        try:
            log = ["--log", cluster / "log", "--wait", "--timeout", START_SECONDS]
            _call(cluster, "pg_ctl", "start", "--pgdata", cluster / "data", *log, "--options", f"-p {port} {settings}")
        except NoPostgres as fault:
            last = fault
        else:
            return port
    raise last


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _call(cluster: Path, program: str, *arguments: object, **environment: str) -> None:
    """Runs one of PostgreSQL's programs, as its own user when we are root, which it refuses to be."""
    facts = _read(cluster)
    command = [str(Path(facts["programs"]) / program), *map(str, arguments)]
    rest: dict[str, Any] = {"user": facts["user"], "group": facts["user"], "extra_groups": []} if facts["user"] else {}
    with (cluster / "calls").open("a+") as said:  # a file: the server that pg_ctl starts would keep a pipe open
        done = subprocess.run(
            command, cwd=cluster, env={**os.environ, "LC_ALL": "C", **environment}, stdout=said, stderr=said, **rest
        )
    if done.returncode:
        log = cluster / "log"
        words = (cluster / "calls").read_text() + (log.read_text() if log.exists() else "")
        raise NoPostgres(f"{program} failed:\n{words[-2000:]}")


def _remove(cluster: Path) -> None:
    if (cluster / "data" / "postmaster.pid").exists():
        try:
            _call(cluster, "pg_ctl", "stop", "--pgdata", cluster / "data", "--mode", "immediate", "--wait")
        except (NoPostgres, OSError, ValueError) as fault:
            print(f"could not stop the server in {cluster}: {fault}", file=sys.stderr)
    shutil.rmtree(cluster, ignore_errors=True)


def _alive(cluster: Path) -> bool:
    """True while somebody needs it: the process that started it lives, or it stands and runs."""
    try:
        facts = _read(cluster)
        if facts["owner"]:
            owner: str = facts["owner"]
            return _identity(int(owner.split("-")[0])) == owner
        server = int((cluster / "data" / "postmaster.pid").read_text().split()[0])
        return bool(_identity(server)) and "url" in facts
    except (OSError, ValueError, KeyError, IndexError):
        return False


def _identity(process: int) -> str:
    """The process and when it began, since numbers of processes come again; "" for one that is gone."""
    try:
        state, *_, began = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[:20]
        if state in "ZX":
            return ""
    except FileNotFoundError:
        if Path("/proc/self").exists():
            return ""
        began = "0"  # no /proc (macOS): the number alone must do
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return ""
    return f"{process}-{began}"


@contextmanager
def _alone() -> Iterator[None]:
    CLUSTERS.mkdir(exist_ok=True)
    if CLUSTERS.stat().st_uid != os.getuid():
        raise NoPostgres(f"{CLUSTERS} belongs to another user. Remove it, or set TMPDIR to a folder of your own.")
    with (CLUSTERS / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _read(cluster: Path) -> dict[str, Any]:
    facts: dict[str, Any] = json.loads((cluster / "facts.json").read_text())
    return facts


def _write(cluster: Path, facts: dict[str, Any]) -> None:
    new = cluster / "facts.new"
    new.touch(mode=0o600)
    new.write_text(json.dumps(facts))
    new.rename(cluster / "facts.json")


def _system_user() -> str:
    """The user to run as: postgres or our own makeshift when we are root, else nobody but ourselves ("")."""
    if os.getuid():
        return ""
    known = {user.pw_name for user in pwd.getpwall()}
    for name in ("postgres", "anjia-postgres"):
        if name in known:
            return name
    subprocess.run(["useradd", "--system", "--user-group", "--no-create-home", "anjia-postgres"], check=True)
    return "anjia-postgres"


def find_programs() -> Path | None:
    """The folder with initdb and pg_ctl: from PATH, or the newest of Debian's versions."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name), reverse=True)
    on_path = shutil.which("pg_ctl")
    folders = [*([Path(on_path).resolve().parent] if on_path else []), *debian]
    return next((folder for folder in folders if (folder / "initdb").exists() and (folder / "createdb").exists()), None)


def _install() -> Path:
    """Debian's package, where we may install one. Raises NoPostgres."""
    sudo = [] if os.getuid() == 0 else ["sudo", "-n"]
    if not shutil.which("apt-get") or (sudo and not shutil.which("sudo")):
        raise NoPostgres(HOW_TO_MEND)
    print("Installing PostgreSQL (apt-get install postgresql)", file=sys.stderr)
    for step in (["update", "-q"], ["install", "-q", "-y", "--no-install-recommends", "postgresql"]):
        subprocess.run([*sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", *step], stdout=sys.stderr)
    programs = find_programs()
    if programs is None:
        raise NoPostgres(HOW_TO_MEND)
    return programs


def _run(command: list[str], *, fast: bool) -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with running_postgres(fast=fast) as address:
        return subprocess.run(command, env={**os.environ, "ANJIA_DATABASE_URL": address}).returncode


def main() -> int:
    parser = argparse.ArgumentParser(description="A private PostgreSQL server for tests and benchmarks.")
    parser.add_argument("what", choices=["start", "stop", "url", "run"])
    parser.add_argument("--fast", action="store_true", help="do not wait for the disk: for tests only")
    parser.usage = "%(prog)s start|stop|url|run [--fast] [-- COMMAND]"
    cut = sys.argv.index("--") if "--" in sys.argv else len(sys.argv)
    given = parser.parse_args(sys.argv[1:cut])
    try:
        if given.what == "run":
            return _run(sys.argv[cut + 1 :], fast=given.fast)
        if given.what == "stop":
            stop()
        else:
            print(start(fast=given.fast) if given.what == "start" else url())
    except NoPostgres as fault:
        print(fault, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
