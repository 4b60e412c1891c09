"""The day board: everybody's day, on an axis and as a table."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from anjia.booking.testing import plan_visit
from anjia.company.rules import Role
from anjia.dispatch.testing import caregiver, hold, visit_with
from anjia.interfaces.desk.tests.people import client_of, queries_of
from anjia.kernel.actors import SYSTEM
from anjia.kernel.clock import clock_at, day_of
from anjia.kernel.scope import company_scope
from anjia.workforce.operations import record_leave
from anjia.workforce.rules import Hours


@pytest.fixture(autouse=True)
def now(at: datetime) -> Iterator[None]:
    with clock_at(at):
        yield


@pytest.fixture
def desk(company_id: int, at: datetime) -> Client:
    return client_of(company_id, at, "13900000001", Role.DISPATCHER)


@pytest.fixture
def tuesday(at: datetime) -> datetime:
    """Tuesday 24 November 2026, 10:00 in Shanghai."""
    return at + timedelta(days=2)


@pytest.fixture
def wang(company_id: int, at: datetime) -> int:
    with company_scope(company_id):
        return caregiver("王芳", at=at, number=1)


def shown(client: Client, day: datetime, **asked: str) -> str:
    answer = client.get(reverse("desk:board"), {"day": day_of(day).isoformat(), **asked})
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_axis_shows_visits_holds_and_what_is_left(
    desk: Client, company_id: int, wang: int, at: datetime, tuesday: datetime
) -> None:
    with company_scope(company_id):
        visit_id = visit_with(wang, at=at, starts_at=tuesday)
        hold(wang, at=at, starts_at=tuesday + timedelta(hours=4))
    page = shown(desk, tuesday)
    assert 'data-axis-from="480" data-axis-until="1200"' in page
    assert f'href="{reverse("desk:board-visit", args=[visit_id])}" data-from="600" data-until="780"' in page
    assert "10:00 陈女士" in page
    assert "Export" in page
    assert "kept until 10:10" in page
    assert "2 h free" in page
    assert 'class="axis-away" data-from="1080" data-until="1440"' in page
    assert 'class="axis-now"' not in page


@pytest.mark.parametrize(
    ("begins", "ends", "axis"),
    [
        (450, 1080, (420, 1200)),
        (600, 1290, (480, 1320)),
        (0, 1440, (360, 1440)),
        (1200, 1800, (480, 1440)),
        (540, 600, (480, 1200)),
    ],
)
def test_the_axis_reaches_as_far_as_somebody_s_hours_from_six_until_midnight(
    desk: Client, company_id: int, at: datetime, tuesday: datetime, begins: int, ends: int, axis: tuple[int, int]
) -> None:
    with company_scope(company_id):
        caregiver("李敏", at=at, number=2, hours=[Hours(1, begins, ends)])
    assert f'data-axis-from="{axis[0]}" data-axis-until="{axis[1]}"' in shown(desk, tuesday)


def test_the_table_says_the_same_without_an_axis(
    desk: Client, company_id: int, wang: int, at: datetime, tuesday: datetime
) -> None:
    with company_scope(company_id):
        visit_with(wang, at=at, starts_at=tuesday)
        record_leave(
            caregiver_id=caregiver("李敏", at=at, number=2),
            starts_at=at,
            ends_at=at + timedelta(days=7),
            at=at,
            by=SYSTEM,
        )
    page = shown(desk, tuesday, view="table")
    assert "data-axis-from" not in page
    for words in ("10:00–13:00", "陈女士", "王芳", "李敏", "on leave", "planned"):
        assert words in page


def test_a_visit_that_nobody_has_reached_ten_minutes_after_its_start_is_marked(
    desk: Client, company_id: int, wang: int, at: datetime, tuesday: datetime
) -> None:
    with company_scope(company_id):
        visit_with(wang, at=at, starts_at=tuesday)
    with clock_at(tuesday + timedelta(minutes=10)):
        assert "not there yet" not in shown(desk, tuesday)
    with clock_at(tuesday + timedelta(minutes=11)):
        page = shown(desk, tuesday)
    with clock_at(tuesday + timedelta(hours=4)):
        assert "nobody checked in" in shown(desk, tuesday)
    assert "axis-block-bad" in page
    assert 'class="axis-now" data-from="611"' in page


def test_filters_find_who_is_asked_for(
    desk: Client, company_id: int, wang: int, at: datetime, tuesday: datetime
) -> None:
    with company_scope(company_id):
        hold(wang, at=at, starts_at=tuesday - timedelta(hours=1), minutes=8 * 60)
        caregiver("李敏", at=at, number=2)
    assert "王芳" in shown(desk, tuesday)
    assert "王芳" not in shown(desk, tuesday, free="1")
    assert "李敏" in shown(desk, tuesday, free="1")
    assert "李敏" not in shown(desk, tuesday, q="王")
    assert "Nobody matches." in shown(desk, tuesday, trade="cooking")
    assert "Nobody matches." in shown(desk, tuesday, district="黄浦区")


def test_visits_without_a_caregiver_lead_to_their_pages(
    desk: Client, company_id: int, wang: int, at: datetime, tuesday: datetime
) -> None:
    with company_scope(company_id):
        visit_id = plan_visit(at=at, starts_at=tuesday)
    page = shown(desk, tuesday)
    assert "1 visit has no caregiver yet" in page
    assert reverse("desk:board-visit", args=[visit_id]) in page
    assert "no caregiver yet" not in shown(desk, tuesday + timedelta(days=1))


@pytest.mark.parametrize("day", ["", "x", "2026-13-40", "0001-01-01", "9999-12-31", "2026-11-24\x00"])
@pytest.mark.parametrize("after", ["", "-1", "²", "9" * 30])
def test_an_odd_address_shows_a_day_all_the_same(desk: Client, wang: int, day: str, after: str) -> None:
    answer = desk.get(reverse("desk:board"), {"day": day, "after": after, "q": "\x00"})
    assert answer.status_code == 200


def test_the_board_asks_the_database_equally_often_for_few_and_many(
    desk: Client, company_id: int, wang: int, at: datetime, tuesday: datetime
) -> None:
    with company_scope(company_id):
        visit_with(wang, at=at, starts_at=tuesday)
        plan_visit(at=at, starts_at=tuesday)
    few = queries_of(lambda: shown(desk, tuesday))
    with company_scope(company_id):
        for number in range(2, 8):
            visit_with(caregiver(f"阿姨{number}", at=at, number=number), at=at, starts_at=tuesday)
            plan_visit(at=at, starts_at=tuesday)
    assert queries_of(lambda: shown(desk, tuesday)) == few
    assert few <= 30


def test_nobody_yet_is_said_with_the_next_step(desk: Client, tuesday: datetime) -> None:
    assert "Nobody is ready for work yet." in shown(desk, tuesday)


def test_a_stranger_sees_an_empty_day_and_nobody_sees_without_log_in(
    company_id: int, stranger_id: int, wang: int, at: datetime, tuesday: datetime
) -> None:
    with company_scope(company_id):
        visit_with(wang, at=at, starts_at=tuesday)
    page = shown(client_of(stranger_id, at, "13900000002", Role.OWNER), tuesday)
    assert "王芳" not in page
    assert "陈女士" not in page
    assert Client().get(reverse("desk:board")).status_code == 302
