"""`manage.py migrate`: Django's own, alone, and an empty database gets its tables from the models at once."""

from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.core.management.commands.migrate import Command as DjangoMigrate
from django.db import connections

from anjia.kernel.alone import StillBusy, alone
from anjia.kernel.laying import is_empty, lay_tables

READS_ONLY = ("plan", "check_unapplied")
NARROWED_BY = ("app_label", "migration_name", "fake", "fake_initial", "plan", "check_unapplied", "prune")


class Command(DjangoMigrate):
    help = f"{DjangoMigrate.help} An empty database gets its tables at once."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--one-by-one", action="store_true", help="apply the migrations to an empty database, too")

    def handle(self, *args: Any, **options: Any) -> None:
        if any(options[one] for one in READS_ONLY):
            super().handle(*args, **options)
            return
        try:
            with alone(connections[options["database"]], waits=self._waits):
                self._migrate(*args, **options)
        except StillBusy as busy:
            raise CommandError(str(busy)) from busy

    def _waits(self) -> None:
        self.stdout.write("Another process is changing the tables of this database; waiting for it to end.")

    def _migrate(self, *args: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        whole = not options["one_by_one"] and not any(options[one] for one in NARROWED_BY)
        if whole and is_empty(connection):
            tables = lay_tables(connection)
            if options["verbosity"]:
                self.stdout.write(f"The database was empty; {tables} tables are laid.")
        super().handle(*args, **options)
