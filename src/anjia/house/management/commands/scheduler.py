"""`manage.py scheduler`: starts timed work when its time comes. Several may run; each task starts once."""

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections

from anjia.house.wiring import EVERY
from anjia.kernel import clock
from anjia.kernel.schedule import start_due


class Command(BaseCommand):
    help = "Start timed work when its time comes."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--pause", type=float, default=1.0, help="seconds between two looks at the clock")

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: stop.set())
        while not stop.is_set():
            start_due(EVERY, at=clock.now())
            close_old_connections()
            stop.wait(options["pause"])
