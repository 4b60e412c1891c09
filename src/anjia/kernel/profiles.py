"""How each database engine is set up for a company's live data, from one address."""

from typing import Any

import environ

Entry = dict[str, Any]

LOCK_SECONDS = 5
STATEMENT_SECONDS = 15
IDLE_IN_TRANSACTION_SECONDS = 30
CONNECT_SECONDS = 5
POOL_WAIT_SECONDS = 10
POOL_MOST = 8


def database_from(url: str, *, durable: bool = True) -> Entry:
    """Django's DATABASES entry for `sqlite:///path`, `sqlite://:memory:` or `postgres://user:word@host:port/name`.

    `?pool=16` sets the most connections one process keeps to PostgreSQL (`0`: none are kept); other parameters of
    the address go to the driver. `durable=False` is for tests: a commit does not wait for the disk.
    Raises ValueError for another engine.
    """
    scheme = url.partition("://")[0]
    if scheme not in ("sqlite", "postgres", "postgresql"):  # asked first: the parser would print the password
        raise ValueError("ANJIA_DATABASE_URL must begin with sqlite:// or postgres://")
    entry: Entry = environ.Env.db_url_config(url)
    return (_sqlite if scheme == "sqlite" else _postgres)(entry, durable=durable)


def _sqlite(entry: Entry, *, durable: bool) -> Entry:
    options = {"synchronous": "FULL" if durable else "OFF", **entry.get("OPTIONS", {})}
    # A connection reads the whole schema when it is opened, so each thread keeps the one it has.
    return {**entry, "ENGINE": "anjia.kernel.sqlite", "CONN_MAX_AGE": None, "OPTIONS": options}


def _postgres(entry: Entry, *, durable: bool) -> Entry:
    options = dict(entry.get("OPTIONS", {}))
    most = int(options.pop("pool", POOL_MOST))
    return {
        **entry,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**postgres_options(durable=durable, pool_most=most), **options},
    }


def postgres_options(*, durable: bool = True, pool_most: int = POOL_MOST) -> Entry:
    """OPTIONS of a connection to PostgreSQL. The server applies the settings as the session begins.

    A pooler in front (PgBouncer) drops them unless told otherwise: set them for the role there.
    """
    settings = {
        "default_transaction_isolation": r"read\ committed",
        "synchronous_commit": "on" if durable else "off",
        "lock_timeout": f"{LOCK_SECONDS}s",
        "statement_timeout": f"{STATEMENT_SECONDS}s",
        "idle_in_transaction_session_timeout": f"{IDLE_IN_TRANSACTION_SECONDS}s",
    }
    options: Entry = {
        "options": " ".join(f"-c {name}={value}" for name, value in settings.items()),
        "application_name": "anjia",
        "connect_timeout": CONNECT_SECONDS,
    }
    if pool_most:
        options["pool"] = {"min_size": 0, "max_size": pool_most, "timeout": POOL_WAIT_SECONDS}
    return options


__all__ = ["Entry", "database_from", "postgres_options"]
