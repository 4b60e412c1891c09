"""The cursor: Django's, which writes its marks of parameters into those of SQLite once for each statement."""

from collections.abc import Sequence
from functools import lru_cache

from django.db.backends.sqlite3 import base as django_sqlite

KEPT_STATEMENTS = 512
LONGEST_KEPT = 10_000  # letters; what is longer writes many rows and does not come again


class Cursor(django_sqlite.SQLiteCursorWrapper):
    """Django looks through the whole statement each time, which costs as much as a row asked for by its key."""

    def convert_query(self, query: str, *, param_names: Sequence[str] | None = None) -> str:
        if param_names is None and len(query) <= LONGEST_KEPT:
            return _marked(query)
        converted: str = super().convert_query(query, param_names=param_names)
        return converted


@lru_cache(maxsize=KEPT_STATEMENTS)
def _marked(query: str) -> str:
    return django_sqlite.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")
