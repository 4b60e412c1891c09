"""Today, tomorrow, the week, and me."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from anjia.booking.operations import cancel_visit
from anjia.fieldwork.testing import AssignedVisit, arrive, assigned_visit
from anjia.kernel.actors import SYSTEM
from anjia.kernel.clock import clock_at
from anjia.workforce.operations import set_working_hours
from anjia.workforce.rules import Hours

NIGHTS = [Hours(weekday, 18 * 60, 30 * 60) for weekday in range(7)]


def test_today_shows_who_when_where_and_how_to_get_there(phone: Client) -> None:
    page = phone.get("/work/").content.decode()
    assert "10:00–13:00" in page
    assert "陈女士" in page
    assert "漕溪北路 678 弄 8 号 502" in page
    assert "离您家直线 0.7 公里" in page
    assert "¥" not in page  # what the family pays is not her business


def test_a_colleagues_day_is_empty_and_says_what_to_do(other_phone: Client) -> None:
    page = other_phone.get("/work/").content.decode()
    assert "今天没有上门安排" in page
    assert "陈女士" not in page
    assert "看看未来 7 天" in page


def test_the_way_of_the_second_visit_begins_at_the_first(visit: AssignedVisit, phone: Client, at: datetime) -> None:
    assigned_visit(
        at=at,
        starts_at=visit.starts_at + timedelta(hours=5),
        caregiver_id=visit.caregiver_id,
        phone="13912345679",
        place=None,
    )
    page = phone.get("/work/").content.decode()
    assert "离上一家直线" in page
    assert "（粗略估计）" in page


def test_tomorrow_and_the_week_have_their_own_pages(phone: Client, visit: AssignedVisit) -> None:
    assert "明天没有上门安排" in phone.get("/work/tomorrow/").content.decode()
    assert "陈女士" in phone.get("/work/week/").content.decode()
    with clock_at(visit.starts_at - timedelta(days=1)):
        assert "陈女士" in phone.get("/work/tomorrow/").content.decode()


def test_a_cancelled_visit_is_on_no_list(phone: Client, visit: AssignedVisit, at: datetime) -> None:
    cancel_visit(visit_id=visit.visit_id, reason="出差", at=at, by=SYSTEM)
    assert "陈女士" not in phone.get("/work/").content.decode()


def test_last_nights_visit_that_goes_on_is_still_on_the_list(phone: Client, visit: AssignedVisit) -> None:
    arrive(visit)
    with clock_at(visit.starts_at + timedelta(hours=15)):
        assert "陈女士" in phone.get("/work/").content.decode()


def test_tomorrow_names_what_is_left_of_tonight(visit: AssignedVisit, phone: Client, at: datetime) -> None:
    begins = visit.starts_at + timedelta(days=1, hours=13)
    set_working_hours(caregiver_id=visit.caregiver_id, hours=NIGHTS, at=at, by=SYSTEM)
    assigned_visit(at=at, starts_at=begins, caregiver_id=visit.caregiver_id, phone="13912345682")
    with clock_at(begins - timedelta(hours=2)):
        assert "前一日23:00–02:00" in phone.get("/work/tomorrow/").content.decode()
    with clock_at(begins - timedelta(days=1)):
        assert "23:00–次日02:00" in phone.get("/work/tomorrow/").content.decode()
    with clock_at(begins + timedelta(hours=2)):
        assert "前一日23:00–02:00" in phone.get("/work/").content.decode()
        assert "明天没有上门安排" in phone.get("/work/tomorrow/").content.decode()
    assert "18:00–次日06:00" in phone.get("/work/me/").content.decode()


def test_me_shows_trades_hours_and_the_way_out(phone: Client) -> None:
    page = phone.get("/work/me/").content.decode()
    assert "日常保洁" in page
    assert "139****0001" in page
    assert "周一" in page
    assert "/accounts/logout/" in page


@pytest.mark.parametrize("path", ["/work/", "/work/tomorrow/", "/work/week/", "/work/me/", "/work/visits/1/"])
def test_a_passer_by_is_sent_to_the_log_in(db: None, client: Client, path: str) -> None:
    assert client.get(path)["Location"].startswith("/accounts/login/")


def test_the_day_costs_the_same_for_one_visit_and_for_two(phone: Client, visit: AssignedVisit, at: datetime) -> None:
    phone.get("/work/")
    with CaptureQueriesContext(connection) as one:
        phone.get("/work/")
    later = visit.starts_at + timedelta(hours=4)
    assigned_visit(at=at, starts_at=later, caregiver_id=visit.caregiver_id, phone="13912345681")
    with CaptureQueriesContext(connection) as two:
        phone.get("/work/")
    assert len(two) == len(one) <= 18
