"""Test databases: what lies beside the file goes with it."""

from pathlib import Path

from django.db.backends.sqlite3 import creation


class DatabaseCreation(creation.DatabaseCreation):
    """Django's, which removes the database file alone."""

    def _destroy_test_db(self, test_database_name: str, verbosity: int) -> None:
        super()._destroy_test_db(test_database_name, verbosity)  # type: ignore[misc]
        if not self.is_in_memory_db(test_database_name):
            for beside in ("-wal", "-shm", ".lock", ".lock-queue"):
                Path(f"{test_database_name}{beside}").unlink(missing_ok=True)
