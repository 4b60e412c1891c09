from datetime import date

import pytest

from anjia.losses import rules
from anjia.losses.rules import Node, standard_tree
from anjia.sales.rules import Loss


@pytest.mark.parametrize(
    ("words", "guess"),
    [
        ("太贵了", "price.too_high"),
        ("超出预算", "price.over_budget"),
        ("选了别家公司", "elsewhere.company"),
        ("家里没人，改天再约", "door.nobody_home"),
        ("改期到下周", "time.moved"),
        ("出差，回来再说", "need.plan_changed"),
        ("物业不让进", "door.not_let_in"),
        ("Too EXPENSIVE for us", "price.too_high"),
        ("……", ""),
        ("", ""),
    ],
)
def test_the_first_guess_reads_what_people_write(words: str, guess: str) -> None:
    assert rules.guess_from_words(words) == guess


def test_every_guess_is_a_reason_of_the_standard_tree() -> None:
    codes = {node.code for node in standard_tree()}
    assert {code for code, _words in rules._WORDS} <= codes
    assert {rules.guess_from_code(loss) for loss in Loss} <= codes


def test_an_own_leaf_stands_under_its_first_level_and_counts_on() -> None:
    tree = rules.with_leaf(rules.with_leaf(standard_tree(), "price", "团购更便宜"), "other", "疫情")
    own = [node for node in tree if node.own]
    assert own == [Node("price.own1", "price", "团购更便宜"), Node("other.own2", "other", "疫情")]
    assert tree[4] == own[0]
    closed = rules.with_closed(tree, "price.own1", closed=True)
    assert "price.own1" not in rules.choosable(closed)


def test_a_span_is_compared_with_as_many_days_before() -> None:
    assert rules.span_before(date(2026, 11, 1), date(2026, 11, 30)) == (date(2026, 10, 2), date(2026, 10, 31))


def test_weeks_begin_on_mondays_and_are_never_more_than_a_year() -> None:
    assert rules.weeks_of(date(2026, 11, 18), date(2026, 11, 30)) == [
        date(2026, 11, 16),
        date(2026, 11, 23),
        date(2026, 11, 30),
    ]
    assert len(rules.weeks_of(date(2020, 1, 1), date(2026, 1, 1))) == 53
