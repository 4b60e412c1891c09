"""The question a week before a visit."""

from datetime import datetime, timedelta

import pytest

from anjia.booking import queries
from anjia.booking.events import OrderPlaced, VisitCancelled, VisitMoved
from anjia.booking.handlers import follow_the_visit, let_the_visit_go, prepare_the_visit
from anjia.booking.operations import cancel_visit, do_needs_check, mark_visit_done, move_visit, waive_needs_check
from anjia.booking.rules import Waiver, check_due, still_checked
from anjia.booking.testing import plan_visit
from anjia.households import queries as households
from anjia.households.operations import NewEntry
from anjia.households.rules import EntryKind
from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.queries import story_of
from anjia.promises.operations import sweep_promises
from anjia.promises.queries import promise_of

pytestmark = pytest.mark.usefixtures("scope")
DAY = timedelta(days=1)
ADVISER = Actor("staff", 1, "周敏")


def heard(visit_id: int, kind: type, *, times: int = 2) -> None:
    """The visit's facts of this kind reach booking, each twice."""
    listener = {OrderPlaced: prepare_the_visit, VisitMoved: follow_the_visit, VisitCancelled: let_the_visit_go}[kind]
    for fact in reversed(story_of(f"visit:{visit_id}")):
        if isinstance(fact.event, kind):
            for _n in range(times):
                listener(fact.event, at=fact.at)


def planned(at: datetime, days: float) -> int:
    visit_id = plan_visit(at=at, starts_at=at + days * DAY)
    heard(visit_id, OrderPlaced)
    return visit_id


def due_of(visit_id: int) -> datetime | None:
    made = promise_of("needs_check", f"visit:{visit_id}")
    return made.due_at if made and made.state == "open" else None


def check(visit_id: int, at: datetime, *, changed: bool = False, changes: str = "") -> None:
    entries = [NewEntry(EntryKind.SPECIAL, changes)] if changes else []
    do_needs_check(visit_id=visit_id, changed=changed, changes=changes, entries=entries, at=at, by=ADVISER)


@pytest.mark.parametrize(("days", "due_in_days"), [(7, 0), (7.5, 0.5), (30, 23), (6.99, None), (0.5, None)])
def test_it_is_due_a_week_before_the_start_to_the_minute(at: datetime, days: float, due_in_days: float | None) -> None:
    due = check_due(at + days * DAY, at, 7 * 1440)
    assert due == (None if due_in_days is None else at + due_in_days * DAY)


def test_an_order_far_ahead_is_promised_the_question_once(at: datetime) -> None:
    visit_id = planned(at, 10)
    assert due_of(visit_id) == at + 3 * DAY
    names = [fact.name for fact in story_of(f"visit:{visit_id}")]
    assert names.count("promises.PromiseMade") == 1


def test_an_order_at_short_notice_waives_it_with_the_reason(at: datetime) -> None:
    visit_id = planned(at, 3)
    found = queries.needs_check_of(visit_id)
    assert found is not None
    assert (found.waiver, found.waits, due_of(visit_id)) == (Waiver.SHORT_NOTICE, False, None)
    names = [fact.name for fact in story_of(f"visit:{visit_id}")]
    assert names.count("booking.NeedsCheckWaived") == 1


def test_what_has_changed_goes_into_the_dossier_and_keeps_the_promise(at: datetime) -> None:
    visit_id = planned(at, 10)
    check(visit_id, at + DAY, changed=True, changes="家里多了一只猫")
    household_id = queries.visit(visit_id).household_id
    assert [one.text for one in households.dossier_of(household_id)] == ["家里多了一只猫"]
    kept = promise_of("needs_check", f"visit:{visit_id}")
    assert kept is not None
    assert (kept.state, "1" in kept.evidence) == ("kept", True)


def test_nothing_changed_is_a_confirmation(at: datetime) -> None:
    visit_id = planned(at, 10)
    check(visit_id, at + DAY)
    found = queries.needs_checks_of([visit_id])[visit_id]
    assert (found.done_at, found.changed, found.by_name) == (at + DAY, False, "周敏")


def test_a_change_without_words_is_refused(at: datetime) -> None:
    visit_id = planned(at, 10)
    with pytest.raises(Refusal, match=r"(?i)what has changed|写"):
        check(visit_id, at, changed=True)
    assert due_of(visit_id) is not None


def test_asking_twice_is_refused(at: datetime) -> None:
    visit_id = planned(at, 10)
    check(visit_id, at)
    with pytest.raises(Refusal):
        check(visit_id, at + DAY)


def test_nobody_asks_and_it_breaks_to_the_minute(at: datetime) -> None:
    visit_id = planned(at, 10)
    sweep_promises(at=at + 3 * DAY)
    assert due_of(visit_id) == at + 3 * DAY
    sweep_promises(at=at + 3 * DAY + timedelta(minutes=1))
    broken = promise_of("needs_check", f"visit:{visit_id}")
    assert broken is not None
    assert broken.state == "broken"


def test_the_household_may_decline_in_its_words(at: datetime) -> None:
    visit_id = planned(at, 10)
    waive_needs_check(visit_id=visit_id, note="不用再打了", at=at, by=ADVISER)
    waive_needs_check(visit_id=visit_id, note="不用再打了", at=at, by=ADVISER)
    released = promise_of("needs_check", f"visit:{visit_id}")
    assert released is not None
    assert (released.state, released.evidence) == ("released", "不用再打了")
    move_visit(visit_id=visit_id, starts_at=at + 20 * DAY, at=at, by=SYSTEM)
    heard(visit_id, VisitMoved)
    assert due_of(visit_id) is None


def test_a_moved_visit_is_asked_about_a_week_before_its_new_start(at: datetime) -> None:
    visit_id = planned(at, 10)
    move_visit(visit_id=visit_id, starts_at=at + 20 * DAY, at=at + DAY, by=SYSTEM)
    heard(visit_id, VisitMoved)
    assert due_of(visit_id) == at + 13 * DAY
    move_visit(visit_id=visit_id, starts_at=at + 5 * DAY, at=at + 2 * DAY, by=SYSTEM)
    heard(visit_id, VisitMoved)
    found = queries.needs_check_of(visit_id)
    assert found is not None
    assert (due_of(visit_id), found.waiver) == (None, Waiver.SHORT_NOTICE)


def test_a_check_long_before_a_moved_visit_counts_no_more(at: datetime) -> None:
    visit_id = planned(at, 10)
    check(visit_id, at + DAY)
    move_visit(visit_id=visit_id, starts_at=at + 12 * DAY, at=at + DAY, by=SYSTEM)
    heard(visit_id, VisitMoved)
    assert due_of(visit_id) is None
    move_visit(visit_id=visit_id, starts_at=at + 40 * DAY, at=at + DAY, by=SYSTEM)
    heard(visit_id, VisitMoved)
    assert due_of(visit_id) == at + 33 * DAY
    check(visit_id, at + 30 * DAY)
    assert not still_checked(at, at + 15 * DAY, 7 * 1440)


def test_a_cancelled_visit_needs_no_question(at: datetime) -> None:
    visit_id = planned(at, 10)
    cancel_visit(visit_id=visit_id, reason="不需要了", at=at, by=SYSTEM)
    heard(visit_id, VisitCancelled)
    assert due_of(visit_id) is None
    with pytest.raises(Refusal):
        check(visit_id, at)


def test_a_fact_heard_late_plans_nothing_for_a_visit_that_is_over(at: datetime) -> None:
    visit_id = plan_visit(at=at, starts_at=at + 10 * DAY)
    mark_visit_done(visit_id=visit_id, at=at, by=SYSTEM)
    heard(visit_id, OrderPlaced)
    assert queries.needs_check_of(visit_id) is None
    with pytest.raises(Missing):
        do_needs_check(visit_id=999_999, changed=False, at=at, by=ADVISER)
