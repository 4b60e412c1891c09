"""Whose turn it is, where answers go, and which visit is meant."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anjia.voice.rules import (
    MOST_TRIES,
    Channel,
    Marks,
    Standing,
    Way,
    fits_wechat,
    may_write_by_wechat,
    pause_after,
    standing_of,
    way_of,
)
from anjia.voice.rules.visits import VisitTime, visit_about

AT = datetime(2026, 11, 22, 2, tzinfo=UTC)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(["ask", "tell", "say", "done", "undo"]), max_size=12))
def test_whose_turn_it_is_follows_from_what_happened(acts: list[str]) -> None:
    marks, number, owed = Marks(), 0, False
    for act in acts:
        if act in ("ask", "tell"):
            number += 1
            marks = marks.heard(number, needs_answer=act == "ask")
            owed = owed or act == "ask"
        elif act == "say":
            number += 1
            marks, owed = marks.said(number), False
        elif act == "done" and number:
            marks, owed = marks.done(), False
        elif act == "undo" and standing_of(marks) is Standing.DONE and number:
            marks, owed = marks.open_again(number), True
        assert (standing_of(marks) is Standing.US) == owed
        assert (marks.waits_from > 0) == owed


def test_praise_does_not_open_what_is_done_nor_close_what_is_open() -> None:
    assert standing_of(Marks().heard(1, needs_answer=False)) is Standing.DONE
    assert standing_of(Marks(3, 0, 3).heard(4, needs_answer=False)) is Standing.DONE
    assert standing_of(Marks(3, 2, 0).heard(4, needs_answer=False)) is Standing.US
    assert standing_of(Marks(3, 0, 0).heard(4, needs_answer=False)) is Standing.THEM


@pytest.mark.parametrize(
    ("channel", "known", "way"),
    [
        (Channel.EMAIL, True, Way.SENT),
        (Channel.WECHAT, False, Way.SENT),
        (Channel.CHAT, True, Way.SHOWN),
        (Channel.WORK_CHAT, False, Way.SHOWN),
        (Channel.WEB_FORM, True, Way.SHOWN),
        (Channel.WEB_FORM, False, Way.SAID),
        (Channel.CALL, True, Way.SAID),
    ],
)
def test_an_answer_goes_the_way_the_channel_has(channel: Channel, known: bool, way: Way) -> None:
    assert way_of(channel, has_household=known) is way


def test_tries_end() -> None:
    pauses = [pause_after(tries) for tries in range(1, MOST_TRIES + 1)]
    assert pauses[-1] is None
    assert all(pauses[:-1])


def test_wechat_has_its_window_and_its_length() -> None:
    assert may_write_by_wechat(AT, AT + timedelta(hours=47, minutes=59))
    assert not may_write_by_wechat(AT, AT + timedelta(hours=48))
    assert not may_write_by_wechat(None, AT)
    assert fits_wechat("好" * 682)
    assert not fits_wechat("好" * 683)


@pytest.mark.parametrize(
    ("hours", "chosen"),
    [((-30, -5, 3), 2), ((-30, -1, 3), 2), ((-40 * 24,), None), ((1,), 1), ((48,), None), ((), None)],
)
def test_the_visit_under_way_or_the_last_one_is_meant(hours: tuple[int, ...], chosen: int | None) -> None:
    visits = [VisitTime(n, AT + timedelta(hours=h), AT + timedelta(hours=h + 3)) for n, h in enumerate(hours, 1)]
    assert visit_about(visits, AT) == chosen
