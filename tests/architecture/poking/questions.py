"""Which questions of its address a view reads: whatever else is asked there cannot change its answer."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

from django.http import QueryDict

ALL = "*"


@contextmanager
def questions_read() -> Iterator[set[str]]:
    """The names that are read from the address of the requests meanwhile; ALL if the address is taken as a whole."""
    names: set[str] = set()

    def noted(way: str, *, one: bool) -> Any:
        truly = getattr(QueryDict, way)

        def read(self: QueryDict, *asked: Any, **named: Any) -> Any:
            names.add(asked[0] if one else ALL)
            return truly(self, *asked, **named)

        return read

    single = ("get", "getlist", "__getitem__", "__contains__")
    whole = ("__len__", "__iter__", "keys", "values", "items", "lists", "dict", "copy", "urlencode")
    ways = {way: noted(way, one=True) for way in single} | {way: noted(way, one=False) for way in whole}
    with mock.patch("django.core.handlers.wsgi.QueryDict", type("Noted", (QueryDict,), ways)):
        yield names
