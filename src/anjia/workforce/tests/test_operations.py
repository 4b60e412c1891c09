from datetime import date, datetime, timedelta
from typing import Any

import pytest

from anjia.catalog.rules import Trade
from anjia.company.models import User
from anjia.kernel.actors import SYSTEM
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.places import Place
from anjia.kernel.queries import latest_facts, story_of
from anjia.kernel.scope import company_scope
from anjia.workforce import operations, queries
from anjia.workforce.rules import USUAL_WEEK, Hours, Status
from anjia.workforce.testing import a_caregiver


def test_a_caregiver_starts_with_the_usual_week_at_the_centre_of_her_district(scope: int, at: datetime) -> None:
    summary = queries.caregiver(a_caregiver(at))
    assert (summary.name, summary.masked_phone, summary.status) == ("李阿姨", "138****5678", "ready")
    assert (summary.place, summary.rough) == (Place(31.188464, 121.436128), True)
    assert (summary.trades, summary.level_in("daily_cleaning"), summary.level_in("cooking")) == (
        (("daily_cleaning", 3),),
        3,
        0,
    )
    assert summary.joined_on == date(2026, 11, 22)
    assert queries.week_of(summary.id) == list(USUAL_WEEK)


def test_her_story_begins_with_joining(scope: int, at: datetime) -> None:
    names = [fact.name for fact in story_of(f"caregiver:{a_caregiver(at)}")]
    assert names == ["workforce.TradesSet", "workforce.WorkingHoursSet", "workforce.CaregiverEngaged"]


def test_a_phone_belongs_to_one_caregiver(scope: int, at: datetime) -> None:
    a_caregiver(at)
    with pytest.raises(Refusal, match="李阿姨"):
        a_caregiver(at, name="张阿姨", phone="+86 138 1234 5678")


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "名" * 41},
        {"phone": "12"},
        {"district": "火星"},
        {"place": Place(0, float("inf"))},
        {"hourly_pay_fen": -1},
        {"hourly_pay_fen": 100_001},
        {"trades": {Trade.COOKING: 6}},
        {"hours": [Hours(0, 600, 600)]},
        {"introduction": "字" * 501},
    ],
)
def test_an_impossible_caregiver_is_refused_and_nothing_is_left_behind(
    scope: int, at: datetime, wrong: dict[str, Any]
) -> None:
    given: dict[str, Any] = {
        "name": "李阿姨",
        "phone": "13812345678",
        "district": "徐汇区",
        "hourly_pay_fen": 3800,
        **wrong,
    }
    with pytest.raises(Refusal):
        operations.engage_caregiver(**given, at=at, by=SYSTEM)
    assert queries.count_caregivers() == 0
    assert latest_facts(names=["workforce.CaregiverEngaged"]) == []


def test_corrections_name_what_changed_and_say_nothing_twice(scope: int, at: datetime) -> None:
    caregiver_id = a_caregiver(at)
    for _twice in range(2):
        operations.change_caregiver(
            caregiver_id=caregiver_id, name="李阿姨", hourly_pay_fen=4000, district="静安", at=at, by=SYSTEM
        )
    (fact,) = latest_facts(names=["workforce.CaregiverChanged"])
    assert set(fact.event.fields) == {"hourly_pay_fen", "district", "latitude", "longitude"}
    assert queries.pay_rates_of([caregiver_id]) == {caregiver_id: 4000}


def test_nobody_is_ready_without_a_trade_and_hours(scope: int, at: datetime) -> None:
    caregiver_id = operations.engage_caregiver(
        name="赵阿姨",
        phone="13812340001",
        district="徐汇区",
        hourly_pay_fen=3500,
        status=Status.APPLICANT,
        hours=(),
        at=at,
        by=SYSTEM,
    )
    ready = {"caregiver_id": caregiver_id, "status": Status.READY, "at": at, "by": SYSTEM}
    with pytest.raises(Refusal):
        operations.set_status(**ready)
    operations.set_trades(caregiver_id=caregiver_id, trades={Trade.COOKING: 2}, at=at, by=SYSTEM)
    with pytest.raises(Refusal):
        operations.set_status(**ready)
    operations.set_working_hours(caregiver_id=caregiver_id, hours=[Hours(0, 480, 720)], at=at, by=SYSTEM)
    for _twice in range(2):
        operations.set_status(**ready)
    assert queries.caregiver(caregiver_id).status == "ready"
    assert len(latest_facts(names=["workforce.CaregiverStatusSet"])) == 1


def test_who_left_is_not_dispatched_and_cannot_log_in(scope: int, at: datetime) -> None:
    caregiver_id = a_caregiver(at)
    user_id = operations.open_login(caregiver_id=caregiver_id, password="warm-kettle-7", at=at, by=SYSTEM)
    operations.set_status(caregiver_id=caregiver_id, status=Status.LEFT, at=at, by=SYSTEM)
    assert queries.caregivers_able("daily_cleaning") == []
    assert queries.caregiver_of_user(user_id) is None


def test_a_log_in_is_opened_once_and_leads_to_her_company(scope: int, at: datetime) -> None:
    caregiver_id = a_caregiver(at)
    with pytest.raises(Refusal):
        operations.open_login(caregiver_id=caregiver_id, password="short", at=at, by=SYSTEM)
    opened = {
        operations.open_login(caregiver_id=caregiver_id, password="warm-kettle-7", at=at, by=SYSTEM) for _ in range(2)
    }
    (user_id,) = opened
    assert User.objects.get(pk=user_id).phone == "+8613812345678"
    login = queries.caregiver_of_user(user_id)
    assert login is not None
    assert (login.id, login.company_id, login.name) == (caregiver_id, scope, "李阿姨")
    assert len(latest_facts(names=["workforce.LoginOpened"])) == 1


@pytest.mark.parametrize("week", [[Hours(0, 480, 720), Hours(0, 600, 800)], [Hours(8, 480, 720)], [Hours(0, 900, 600)]])
def test_an_impossible_week_is_refused_and_the_old_one_stays(scope: int, at: datetime, week: list[Hours]) -> None:
    caregiver_id = a_caregiver(at)
    with pytest.raises(Refusal):
        operations.set_working_hours(caregiver_id=caregiver_id, hours=week, at=at, by=SYSTEM)
    assert queries.week_of(caregiver_id) == list(USUAL_WEEK)


def test_a_leave_is_noted_once_and_taken_back_once(scope: int, at: datetime) -> None:
    caregiver_id = a_caregiver(at)
    away = {"caregiver_id": caregiver_id, "starts_at": at, "ends_at": at + timedelta(days=1), "reason": "探亲"}
    leave_id = operations.record_leave(**away, at=at, by=SYSTEM)
    assert operations.record_leave(**away, at=at, by=SYSTEM) == leave_id
    for _twice in range(2):
        operations.cancel_leave(leave_id=leave_id, at=at, by=SYSTEM)
    (leave,) = queries.leaves_of(caregiver_id)
    assert (leave.reason, leave.cancelled_at) == ("探亲", at)
    assert len(latest_facts(names=["workforce.LeaveRecorded", "workforce.LeaveCancelled"])) == 2
    with pytest.raises(Refusal):
        operations.record_leave(caregiver_id=caregiver_id, starts_at=at, ends_at=at, at=at, by=SYSTEM)


def test_another_companys_caregiver_is_missing_for_every_operation(scope: int, stranger_id: int, at: datetime) -> None:
    caregiver_id = a_caregiver(at)
    leave_id = operations.record_leave(
        caregiver_id=caregiver_id, starts_at=at, ends_at=at + timedelta(days=1), at=at, by=SYSTEM
    )
    who = {"caregiver_id": caregiver_id, "at": at, "by": SYSTEM}
    with company_scope(stranger_id):
        for attempt in (
            lambda: operations.change_caregiver(**who, name="某", hourly_pay_fen=1, district="徐汇区"),
            lambda: operations.set_status(**who, status=Status.LEFT),
            lambda: operations.set_trades(**who, trades={}),
            lambda: operations.set_working_hours(**who, hours=()),
            lambda: operations.record_leave(**who, starts_at=at, ends_at=at + timedelta(days=1)),
            lambda: operations.cancel_leave(leave_id=leave_id, at=at, by=SYSTEM),
            lambda: operations.open_login(**who, password="warm-kettle-7"),
            lambda: queries.caregiver(caregiver_id),
        ):
            with pytest.raises(Missing):
                attempt()
        assert queries.week_of(caregiver_id) == []
