"""`manage.py demo`: builds the demo company, smaller if wished. `serve` does it by itself in demo mode."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from anjia.house.demo import load_demo
from anjia.house.demo.life import DAYS, HOUSEHOLDS


class Command(BaseCommand):
    help = "Build the demo company (only in demo mode)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--days", type=int, default=DAYS, help="how many days it has lived")
        parser.add_argument("--households", type=int, default=HOUSEHOLDS)

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demo company belongs to demo mode: set ANJIA_DEMO=1.")
        call_command("migrate", verbosity=0)
        if not load_demo(days=options["days"], households=options["households"]):
            self.stdout.write("The demo company is there already; nothing was changed.")
