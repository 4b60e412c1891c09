"""`manage.py found_company`: registers a company and the owner who lets everybody else in."""

import getpass
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from anjia.company.operations import engage_staff, found_company
from anjia.company.rules import Role
from anjia.kernel import clock
from anjia.kernel.actors import SYSTEM
from anjia.kernel.errors import Refusal
from anjia.kernel.scope import company_scope
from anjia.promises.operations import publish_standard_clauses


class Command(BaseCommand):
    help = "Register a company and its owner. The owner's password is asked for, or read from standard input."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--name", required=True, help="the company's name")
        parser.add_argument("--slug", required=True, help="its part of the public address, such as anhe")
        parser.add_argument("--city", default="上海")
        parser.add_argument("--phone", default="", help="the company's phone")
        parser.add_argument("--owner", required=True, help="the owner's name")
        parser.add_argument("--owner-phone", required=True, help="the owner's phone, for log-in")

    def handle(self, *args: Any, **options: Any) -> None:
        typed = getpass.getpass("Owner's password: ") if sys.stdin.isatty() else sys.stdin.readline().strip()
        try:
            self._found(options, typed)
        except Refusal as refusal:
            raise CommandError(refusal.sentence) from refusal
        self.stdout.write(f"{options['name']} is registered. {options['owner']} can log in now.")

    @transaction.atomic
    def _found(self, options: dict[str, Any], password: str) -> None:
        company = {key: options[key] for key in ("name", "slug", "city", "phone")}
        company_id = found_company(**company, at=clock.now(), by=SYSTEM)
        with company_scope(company_id):
            publish_standard_clauses(at=clock.now(), by=SYSTEM)
            engage_staff(
                name=options["owner"],
                phone=options["owner_phone"],
                password=password,
                roles=[Role.OWNER],
                at=clock.now(),
                by=SYSTEM,
            )
