"""Leave on her phone: asked, answered, taken back; sick today in two taps."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from anjia.fieldwork.testing import AssignedVisit
from anjia.kernel.actors import SYSTEM
from anjia.workforce import operations, queries

ASKED = {"kind": "family", "starts_at": "2026-11-24T08:00", "ends_at": "2026-11-25T18:00", "reason": "孩子家长会"}


def queries_of(phone: Client) -> int:
    with CaptureQueriesContext(connection) as caught:
        phone.get("/work/leave/")
    return len(caught)


def ask(phone: Client, **changed: Any) -> Any:
    body = {**ASKED, "client_id": str(uuid4()), **changed}
    return phone.post("/work/leave/ask/", body, headers={"X-Act": "1"})


def test_she_sees_what_it_touches_and_reads_the_answer(phone: Client, visit: AssignedVisit, now: datetime) -> None:
    touched = phone.get("/work/leave/touched/", {"starts_at": ASKED["starts_at"], "ends_at": ASKED["ends_at"]})
    assert "notice" in touched.content.decode()
    text = ask(phone).content.decode()
    (one,) = queries.leave_requests_of(visit.caregiver_id)
    assert one.reason == "孩子家长会"
    assert f"/work/leave/{one.id}/withdraw/" in text
    operations.refuse_leave(leave_request_id=one.id, answer="那天人手不够", at=now, by=SYSTEM)
    assert "那天人手不够" in phone.get("/work/leave/").content.decode()


def test_leave_that_the_company_noted_is_not_called_none(phone: Client, visit: AssignedVisit, now: datetime) -> None:
    assert "您还没有请过假" in phone.get("/work/leave/").content.decode()
    away = {"starts_at": now + timedelta(days=3), "ends_at": now + timedelta(days=4)}
    operations.record_leave(caregiver_id=visit.caregiver_id, reason="回老家", at=now, by=SYSTEM, **away)
    text = phone.get("/work/leave/").content.decode()
    assert "回老家" in text
    assert "您还没有请过假" not in text
    ask(phone)
    (one,) = queries.leave_requests_of(visit.caregiver_id)
    operations.grant_leave(leave_request_id=one.id, answer="", at=now, by=SYSTEM)
    assert phone.get("/work/leave/").content.decode().count("回老家") == 1


@pytest.mark.parametrize(
    ("year", "said"), [("1999", "这个时间已经过了"), ("2099", "请选两年以内的时间"), ("0099", "请填写日期和时间")]
)
def test_leave_of_another_century_is_refused_for_what_it_is(
    phone: Client, visit: AssignedVisit, year: str, said: str
) -> None:
    answer = ask(phone, starts_at=f"{year}-01-01T08:00", ends_at=f"{year}-01-02T08:00")
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert queries.leave_requests_of(visit.caregiver_id) == []


def test_the_queue_may_send_a_tap_twice(phone: Client, visit: AssignedVisit) -> None:
    tap = str(uuid4())
    for _time in range(2):
        assert ask(phone, client_id=tap).status_code == 200
    assert len(queries.leave_requests_of(visit.caregiver_id)) == 1


def test_sick_today_is_asked_until_midnight_and_urgent(phone: Client, visit: AssignedVisit, now: datetime) -> None:
    answer = phone.post("/work/leave/ask/", {"sick": "1", "client_id": str(uuid4())})
    assert answer.status_code == 302
    (one,) = queries.leave_requests_of(visit.caregiver_id)
    assert one.urgent
    assert (one.starts_at, one.ends_at.hour) == (now, 16)


def test_what_is_wrong_is_said_in_a_sentence(phone: Client, visit: AssignedVisit) -> None:
    for changed in ({"kind": "x"}, {"starts_at": "gestern"}, {"ends_at": "0001-01-01T00:00"}, {"client_id": "x"}):
        assert ask(phone, **changed).status_code == 422
    assert phone.get("/work/leave/touched/", {"starts_at": "x"}).status_code == 200
    assert not queries.leave_requests_of(visit.caregiver_id)


def test_a_colleague_can_neither_see_nor_take_it_back(phone: Client, other_phone: Client, visit: AssignedVisit) -> None:
    ask(phone)
    (one,) = queries.leave_requests_of(visit.caregiver_id)
    assert "家长会" not in other_phone.get("/work/leave/").content.decode()
    assert other_phone.post(f"/work/leave/{one.id}/withdraw/").status_code == 404
    assert phone.post(f"/work/leave/{one.id}/withdraw/").status_code == 302
    assert queries.leave_request(one.id).state == "withdrawn"


def test_the_page_costs_the_same_however_much_was_asked(phone: Client, visit: AssignedVisit) -> None:
    ask(phone)
    few = queries_of(phone)
    ask(phone, starts_at="2026-12-01T08:00", ends_at="2026-12-02T08:00")
    ask(phone, starts_at="2026-12-05T08:00", ends_at="2026-12-06T08:00")
    assert queries_of(phone) == few
