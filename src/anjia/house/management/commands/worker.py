"""`manage.py worker`: runs background jobs until it is told to stop; the job in hand is finished first."""

import logging
import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections

from anjia.kernel import clock, jobs

log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Run background jobs. Any number of workers may run on any number of machines."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--pause", type=float, default=0.3, help="seconds to wait when nothing is due")

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: stop.set())
        while not stop.is_set():
            job = jobs.take_job(at=clock.now())
            if job is None:
                close_old_connections()
                stop.wait(options["pause"])
            else:
                jobs.run_job(job, at=clock.now())
