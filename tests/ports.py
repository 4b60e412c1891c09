"""Ports for servers that tests start: each pytest worker draws from a range of its own."""

import os
import socket

FIRST, WIDTH, WORKERS = 20_000, 500, 24  # below the ports that Linux gives to whoever asks for any


def range_of(worker: str) -> range:
    """The ports of a pytest worker ("gw3"), or of the one process where there is none ("")."""
    number = int(worker.removeprefix("gw") or 0) % WORKERS
    return range(FIRST + number * WIDTH, FIRST + (number + 1) * WIDTH)


def ports_in_turn(worker: str, process_id: int) -> list[int]:
    """All ports of a worker's range, in the order in which a process tries them: another process begins elsewhere."""
    ports = list(range_of(worker))
    first = process_id % WIDTH
    return ports[first:] + ports[:first]


def free_port() -> int:
    """A port on which nobody listens, of this worker alone."""
    ports = ports_in_turn(os.environ.get("PYTEST_XDIST_WORKER", ""), os.getpid())
    for port in ports:
        with socket.socket() as listener:
            try:
                listener.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise RuntimeError(f"All ports from {min(ports)} to {max(ports)} are taken.")
