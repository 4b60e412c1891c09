"""A visit moved by hand: caregiver and start in one step, refused in a sentence when it was changed meanwhile."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import translation

from anjia.booking.operations import cancel_visit, move_visit
from anjia.booking.queries import visit
from anjia.booking.testing import plan_visit
from anjia.dispatch import queries
from anjia.dispatch.events import AssignmentChanged
from anjia.dispatch.operations import reassign
from anjia.dispatch.queries import Version, version_read
from anjia.dispatch.testing import caregiver, hold, visit_with
from anjia.journeys.operations import Moved, move_by_hand, rehearse_by_hand
from anjia.kernel.actors import Actor
from anjia.kernel.clock import SHANGHAI
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.queries import story_of
from anjia.kernel.scope import company_scope

ZHAO, QIAN = Actor("staff", 3, "赵磊"), Actor("staff", 4, "钱进")


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def wang(scope: int, at: datetime) -> int:
    return caregiver("王芳", at=at, number=1)


@pytest.fixture
def li(scope: int, at: datetime) -> int:
    return caregiver("李敏", at=at, number=2)


@pytest.fixture
def tuesday(at: datetime) -> datetime:
    return at + timedelta(days=2)


def version_of(visit_id: int) -> Version:
    given = queries.assignment_of(visit_id)
    return Version(given.id if given else 0, visit(visit_id).starts_at)


def moved(visit_id: int, caregiver_id: int | None, starts_at: datetime, at: datetime, **other: object) -> Moved:
    given = {"expected": version_of(visit_id), "reason": "moved on the board", "by": ZHAO} | other
    return move_by_hand(visit_id=visit_id, caregiver_id=caregiver_id, starts_at=starts_at, at=at, **given)  # type: ignore[arg-type]


def standing(visit_id: int) -> tuple[int | None, datetime]:
    given = queries.assignment_of(visit_id)
    return (given.caregiver_id if given else None), visit(visit_id).starts_at


def test_caregiver_and_start_change_in_one_step(wang: int, li: int, at: datetime, tuesday: datetime) -> None:
    visit_id = visit_with(wang, at=at, starts_at=tuesday)
    later = tuesday + timedelta(hours=2)
    done = moved(visit_id, li, later, at)
    assert standing(visit_id) == (li, later)
    assert (done.caregiver_before, done.started_at, done.changed) == (wang, tuesday, True)
    assert done.version == version_of(visit_id)
    changed = story_of(f"visit:{visit_id}")[0].event
    assert isinstance(changed, AssignmentChanged)
    assert changed.reason == "moved on the board"
    assert hold(wang, at=at, starts_at=tuesday)


def test_the_same_caregiver_keeps_it_at_a_time_that_overlaps_the_old_one(
    wang: int, at: datetime, tuesday: datetime
) -> None:
    visit_id = visit_with(wang, at=at, starts_at=tuesday)
    moved(visit_id, wang, tuesday + timedelta(minutes=30), at)
    assert standing(visit_id) == (wang, tuesday + timedelta(minutes=30))


def test_a_visit_without_anybody_is_given_and_given_back(wang: int, at: datetime, tuesday: datetime) -> None:
    visit_id = plan_visit(at=at, starts_at=tuesday)
    moved(visit_id, wang, tuesday, at)
    assert standing(visit_id)[0] == wang
    moved(visit_id, None, tuesday, at)
    assert standing(visit_id)[0] is None


def test_dropped_where_it_was_changes_nothing(wang: int, at: datetime, tuesday: datetime) -> None:
    visit_id = visit_with(wang, at=at, starts_at=tuesday)
    before = len(story_of(f"visit:{visit_id}"))
    assert not moved(visit_id, wang, tuesday, at).changed
    assert len(story_of(f"visit:{visit_id}")) == before


@pytest.mark.parametrize(("hours", "words"), [(1, "has something else"), (11, "does not work"), (-60, "cannot start")])
def test_what_does_not_fit_is_refused_and_leaves_everything_as_it_was(
    wang: int, li: int, at: datetime, tuesday: datetime, hours: int, words: str
) -> None:
    visit_id = visit_with(wang, at=at, starts_at=tuesday)
    hold(li, at=at, starts_at=tuesday + timedelta(hours=2))
    with pytest.raises(Refusal, match=words):
        moved(visit_id, li, tuesday + timedelta(hours=hours), at)
    assert standing(visit_id) == (wang, tuesday)


def test_a_rehearsal_refuses_like_the_move_and_changes_nothing(
    wang: int, li: int, at: datetime, tuesday: datetime
) -> None:
    visit_id = visit_with(wang, at=at, starts_at=tuesday)
    hold(li, at=at, starts_at=tuesday + timedelta(hours=2))
    told = len(story_of(f"visit:{visit_id}"))
    move: dict[str, Any] = {
        "visit_id": visit_id,
        "expected": version_of(visit_id),
        "reason": "改",
        "at": at,
        "by": QIAN,
    }
    with pytest.raises(Refusal, match="has something else"):
        rehearse_by_hand(**move, caregiver_id=li, starts_at=tuesday + timedelta(hours=1))
    rehearse_by_hand(**move, caregiver_id=wang, starts_at=tuesday + timedelta(hours=3))
    assert standing(visit_id) == (wang, tuesday)
    assert len(story_of(f"visit:{visit_id}")) == told


def test_an_older_picture_is_refused_with_who_changed_what_and_when(
    wang: int, li: int, at: datetime, tuesday: datetime
) -> None:
    visit_id = visit_with(wang, at=at, starts_at=tuesday)
    seen = version_of(visit_id)
    reassign(visit_id=visit_id, caregiver_id=li, reason="换人", at=at + timedelta(minutes=7), by=QIAN)
    with pytest.raises(Refusal, match=r"钱进 gave this visit to 李敏 on 24 November 10:00 at 10:07") as refused:
        moved(visit_id, wang, tuesday + timedelta(hours=3), at, expected=seen)
    assert refused.value.field == "expected"
    assert standing(visit_id) == (li, tuesday)


def test_a_visit_moved_or_cancelled_meanwhile_says_so(wang: int, at: datetime, tuesday: datetime) -> None:
    visit_id = plan_visit(at=at, starts_at=tuesday)
    seen = version_of(visit_id)
    move_visit(visit_id=visit_id, starts_at=tuesday + timedelta(hours=1), at=at, by=QIAN)
    with pytest.raises(Refusal, match=r"钱进 moved this visit to 24 November 11:00"):
        moved(visit_id, wang, tuesday, at, expected=seen)
    cancel_visit(visit_id=visit_id, reason="不用了", at=at, by=QIAN)
    with pytest.raises(Refusal, match="cancelled"):
        moved(visit_id, wang, tuesday, at)


def test_another_companys_visit_or_caregiver_is_missing(
    wang: int, stranger_id: int, at: datetime, tuesday: datetime
) -> None:
    visit_id = visit_with(wang, at=at, starts_at=tuesday)
    seen = version_of(visit_id)
    with company_scope(stranger_id):
        theirs = caregiver("外人", at=at, number=9)
        with pytest.raises(Missing):
            moved(visit_id, theirs, tuesday, at, expected=seen)
    with pytest.raises(Missing):
        moved(visit_id, theirs, tuesday, at)
    assert standing(visit_id) == (wang, tuesday)


def test_a_version_is_read_back_as_it_was_written(tuesday: datetime) -> None:
    version = Version(7, tuesday.astimezone(SHANGHAI))
    assert version_read(str(version)) == version
    assert [version_read(text) for text in ("", "7", "-1-2", "7-x", "７-8", "9" * 30 + "-1")] == [None] * 6
