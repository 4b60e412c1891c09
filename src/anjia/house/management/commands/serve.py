"""`manage.py serve`: web server, background worker and scheduler under one process that Ctrl-C stops cleanly."""

import os
import shlex
import socket
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from honcho.manager import SYSTEM_PRINTER_NAME, Manager
from honcho.printer import Message, Printer

from anjia.house.checks import is_loopback
from anjia.house.demo import load_demo, ways_in
from anjia.house.starting import in_plain_words, refuse_a_newer_database
from anjia.kernel.guards import assert_guards

START_SECONDS = 60


class QuietPrinter(Printer):  # type: ignore[misc]
    """Passes on what the processes say, without the log of their starting and stopping."""

    def write(self, message: Message) -> None:
        if message.name != SYSTEM_PRINTER_NAME:
            super().write(message)


class Command(BaseCommand):
    help = "Serve Anjia: web server, background worker and scheduler in one process."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=1, help="web server processes")

    def handle(self, *args: Any, **options: Any) -> None:
        host, port = options["host"], options["port"]
        if settings.DEMO and not is_loopback(host):
            raise CommandError(
                f"Demo mode has open log-ins, so it listens on this machine only, not on {host}. "
                "Leave --host away, or unset ANJIA_DEMO and set ANJIA_SECRET_KEY to serve a real company."
            )
        _refuse_a_taken_port(host, port)
        with in_plain_words():
            for folder in (settings.VAR, settings.STATIC_ROOT):
                Path(folder).mkdir(parents=True, exist_ok=True)
            refuse_a_newer_database()
            call_command("migrate", verbosity=0)
            if settings.DEMO:
                load_demo()
            assert_guards()
        address = f"http://{host}:{port}"
        threading.Thread(target=self._welcome, args=(address,), daemon=True).start()
        manager = Manager(QuietPrinter(sys.stdout))
        for name, command in _commands(host, port, options["workers"]).items():
            manager.add_process(name, command, env={**os.environ, "PYTHONPATH": str(settings.ROOT / "src")})
        manager.loop()
        if manager.returncode not in (0, 130, 143, -15):
            raise CommandError("A part of Anjia stopped by itself; what it said stands above.")

    def _welcome(self, address: str) -> None:
        """Says the ways in as the last words on the terminal, once the server answers."""
        if _answers(address):
            self.stdout.write(ways_in(address))
            self.stdout.flush()
        else:
            self.stderr.write(f"The web server has not answered at {address} for {START_SECONDS} s; see above.")


def _refuse_a_taken_port(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
        except OverflowError as fault:
            raise CommandError(f"{port} is no port: choose one between 1024 and 65535.") from fault
        except OSError as fault:
            raise CommandError(
                f"Something else answers at {host}:{port} already, perhaps another Anjia. Stop it, or choose another "
                f"port: make run PORT={port + 1}"
            ) from fault


def _commands(host: str, port: int, workers: int) -> dict[str, str]:
    python, manage = shlex.quote(sys.executable), shlex.quote(str(settings.ROOT / "manage.py"))
    web = (
        f"exec {python} -m granian --interface asginl --host {shlex.quote(host)} --port {port} --workers {workers} "
        "--workers-kill-timeout 3 --respawn-failed-workers --log-level warning --no-access-log "
        "anjia.house.asgi:application"
    )
    # A worker that dies is started again; one that was told to stop ends with 0 and stays away.
    again = f"until {python} {manage} %s; do sleep 1; done"
    return {"web": web, "worker": again % "worker", "scheduler": again % "scheduler"}


def _answers(address: str) -> bool:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310  (our own http address)
                return True
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    return False
