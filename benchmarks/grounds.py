"""What `benchmarks.contention` fights over: chairs of a bare guarded table, or the diaries of caregivers.

A ground lives in one of the processes that fight. It imports Django only after its settings are made.
"""

import os
from datetime import datetime, timedelta
from typing import Any, Protocol
from zoneinfo import ZoneInfo

HOUR = 60
CHAIRS = 50
CAREGIVERS = 25
VISITS_A_DAY = 4
MONDAY = datetime(2026, 11, 23, tzinfo=ZoneInfo("Asia/Shanghai"))

_PAIRS = """SELECT count(*) FROM {table} a JOIN {table} b ON a.{owner} = b.{owner} AND a.id < b.id
    AND a.busy_from < b.busy_until AND b.busy_from < a.busy_until"""


class Ground(Protocol):
    """One thing to fight over. `take` is one transaction: True for the winner, False for who is refused."""

    def __init__(self, address: str, options: dict[str, Any], *, guarded: bool) -> None: ...

    def prepare(self) -> None: ...

    def take(self, slot: int) -> bool: ...

    def count(self) -> tuple[int, int]:
        """How many were taken, and how many pairs of them overlap."""


class Chairs:
    """Fifty chairs, hour by hour, and a note of each taking. Unguarded: whoever sees it free takes it."""

    def __init__(self, address: str, options: dict[str, Any], *, guarded: bool) -> None:
        import django
        from django.conf import settings

        from anjia.kernel.profiles import database_from

        self.guarded = guarded
        self.again = not options  # a control shows what the engine does, not what a second try makes good
        self.take = self._take_guarded if guarded else self._take_after_looking
        entry = database_from(address)
        entry["OPTIONS"] = {**entry["OPTIONS"], **options}
        settings.configure(
            INSTALLED_APPS=["tests.guarded"],
            DATABASES={"default": entry},
            USE_TZ=True,
            DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        )
        django.setup()

    def prepare(self) -> None:
        from django.core.management import call_command
        from django.db import connection

        from tests.guarded.models import Chair, Taking

        call_command("migrate", verbosity=0)
        call_command("flush", interactive=False, verbosity=0)
        guard = Taking._meta.constraints[0]
        if not self.guarded:
            Taking._meta.constraints = []
            with connection.schema_editor() as editor:
                editor.remove_constraint(Taking, guard)
        Chair.objects.bulk_create(Chair(pk=number + 1, name=str(number)) for number in range(CHAIRS))

    def _take_guarded(self, slot: int) -> bool:
        """As an operation does it: lock the owner, write, let the database judge."""
        from django.db import IntegrityError, transaction

        from anjia.kernel.constraints import violated
        from anjia.kernel.retry import whole
        from tests.guarded.models import Chair

        @(whole if self.again else transaction.atomic)
        def lock_and_write() -> None:
            Chair.objects.select_for_update(no_key=True).get(pk=_chair_of(slot))
            self._write(slot)

        try:
            lock_and_write()
        except IntegrityError as fault:
            if violated(fault) != "taking_one_at_a_time":
                raise
            return False
        return True

    def _take_after_looking(self, slot: int) -> bool:
        from django.db import transaction

        from tests.guarded.models import Taking

        starts = slot // CHAIRS * HOUR
        there = Taking.objects.filter(chair=_chair_of(slot), busy_from__lt=starts + HOUR, busy_until__gt=starts)
        if there.exists():
            return False
        with transaction.atomic():
            self._write(slot)
        return True

    def _write(self, slot: int) -> None:
        from tests.guarded.models import Note, Taking

        starts = slot // CHAIRS * HOUR
        Taking.objects.create(chair_id=_chair_of(slot), busy_from=starts, busy_until=starts + HOUR)
        Note.objects.create(text=f"slot {slot} taken")

    def count(self) -> tuple[int, int]:
        from tests.guarded.models import Note, Taking

        taken = Taking.objects.count()
        assert taken == Note.objects.count(), "a taking without its note"
        return taken, _overlapping("guarded_taking", "chair_id")


def _chair_of(slot: int) -> int:
    return slot % CHAIRS + 1


class Diaries:
    """The real thing: `dispatch.operations.hold_slot` for caregivers, four visits a day, Sundays off."""

    def __init__(self, address: str, options: dict[str, Any], *, guarded: bool) -> None:
        os.environ |= {"ANJIA_DATABASE_URL": address, "ANJIA_DEMO": "1"}
        os.environ["DJANGO_SETTINGS_MODULE"] = "anjia.house.settings"
        import django

        django.setup()
        self._ids: tuple[int, list[int]] | None = None

    def prepare(self) -> None:
        from django.core.management import call_command

        from anjia.company.operations import found_company
        from anjia.dispatch.testing import caregiver
        from anjia.kernel.actors import SYSTEM
        from anjia.kernel.scope import company_scope

        call_command("migrate", verbosity=0)
        before = MONDAY - timedelta(days=1)
        with company_scope(found_company(name="安和", slug="fight", city="上海", phone="", at=before, by=SYSTEM)):
            for number in range(CAREGIVERS):
                caregiver(at=before, number=number)

    def ids(self) -> tuple[int, list[int]]:
        """The company, and its caregivers."""
        from anjia.company.queries import company_by_slug
        from anjia.kernel.scope import company_scope
        from anjia.workforce.models import Caregiver

        if self._ids is None:
            company = company_by_slug("fight")
            assert company is not None
            with company_scope(company.id):
                self._ids = company.id, list(Caregiver.objects.order_by("id").values_list("id", flat=True))
        return self._ids

    def take(self, slot: int) -> bool:
        from anjia.dispatch.testing import hold
        from anjia.kernel.errors import Refusal
        from anjia.kernel.scope import company_scope

        company_id, caregivers = self.ids()
        time, person = divmod(slot, CAREGIVERS)
        day, turn = divmod(time, VISITS_A_DAY)
        starts_at = MONDAY + timedelta(days=day // 6 * 7 + day % 6, hours=9 + 2 * turn)
        try:
            with company_scope(company_id):
                hold(caregivers[person], at=MONDAY, starts_at=starts_at, minutes=HOUR, hold_minutes=24 * HOUR)
        except Refusal:
            return False
        return True

    def count(self) -> tuple[int, int]:
        from anjia.dispatch.models import Assignment

        return Assignment.everywhere.count(), _overlapping("dispatch_assignment", "caregiver_id")


def _overlapping(table: str, owner: str) -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(_PAIRS.format(table=table, owner=owner))
        return int(cursor.fetchone()[0])


GROUNDS: dict[str, type[Ground]] = {"chairs": Chairs, "diaries": Diaries}

__all__ = ["GROUNDS", "Ground"]
