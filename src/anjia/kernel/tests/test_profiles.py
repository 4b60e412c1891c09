"""One address decides the engine, and each engine is set up for live data."""

from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models.signals import pre_migrate

from anjia.kernel.profiles import database_from

POSTGRES = "postgres://anjia:a%40b@db.example:6543/live"
on_postgres = pytest.mark.skipif(connection.vendor != "postgresql", reason="about PostgreSQL")


def test_a_path_is_sqlite_with_our_backend() -> None:
    entry = database_from("sqlite:////srv/anjia/anjia.sqlite3")
    assert (entry["ENGINE"], entry["NAME"]) == ("anjia.kernel.sqlite", "/srv/anjia/anjia.sqlite3")
    assert database_from("sqlite://:memory:")["NAME"] == ":memory:"


def test_a_server_is_postgres_with_its_parts() -> None:
    entry = database_from(POSTGRES)
    assert entry["ENGINE"] == "django.db.backends.postgresql"
    parts = [entry[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")]
    assert parts == ["live", "anjia", "a@b", "db.example", 6543]
    assert entry["OPTIONS"]["pool"]["max_size"] == 8
    assert "-c synchronous_commit=on" in entry["OPTIONS"]["options"]


def test_the_address_sets_the_pool_and_the_driver() -> None:
    options = database_from(f"{POSTGRES}?pool=16&sslmode=require")["OPTIONS"]
    assert options["pool"]["max_size"] == 16
    assert options["sslmode"] == "require"
    assert "pool" not in database_from(f"{POSTGRES}?pool=0")["OPTIONS"]


def test_tests_may_do_without_waiting_for_the_disk() -> None:
    assert "-c synchronous_commit=off" in database_from(POSTGRES, durable=False)["OPTIONS"]["options"]


@pytest.mark.parametrize("address", ["mysql://x/y", "nonsense", "", "oracle://a:b@c:1/d"])
def test_another_engine_is_refused_by_the_name_of_the_setting(address: str) -> None:
    with pytest.raises(ValueError, match="ANJIA_DATABASE_URL must begin with sqlite:// or postgres://"):
        database_from(address)


def shown(setting: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SHOW {setting}")
        return str(cursor.fetchone()[0])


@on_postgres
@pytest.mark.django_db
def test_the_server_works_by_the_profile() -> None:
    wanted = {
        "transaction_isolation": "read committed",
        "synchronous_commit": "on",
        "lock_timeout": "5s",
        "statement_timeout": "15s",
        "idle_in_transaction_session_timeout": "30s",
    }
    assert {name: shown(name) for name in wanted} == wanted


@on_postgres
@pytest.mark.django_db(transaction=True)
def test_a_migration_may_take_its_time_and_a_request_afterwards_not() -> None:
    during: list[str] = []

    def look(sender: Any, **kwargs: Any) -> None:
        if sender.name == "anjia.kernel":
            during.extend((shown("statement_timeout"), shown("lock_timeout")))

    pre_migrate.connect(look)
    try:
        call_command("migrate", verbosity=0, skip_checks=True)
    finally:
        pre_migrate.disconnect(look)
    assert during == ["0", "5s"]
    assert shown("statement_timeout") == "15s"
