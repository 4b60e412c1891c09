"""Bad input at every address of every audience: a plain answer, never a crash, never half a change."""

import inspect
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import Resolver404, URLPattern, resolve

from anjia.kernel.clock import clock_at
from tests.architecture.poking.pages import Form, forms_of
from tests.architecture.poking.questions import ALL, questions_read
from tests.architecture.poking.uploads import HOSTILE_FILES
from tests.architecture.poking.world import World, build_world
from tests.architecture.test_addresses import named, our_views
from tests.shares import SHARES, TAKEN, turn_of

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
MARKUP = "<svg onload=alert(7)>"
WORDS: dict[str, Any] = {
    "marks": f'\'"{{{{7*7}}}}{{% x %}}{MARKUP}\u202e👩‍👩‍👧=HYPERLINK("http://x")',
    "formula": '=HYPERLINK("http://x","y")',
    "nul": "好\x00好",
    "lone surrogate": b"\xed\xa0\x80",
    "too long": "好" * 100_000,
    "empty": "",
    "missing": None,
    "repeated": ["1", "好", "1"],
    "a file": SimpleUploadedFile,
}
FIGURES: dict[str, Any] = {
    "2^31": str(2**31),
    "2^63": str(2**63),
    "many digits": "9" * 5000,
    "year 1": "0001-01-01",
    "year 9999": "9999-12-31T23:59",
    "31 February": "2026-02-31",
    "day 99": "2026-99-99",
    "negative": "-1",
    "not a number": "NaN",
    "foreign digits": "٣",
    "power": "²",
}
FREE_TEXT = {"textarea"}
POKES = WORDS | FIGURES
ASKED = ("marks", "nul", "lone surrogate", "2^63", "many digits", "day 99", "foreign digits", "power")
# A run pokes its share of the list into each field, another one into the next: with hundreds of pages all of it takes
# longer than all other tests together. `make test-whole` pokes the whole list.
EACH_SHARE = pytest.mark.parametrize("share", TAKEN)
pytestmark = pytest.mark.slow
# What a page reads from its address, read out of its module: request.GET.get("x"), number(...GET...), FILTERS.
_READ = re.compile(r"""(?:GET|asked)(?:\.get\(|\[|\.getlist\()"(\w+)\"""")
FINE = {200, 204, 302, 400, 403, 404, 405, 409, 413, 422, 429}
# Written by asking, whatever the answer: the session, and the count of what a visitor sent.
ASIDE = {"django_session"}
_WRITES = re.compile(r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)"?', re.IGNORECASE)

VIEWS = [(route, entry) for route, entry in our_views() if route not in ("gallery/", "")]
ROUTES = [route for route, _entry in VIEWS]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with django_db_blocker.unblock(), clock_at(NOW), transaction.atomic():
        made = build_world(NOW)
        assert made.clients, "whoever logs in within a test is logged out after it"
        yield made
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def forms(world: World) -> dict[str, list[tuple[str, Form]]]:
    """The forms on all pages by the route they go to, with the audience; one for each route."""
    found: dict[str, dict[str, tuple[str, Form]]] = {}
    for route, entry in VIEWS:
        audience = entry.callback.audience
        for address in world.addresses(route, entry):
            for form in _forms_at(world.clients[audience], address):
                target = _route_of(form.action)
                if target is not None:
                    found.setdefault(target, {}).setdefault(urlsplit(form.action).path, (audience, form))
    return {route: list(each.values())[:1] for route, each in found.items()}


def _forms_at(client: Client, address: str) -> list[Form]:
    answer = client.get(address)
    if answer.status_code != 200 or answer.streaming or "html" not in answer["Content-Type"]:
        return []
    read = forms_of(answer.content.decode(), address)
    return [form for form in read if form.method == "post" and form.action.startswith("/")]


def _route_of(action: str) -> str | None:
    try:
        return str(resolve(urlsplit(action).path).route)
    except Resolver404:
        return None


class Watch:
    """Notes which tables a request wrote to."""

    def __init__(self) -> None:
        self.tables: set[str] = set()

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if written := _WRITES.match(sql):
            self.tables.add(written[1])
        return execute(sql, params, many, context)


def _content(table: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{table}" ORDER BY 1')
        return list(cursor.fetchall())


class Attempt:
    """One request whose traces are taken away afterwards."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def send(self, method: str, address: str, **sent: Any) -> tuple[int, str]:
        """The status and what is wrong with the answer, "" if nothing is."""
        cache.clear()
        cookies = self.client.cookies.copy()
        watch = Watch()
        try:
            with transaction.atomic():
                with connection.execute_wrapper(watch):
                    answer = getattr(self.client, method)(address, **sent)
                status, wrong = answer.status_code, self._wrong(answer, known=settings.SESSION_COOKIE_NAME in cookies)
                changed = {table: _content(table) for table in watch.tables - ASIDE} if status >= 400 else {}
                transaction.set_rollback(True)
        except Exception as fault:  # noqa: BLE001  (a crash is what is looked for)
            return 500, f"{type(fault).__name__}: {fault}"[:300]
        finally:
            self.client.cookies = cookies
        halves = [table for table, content in changed.items() if content != _content(table)]
        return status, wrong or (f"half a change in {halves}" if halves else "")

    @staticmethod
    def _wrong(answer: HttpResponseBase, *, known: bool) -> str:
        if answer.status_code not in FINE:
            return f"status {answer.status_code}"
        if known and answer.get("Location", "").startswith("/accounts/login/"):
            return "the log-in came instead of the page"
        if answer.streaming:
            return ""
        said = answer.content.decode(errors="replace")  # type: ignore[attr-defined]
        return "markup came through" if MARKUP in said and "html" in answer["Content-Type"] else ""


def _sent(form: Form, name: str, poke: Any) -> dict[str, Any]:
    """The request that carries the form with one field poked."""
    pairs = [(key, value) for key, values in form.sends.items() if key != name for value in values]
    if poke is SimpleUploadedFile:
        fields = {key: [value for other, value in pairs if other == key] for key, _value in pairs}
        return {"data": {**fields, name: SimpleUploadedFile("x.txt", b"x")}}
    values = [] if poke is None else poke if isinstance(poke, list) else [poke]
    body = urlencode([*pairs, *((name, value) for value in values)])
    return {"data": body, "content_type": "application/x-www-form-urlencoded"}


def _fields(form: Form) -> list[str]:
    """The fields to poke: of alike ones (the days of a week, a level for each trade) the first two."""
    kinds: dict[tuple[str, str], list[str]] = {}
    for name, kind in form.kinds.items():
        if name != "csrfmiddlewaretoken":
            kinds.setdefault((kind, "".join(form.sends[name])), []).append(name)
    return [name for names in kinds.values() for name in names[:2]]


@EACH_SHARE
@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.django_db
def test_bad_fields_get_a_plain_answer(
    route: str, share: int, world: World, forms: dict[str, list[tuple[str, Form]]]
) -> None:
    wrong: list[str] = []
    for audience, form in forms.get(route, []):
        attempt = Attempt(world.clients[audience])
        for place, name in enumerate(_fields(form)):
            pokes = list((WORDS if form.kinds[name] in FREE_TEXT else POKES).items())
            for what, poke in pokes[(place + share) % SHARES :: SHARES]:
                _status, fault = attempt.send("post", form.action, **_sent(form, name, poke))
                wrong += [f"{form.action} {name} {what}: {fault}"] if fault else []
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.django_db
def test_bad_files_get_a_plain_answer(route: str, world: World, forms: dict[str, list[tuple[str, Form]]]) -> None:
    wrong: list[str] = []
    for audience, form in forms.get(route, [])[:1]:
        attempt = Attempt(world.clients[audience])
        for name in form.files:
            for file, make in HOSTILE_FILES.items():
                upload = SimpleUploadedFile(file, make())
                status, fault = attempt.send("post", form.action, data={**form.sends, name: upload})
                refused = status in {400, 413, 422} or "/imports/" in form.action
                wrong += [] if refused and not fault else [f"{form.action} {name} {file}: {status} {fault}"]
    assert not wrong, "\n".join(wrong)


def _parameters(entry: URLPattern, read: set[str]) -> list[str]:
    """What the page has read from its address, and one question that no page reads; from its module if it reads all."""
    module = sys.modules[entry.callback.__module__]
    could = {*_READ.findall(inspect.getsource(module)), *getattr(module, "FILTERS", ()), "before", "page"}
    return sorted({*read - {ALL}, *(could if ALL in read else ()), "unread"})


@pytest.mark.django_db
def test_what_a_page_reads_from_its_address_is_noticed(world: World) -> None:
    with questions_read() as read:
        assert world.clients["desk"].get("/desk/accounts/").status_code == 200
    assert "page" in read
    assert "unread" not in read


@EACH_SHARE
@pytest.mark.parametrize(("route", "entry"), VIEWS, ids=named)
@pytest.mark.django_db
def test_bad_addresses_get_a_plain_answer(route: str, entry: URLPattern, share: int, world: World) -> None:
    attempt = Attempt(world.clients[entry.callback.audience])
    address = next(iter(world.addresses(route, entry)))
    with questions_read() as read:
        status, fault = attempt.send("get", address)
    assert not fault, fault
    if status in {204, 302, 405} and "times" not in route:
        return
    wrong: list[str] = []
    for place, name in enumerate(_parameters(entry, read)):
        for what in ASKED[(place + share) % SHARES :: SHARES]:
            _status, fault = attempt.send("get", f"{address}?{urlencode({name: POKES[what]})}")
            wrong += [f"{address}?{name} {what}: {fault}"] if fault else []
    assert not wrong, "\n".join(wrong)


NO_NUMBERS = ("0", str(2**31), str(2**63), "9" * 400)
NO_WORDS = ("x" * 3000, "%00", "%ED%A0%80", "%27")


@pytest.mark.parametrize(("route", "entry"), [one for one in VIEWS if one[1].pattern.converters], ids=named)
@pytest.mark.django_db
def test_ids_that_cannot_be_are_not_there(route: str, entry: URLPattern, world: World) -> None:
    """In each place of an address one of those that cannot be, in turn; asked for and sent to."""
    attempt = Attempt(world.clients[entry.callback.audience])
    wrong: list[str] = []
    for place, (name, converter) in enumerate(entry.pattern.converters.items(), ROUTES.index(route)):
        for poke in turn_of(NO_NUMBERS if type(converter).__name__ == "IntConverter" else NO_WORDS, place):
            changed = {**world.rows, name: [poke]}
            address = next(World(world.at, world.company_id, changed).addresses(route, entry))
            for method in ("get", "post"):
                _status, fault = attempt.send(method, address)
                wrong += [f"{method} {address[:200]}: {fault}"] if fault else []
    assert not wrong, "\n".join(wrong)
