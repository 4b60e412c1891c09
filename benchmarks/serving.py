"""The real web server on a loopback port, and what its worker processes cost. Linux only: reads /proc."""

import os
import shlex
import socket
import subprocess
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

START_SECONDS = 60
CPU_CLOCK = 2  # CPUCLOCK_SCHED of <linux/posix-timers_types.h>: all threads of a process, in nanoseconds


@dataclass(frozen=True)
class Server:
    """A running server: where it answers, and its worker processes."""

    address: str
    workers: tuple[int, ...]

    def cpu_seconds(self) -> float:
        """What the workers have computed since they began, user and system time together."""
        return cpu_seconds(self.workers)


def cpu_seconds(processes: Iterable[int]) -> float:
    """CPU time of live processes, also what their ended threads took."""
    return sum(time.clock_gettime((~process) << 3 | CPU_CLOCK) for process in processes)


def database_processes() -> tuple[int, ...]:
    """The processes of PostgreSQL that work for the web server; none on SQLite, which works inside of it."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return ()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pid FROM pg_stat_activity WHERE application_name = 'anjia' AND pid <> pg_backend_pid()")
        return tuple(pid for (pid,) in cursor.fetchall())


def children_of(parent: int) -> tuple[int, ...]:
    """The processes that another has started and that live."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == parent:
            found.append(int(stat.parent.name))
    return tuple(found)


@contextmanager
def running_server() -> Iterator[Server]:
    """The web part of `manage.py serve`, with the settings of this process, as long as the block lasts."""
    from django.conf import settings

    from anjia.house.management.commands.serve import _commands

    port = _free_port()
    command = shlex.split(_commands("127.0.0.1", port, 1)["web"])[1:]
    environment = {**os.environ, "PYTHONPATH": str(settings.ROOT / "src"), "PYTHONWARNINGS": "ignore"}
    process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(address, process)
        yield Server(address, children_of(process.pid))
    finally:
        process.terminate()
        process.wait(timeout=20)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            httpx.get(f"{address}/accounts/login/", timeout=5)
        except httpx.HTTPError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"the web server does not answer at {address}")


__all__ = ["Server", "children_of", "cpu_seconds", "database_processes", "running_server"]
