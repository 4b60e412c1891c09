"""A visit moved by hand at the desk: what is shown, asked, refused, done and taken back."""

import json
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from anjia.booking.queries import visit
from anjia.booking.testing import plan_visit
from anjia.company.rules import Role
from anjia.dispatch import queries
from anjia.dispatch.operations import assign_visit, reassign
from anjia.dispatch.testing import caregiver, hold, visit_with
from anjia.interfaces.desk.tests.people import client_of, queries_of
from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.clock import SHANGHAI, clock_at, minute_of
from anjia.kernel.scope import company_scope
from anjia.workforce.rules import Hours

SCRIPT = {"HTTP_HX_REQUEST": "true"}
NIGHT_PEOPLE = (("红姐", 3), ("蓝姐", 4))


@pytest.fixture(autouse=True)
def now(at: datetime) -> Iterator[None]:
    with clock_at(at):
        yield


@pytest.fixture
def desk(company_id: int, at: datetime) -> Client:
    return client_of(company_id, at, "13900000001", Role.DISPATCHER)


@pytest.fixture
def tuesday(at: datetime) -> datetime:
    return at + timedelta(days=2)


@pytest.fixture
def wang(company_id: int, at: datetime) -> int:
    with company_scope(company_id):
        return caregiver("王芳", at=at, number=1)


@pytest.fixture
def li(company_id: int, at: datetime) -> int:
    with company_scope(company_id):
        return caregiver("李敏", at=at, number=2)


@pytest.fixture
def visit_id(company_id: int, wang: int, at: datetime, tuesday: datetime) -> int:
    with company_scope(company_id):
        return visit_with(wang, at=at, starts_at=tuesday)


def standing(company_id: int, visit_id: int) -> tuple[int | None, datetime]:
    with company_scope(company_id):
        given = queries.assignment_of(visit_id)
        return (given.caregiver_id if given else None), visit(visit_id).starts_at


def crew(company_id: int, visit_id: int) -> list[int]:
    with company_scope(company_id):
        return [one.caregiver_id for one in queries.crews_of_visits([visit_id]).get(visit_id, ())]


def version_of(company_id: int, visit_id: int) -> str:
    with company_scope(company_id):
        given = queries.assignment_of(visit_id)
        return str(queries.Version(given.id if given else 0, visit(visit_id).starts_at))


def moved(desk: Client, company_id: int, visit_id: int, to: int | str, start: datetime, **more: str) -> HttpResponse:
    fields: dict[str, Any] = {
        "caregiver": to,
        "starts_at": start.astimezone(SHANGHAI).strftime("%Y-%m-%dT%H:%M"),
        "version": version_of(company_id, visit_id),
        "drag": "1",
    }
    return desk.post(reverse("desk:board-move", args=[visit_id]), fields | more, **SCRIPT)  # type: ignore[arg-type,return-value]


def told(answer: HttpResponse) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(answer["HX-Trigger"])
    return found


def test_another_caregiver_days_ahead_is_done_at_once_and_taken_back(
    desk: Client, company_id: int, wang: int, li: int, visit_id: int, tuesday: datetime
) -> None:
    answer = moved(desk, company_id, visit_id, li, tuesday)
    assert answer.status_code == 204
    assert standing(company_id, visit_id) == (li, tuesday)
    said = told(answer)
    assert "李敏" in said["toast"]["text"]
    assert said["board-changed"] == {"rows": [wang, li]}
    back = desk.post(said["toast"]["undo"], **SCRIPT)  # type: ignore[arg-type]
    assert back.status_code == 204
    assert "Taken back" in told(back)["toast"]["text"]
    assert standing(company_id, visit_id) == (wang, tuesday)


def test_another_start_is_asked_first_with_what_is_promised_and_then_done(
    desk: Client, company_id: int, wang: int, li: int, visit_id: int, tuesday: datetime
) -> None:
    later = tuesday + timedelta(hours=3)
    asked = moved(desk, company_id, visit_id, li, later)
    assert asked.status_code == 200
    page = asked.content.decode()
    assert "陈女士 expects the visit 24 Nov 10:00" in page or "expects the visit" in page
    assert 'name="sure"' in page
    assert standing(company_id, visit_id) == (wang, tuesday)
    assert moved(desk, company_id, visit_id, li, later, sure="yes", reason="路堵").status_code == 204
    assert standing(company_id, visit_id) == (li, later)


def test_nobody_is_asked_to_agree_to_what_cannot_be_done(
    desk: Client, company_id: int, wang: int, li: int, visit_id: int, tuesday: datetime
) -> None:
    for start in (tuesday + timedelta(hours=13), tuesday - timedelta(days=9)):
        answer = moved(desk, company_id, visit_id, li, start)
        assert answer.status_code == 422
        assert 'name="sure"' not in answer.content.decode()
    assert standing(company_id, visit_id) == (wang, tuesday)


def test_less_than_a_day_ahead_says_whom_to_call(
    desk: Client, company_id: int, wang: int, li: int, visit_id: int, tuesday: datetime
) -> None:
    with clock_at(tuesday - timedelta(hours=3)):
        page = moved(desk, company_id, visit_id, li, tuesday).content.decode()
    assert "less than 24 hours" in page
    assert "王芳" in page and "李敏" in page


def test_what_does_not_fit_is_refused_with_the_next_free_start(
    desk: Client, company_id: int, wang: int, li: int, visit_id: int, at: datetime, tuesday: datetime
) -> None:
    with company_scope(company_id):
        hold(li, at=at, starts_at=tuesday)
    answer = moved(desk, company_id, visit_id, li, tuesday)
    assert answer.status_code == 422
    assert "Her next free start" in answer.content.decode()
    assert standing(company_id, visit_id) == (wang, tuesday)


def test_a_stale_drag_is_refused_in_a_sentence_and_the_page_fetches_the_row(
    desk: Client, company_id: int, wang: int, li: int, visit_id: int, at: datetime, tuesday: datetime
) -> None:
    seen = version_of(company_id, visit_id)
    with company_scope(company_id):
        reassign(visit_id=visit_id, caregiver_id=li, reason="换人", at=at, by=Actor("staff", 9, "钱进"))
    answer = moved(desk, company_id, visit_id, wang, tuesday + timedelta(hours=3), version=seen)
    assert answer.status_code == 409
    assert "钱进 gave this visit to 李敏 on 24 November 10:00 at 10:00" in answer.content.decode()
    assert told(answer)["board-changed"] == {"rows": [li]}


def test_taking_back_what_somebody_changed_again_says_why_not(
    desk: Client, company_id: int, wang: int, li: int, visit_id: int, at: datetime, tuesday: datetime
) -> None:
    undo = told(moved(desk, company_id, visit_id, li, tuesday))["toast"]["undo"]
    with company_scope(company_id):
        reassign(visit_id=visit_id, caregiver_id=wang, reason="换回", at=at, by=Actor("staff", 9, "钱进"))
    answer = desk.post(undo, **SCRIPT)  # type: ignore[arg-type]
    assert answer.status_code == 409
    assert "钱进" in answer.content.decode()
    assert desk.post(undo.replace("undo/", "undo/x"), **SCRIPT).status_code == 422  # type: ignore[arg-type]


def test_a_waiting_visit_is_given_from_the_tray_and_back_to_it(
    desk: Client, company_id: int, wang: int, at: datetime, tuesday: datetime
) -> None:
    with company_scope(company_id):
        waiting = plan_visit(at=at, starts_at=tuesday)
    assert moved(desk, company_id, waiting, wang, tuesday).status_code == 204
    assert standing(company_id, waiting)[0] == wang
    assert moved(desk, company_id, waiting, "", tuesday).status_code == 204
    assert standing(company_id, waiting)[0] is None


def test_the_missing_one_of_two_is_given_from_the_tray_at_the_agreed_start(
    desk: Client, company_id: int, wang: int, li: int, at: datetime, tuesday: datetime
) -> None:
    with company_scope(company_id):
        zhao = caregiver("赵静", at=at, number=3)
        pair = plan_visit(at=at, starts_at=tuesday, people=2)
        assign_visit(visit_id=pair, caregiver_id=wang, at=at, by=SYSTEM)
    board = desk.get(reverse("desk:board"), {"day": "2026-11-24"}).content.decode()
    assert "one more, with 王芳" in board
    sheet = desk.get(reverse("desk:board-visit", args=[pair]), {"place": "free"}).content.decode()
    assert f'value="{li}"' in sheet
    assert f'<option value="{wang}"' not in sheet
    trial = desk.get(reverse("desk:board-trial", args=[pair]), {"day": "2026-11-24", "place": "free"}).json()
    assert trial["apart"] == [wang]
    assert {fit[0] for row in trial["rows"].values() for fit in row["fits"]} == {trial["start"]}
    free = f"0-{minute_of(tuesday)}"
    assert moved(desk, company_id, pair, wang, tuesday, version=free).status_code == 422
    assert moved(desk, company_id, pair, li, tuesday + timedelta(hours=1), version=free, sure="yes").status_code == 422
    given = moved(desk, company_id, pair, li, tuesday, version=free)
    assert given.status_code == 204
    assert crew(company_id, pair) == [wang, li]
    late = moved(desk, company_id, pair, zhao, tuesday, version=free)
    assert (late.status_code, crew(company_id, pair)) == (409, [wang, li])
    assert desk.post(told(given)["toast"]["undo"], **SCRIPT).status_code == 204  # type: ignore[arg-type]
    assert crew(company_id, pair) == [wang]


def test_the_same_by_form_without_a_script(
    desk: Client, company_id: int, wang: int, li: int, visit_id: int, tuesday: datetime
) -> None:
    page = desk.get(reverse("desk:board-visit", args=[visit_id])).content.decode()
    assert "Free at this time" in page and "李敏" in page
    fields = {"caregiver": li, "starts_at": "2026-11-24T10:00", "version": version_of(company_id, visit_id)}
    answer = desk.post(reverse("desk:board-move", args=[visit_id]), fields)
    assert answer.status_code == 302
    assert answer["Location"].endswith("/desk/board/?day=2026-11-24")
    assert standing(company_id, visit_id)[0] == li
    refused = desk.post(reverse("desk:board-move", args=[visit_id]), fields | {"starts_at": "x"})
    assert refused.status_code == 422


def test_whoever_is_not_the_only_one_of_her_name_stands_with_her_district(
    desk: Client, company_id: int, wang: int, li: int, visit_id: int, at: datetime
) -> None:
    sheet = reverse("desk:board-visit", args=[visit_id])
    assert "徐汇区 139" not in desk.get(sheet).content.decode()
    assert re.search(r'<option value="\d+">李敏 · [^徐<]*way</option>', desk.get(sheet).content.decode())
    with company_scope(company_id):
        elsewhere = caregiver("李敏", at=at, number=3, district="静安区")
    page = desk.get(sheet).content.decode()
    assert f'<option value="{li}">李敏 · 徐汇区 · ' in page
    assert f'<option value="{elsewhere}">李敏 · 静安区 · ' in page
    with company_scope(company_id):
        caregiver("李敏", at=at, number=4)
    page = desk.get(sheet).content.decode()
    beside = re.findall(r">李敏 · (徐汇区 [^ <]+) · ", page)
    assert len(set(beside)) == 2  # of one name in one district: their masked phones differ
    assert f'<option value="{elsewhere}">李敏 · 静安区 · ' in page


@pytest.mark.parametrize("version", ["", "x", "1-2-3", "9" * 30])
def test_a_version_that_is_none_is_refused(
    desk: Client, company_id: int, li: int, visit_id: int, tuesday: datetime, version: str
) -> None:
    assert moved(desk, company_id, visit_id, li, tuesday, version=version).status_code == 422


def test_the_trial_says_where_it_fits_in_equally_many_questions(
    desk: Client, company_id: int, wang: int, li: int, visit_id: int, at: datetime, tuesday: datetime
) -> None:
    address = reverse("desk:board-trial", args=[visit_id])
    asked = {"day": "2026-11-24"}
    few = queries_of(lambda: desk.get(address, asked))
    body = desk.get(address, asked).json()
    assert body["start"] == 600 and body["caregiver"] == wang
    assert any(first <= 600 <= last for first, last, _added in body["rows"][str(li)]["fits"])
    assert body["version"] == version_of(company_id, visit_id)
    with company_scope(company_id):
        for number in range(3, 9):
            visit_with(caregiver(f"阿姨{number}", at=at, number=number), at=at, starts_at=tuesday)
    assert queries_of(lambda: desk.get(address, asked)) == few


@pytest.mark.parametrize(("view", "day", "later"), [("", 25, 0), ("week", 30, 5)])
def test_what_is_left_of_a_night_is_tried_from_its_own_start(
    desk: Client, company_id: int, at: datetime, tuesday: datetime, view: str, day: int, later: int
) -> None:
    begins = tuesday + timedelta(days=later, hours=13)
    night_hours = [Hours(weekday, 20 * 60, 30 * 60) for weekday in range(7)]
    with company_scope(company_id):
        hers, other = (caregiver(name, at=at, number=number, hours=night_hours) for name, number in NIGHT_PEOPLE)
        night = plan_visit(at=at, starts_at=begins, minutes=180)
        assign_visit(visit_id=night, caregiver_id=hers, at=at, by=SYSTEM)
    address = reverse("desk:board-trial", args=[night])
    body = desk.get(address, {"day": f"2026-11-{day}", "view": view}).json()
    assert body["start"] == -60 and body["added"] is not None
    assert any(first <= -60 and last >= 0 for first, last, _added in body["rows"][str(other)]["fits"])
    assert moved(desk, company_id, night, other, begins + timedelta(hours=1), sure="yes").status_code == 204
    assert standing(company_id, night) == (other, begins + timedelta(hours=1))


def test_nobody_else_moves_or_sees(
    company_id: int, stranger_id: int, li: int, visit_id: int, at: datetime, tuesday: datetime
) -> None:
    stranger = client_of(stranger_id, at, "13900000005", Role.OWNER)
    lead = client_of(company_id, at, "13900000006", Role.QUALITY_LEAD)
    assert moved(stranger, company_id, visit_id, li, tuesday).status_code == 404
    assert moved(lead, company_id, visit_id, li, tuesday).status_code == 403
    assert moved(Client(), company_id, visit_id, li, tuesday).status_code == 302
    assert stranger.get(reverse("desk:board-visit", args=[visit_id])).status_code == 404
    assert stranger.get(reverse("desk:board-trial", args=[visit_id])).status_code == 404
    assert "Put it there" not in lead.get(reverse("desk:board-visit", args=[visit_id])).content.decode()
    assert stranger.get(reverse("desk:board-rows"), {"rows": str(li)}).status_code == 200
    assert "李敏" not in stranger.get(reverse("desk:board-rows"), {"rows": str(li)}).content.decode()
