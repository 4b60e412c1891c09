"""The board's other faces, its rows fetched again, its file, and the stream that says whose rows changed."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from anjia.booking.testing import plan_visit
from anjia.company.rules import Role
from anjia.dispatch.operations import assign_visit, release_visit
from anjia.dispatch.testing import caregiver, hold, visit_with
from anjia.interfaces.desk.board.live import change_of, look_through
from anjia.interfaces.desk.board.map import HEIGHT, SIGN, WIDTH, _Frame
from anjia.interfaces.desk.tests.people import client_of, queries_of
from anjia.kernel.actors import SYSTEM
from anjia.kernel.clock import clock_at, day_of
from anjia.kernel.districts import SHANGHAI_CENTRES
from anjia.kernel.places import Place
from anjia.kernel.queries import latest_fact_ids
from anjia.kernel.scope import company_scope
from anjia.workforce.operations import record_leave
from anjia.workforce.rules import Hours

FACES = ("", "week", "table", "map")


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
def visit_id(company_id: int, wang: int, at: datetime, tuesday: datetime) -> int:
    with company_scope(company_id):
        return visit_with(wang, at=at, starts_at=tuesday)


def shown(client: Client, day: datetime, **asked: str) -> str:
    answer = client.get(reverse("desk:board"), {"day": day_of(day).isoformat(), **asked})
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("view", FACES)
def test_each_face_shows_the_visit_and_keeps_the_filters(
    desk: Client, visit_id: int, tuesday: datetime, view: str
) -> None:
    page = shown(desk, tuesday, view=view, q="王")
    assert reverse("desk:board-visit", args=[visit_id]) in page
    assert "10:00" in page and "陈女士" in page
    for face in FACES[1:]:
        assert f"view={face}&amp;q=%E7%8E%8B" in page
    assert "first time in this home" in page


@pytest.mark.parametrize("view", FACES)
def test_each_face_asks_the_database_equally_often_for_few_and_many(
    desk: Client, company_id: int, visit_id: int, at: datetime, tuesday: datetime, view: str
) -> None:
    with company_scope(company_id):
        plan_visit(at=at, starts_at=tuesday)
    few = queries_of(lambda: shown(desk, tuesday, view=view))
    with company_scope(company_id):
        for number in range(2, 7):
            visit_with(caregiver(f"阿姨{number}", at=at, number=number), at=at, starts_at=tuesday)
            plan_visit(at=at, starts_at=tuesday)
    assert queries_of(lambda: shown(desk, tuesday, view=view)) == few


def test_twenty_and_two_hundred_caregivers_cost_the_same_questions(
    desk: Client, company_id: int, visit_id: int, at: datetime, tuesday: datetime
) -> None:
    asked = []
    for more in (20, 180):
        with company_scope(company_id):
            for number in range(more):
                caregiver(f"阿姨{number}", at=at, number=more * 1000 + number)
        page = shown(desk, tuesday)
        asked.append(queries_of(lambda: shown(desk, tuesday)))
    assert page.count("data-row=") == 201
    assert asked[0] == asked[1]


def test_a_week_says_hours_and_leave_and_steps_by_weeks(
    desk: Client, company_id: int, wang: int, visit_id: int, at: datetime, tuesday: datetime
) -> None:
    with company_scope(company_id):
        begins = tuesday + timedelta(days=1)
        record_leave(caregiver_id=wang, starts_at=begins, ends_at=begins + timedelta(days=2), at=at, by=SYSTEM)
    page = shown(desk, tuesday, view="week")
    assert "3 h this week" in page
    assert "on leave" in page
    assert ">Tue 24 Nov</a>" in page
    assert page.count("data-cell=") == 7
    assert "day=2026-11-17" in page and "day=2026-12-01" in page


def test_who_is_away_all_day_has_no_hours_to_be_counted(
    desk: Client, company_id: int, wang: int, at: datetime, tuesday: datetime
) -> None:
    assert "0/" in row_of(desk, wang, tuesday)
    with company_scope(company_id):
        begins = tuesday - timedelta(hours=12)
        record_leave(caregiver_id=wang, starts_at=begins, ends_at=begins + timedelta(days=1), at=at, by=SYSTEM)
    row = row_of(desk, wang, tuesday)
    assert "on leave" in row
    assert "0/0" not in row


def row_of(client: Client, caregiver_id: int, day: datetime) -> str:
    """Her row of the board."""
    return shown(client, day).partition(f'id="row-{caregiver_id}"')[2].partition("data-lane")[0]


def test_only_those_with_warnings_are_shown_when_asked_for(
    desk: Client, company_id: int, visit_id: int, at: datetime, tuesday: datetime
) -> None:
    with company_scope(company_id):
        li = caregiver("李敏", at=at, number=2)
        hold(li, at=at, starts_at=tuesday - timedelta(hours=2), minutes=9 * 60)
    page = shown(desk, tuesday, warned="1")
    assert "李敏" not in page and "王芳" not in page
    with company_scope(company_id):
        visit_with(li, at=at, starts_at=tuesday + timedelta(days=1))
        record_leave(
            caregiver_id=li,
            starts_at=tuesday + timedelta(days=1),
            ends_at=tuesday + timedelta(days=2),
            at=at,
            by=SYSTEM,
        )
    page = shown(desk, tuesday + timedelta(days=1), warned="1")
    assert "李敏" in page and "she is on leave then" in page and "王芳" not in page


def test_the_rows_asked_for_are_fetched_and_no_other(
    desk: Client, company_id: int, wang: int, visit_id: int, at: datetime
) -> None:
    with company_scope(company_id):
        caregiver("李敏", at=at, number=2)
    asked = {"day": "2026-11-24", "rows": f"{wang},x,-4,999999"}
    for view in ("", "week", "table"):
        page = desk.get(reverse("desk:board-rows"), asked | {"view": view}).content.decode()
        assert f'id="row-{wang}"' in page and "李敏" not in page
        assert 'id="board-tray"' in page


@pytest.mark.parametrize(
    ("language", "evening", "morning", "goes_on"),
    [
        ("en", "22:00–04:00 next day", "22:00 the day before–04:00", "until 04:00 陈女士"),
        ("zh-hans", "22:00–次日04:00", "前一日22:00–04:00", "至 04:00 止 陈女士"),
    ],
)
def test_a_night_says_on_both_days_on_which_it_begins_and_ends(
    desk: Client,
    company_id: int,
    at: datetime,
    tuesday: datetime,
    language: str,
    evening: str,
    morning: str,
    goes_on: str,
) -> None:
    with company_scope(company_id):
        hong = caregiver("红姐", at=at, number=3, hours=[Hours(1, 20 * 60, 30 * 60)])
        night = plan_visit(at=at, starts_at=tuesday + timedelta(hours=12), minutes=360)
        assign_visit(visit_id=night, caregiver_id=hong, at=at, by=SYSTEM)
    desk.defaults["HTTP_ACCEPT_LANGUAGE"] = language
    wednesday = tuesday + timedelta(days=1)
    for view in FACES:
        page, following = shown(desk, tuesday, view=view), shown(desk, wednesday, view=view)
        if view != "week":
            assert evening in page and morning not in page
            assert morning in following and evening not in following
            assert "2/4 " in page and "4/6 " in following
        if view in ("", "week"):
            assert goes_on in following
        if view == "table":
            assert f'<span class="unseen"> {morning} 陈女士' in following
    assert evening in desk.get(reverse("desk:board-visit", args=[night])).content.decode()


def test_the_day_is_handed_out_as_a_file(desk: Client, wang: int, visit_id: int) -> None:
    answer = desk.get(reverse("desk:board-file", args=["csv"]), {"day": "2026-11-24"})
    text = answer.content.decode("utf-8-sig")
    assert "王芳,徐汇区,10:00,13:00,陈女士,日常保洁,0,planned" in text
    assert desk.get(reverse("desk:board-file", args=["xlsx"])).content[:2] == b"PK"


def test_the_stream_names_whose_rows_changed(company_id: int, wang: int, visit_id: int, at: datetime) -> None:
    with company_scope(company_id):
        seen = max(latest_fact_ids(limit=1))
        ids, nothing = look_through(company_id, seen, frozenset(), True)
        assert nothing is None
        release_visit(visit_id=visit_id, at=at, by=SYSTEM)
        _ids, change = look_through(company_id, seen, frozenset(ids), False)
        assert change is not None
        assert (change.rows, change.tray) == ((wang,), True)
        late = frozenset(latest_fact_ids(limit=5)) - {seen}
        _ids, overtaken = look_through(company_id, seen, late, False)
        assert overtaken is not None
        everything = change_of(ids, everything=True)
        assert everything is not None
        assert everything.rows is None


def test_a_way_that_does_not_fit_is_shown_in_red(
    desk: Client, company_id: int, wang: int, at: datetime, tuesday: datetime
) -> None:
    from anjia.dispatch.models import Assignment

    with company_scope(company_id):
        visit_with(wang, at=at, starts_at=tuesday)
        far = hold(wang, at=at, starts_at=tuesday + timedelta(hours=6), place=Place(31.4, 121.49))
        begins = Assignment.objects.get(pk=far).starts_minute - 170
        Assignment.objects.filter(pk=far).update(starts_minute=begins, busy_from=begins)
    page = shown(desk, tuesday)
    assert "board-way-tight" in page
    assert "there are only" in page


@pytest.mark.parametrize("corner", SHANGHAI_CENTRES)
def test_the_name_of_a_district_stands_whole_on_the_map(corner: str) -> None:
    named = dict(_Frame([SHANGHAI_CENTRES[corner], SHANGHAI_CENTRES["静安区"]]).districts())
    assert {corner, "静安区"} <= named.keys()
    for name, spot in named.items():
        assert len(name) * SIGN / 2 <= spot.x <= WIDTH - len(name) * SIGN / 2
        assert SIGN <= spot.y <= HEIGHT - SIGN / 2
