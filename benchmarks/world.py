"""Builds a large company in the database of ANJIA_DATABASE_URL, and keeps a copy of it for SQLite.

ANJIA_DATABASE_URL=sqlite:////tmp/large.sqlite3 python -m benchmarks.world [--part 1.0]
"""

import argparse
import hashlib
import os
import random
import shutil
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from benchmarks.days import Size, lay_days, town_of  # noqa: E402

CACHE = ROOT / ".cache" / "bench"
SLUG = "bench"


def set_up(address: str) -> None:
    """Sets Django up as a company runs it, not as the demo, on the database at the address. Once in a process."""
    os.environ |= {
        "ANJIA_DATABASE_URL": address,
        "ANJIA_DEMO": "0",
        "ANJIA_STATIC": str(CACHE / "static"),
        "ANJIA_SECRET_KEY": "key-of-the-benchmarks-on-loopback-0123456789abcdef",
        "ANJIA_FIELD_KEYS": "b1:YmVuY2htYXJrcy1vbi1sb29wYmFjaw==",
        "DJANGO_SETTINGS_MODULE": "anjia.house.settings",
    }
    import django

    django.setup()


def build(address: str, size: Size, at: datetime, *, seed: int = 7) -> float:
    """Makes the tables and the company as it stands at `at`, in a process of its own; returns the seconds it took."""
    began = time.monotonic()
    set_up(address)
    from django.core.management import call_command
    from django.db import connections

    call_command("migrate", verbosity=0)
    _insert(size, at, random.Random(seed))
    _look_at_the_tables()
    connections.close_all()
    return time.monotonic() - began


def _insert(size: Size, at: datetime, dice: random.Random) -> None:
    from django.db import transaction

    from anjia.company.operations import found_company
    from anjia.dispatch.operations import rebuild_free_time
    from anjia.kernel.actors import SYSTEM
    from anjia.kernel.clock import day_of
    from anjia.kernel.scope import company_scope
    from anjia.workforce.operations import pack_weeks
    from benchmarks.rows import insert_people, insert_visits

    today, founded_at = day_of(at), at - timedelta(days=2 * size.days_back)
    town = town_of(size, today, dice)
    with transaction.atomic():
        company_id = found_company(name="安和家政", slug=SLUG, city="上海", phone="", at=founded_at, by=SYSTEM)
        with company_scope(company_id):
            ids = insert_people(town, founded_at, dice)
            insert_visits(lay_days(size, town, today, dice), town, ids, at)
            pack_weeks()
            rebuild_free_time()


def _look_at_the_tables() -> None:
    """PostgreSQL looks at large new tables by itself within minutes; SQLite never does."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def kept_sqlite(size: Size, at: datetime, build_at: Callable[[str], object]) -> Path:
    """The file of such a company as of today. `build_at` builds it at an address if it is not there yet."""
    name = hashlib.sha256(repr((size, at.date(), _sources())).encode()).hexdigest()[:16]
    kept = CACHE / f"{size.visits}-{name}.sqlite3"
    if not kept.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        for old in CACHE.glob(f"{size.visits}-*"):
            old.unlink()
        fresh = CACHE / f"fresh-{os.getpid()}.sqlite3"
        build_at(f"sqlite:///{fresh}")
        fresh.rename(kept)
        for beside in CACHE.glob(f"{fresh.name}*"):
            beside.unlink()
    return kept


def copied(kept: Path, folder: Path) -> str:
    """The address of a copy that may be written to."""
    shutil.copyfile(kept, folder / "large.sqlite3")
    return f"sqlite:///{folder}/large.sqlite3"


def _sources() -> list[str]:
    """All that decides what the file holds: how it is made, and every migration."""
    here = Path(__file__).parent
    files = [here / "world.py", here / "rows.py", here / "days.py", *sorted(ROOT.glob("src/anjia/*/migrations/*.py"))]
    return [hashlib.sha256(file.read_bytes()).hexdigest() for file in files]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", type=float, default=1.0, help="of 1,000 caregivers and 100,000 visits")
    given = parser.parse_args()
    spent = build(os.environ["ANJIA_DATABASE_URL"], Size().part(given.part), datetime.now(UTC))
    print(f"built in {spent:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
