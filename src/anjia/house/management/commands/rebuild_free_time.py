"""`manage.py rebuild_free_time`: makes the index of free time anew, or says with `--check` whether it is true."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from anjia.company.queries import companies
from anjia.dispatch.operations import rebuild_free_time
from anjia.dispatch.queries import kept_differently
from anjia.kernel.scope import company_scope
from anjia.workforce.operations import pack_weeks


class Command(BaseCommand):
    help = "Make the index of free time anew from hours and assignments."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing; fail when the index is not true")

    def handle(self, *args: Any, **options: Any) -> None:
        wrong = 0
        for company in companies():
            with company_scope(company.id):
                weeks = len(kept_differently()) if options["check"] else pack_weeks() + rebuild_free_time()
            wrong += weeks
            self.stdout.write(f"{company.name}: {weeks} weeks were kept otherwise.")
        if wrong and options["check"]:
            raise CommandError("The index of free time is not true. Run `manage.py rebuild_free_time`.")
