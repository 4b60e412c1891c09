"""Who is on duty on a day."""

from datetime import datetime, timedelta

from anjia.kernel.actors import SYSTEM
from anjia.kernel.clock import day_of, midnight, minute_of
from anjia.workforce import queries
from anjia.workforce.operations import cancel_leave, engage_caregiver, record_leave
from anjia.workforce.rules import Hours


def engaged(at: datetime, hours: list[Hours], *, number: int = 1, district: str = "徐汇区") -> int:
    return engage_caregiver(
        name=f"阿姨{number}",
        phone=f"139{number:08d}",
        district=district,
        hourly_pay_fen=3800,
        trades={},
        hours=hours,
        at=at,
        by=SYSTEM,
    )


def test_the_days_own_stretches_and_the_night_before_count(scope: int, at: datetime) -> None:
    tuesday = day_of(at) + timedelta(days=2)
    begins = minute_of(midnight(tuesday))
    night = [Hours(0, 22 * 60, 30 * 60), Hours(1, 13 * 60, 17 * 60), Hours(2, 480, 600)]
    engaged(at, night)
    [found] = queries.duty(tuesday)
    assert found.works == ((begins + 780, begins + 1020), (begins - 120, begins + 360))
    assert found.leaves == ()


def test_leave_that_touches_the_day_counts_until_it_is_cancelled(scope: int, at: datetime) -> None:
    caregiver_id = engaged(at, [Hours(1, 480, 600)])
    tuesday = day_of(at) + timedelta(days=2)
    leave_id = record_leave(caregiver_id=caregiver_id, starts_at=at, ends_at=at + timedelta(days=9), at=at, by=SYSTEM)
    assert queries.duty(tuesday)[0].leaves == ((minute_of(at), minute_of(at) + 9 * 1440),)
    cancel_leave(leave_id=leave_id, at=at, by=SYSTEM)
    assert queries.duty(tuesday)[0].leaves == ()


def test_district_and_name_narrow_it(scope: int, at: datetime) -> None:
    engaged(at, [], number=1)
    second = engaged(at, [], number=2, district="黄浦区")
    day = day_of(at)
    assert [one.id for one in queries.duty(day, district="黄浦区")] == [second]
    assert [one.id for one in queries.duty(day, query="姨2")] == [second]
    assert queries.ready_districts() == ["徐汇区", "黄浦区"]
