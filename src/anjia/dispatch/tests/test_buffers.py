"""Whatever is held and released, in whatever order: busy times never overlap and every way fits."""

from dataclasses import dataclass, replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anjia.dispatch.rules import Stay, busy_from, fits_between, way_between
from anjia.dispatch.tests.test_free_slots import PLACES


@dataclass(frozen=True)
class Laid:
    stay: Stay
    busy_from: int


def neighbours(laid: list[Laid], stay: Stay) -> tuple[Laid | None, Laid | None]:
    before = [one for one in laid if one.stay.starts <= stay.starts]
    behind = [one for one in laid if one.stay.starts > stay.starts]
    return (before[-1] if before else None), (behind[0] if behind else None)


def hold(laid: list[Laid], stay: Stay) -> list[Laid]:
    previous, following = neighbours(laid, stay)
    if not fits_between(previous and previous.stay, stay, following and following.stay):
        return laid
    kept = [replace(one, busy_from=busy_from(stay, one.stay)) if one is following else one for one in laid]
    new = Laid(stay, busy_from(previous and previous.stay, stay))
    return sorted([*kept, new], key=lambda one: one.stay.starts)


def release(laid: list[Laid], which: int) -> list[Laid]:
    gone = laid[which % len(laid)]
    rest = [one for one in laid if one is not gone]
    previous, following = neighbours(rest, gone.stay)
    return [
        replace(one, busy_from=busy_from(previous and previous.stay, one.stay)) if one is following else one
        for one in rest
    ]


stays = st.builds(
    lambda start, minutes, place: Stay(start, start + minutes, *place),
    st.integers(0, 4000),
    st.integers(1, 400),
    st.sampled_from(PLACES),
)


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(stays, stays, st.integers(0, 30)), max_size=25))
def test_every_way_fits_after_any_holds_and_releases(steps: list[Stay | int]) -> None:
    laid: list[Laid] = []
    for step in steps:
        if isinstance(step, Stay):
            laid = hold(laid, step)
        elif laid:
            laid = release(laid, step)
        for one, other in pairwise(laid):
            assert one.stay.ends <= other.busy_from <= other.stay.starts
            assert other.stay.starts - one.stay.ends >= way_between(one.stay, other.stay)


@pytest.mark.parametrize(
    ("previous", "expected"),
    [
        (None, 1000),
        (Stay(0, 200, 31.23, 121.47), 1000),  # more than twelve hours ago
        (Stay(800, 900, 31.23, 121.47), 995),  # the same house
        (Stay(800, 998, 31.05, 121.75), 998),  # too late already: busy from the end of the visit before
    ],
)
def test_a_visit_is_busy_from_the_way_to_it(previous: Stay | None, expected: int) -> None:
    assert busy_from(previous, Stay(1000, 1060, 31.23, 121.47)) == expected
