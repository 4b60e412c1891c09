from datetime import datetime

import pytest
from django.db import IntegrityError, transaction

from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.clock import SHANGHAI
from anjia.promises import queries
from anjia.promises.models import Pause
from anjia.promises.operations import (
    keep_promise,
    make_promise,
    pause_promise,
    publish_clause,
    release_promise,
    resume_promise,
    sweep_promises,
    void_promise,
)
from anjia.promises.queries import PromiseSummary

LEAD = Actor("staff", 3, "Lead")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


FOUNDED = at("2025-01-01 00:00")


def promised(clock: str, minutes: int, made: str) -> None:
    publish_clause(
        kind="message_answered",
        minutes=minutes,
        most_fen=0,
        sentence="",
        effective_from=FOUNDED,
        at=FOUNDED,
        by=LEAD,
        clock=clock,
    )
    make_promise(kind="message_answered", subject="message:1", made_at=at(made), by=SYSTEM)


def found() -> PromiseSummary:
    one = queries.promise_of("message_answered", "message:1")
    assert one
    return one


def pause(when: str) -> bool:
    return pause_promise(kind="message_answered", subject="message:1", reason="asked", at=at(when), by=LEAD)


def resume(when: str) -> bool:
    return resume_promise(kind="message_answered", subject="message:1", at=at(when), by=LEAD)


@pytest.mark.parametrize(
    ("clock", "minutes", "made", "pauses", "due"),
    [
        ("wall", 60, "2025-09-29 10:00", [], "2025-09-29 11:00"),
        ("wall", 60, "2025-09-29 10:00", [("10:30", "10:50")], "2025-09-29 11:20"),
        ("wall", 60, "2025-09-29 10:00", [("10:10", "10:20"), ("10:30", "11:50")], "2025-09-29 12:30"),
        ("working", 60, "2025-09-29 17:30", [], "2025-09-30 09:30"),
        ("working", 60, "2025-09-29 17:30", [("17:40", "17:50")], "2025-09-30 09:40"),
        ("working", 60, "2025-09-29 17:30", [("20:00", "22:00")], "2025-09-30 09:30"),  # a night costs nothing
        ("working", 120, "2025-09-30 17:00", [], "2025-10-09 10:00"),  # over the holiday
        ("working", 120, "2025-09-30 17:00", [("17:30", "17:45")], "2025-10-09 10:15"),
        ("working", 540, "2025-09-27 12:00", [], "2025-09-28 18:00"),  # the Sunday is made up
    ],
)
def test_the_due_time_moves_by_what_was_waited_on_the_clauses_own_clock(
    company: int, clock: str, minutes: int, made: str, pauses: list[tuple[str, str]], due: str
) -> None:
    promised(clock, minutes, made)
    day = made[:10]
    for start, end in pauses:
        assert pause(f"{day} {start}")
        assert resume(f"{day} {end}")
    assert found().due_at == at(due)
    assert Pause.objects.filter(resumed_at__isnull=False).count() == len(pauses)


def test_a_standing_clock_breaks_nothing_and_goes_on_by_itself_when_it_is_kept(company: int) -> None:
    promised("wall", 60, "2025-09-29 10:00")
    pause("2025-09-29 10:30")
    assert sweep_promises(at=at("2025-09-30 10:00")) == 0
    assert found().paused_at == at("2025-09-29 10:30")
    assert keep_promise(kind="message_answered", subject="message:1", evidence="4", at=at("2025-09-30 10:00"), by=LEAD)
    assert (found().state, found().due_at) == ("kept", at("2025-09-30 10:30"))
    assert Pause.objects.get().resumed_at == at("2025-09-30 10:00")


def test_pausing_twice_and_resuming_twice_do_it_once(company: int) -> None:
    promised("wall", 60, "2025-09-29 10:00")
    assert not resume("2025-09-29 10:01")
    assert [pause("2025-09-29 10:10"), pause("2025-09-29 10:20")] == [True, False]
    assert [resume("2025-09-29 10:30"), resume("2025-09-29 10:40")] == [True, False]
    assert found().due_at == at("2025-09-29 11:20")


def test_what_is_overdue_cannot_be_paused_any_more(company: int) -> None:
    promised("wall", 60, "2025-09-29 10:00")
    assert not pause("2025-09-29 11:01")
    assert found().state == "broken"


def test_a_second_open_pause_is_refused_by_the_database(company: int) -> None:
    promised("wall", 60, "2025-09-29 10:00")
    pause("2025-09-29 10:10")
    with pytest.raises(IntegrityError), transaction.atomic():
        Pause.objects.create(promise_id=found().id, paused_at=FOUNDED, reason="", by="staff:1")


def test_void_ends_a_promise_even_late_and_released_does_not(company: int) -> None:
    promised("wall", 60, "2025-09-29 10:00")
    given = {"kind": "message_answered", "subject": "message:1", "reason": "by mistake", "by": LEAD}
    assert void_promise(**given, at=at("2025-09-29 12:00"))
    assert not void_promise(**given, at=at("2025-09-29 12:00"))
    assert not release_promise(**given, at=at("2025-09-29 12:00"))
    assert (found().state, found().evidence) == ("void", "by mistake")
    assert sweep_promises(at=at("2025-09-30 12:00")) == 0
