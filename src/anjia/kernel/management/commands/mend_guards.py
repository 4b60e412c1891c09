"""`manage.py mend_guards`: puts back the guards that the database has lost. Safe to repeat."""

from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DEFAULT_DB_ALIAS

from anjia.kernel import guards


class Command(BaseCommand):
    help = "Make the guards again that the database has lost (against double booking, against changed records)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--database", default=DEFAULT_DB_ALIAS, help="which of DATABASES (the default one)")

    def handle(self, *args: Any, **options: Any) -> None:
        using = options["database"]
        found = guards.gaps(apps.get_models(), using=using)
        try:
            mended = guards.mend(found, using=using)
            guards.assert_guards(using=using)
        except (guards.ClashingRows, guards.GuardMissing) as fault:
            raise CommandError(str(fault)) from fault
        for one in mended:
            self.stdout.write(f"Mended {one}.")
        self.stdout.write("Every guard is in place and bites.")
