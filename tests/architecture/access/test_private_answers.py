"""What leaves the house with an answer, stays in a browser, or lies in a table or a log."""

import logging

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import get_resolver, reverse

from anjia.households.operations import issue_key, revoke_keys
from anjia.interfaces.shared.privacy import WithoutTokens
from anjia.kernel import clock
from anjia.kernel.actors import SYSTEM
from anjia.kernel.scope import company_scope
from tests.architecture.access.conftest import World
from tests.architecture.access.test_access_matrix import GUARDED, Address, fields_of, named
from tests.architecture.test_addresses import patterns
from tests.architecture.world import OTHER_PHONE, PASSWORD, PHONE

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

WANTED = ("/accounts/login/", "/accounts/logout/", "/accounts/password/change/", "/accounts/2fa/")
CLOSED = (
    "/accounts/signup/",
    "/accounts/email/",
    "/accounts/confirm-email/",
    "/accounts/confirm-email/x:y:z/",
    "/accounts/password/set/",
    "/accounts/password/reset/done/",
    "/accounts/password/reset/key/1-set-password/",
    "/accounts/password/reset/key/done/",
    "/accounts/phone/change/",
    "/accounts/phone/verify/",
    "/accounts/login/code/confirm/",
)


@pytest.mark.parametrize("address", GUARDED, ids=named)
def test_private_pages_stay_in_no_cache_and_run_nothing_foreign(world: World, address: Address) -> None:
    person = "owner" if address.audience == "desk" else address.audience
    asked = {name: value for name, value in fields_of(world.ours, address.name).items() if name in ("home", "offering")}
    answer = world.ours.people[person].get(address.url(world.ours.ids), asked)
    if answer.status_code == 405:
        pytest.skip("takes POST only")
    kept = answer["Cache-Control"]
    assert {"private", "no-store", "no-cache"} & set(kept.split(", "))
    assert "no-store" in kept or answer["Content-Type"].startswith("image/") or answer.status_code == 204
    assert "Cookie" in answer["Vary"], "a kept photo is the one person's who was logged in"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_the_page_behind_a_proposals_link_stays_in_no_cache(world: World) -> None:
    answer = Client().get(reverse("public:proposal", args=[world.ours.links["proposal"]]))
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("path", CLOSED)
@pytest.mark.parametrize("person", ["anonymous", "caregiver", "owner"])
def test_nobody_signs_up_or_changes_who_he_is(world: World, path: str, person: str) -> None:
    browser = Client() if person == "anonymous" else world.ours.people[person]
    assert browser.get(path).status_code == 404
    assert browser.post(path, {"phone": "13800009999", "email": "x@example.org"}).status_code == 404


@pytest.mark.parametrize("path", WANTED)
def test_the_wanted_pages_of_the_log_in_are_there(world: World, path: str) -> None:
    assert world.ours.people["caregiver"].get(path).status_code in (200, 302)


def test_every_form_is_guarded_against_foreign_pages(world: World) -> None:
    open_ones = [r for r, e in patterns(get_resolver()) if getattr(e.callback, "csrf_exempt", False)]
    assert open_ones == ["wechat/<slug:slug>/"], "WeChat's server signs its calls instead"
    browser = Client(enforce_csrf_checks=True)
    browser.cookies = world.ours.people["owner"].cookies
    assert browser.post(reverse("desk:retry", args=[world.ours.ids["job_id"]])).status_code == 403


def test_a_revoked_link_ends_what_it_opened(world: World) -> None:
    household_id = world.ours.ids["other_household_id"]
    with company_scope(world.ours.company_id):
        token = issue_key(household_id=household_id, at=clock.now(), by=SYSTEM)
    browser = Client()
    browser.get("/home/")
    before = browser.session.session_key
    assert browser.get(f"/h/{token}/?next=//evil.example/").headers["Location"] == "/home/"
    assert browser.session.session_key != before, "a session laid under somebody's door is not the one that opens"
    assert browser.get("/home/").status_code == 200
    with company_scope(world.ours.company_id):
        revoke_keys(household_id=household_id, at=clock.now(), by=SYSTEM)
    assert browser.get("/home/").status_code == 403
    assert Client().get(f"/h/{token}/").status_code == 404


def test_no_table_holds_a_phone_an_address_or_a_token_in_clear(world: World) -> None:
    secret = [PHONE, OTHER_PHONE, "路 8 弄 502", *world.ours.links.values(), "13800000001", "天平路"]
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            rows = cursor.execute(f'SELECT * FROM "{table}"').fetchall()
            found += [(table, words) for words in secret if any(words in str(row) for row in rows)]
    assert not found


def test_no_session_holds_a_proposals_link_in_clear(world: World) -> None:
    browser = world.ours.people["adviser"]
    browser.post(reverse("desk:proposal-link", args=[world.ours.ids["proposal_id"]]))
    page = browser.get(reverse("desk:enquiry", args=[world.ours.ids["enquiry_id"]])).content.decode()
    assert "http://testserver/p/" in page, "the adviser copies it from here"
    assert "/p/" not in str(dict(browser.session.items()))


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Not Found: /h/abcdefghijklmnopqrstuvwxyz012345/", "Not Found: /h/…/"),
        ("Unprocessable Entity: /p/abcdefghijklmnopqrstuvwxyz-_2345/decline/", "Unprocessable Entity: /p/…/decline/"),
        ("Not Found: /desk/households/7/", "Not Found: /desk/households/7/"),
    ],
)
def test_a_log_line_opens_no_link(said: str, kept: str) -> None:
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, "%s", (said,), None)
    assert WithoutTokens().filter(record)
    assert record.getMessage() == kept


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Forwarded-For": "203.0.113.7"},
        {"X-Forwarded-For": "127.0.0.1, 203.0.113.7"},
        {"X-Forwarded-For": "203.0.113.7, 127.0.0.1"},
        {"X-Real-IP": "203.0.113.7"},
        {"X-Forwarded-For": "not an address"},
        {"Forwarded": "for=203.0.113.7"},
    ],
)
def test_the_demo_answers_nobody_behind_a_proxy(headers: dict[str, str]) -> None:
    assert Client(headers=headers).get("/").status_code == 403
    assert Client(headers={"X-Forwarded-For": "127.0.0.1"}).get("/").status_code == 200


def test_whoever_guesses_a_password_is_stopped_also_from_many_addresses(world: World) -> None:
    cache.clear()
    phone = "13800010000"
    for attempt in range(6):
        guess = Client(headers={"X-Forwarded-For": f"127.0.0.{attempt}"})
        assert guess.post("/accounts/login/", {"login": phone, "password": "wrong"}).status_code == 200
    right = Client()
    assert right.post("/accounts/login/", {"login": phone, "password": PASSWORD}).status_code == 200
    assert "_auth_user_id" not in right.session
    cache.clear()
    there = right.post("/accounts/login/", {"login": phone, "password": PASSWORD, "next": "//evil.example/"})
    assert there.headers["Location"] == "/enter/"


def test_another_host_name_is_not_answered() -> None:
    assert Client(headers={"Host": "evil.example"}).get("/").status_code == 400
