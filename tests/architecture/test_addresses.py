"""Every address declares who may see it, and a person without a log-in gets nowhere else."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

OURS = ("anjia.",)
pytestmark = pytest.mark.once  # without a database: whoever asked one here would be refused


def patterns(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from patterns(entry, prefix + str(entry.pattern))
        else:
            yield prefix + str(entry.pattern), entry


def our_views() -> list[tuple[str, URLPattern]]:
    found = patterns(get_resolver())
    return [(route, entry) for route, entry in found if entry.callback.__module__.startswith(OURS)]


def address(route: str, entry: URLPattern) -> str:
    """The address with 1 for every number, "x" for every word."""
    made = "/" + route
    for name, converter in entry.pattern.converters.items():
        value = "1" if type(converter).__name__ == "IntConverter" else "x"
        for kind in ("int", "str", "slug"):
            made = made.replace(f"<{kind}:{name}>", value)
        made = made.replace(f"<{name}>", value)
    return made


def named(case: Any) -> str:
    return case if isinstance(case, str) else ""


@pytest.mark.parametrize(("route", "entry"), our_views(), ids=named)
def test_every_view_declares_its_audience(route: str, entry: URLPattern) -> None:
    assert getattr(entry.callback, "audience", None) in {"desk", "caregiver", "household", "everyone"}, route


GUARDED = [(r, e) for r, e in our_views() if getattr(e.callback, "audience", "") in ("desk", "caregiver", "household")]


@pytest.mark.parametrize(("route", "entry"), GUARDED, ids=named)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_passer_by_is_let_in_nowhere(route: str, entry: URLPattern, method: str) -> None:
    """Nor is a single row read for him: this test has no database."""
    answer = getattr(Client(), method)(address(route, entry))
    if entry.callback.audience == "household":
        assert answer.status_code in (403, 404, 405)
    else:
        assert answer.status_code == 302, route
        assert answer["Location"].startswith("/accounts/login/")
