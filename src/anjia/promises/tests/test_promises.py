from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.queries import story_of
from anjia.kernel.scope import company_scope
from anjia.promises import queries
from anjia.promises.models import Promise
from anjia.promises.operations import break_promise, keep_promise, make_promise, release_promise, sweep_promises
from anjia.promises.testing import states_of
from anjia.promises.tests.conftest import AT

LEAD = Actor("staff", 3, "Lead")
HOUR = timedelta(hours=1)


def promise(subject: str = "complaint:7", kind: str = "complaint_answered") -> int:
    return make_promise(kind=kind, subject=subject, made_at=AT, household_id=12, by=SYSTEM)


def keep(hours: float, subject: str = "complaint:7") -> bool:
    return keep_promise(kind="complaint_answered", subject=subject, evidence="Reply 4", at=AT + hours * HOUR, by=LEAD)


def told(subject: str = "complaint:7") -> list[str]:
    return [fact.name for fact in reversed(story_of(subject))]


def test_a_promise_knows_its_due_time_from_the_clause(company: int) -> None:
    promise()
    made = queries.promise_of("complaint_answered", "complaint:7")
    assert made is not None
    assert (made.due_at, made.state, made.clause_version) == (AT + 24 * HOUR, "open", 1)
    assert (made.subject_kind, made.subject_id, made.household_id) == ("complaint", 7, 12)


def test_a_promise_may_bring_its_own_due_time(company: int) -> None:
    make_promise(kind="arrival", subject="visit:3", made_at=AT, due_at=AT + 5 * HOUR, by=SYSTEM)
    assert [row.due_at for row in queries.promises_due(AT + 9 * HOUR)] == [AT + 5 * HOUR]


def test_asking_again_while_it_is_open_gives_the_same_promise(company: int) -> None:
    assert promise() == promise()
    assert told() == ["promises.PromiseMade"]


def test_a_new_promise_can_follow_one_that_ended(company: int) -> None:
    first = promise()
    keep(1)
    assert promise() != first


def test_something_that_is_no_subject_cannot_be_promised_about(company: int) -> None:
    with pytest.raises(ValueError):
        promise("complaint 7")


def test_kept_in_time_is_kept_once(company: int) -> None:
    promise()
    assert keep(1) is True
    assert keep(2) is False
    assert told() == ["promises.PromiseMade", "promises.PromiseKept"]
    ended = queries.promise_of("complaint_answered", "complaint:7")
    assert ended
    assert (ended.evidence, ended.closed_at) == ("Reply 4", AT + HOUR)


def test_kept_too_late_is_broken_even_before_the_sweep(company: int) -> None:
    promise()
    assert keep(24.01) is False
    assert states_of("complaint:7") == {"complaint_answered": "broken"}
    assert sweep_promises(at=AT + 48 * HOUR) == 0
    assert told() == ["promises.PromiseMade", "promises.PromiseBroken", "promises.PromiseDoneLate"]


def test_released_with_a_reason_and_once(company: int) -> None:
    promise()
    release = {"kind": "complaint_answered", "subject": "complaint:7", "reason": "Withdrawn", "by": LEAD}
    assert release_promise(**release, at=AT + HOUR) is True
    assert release_promise(**release, at=AT + HOUR) is False
    assert told() == ["promises.PromiseMade", "promises.PromiseReleased"]


def test_a_late_release_is_a_broken_promise(company: int) -> None:
    promise()
    assert not release_promise(kind="complaint_answered", subject="complaint:7", reason="x", at=AT + 25 * HOUR, by=LEAD)
    assert states_of("complaint:7") == {"complaint_answered": "broken"}


def test_ending_what_was_never_promised_does_nothing(company: int) -> None:
    assert keep(1) is False
    assert told() == []


def test_promises_are_told_to_the_story_of_their_subject_and_household(company: int) -> None:
    promise()
    assert [fact.name for fact in story_of("household:12")] == ["promises.PromiseMade"]
    assert told() == ["promises.PromiseMade"]


def test_an_ended_promise_must_say_when(company: int) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Promise.objects.filter(pk=promise()).update(state="kept")


def test_another_company_neither_sees_nor_ends_it(company: int, other_company: int) -> None:
    promise()
    with company_scope(other_company):
        assert queries.promises_due(AT + 99 * HOUR) == []
        assert keep(1) is False
        assert queries.promises_of(["complaint:7"]) == {"complaint:7": []}
    assert states_of("complaint:7") == {"complaint_answered": "open"}


def test_the_record_counts_what_ended_and_what_is_open(company: int) -> None:
    for n in (1, 2, 3):
        promise(f"complaint:{n}")
    keep(1, "complaint:1")
    keep(99, "complaint:2")
    record = next(row for row in queries.record_since(AT) if row.kind == "complaint_answered")
    assert (record.kept, record.broken, record.open, record.share) == (1, 1, 1, 50)


def test_ended_promises_come_by_page_without_gap_or_repeat(company: int) -> None:
    for n in range(1, 8):
        promise(f"complaint:{n}")
        keep(n // 3, f"complaint:{n}")
    seen, before = [], None
    while page := queries.promises_ended(state="kept", before=before, limit=2):
        seen += [row.subject_id for row in page]
        assert page[-1].closed_at is not None
        before = page[-1].closed_at, page[-1].id
    assert seen == [7, 6, 5, 4, 3, 2, 1]


def test_what_was_done_may_show_a_breach_before_the_time_is_over(scope: int) -> None:
    make_promise(kind="move_in_clean", subject="visit:7", made_at=AT, by=SYSTEM)

    def end(hours: int) -> bool:
        at = AT + timedelta(hours=hours)
        return break_promise(kind="move_in_clean", subject="visit:7", reason="两项没做", at=at, by=SYSTEM)

    assert (end(1), end(2)) == (True, False)
    broken = queries.promise_of("move_in_clean", "visit:7")
    assert broken is not None
    assert (broken.state, broken.evidence, broken.closed_at) == ("broken", "两项没做", AT + timedelta(hours=1))
    assert [fact.name for fact in story_of("visit:7")].count("promises.PromiseBroken") == 1
