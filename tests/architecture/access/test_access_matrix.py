"""Every address, asked by everybody in turn, with the things of one company in its path.

What is expected follows from the view's own `audience` and `roles`: whoever it is not for is sent to the log-in or
refused, a stranger is told exactly what he is told about nothing, and nobody who was refused has written a row.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern

from anjia.company.rules import Role, may_act
from anjia.dispatch.rules import Part
from anjia.fieldwork.testing import a_photo
from anjia.kernel import clock
from tests.architecture.access.conftest import World
from tests.architecture.test_addresses import our_views
from tests.architecture.world import Company
from tests.shares import turn_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

ABSENT = 4_000_000
# Our slug stands in every name, address and text of ours.
OURS = "anhe"
# Fields that an address may also ask for in its query.
QUERIES = ("offering", "home", "minutes", "start", "household", "visit")
# Acts whose time has not come, or has passed, in the small company, so that even the right person is refused. Any other
# body must be accepted from the right person: only then does a refusal say something about the asker.
TOO_EARLY = {
    "verify-action",
    "confirm",
    "contest",
    "survey",
    "visit-best",
    "visit-move",
    "board-move",
    "board-undo",
    "check-in",
    "complete",
    "tick",
    "untick",
    "set-out",
    "add-photo",
    "remove-photo",
    "imports",
    "report-incident",
    "train-reader",
    "home-survey-record",
    "inspection",
    "draw-now",
    "look-at-finding",
    "refund-justified",
    "refund-unjustified",
    "refund-second",
    "emergency-close",
    "visit-delay",
    "visit-refund",
    "visit-emergency",
    "go-on",
    "plan-settlement",
    "request-money",
    "close-cause",
    "refund",
    "help",
    "day-plan-cancel",
    "repair",
    "late",
    "goodwill",
    "emergency",
    "swap-agree",
    "swap-refuse",
    "visit-offer",
}
STAFF = tuple(role.value for role in Role)
CAREGIVERS = ("caregiver", "another caregiver")
HOUSEHOLDS = ("household", "another household")
# What belongs to the whole company, also on the pages of its households.
SHARED = {"offering_id"}
# Acts on the visit that is done.
OF_DONE_VISIT = {"done", "remove-photo", "follow-up", "follow-up-phone"}
# Parameters that name no row, by address; the empty name stands for every other address.
WORDS: dict[str, dict[str, Any]] = {
    "": {
        "kind": "csv",
        "position": 1,
        "role": "owner",
        "slug": "anhe",
        "token": "nobody-has-this-token",
        "channel": "email",
        "aspect": "punctuality",
        "word": "infant",
    },
    "clause": {"kind": "arrival"},
    "clause-preview": {"kind": "arrival"},
    "term": {"kind": "arrival", "version": 1},
    "law-calculator": {"kind": "refund"},
    "law-share": {"kind": "refund"},
}
# Whatever an address asks for, unless it is among the exceptions below: the body is valid, so that a stranger's 404
# is the answer about the thing and not about the form.
FIELDS: dict[str, Any] = {
    "address": "漕溪北路 9 号",
    "amount": "12.00",
    "cause": "workmanship",
    "channel": "phone",
    "client_id": "00000000-0000-4000-8000-000000000001",
    "closing_note": "好",
    "content": "三室两厅",
    "district": "徐汇区",
    "doubt": "price",
    "due_on": "2099-01-01",
    "effective": "no",
    "ends_at": "2027-03-02T10:00",
    "hourly_pay_fen": "39.00",
    "kind": "taboo",
    "late_confirmed": "on",
    "least_minutes": "60",
    "least": "60",
    "method": "cash",
    "name": "新名字",
    "note": "记下",
    "password": "warm-kettle-7",
    "polarity": "happy",
    "price": "50.00",
    "price_fen": "51.00",
    "proof": "合同",
    "purpose": "call",
    "question": "怎么养护",
    "reached": "yes",
    "reason": "改时间",
    "roles": ["adviser"],
    "severity": "minor",
    "standard": "干净",
    "starts_at": "2027-03-01T10:00",
    "status": "ready",
    "sure": "1",
    "tags": "新",
    "text": "说明白",
    "topic": "地板",
    "trade": "daily_cleaning",
    "unit": "per_hour",
    "usual_minutes": "120",
    "what": "再培训",
    "who": "to:quality_lead",
}


PARTS = [part.value for part in Part]
SAMPLING = {
    "checks": "6",
    "new_days": "60",
    "new_percent": "200",
    "low_below": "70",
    "low_percent": "200",
    "high_fen": "300",
    "high_percent": "150",
    "unchecked_days": "90",
    "unchecked_percent": "200",
}
PLAN_WEIGHTS = {
    "travel_fen": "0.60",
    "new_face_fen": "20",
    "wish_fen": "20",
    "other_caregiver_fen": "25",
    "moved_fen": "0.40",
    "unserved_fen": "300",
    "fairness_fen": "3",
    "income_fen": "0.02",
    "shift_minutes": "0",
    "soon_minutes": "120",
    "break_minutes": "30",
    "break_fen": "15",
}
MAILBOX = {
    "address": "desk@anhe.example",
    "imap_host": "127.0.0.1",
    "imap_port": "2",
    "imap_security": "none",
    "smtp_host": "127.0.0.1",
    "smtp_port": "2",
    "smtp_security": "none",
}


def guarantees_of(company: Company) -> dict[str, dict[str, Any]]:
    """The bodies of delays, goodwill, refunds and emergencies."""
    late = {"minutes": "30", "cause": "traffic"}
    extra = {"title": "擦冰箱", "minutes": "5", "wish": "asked"}
    return {
        "visit-delay": late,
        "late": late,
        "visit-goodwill": extra,
        "goodwill": extra,
        "visit-emergency": {"kind": "gas"},
        "emergency": {"kind": "gas"},
        "help": {"kind": "gas"},
        "refund-second": {"approved": "yes"},
        "payslips-tax": {"way": "usual"},
    }


def closed_loop_of(company: Company) -> dict[str, dict[str, Any]]:
    """The bodies of plans, causes and losses."""
    later = clock.day_of(clock.now()) + timedelta(days=2)
    return {
        "plan-settlement": {"text_1": "上门量尺寸", "due_1": f"{later}T10:00"},
        "hand-complaint": {"team": "quality_lead"},
        "explain-loss": {"reason": "price.too_high"},
        "plan-loss-action": {"cause": "price.too_high", "due_on": later},
        "loss-tree": {"parent": "price"},
        "accept-prevention": {"due_on": later},
        "close-cause": {"code": "workmanship"},
        "close-reason": {"code": "price.too_high"},
    }


def series_of() -> dict[str, dict[str, Any]]:
    """The bodies of series: a new one, another rule, a pause and its end, the end."""
    day = clock.day_of(clock.now()) + timedelta(days=9)
    rule = {"from_on": day, "weekdays": [str(day.weekday())], "time": "1200", "minutes": "180", "every_weeks": "2"}
    rule |= {"on_holiday": "skip", "on_made_up": "itself"}
    away = {"from_on": day, "until_on": day + timedelta(days=9)}
    return {
        "series-new": rule,
        "series-change": rule | {"kind": "following"},
        "series-pause": away,
        "series-resume": away,
        "series-end": {"from_on": day},
    }


def fields_of(company: Company, name: str, person: str = "") -> dict[str, Any]:
    """The body for one address; the home is the asking household's own."""
    scores = dict.fromkeys(("attitude", "skill", "efficiency", "problem_solving"), "4")
    home_id = company.ids["other_home_id" if person == "another household" else "home_id"]
    own = {"home": home_id, "offering": company.ids["offering_id"], "staff": company.ids["staff_id"]}
    noon = clock.minute_of(clock.midnight(clock.day_of(clock.now())) + timedelta(days=6, hours=12))
    today = clock.day_of(clock.now())
    days = {"from_on": today, "until_on": today + timedelta(days=9)}
    wished = days | {"minutes": "180", "earliest": "08:00", "latest": "20:00"}
    exceptions: dict[str, dict[str, Any]] = {
        "add-photo": {"position": "1", "when": "before", "photo": a_photo()},
        "slots": own,
        "slot-who": {"start": f"{noon}-{company.ids['caregiver_id']}"},
        "refuse-offered": {"start": f"{noon}-{company.ids['caregiver_id']}", "how": "never"},
        "slot-hold": {"start": f"{noon}-{company.ids['caregiver_id']}"},
        "payslips-issue": {"week": "2026-01-05"},
        "plan-action": {"due_on": clock.day_of(clock.now()) + timedelta(days=9)},
        "caregiver-paper": {"kind": "health", "issued_on": "2026-01-05"},
        "papers": {"kind": "health", "from_on": "2036-01-05"},
        "caregiver-new": {"phone": "13611112222", "ready": "", "trades": ["daily_cleaning"]},
        "enquiry-new": {"phone": "13611112223"},
        "household-new": {"phone": "13611112224", "source": "phone"},
        "staff": {"phone": "13611112225"},
        "lose": {"reason": "price"},
        "enquiry-lose": {"reason": "price"},
        "report-incident": {"kind": "damage"},
        "survey": scores,
        "board-move": {"caregiver": company.ids["other_caregiver_id"], "version": "1-29000000"},
        "visit-caregiver": {"caregiver": company.ids["other_caregiver_id"]},
        "standard": {"title": "擦", "detail": "干净", "photo": "none"},
        "channel": MAILBOX,
        "tie-conversation": {"household": company.ids["household_id"]},
        "untie-conversation": {"what": "household"},
        "follow-up": {"outcome": "not_reached"},
        "needs-check": {"changed": "no"},
        "visit-scope": {"beyond": "玻璃内侧"},
        "enquiry-scope": {"beyond": "玻璃内侧"},
        "home-survey-plan": {
            "surveyor": company.ids["staff_id"],
            "day": clock.day_of(clock.now()) + timedelta(days=1),
            "starts_at": "11:00",
        },
        "home-survey-move": {"starts_at": str(noon)},
        "clause": {"amount": "3", "unit": "hours", "most": "10.00"},
        "rounds": {
            "about": f"caregiver:{company.ids['other_caregiver_id']}",
            "every_weeks": "4",
            "starts_on": clock.day_of(clock.now()),
        },
        "sampling-plan": SAMPLING,
        "plan-weights": PLAN_WEIGHTS,
        "day-plans": {"day": clock.day_of(clock.now()) + timedelta(days=2), "seconds": "1", "seed": "1"},
        "day-plan-accept": {"moves": company.ids["visit_id"]},
        "matching-weights": dict.fromkeys(PARTS, "120") | {"act": "publish"},
        "match_review": {"outcome": "stands", "words": "按规则选的"},
        "household-needs": {"needs": ["cats"]},
        "household-pair": {"caregiver": company.ids["caregiver_id"], "word": "favour"},
        "caregiver-suiting": {"strengths": ["infant"], "limits": ["dogs"], "districts": ["徐汇区"]},
        "index-weights": dict.fromkeys(scores, "25") | {"least_ranked": "9"},
        "take-up": {"team": "quality_lead"},
        "answer_objection": {"upheld": "yes"},
        **guarantees_of(company),
        **closed_loop_of(company),
        **series_of(),
        "deep_interview": {"answer-best": "同一位阿姨"},
        "new-consultation": {"household": company.ids["household_id"]},
        "leave-ask": {"kind": "family"},
        "leave-grant": {"answer": "好"},
        "leave-refuse": {"answer": "排满了"},
        "swap-refuse": {"answer": "客户指定"},
        "visit-offer": {"best": "5", "minutes": "120"},
        "waiting-join": own | wished,
        "waiting-add": {"offering": own["offering"], "home": company.ids["home_id"]} | wished,
    }
    return FIELDS | own | {"client_id": str(uuid4())} | exceptions.get(name, {})


@dataclass(frozen=True)
class Address:
    """One address of the product."""

    route: str
    entry: URLPattern

    @property
    def name(self) -> str:
        return self.entry.name or ""

    @property
    def audience(self) -> str:
        return str(getattr(self.entry.callback, "audience", ""))

    @property
    def roles(self) -> tuple[Role, ...]:
        return tuple(getattr(self.entry.callback, "roles", ()))

    @property
    def things(self) -> list[str]:
        """The parameters that name a row."""
        return [name for name in self.entry.pattern.converters if name.endswith("_id")]

    @property
    def private_to_one(self) -> bool:
        """Whether what it names is one person's own."""
        return bool(set(self.things) - SHARED)

    def url(self, ids: dict[str, Any], *, exactly: bool = False) -> str:
        """The address about these things. Fails when a parameter has no row in the small company."""
        visit = {"visit_id": ids["done_visit_id"]} if self.name in OF_DONE_VISIT and not exactly else {}
        if self.name == "take-plan-step" and ids["complaint_id"] == ids["first_complaint_id"]:
            visit = {"complaint_id": ids["planned_complaint_id"]}
        values = ids | visit | WORDS[""] | WORDS.get(self.name, {})
        missing = [name for name in self.entry.pattern.converters if name not in values]
        assert not missing, f"{self.route}: put something named {missing} into tests/architecture/world.py"
        return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda match: str(values[match[1]]), self.route)


ADDRESSES = [Address(route, entry) for route, entry in our_views()]
GUARDED = [one for one in ADDRESSES if one.audience != "everyone"]


def named(case: Any) -> str:
    return case.route if isinstance(case, Address) else ""


def expected(address: Address, person: str) -> str:
    """What one of our own people gets: "in", "login", "forbidden" or "absent"."""
    if address.audience == "desk":
        if person in STAFF:
            return "in" if may_act(frozenset({Role(person)}), address.roles) else "forbidden"
        return "forbidden" if person in CAREGIVERS else "login"
    own = CAREGIVERS if address.audience == "caregiver" else HOUSEHOLDS
    if person in own:
        return "absent" if address.private_to_one and person.startswith("another") else "in"
    return "forbidden" if address.audience == "household" or person in (*STAFF, *CAREGIVERS) else "login"


def ask(browser: Client, method: str, url: str, body: dict[str, Any]) -> HttpResponse:
    asked = {name: body[name] for name in QUERIES if name in body}
    return browser.get(url, asked) if method == "GET" else browser.post(url, body)  # type: ignore[return-value]


def plain(answer: HttpResponse) -> tuple[int, str]:
    """Status and body, without what differs from answer to answer."""
    body = answer.content.decode(errors="replace") if not answer.streaming else ""
    body = re.sub(r'(csrfmiddlewaretoken" value="|csrf-token" content=")[^"]*', "", body)
    return answer.status_code, re.sub(r"/(?:desk|home|work)/[^\"' ]*", "/", body)


@contextmanager
def written() -> Iterator[list[str]]:
    """The statements that wrote anything but a session, or that somebody has seen a message by opening its page."""
    found: list[str] = []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        aside = "django_session" in sql or '"seen_' in sql
        if sql.startswith(("INSERT", "UPDATE", "DELETE", "REPLACE")) and not aside:
            found.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield found


def check(answer: HttpResponse, wanted: str, method: str, person: str) -> None:
    said = f"{person}, {method}: {answer.status_code} {answer.get('Location', '')}"
    if wanted == "login":
        assert answer.status_code == 302, said
        assert answer["Location"].startswith("/accounts/login/"), said
    elif wanted == "forbidden":
        assert answer.status_code == 403, said
    elif wanted == "absent":
        # Which method an address takes is the same for everybody, so it tells a stranger nothing.
        assert answer.status_code in (404, 405), said
    else:
        fine = (200, 204, 302, 405) if method == "GET" else (200, 204, 302, 405, 409, 422)
        assert answer.status_code in fine, said


def askers(address: Address, ours: Company) -> dict[str, Client]:
    """Of those whom the same answer awaits the one whose turn it is, and the first of those who are let in: he acts.

    Which roles are alike is the view's own `roles` and `may_act`; the turn goes on from address to address, so that a
    run asks as everybody, and from day to day, until everybody has asked everywhere.
    """
    everybody = {"anonymous": Client(), **ours.people}
    alike: dict[str, list[str]] = {}
    for person in everybody:
        alike.setdefault(expected(address, person), []).append(person)
    place = ADDRESSES.index(address)
    asking = {one for people in alike.values() for one in turn_of(people, place)} | set(alike.get("in", ())[:1])
    return {person: browser for person, browser in everybody.items() if person in asking}


@pytest.mark.parametrize("address", GUARDED, ids=named)
def test_it_answers_those_it_is_for_and_nobody_else(world: World, address: Address) -> None:
    ours, done = world.ours, False
    url = address.url(ours.ids)
    for person, browser in askers(address, ours).items():
        wanted = expected(address, person)
        for method in ("GET", "POST"):
            act = wanted == "in" and method == "POST"
            if act and done:
                continue  # what one who may do it does is done once, and taken back
            with written() as rows, transaction.atomic():
                answer = ask(browser, method, url, fields_of(ours, address.name, person))
                transaction.set_rollback(act)
            check(answer, wanted, method, person)
            assert act or not rows, (person, method, rows)
            if act:
                done = True
                assert rows or answer.status_code in (200, 302, 405) or address.name in TOO_EARLY, plain(answer)


@pytest.mark.parametrize("address", [one for one in GUARDED if one.things], ids=named)
def test_a_stranger_hears_what_he_hears_about_nothing(world: World, address: Address) -> None:
    ours, theirs = world.ours, world.theirs
    browser = theirs.people["owner" if address.audience == "desk" else address.audience]
    nothing = dict.fromkeys(address.things, ABSENT)
    for method in ("GET", "POST"):
        with written() as rows:
            body = fields_of(theirs, address.name)
            answer = ask(browser, method, address.url(theirs.ids | ours.ids), body)
            check(answer, "absent", method, "stranger")
            of_nothing = ask(browser, method, address.url(theirs.ids | nothing, exactly=True), body)
            assert plain(answer) == plain(of_nothing)
            for name in address.things if len(address.things) > 1 else ():
                one_of_ours = ask(browser, method, address.url(theirs.ids | {name: ours.ids[name]}), body)
                of_nothing = ask(browser, method, address.url(theirs.ids | {name: ABSENT}), body)
                assert plain(one_of_ours) == plain(of_nothing)
                assert one_of_ours.status_code in (404, 405, 422)
        assert not rows, (method, rows)


@pytest.mark.parametrize("address", [one for one in GUARDED if not one.things], ids=named)
def test_a_page_without_a_thing_shows_a_stranger_nothing_of_ours(world: World, address: Address) -> None:
    browser = world.theirs.people["owner" if address.audience == "desk" else address.audience]
    answer = ask(browser, "GET", address.url(world.theirs.ids), fields_of(world.theirs, address.name))
    check(answer, "in", "GET", "stranger")
    assert OURS not in plain(answer)[1]


@pytest.mark.parametrize("address", [one for one in ADDRESSES if one.audience == "everyone"], ids=named)
@pytest.mark.parametrize("person", ["anonymous", "owner", "caregiver", "household"])
def test_a_public_address_answers_everybody_without_a_fault(world: World, address: Address, person: str) -> None:
    browser = Client() if person == "anonymous" else world.ours.people[person]
    for method in ("GET", "POST"):
        with transaction.atomic():
            answer = ask(browser, method, address.url(world.ours.ids), fields_of(world.ours, address.name))
            transaction.set_rollback(True)
        assert answer.status_code in (200, 302, 404, 405, 422), (method, answer.status_code)


def test_no_address_is_there_twice() -> None:
    routes = [one.route for one in ADDRESSES]
    assert not {route for route in routes if routes.count(route) > 1}, "the second is never reached"
