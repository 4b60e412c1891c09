"""What stands in the way of starting, in words that say how to mend it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.management.base import CommandError
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader


@contextmanager
def in_plain_words() -> Iterator[None]:
    """Turns what the disk and the database raise while Anjia starts into a CommandError that says the way out."""
    try:
        yield
    except DatabaseError as fault:
        raise CommandError(_about_database(str(fault).strip())) from fault
    except OSError as fault:
        sentence = f"Anjia cannot write to {fault.filename or settings.VAR}: {fault.strerror}. "
        raise CommandError(
            f"{sentence}Free the disk or its rights, or choose another folder with ANJIA_VAR."
        ) from fault


def _about_database(said: str) -> str:
    place = settings.DATABASES["default"]
    if connection.vendor == "postgresql":
        where = f"{place.get('HOST') or 'this machine'}:{place.get('PORT') or 5432}"
        return (
            f"PostgreSQL at {where} does not answer as Anjia needs it: {said}. Start it, or correct ANJIA_DATABASE_URL."
        )
    if "not a database" in said or "malformed" in said:
        return (
            f"{place['NAME']} is damaged or no database: {said}. Put a backup in its place, or move the file away to "
            "begin with an empty one."
        )
    return (
        f"The database {place['NAME']} cannot be written: {said}. Free the disk or its rights, or choose another "
        "folder with ANJIA_VAR."
    )


def refuse_a_newer_database() -> None:
    """Refuses a database that a later version has changed already: writing to it could spoil it."""
    loader = MigrationLoader(connection)
    ours = {name for name, _number in loader.disk_migrations}
    unknown = sorted(".".join(key) for key in loader.applied_migrations if key[0] in ours)
    unknown = [key for key in unknown if tuple(key.split(".", 1)) not in loader.disk_migrations]
    if unknown:
        raise CommandError(
            f"This database belongs to a later version of Anjia: it knows {unknown[-1]}, which is not here. Start that "
            "version, or put the backup in place that was made before."
        )
