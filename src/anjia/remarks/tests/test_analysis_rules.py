"""Shares of small groups, and what moves the index."""

import random

import pytest

from anjia.remarks.rules.drivers import effects_of_aspects, shares_of_points
from anjia.remarks.rules.shares import Share, drawn_together


def test_an_interval_is_wide_for_few_and_narrow_for_many() -> None:
    assert (round(Share(1, 2).low, 2), round(Share(1, 2).high, 2)) == (0.09, 0.91)
    assert Share(500, 1000).high - Share(500, 1000).low < 0.07
    assert (Share(0, 0).low, Share(0, 0).high) == (0.0, 1.0)
    assert Share(0, 20).low == 0


def test_a_group_of_two_is_drawn_to_the_average_and_a_group_of_two_hundred_is_not() -> None:
    drawn = drawn_together({1: (2, 2), 2: (120, 200), 3: (10, 200), 4: (20, 200), 5: (15, 150)})
    assert drawn[2] > 0.5
    assert drawn[1] < 0.5


def test_groups_that_differ_by_chance_alone_come_out_alike() -> None:
    chance = random.Random(3)
    drawn = drawn_together({n: (sum(chance.random() < 0.2 for _one in range(40)), 40) for n in range(30)})
    assert max(drawn.values()) - min(drawn.values()) < 0.12


def test_nothing_said_is_nothing_divided() -> None:
    assert drawn_together({}) == {}
    assert drawn_together({1: (0, 0)}) == {1: 0.0}


def test_the_aspect_that_lowers_the_index_is_found_with_its_size() -> None:
    chance = random.Random(5)
    index = {n: 90 + chance.randint(-5, 5) - (20 if n % 4 == 0 else 0) for n in range(200)}
    mentions = {"punctuality": {n for n in index if n % 4 == 0}, "price": {n for n in index if n % 5 == 0}}
    punctuality, price = effects_of_aspects(mentions, index)
    assert punctuality.effect == pytest.approx(-20, abs=2)
    assert punctuality.high < -15
    assert price.low < 0 < price.high
    assert not price.clear


def test_the_point_that_varies_carries_the_index() -> None:
    chance = random.Random(7)
    skill = [chance.randint(1, 5) for _one in range(80)]
    index = [20 * (0.25 * 5 * 3 + 0.25 * one) / 4 for one in skill]
    first, *others = shares_of_points({"skill": skill, "attitude": [5] * 80}, [round(one * 10) for one in index])
    assert (first.name, round(first.effect, 2)) == ("skill", 1.0)
    assert others[0].effect == pytest.approx(0, abs=0.01)


def test_with_too_few_answers_nothing_is_claimed() -> None:
    assert shares_of_points({"skill": [1, 5] * 10}, [20, 100] * 10) == []
    assert effects_of_aspects({"price": set(range(9))}, dict.fromkeys(range(20), 80)) == []
    assert shares_of_points({"skill": [5] * 50}, [100] * 50) == []
