"""Ports for servers that tests start: each pytest worker draws from a range of its own."""

import os
import socket

FIRST, WIDTH, WORKERS = 20_000, 500, 24  # below the ports that Linux gives to whoever asks for any


def range_of(worker: str) -> range:
    """The ports of a pytest worker ("gw3"), or of the one process where there is none ("")."""
    number = int(worker.removeprefix("gw") or 0) % WORKERS
    return range(FIRST + number * WIDTH, FIRST + (number + 1) * WIDTH)


def free_port() -> int:
    """A port on which nobody listens, of this worker alone; another run begins elsewhere in the range."""
    ports = range_of(os.environ.get("PYTEST_XDIST_WORKER", ""))
    for step in range(WIDTH):
        port = ports[(os.getpid() + step) % WIDTH]
        with socket.socket() as listener:
            try:
                listener.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise RuntimeError(f"All ports from {ports[0]} to {ports[-1]} are taken.")
