"""`manage.py worker`: runs background jobs until it is told to stop; the job in hand is finished first."""

import contextlib
import logging
import os
import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections
from django.utils.module_loading import import_string

from anjia.kernel import clock, jobs

log = logging.getLogger(__name__)


def _warm_up() -> None:
    """Loads the planning engine beside the first jobs, and less urgently than they run."""
    with contextlib.suppress(AttributeError, OSError):  # where threads have no priority of their own
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 10)
    import_string("anjia.dayplans.rules.solving.warm_up")()


class Command(BaseCommand):
    help = "Run background jobs. Any number of workers may run on any number of machines."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--cold", action="store_true", help="load the planning engine only when it is first asked")
        parser.add_argument("--pause", type=float, default=0.3, help="seconds to wait when nothing is due")

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: stop.set())
        if not options["cold"]:
            threading.Thread(target=_warm_up, daemon=True).start()
        while not stop.is_set():
            job = jobs.take_job(at=clock.now())
            if job is None:
                close_old_connections()
                stop.wait(options["pause"])
            else:
                jobs.run_job(job, at=clock.now())
