"""Needs interviews and what they teach."""

from datetime import datetime

import pytest

from anjia.households.queries import dossier_of
from anjia.kernel.actors import Actor
from anjia.kernel.errors import Missing, Refusal
from anjia.promises.queries import promise_of
from anjia.sales import queries
from anjia.sales.operations import Answers, hold_interview
from anjia.sales.rules import SLOTS
from anjia.sales.testing import ask

pytestmark = pytest.mark.usefixtures("scope")
ADVISER = Actor("staff", 1, "周敏")
FULL = Answers(
    content="客厅、厨房、两个卫生间",
    standard="灶台无油渍",
    frequency="每周二下午",
    special_requests="阳台的花不要浇水",
    taboos="不用含氯消毒液\n书房不进",
    preferences="先做厨房",
    people_at_home="两岁孩子,下午睡觉",
    access="门口密码锁,到了先电话",
)


def test_what_an_interview_teaches_stands_in_the_dossier_line_by_line(at: datetime) -> None:
    asking = ask(at=at)
    hold_interview(enquiry_id=asking.enquiry_id, answers=FULL, home_id=asking.home_id, at=at, by=ADVISER)
    entries = [(entry.kind.value, entry.text) for entry in dossier_of(asking.household_id)]
    assert ("taboo", "不用含氯消毒液") in entries
    assert ("taboo", "书房不进") in entries
    assert ("access", "门口密码锁,到了先电话") in entries
    assert {kind for kind, _text in entries} == {"special", "taboo", "preference", "people", "access"}


def test_an_interview_keeps_all_its_slots(at: datetime) -> None:
    asking = ask(at=at)
    hold_interview(enquiry_id=asking.enquiry_id, answers=FULL, at=at, by=ADVISER)
    interview = queries.interviews_of(asking.enquiry_id)[0]
    assert {slot: getattr(interview, slot) for slot in SLOTS} == {slot: getattr(FULL, slot) for slot in SLOTS}
    assert queries.enquiry(asking.enquiry_id).state == "interviewed"


def test_an_interview_is_a_first_contact_too(at: datetime) -> None:
    asking = ask(at=at)
    hold_interview(enquiry_id=asking.enquiry_id, answers=Answers(content="擦窗"), at=at, by=ADVISER)
    promise = promise_of("first_contact", f"enquiry:{asking.enquiry_id}")
    assert promise is not None
    assert promise.state == "kept"


def test_holding_it_again_adds_only_what_is_new(at: datetime) -> None:
    asking = ask(at=at)
    hold_interview(enquiry_id=asking.enquiry_id, answers=FULL, at=at, by=ADVISER)
    known = len(dossier_of(asking.household_id))
    again = Answers(content="同上", taboos="书房不进\n不动佛龛")
    hold_interview(enquiry_id=asking.enquiry_id, answers=again, at=at, by=ADVISER)
    assert len(dossier_of(asking.household_id)) == known + 1
    assert len(queries.interviews_of(asking.enquiry_id)) == 2


@pytest.mark.parametrize(
    "answers",
    [Answers(content="  "), Answers(content="好", taboos="忌" * 501), Answers(content="好" * 1001)],
)
def test_an_empty_or_endless_slot_is_refused(at: datetime, answers: Answers) -> None:
    asking = ask(at=at)
    with pytest.raises(Refusal):
        hold_interview(enquiry_id=asking.enquiry_id, answers=answers, at=at, by=ADVISER)
    assert queries.interviews_of(asking.enquiry_id) == []


def test_another_households_home_is_missing(at: datetime) -> None:
    asking, other = ask(at=at), ask(at=at, phone="13800138000")
    with pytest.raises(Missing):
        hold_interview(enquiry_id=asking.enquiry_id, answers=FULL, home_id=other.home_id, at=at, by=ADVISER)
