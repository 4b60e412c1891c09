from datetime import timedelta
from typing import Any

import pytest

from anjia.company.operations import engage_staff, open_branch
from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.places import Place
from anjia.kernel.queries import story_of
from anjia.kernel.scope import company_scope
from anjia.promises import queries
from anjia.promises.models import Notice, Promise
from anjia.promises.operations import keep_promise, make_promise, publish_clause, see_notices, sweep_promises
from anjia.promises.queries import NoticeSummary
from anjia.promises.rules import Rung
from anjia.promises.tests.conftest import AT

LEAD = Actor("staff", 3, "Lead")
HOUR = timedelta(hours=1)
SECOND = timedelta(seconds=1)
OWNER: dict[str, Any] = {"name": "Owner", "phone": "13812345678", "password": "a-long-word-2026", "roles": ["owner"]}
ABOUT: dict[str, str] = {"kind": "emergency_answered", "subject": "visit:7"}


@pytest.fixture
def promise(company: int) -> int:
    """Ten hours, with rungs at 50, 80, 100 and 150 percent."""
    ladder = (Rung(50, "dispatcher"), Rung(80, "dispatcher"), Rung(80, "owner"), Rung(100, "owner"), Rung(150, "owner"))
    publish_clause(
        kind="emergency_answered",
        minutes=600,
        most_fen=0,
        sentence="",
        effective_from=AT,
        at=AT,
        by=LEAD,
        ladder=ladder,
    )
    return make_promise(**ABOUT, made_at=AT, by=SYSTEM)


def told() -> list[tuple[int, str]]:
    return list(Notice.objects.order_by("id").values_list("percent", "role"))


def unseen(staff_id: int = 1, role: str = "owner", branch_id: int | None = None) -> list[NoticeSummary]:
    return queries.unseen_notices([role], staff_id=staff_id, branch_id=branch_id, at=AT + 99 * HOUR)


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        (5, []),
        (5.01, [(50, "dispatcher")]),
        (8.01, [(50, "dispatcher"), (80, "dispatcher"), (80, "owner")]),
        (10.01, [(50, "dispatcher"), (80, "dispatcher"), (80, "owner"), (100, "owner")]),
        (15.01, [(50, "dispatcher"), (80, "dispatcher"), (80, "owner"), (100, "owner"), (150, "owner")]),
    ],
)
def test_each_rung_tells_its_role_when_its_share_of_the_time_has_gone(
    promise: int, hours: float, expected: list[tuple[int, str]]
) -> None:
    sweep_promises(at=AT + hours * HOUR)
    assert told() == expected


def test_many_sweeps_tell_the_same_as_one_after_downtime(promise: int) -> None:
    for minutes in range(0, 16 * 60, 7):
        sweep_promises(at=AT + timedelta(minutes=minutes))
    facts = [fact.name for fact in reversed(story_of("visit:7"))]
    assert facts == [
        "promises.PromiseMade",
        *["promises.PromiseNearing"] * 3,
        "promises.PromiseBroken",
        "promises.PromiseNearing",
    ]
    assert len(told()) == 5
    assert sweep_promises(at=AT + 99 * HOUR) == 0
    assert len(told()) == 5


def test_what_is_kept_tells_nobody_any_more(promise: int) -> None:
    sweep_promises(at=AT + 6 * HOUR)
    keep_promise(**ABOUT, evidence="answered", at=AT + 7 * HOUR, by=LEAD)
    sweep_promises(at=AT + 99 * HOUR)
    assert told() == [(50, "dispatcher")]
    assert unseen(role="dispatcher") == []


def test_what_is_done_late_stays_broken_and_climbs_no_further(promise: int) -> None:
    sweep_promises(at=AT + 11 * HOUR)
    assert not keep_promise(**ABOUT, evidence="answered", at=AT + 12 * HOUR, by=LEAD)
    assert not keep_promise(**ABOUT, evidence="again", at=AT + 13 * HOUR, by=LEAD)
    sweep_promises(at=AT + 99 * HOUR)
    assert (150, "owner") not in told()
    late = story_of("visit:7")[0].event
    assert (late.name, late.late_minutes) == ("promises.PromiseDoneLate", 120)  # type: ignore[attr-defined]
    row = Promise.objects.get(pk=promise)
    assert (row.state, row.done_at, row.evidence) == ("broken", AT + 12 * HOUR, "answered")


def test_a_notice_is_one_line_for_each_promise_until_it_is_seen(promise: int) -> None:
    staff_id = engage_staff(**OWNER, at=AT, by=SYSTEM)
    sweep_promises(at=AT + 11 * HOUR)
    line = unseen(staff_id)[0]
    assert (line.percent, len(line.ids), line.promise.id) == (100, 2, promise)
    assert queries.count_unseen(["owner"], staff_id=staff_id, branch_id=None, at=AT + 12 * HOUR) == 1
    assert see_notices(notice_ids=list(line.ids), staff_id=staff_id, at=AT + 12 * HOUR) == 2
    assert see_notices(notice_ids=list(line.ids), staff_id=staff_id, at=AT + 12 * HOUR) == 0
    assert unseen(staff_id) == []
    sweep_promises(at=AT + 16 * HOUR)
    assert [one.percent for one in unseen(staff_id)] == [150]


def test_a_notice_of_a_branch_is_not_for_the_others(company: int) -> None:
    ids = [
        open_branch(name=name, district="徐汇区", place=Place(31.2, 121.4), at=AT, by=SYSTEM)
        for name in ("North", "South")
    ]
    make_promise(kind="emergency_answered", subject="visit:8", made_at=AT, branch_id=ids[0], by=SYSTEM)
    sweep_promises(at=AT + HOUR)
    assert unseen(branch_id=ids[0])
    assert unseen(branch_id=None)
    assert not unseen(branch_id=ids[1])


def test_another_company_is_told_nothing(promise: int, other_company: int) -> None:
    sweep_promises(at=AT + 11 * HOUR)
    ids = list(Notice.objects.values_list("id", flat=True))
    with company_scope(other_company):
        assert unseen() == []
        assert see_notices(notice_ids=ids, staff_id=1, at=AT + 12 * HOUR) == 0


def test_an_old_clause_without_a_ladder_breaks_in_silence(company: int) -> None:
    publish_clause(kind="arrival", minutes=15, most_fen=0, sentence="", effective_from=AT, at=AT, by=LEAD, ladder=())
    make_promise(kind="arrival", subject="visit:9", made_at=AT, due_at=AT + 5 * HOUR, by=SYSTEM)
    assert sweep_promises(at=AT + 5 * HOUR + SECOND) == 1
    assert told() == []


def test_the_rungs_of_an_arrival_count_from_the_agreed_time(company: int) -> None:
    make_promise(kind="arrival", subject="visit:9", made_at=AT, due_at=AT + 48 * HOUR, by=SYSTEM)
    sweep_promises(at=AT + 47 * HOUR)
    assert told() == []
    sweep_promises(at=AT + 48 * HOUR - timedelta(minutes=7))
    assert told() == [(50, "dispatcher")]
