"""Leave asked for by a caregiver: once a tap, answered once, with a promise of the answer."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import translation
from django.utils.translation import override

from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.models import Fact
from anjia.kernel.scope import company_scope
from anjia.promises.queries import promises_of
from anjia.workforce import operations, queries
from anjia.workforce.models import Leave, LeaveRequest
from anjia.workforce.testing import a_caregiver

DESK = Actor("staff", 1, "周敏")


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def li(scope: int, at: datetime) -> int:
    return a_caregiver(at)


def ask(caregiver_id: int, at: datetime, *, client_id: UUID | None = None, **changed: Any) -> int:
    begins = at + timedelta(days=3)
    values: dict[str, Any] = {"kind": "family", "starts_at": begins, "ends_at": begins + timedelta(hours=8)}
    return operations.ask_leave(
        caregiver_id=caregiver_id,
        client_id=client_id or uuid4(),
        **values | changed,
        at=at,
        by=Actor("caregiver", caregiver_id),
    )


def test_the_same_tap_twice_is_one_request_with_one_promise(li: int, at: datetime) -> None:
    tap = uuid4()
    first = ask(li, at, client_id=tap)
    assert ask(li, at + timedelta(minutes=5), client_id=tap) == first
    (promise,) = promises_of([f"leave_request:{first}"])[f"leave_request:{first}"]
    assert promise.due_at == at + timedelta(days=1)
    assert LeaveRequest.objects.count() == 1


def test_who_cannot_come_today_is_answered_sooner(li: int, at: datetime) -> None:
    one = ask(li, at, kind="illness", starts_at=at, ends_at=at + timedelta(hours=10), urgent=True)
    (promise,) = promises_of([f"leave_request:{one}"])[f"leave_request:{one}"]
    assert promise.due_at == at + timedelta(minutes=30)


def test_a_yes_records_the_leave_once_and_keeps_the_promise(li: int, at: datetime) -> None:
    one = ask(li, at)
    leave_id = operations.grant_leave(leave_request_id=one, at=at + timedelta(hours=1), by=DESK)
    assert operations.grant_leave(leave_request_id=one, at=at + timedelta(hours=2), by=DESK) == leave_id
    assert Leave.objects.filter(cancelled_at__isnull=True).count() == 1
    (promise,) = promises_of([f"leave_request:{one}"])[f"leave_request:{one}"]
    assert promise.state == "kept"
    assert queries.leave_request(one).by_name == "周敏"
    with pytest.raises(Refusal, match="answered by 周敏"):
        operations.refuse_leave(leave_request_id=one, answer="too late", at=at + timedelta(hours=3), by=DESK)


def test_what_leave_is_for_is_kept_in_no_language_of_whoever_says_yes(li: int, at: datetime) -> None:
    one = ask(li, at, kind="personal")
    with override("zh-hans"):
        leave_id = operations.grant_leave(leave_request_id=one, at=at, by=DESK)
    assert Leave.objects.get(pk=leave_id).reason == "something personal"


def test_a_no_needs_a_reason_and_she_reads_it(li: int, at: datetime) -> None:
    one = ask(li, at)
    with pytest.raises(Refusal):
        operations.refuse_leave(leave_request_id=one, answer=" ", at=at, by=DESK)
    operations.refuse_leave(leave_request_id=one, answer="国庆前排满了", at=at, by=DESK)
    operations.refuse_leave(leave_request_id=one, answer="国庆前排满了", at=at, by=DESK)
    assert queries.leave_requests_of(li)[0].answer == "国庆前排满了"
    assert not Leave.objects.exists()


def test_she_takes_it_back_until_it_is_answered(li: int, at: datetime) -> None:
    one, me = ask(li, at), Actor("caregiver", li)
    for _time in range(2):
        operations.withdraw_leave_request(leave_request_id=one, caregiver_id=li, at=at, by=me)
    (promise,) = promises_of([f"leave_request:{one}"])[f"leave_request:{one}"]
    assert promise.state == "released"
    with pytest.raises(Refusal, match="taken this request back"):
        operations.grant_leave(leave_request_id=one, at=at, by=DESK)
    granted = ask(li, at)
    operations.grant_leave(leave_request_id=granted, at=at, by=DESK)
    with pytest.raises(Refusal, match="call the company"):
        operations.withdraw_leave_request(leave_request_id=granted, caregiver_id=li, at=at, by=me)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"kind": "nonsense"}, "kind"),
        ({"ends_at": datetime(2026, 11, 22, 2, 0).astimezone()}, "ends_at"),
        ({"starts_at": datetime(2026, 1, 1).astimezone(), "ends_at": datetime(2026, 1, 2).astimezone()}, "ends_at"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(li: int, at: datetime, changed: dict[str, Any], field: str) -> None:
    with pytest.raises(Refusal) as refused:
        ask(li, at, **changed)
    assert refused.value.field == field
    assert not LeaveRequest.objects.exists()


def test_a_second_request_for_the_same_time_says_what_to_do(li: int, at: datetime) -> None:
    ask(li, at)
    with pytest.raises(Refusal, match="take that request back"):
        ask(li, at, ends_at=at + timedelta(days=4))
    ask(li, at, starts_at=at + timedelta(days=10), ends_at=at + timedelta(days=11))


def test_why_is_sealed_and_in_no_fact(li: int, at: datetime) -> None:
    one = ask(li, at, kind="illness", reason="腰椎间盘突出")
    operations.grant_leave(leave_request_id=one, at=at, by=DESK)
    assert queries.leave_request(one).reason == "腰椎间盘突出"
    with connection.cursor() as cursor:
        cursor.execute("SELECT reason FROM workforce_leaverequest")
        (stored,) = cursor.fetchone()
    assert "腰椎" not in str(stored)
    assert not any("腰椎" in str(fact.body) or "ill" in fact.body.values() for fact in Fact.objects.all())
    assert Leave.objects.get().reason == ""


def test_an_answer_never_changes(li: int, at: datetime) -> None:
    one = ask(li, at)
    operations.refuse_leave(leave_request_id=one, answer="no", at=at, by=DESK)
    with pytest.raises(DatabaseError), transaction.atomic():
        LeaveRequest.objects.filter(pk=one).update(state="granted")


def test_a_colleague_and_a_stranger_find_nothing(li: int, at: datetime, stranger_id: int) -> None:
    one = ask(li, at)
    other = a_caregiver(at, name="王芳", phone="13812345679")
    with pytest.raises(Missing):
        operations.withdraw_leave_request(leave_request_id=one, caregiver_id=other, at=at, by=SYSTEM)
    with company_scope(stranger_id):
        with pytest.raises(Missing):
            queries.leave_request(one)
        with pytest.raises(Missing):
            operations.grant_leave(leave_request_id=one, at=at, by=DESK)
        with pytest.raises(Missing):
            ask(li, at)
