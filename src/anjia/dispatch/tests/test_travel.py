"""Ways computed in columns are the kernel's ways."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from anjia.dispatch.rules import LONGEST_MINUTES, travel_minutes
from anjia.kernel import places

degrees = st.tuples(st.floats(30, 32.5), st.floats(120, 122.5))


@given(st.lists(st.tuples(degrees, degrees), min_size=1, max_size=30))
def test_columns_and_the_kernel_agree(pairs: list[tuple[tuple[float, float], tuple[float, float]]]) -> None:
    columns = np.array([[*a, *b] for a, b in pairs]).T
    expected = [min(places.travel_minutes(places.Place(*a), places.Place(*b)), LONGEST_MINUTES) for a, b in pairs]
    assert travel_minutes(*columns).tolist() == expected


@given(degrees, degrees)
def test_there_and_back_take_equally_long(a: tuple[float, float], b: tuple[float, float]) -> None:
    assert travel_minutes(*a, *b) == travel_minutes(*b, *a)


@given(degrees, degrees, degrees)
def test_a_stop_on_the_way_is_never_quicker_than_going_straight(
    a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]
) -> None:
    assert travel_minutes(*a, *c) <= travel_minutes(*a, *b) + travel_minutes(*b, *c)
