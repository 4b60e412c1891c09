"""Claims: a refund is what the interpretation says to the fen, line by line, and never below 0 or above paid."""

import random
from datetime import date, timedelta
from fractions import Fraction

import pytest

from anjia.law.queries import ids_in_force, refund_rate
from anjia.law.rules import Balance, Ground, Prepayment, Rate, Unlimited, Visits, Words, Wrong, refund, refund_fen
from anjia.law.tests import oracle

DAY = date(2026, 3, 1)
IN_FORCE = ids_in_force("CN-31", DAY)
TEN = Visits(bought=10, used=7, list_fen=15_000)
YEAR = Unlimited(date(2026, 1, 1), date(2026, 12, 31))
OURS, THEIRS, NEITHER, EARLY = Ground.OPERATOR, Ground.CUSTOMER, Ground.NEITHER, Ground.WITHDRAWAL


def case(paid_fen: int, shape: Balance | Visits | Unlimited, ground: Ground, **more: object) -> Prepayment:
    values = {"contract_on": date(2025, 12, 1), "ended_on": DAY} | more
    return Prepayment(paid_fen=paid_fen, shape=shape, ground=ground, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("paid", "shape", "ground", "back"),
    [
        (200_000, Balance(gift_fen=40_000, used_fen=60_000), OURS, 150_000),
        (200_000, Balance(gift_fen=40_000, used_fen=60_000), THEIRS, 140_000),
        (200_000, Balance(gift_fen=40_000, used_fen=60_000), NEITHER, 150_000),
        (100_000, TEN, OURS, 30_000),
        (100_000, TEN, THEIRS, 0),
        (100_000, Visits(10, 7), THEIRS, 30_000),
        (200_000, Balance(used_fen=160_000, used_list_fen=200_000), OURS, 40_000),
        (200_000, Balance(used_fen=160_000, used_list_fen=200_000), THEIRS, 0),
        (200_000, Balance(gift_fen=40_000, used_fen=240_000), OURS, 0),
        (100_000, Visits(3, 1), OURS, 66_667),
    ],
)
def test_a_refund_counts_by_whose_cause_it_is(
    paid: int, shape: Balance | Visits | Unlimited, ground: Ground, back: int
) -> None:
    outcome = refund(case(paid, shape, ground), IN_FORCE)
    assert refund_fen(outcome) == back


@pytest.mark.parametrize(
    ("ended", "stopped", "back"),
    [
        (date(2026, 9, 22), None, 100_000),
        (date(2026, 12, 1), date(2026, 9, 22), 100_000),
        (date(2026, 9, 22), date(2026, 12, 1), 100_000),
        (date(2025, 12, 31), None, 365_000),
        (date(2026, 12, 31), None, 0),
        (date(2027, 5, 1), None, 0),
    ],
)
def test_an_unlimited_plan_is_refunded_by_its_days_left(ended: date, stopped: date | None, back: int) -> None:
    plan = Unlimited(YEAR.first_on, YEAR.last_on, stopped)
    for ground in (OURS, THEIRS):
        assert refund_fen(refund(case(365_000, plan, ground, ended_on=ended), IN_FORCE)) == back


@pytest.mark.parametrize(
    ("days", "before", "back", "note"),
    [
        (0, False, 100_000, "used_in_seven_days"),
        (7, False, 100_000, "used_in_seven_days"),
        (8, False, 0, "seven_days_over"),
        (3, True, 0, "same_service_before"),
    ],
)
def test_seven_days_give_all_back_unless_the_service_was_known(days: int, before: bool, back: int, note: str) -> None:
    paid_on = date(2026, 1, 1)
    asked = case(
        100_000, TEN, EARLY, contract_on=paid_on, ended_on=paid_on + timedelta(days), same_service_before=before
    )
    outcome = refund(asked, IN_FORCE)
    assert refund_fen(outcome) == back
    assert note in [line.code for line in outcome.notes]


def test_before_its_start_the_interpretation_gives_no_sum() -> None:
    for ended_on, known in ((date(2025, 4, 30), False), (date(2025, 5, 1), True)):
        old = case(100_000, TEN, OURS, contract_on=date(2025, 1, 1), ended_on=ended_on)
        outcome = refund(old, ids_in_force("CN", ended_on))
        assert (outcome.result_fen is not None) == known
    assert "contract_is_older" in [line.code for line in outcome.notes]


def test_interest_runs_from_the_end_at_the_rate_of_the_contracts_day() -> None:
    rate = refund_rate(OURS, date(2025, 4, 1))
    assert rate is not None and rate.bp == 310
    outcome = refund(case(100_000, Visits(10, 0), OURS, rate=rate, paid_back_on=DAY + timedelta(73)), IN_FORCE)
    assert [line.amount_fen for line in outcome.lines if line.code == "interest"] == [620]
    assert outcome.result_fen == 100_620


def test_a_day_without_a_known_rate_has_none() -> None:
    assert refund_rate(OURS, date(2019, 8, 19)) is None
    assert refund_rate(THEIRS, date(2015, 10, 23)) is None
    assert refund_rate(THEIRS, date(2015, 10, 24)) is not None
    assert refund_rate(OURS, date(2099, 1, 1)) is None
    assert refund_rate(NEITHER, date(2025, 5, 1)) is None


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (case(-1, TEN, OURS), "money_bounds"),
        (case(0, TEN, OURS), "money_bounds"),
        (case(10**12, TEN, OURS), "money_bounds"),
        (case(100, TEN, OURS, ended_on=date(2025, 11, 30)), "days_order"),
        (case(100, TEN, OURS, paid_back_on=date(2025, 12, 5)), "days_order"),
        (case(100, TEN, OURS, paid_back_on=date(9999, 12, 31)), "days_too_many"),
        (case(100, Visits(10, 11), OURS), "visits_above_bought"),
        (case(100, Visits(0, 0), OURS), "count_bounds"),
        (case(100, Visits(10, -1), OURS), "visits_above_bought"),
        (case(100, Balance(used_fen=101), OURS), "used_above_paid"),
        (case(100, Balance(gift_fen=1001), OURS), "gift_absurd"),
        (case(100, Balance(gift_fen=-1), OURS), "money_bounds"),
        (case(100, Balance(used_fen=50, used_list_fen=49), THEIRS), "list_below_charged"),
        (case(100, Unlimited(DAY, date(2026, 2, 28)), OURS), "days_order"),
        (case(100, Unlimited(DAY, DAY, date(2026, 2, 28)), OURS), "days_order"),
        (case(100, Unlimited(date(1, 1, 1), DAY), OURS), "days_too_many"),
        (case(100, TEN, OURS, rate=Rate(3601, None, Words("x", "x"), None)), "rate_bounds"),
    ],
)
def test_what_cannot_be_is_refused_by_its_reason(wrong: Prepayment, code: str) -> None:
    with pytest.raises(Wrong) as refused:
        refund(wrong, IN_FORCE)
    assert refused.value.code == code


def _drawn(dice: random.Random) -> tuple[Prepayment, int]:
    """A random case and what the slow oracle says."""
    paid, ground = (
        dice.choice([dice.randint(1, 10**11), dice.randint(1, 999_999)]),
        dice.choice([OURS, THEIRS, NEITHER]),
    )
    customer = ground == THEIRS
    shape: Balance | Visits | Unlimited
    match dice.randrange(3):
        case 0:
            gift = dice.choice([0, dice.randint(0, min(10 * paid, 10**11))])
            used = dice.randint(0, min(paid + gift, 10**11))
            listed = dice.choice([None, min(used + dice.randint(0, paid), 10**11)])
            shape, back = Balance(gift, used, listed), oracle.balance_back(paid, gift, used, listed, customer)
        case 1:
            bought = dice.randint(1, 60)
            used, listed = dice.randint(0, bought), dice.choice([None, dice.randint(0, 50_000)])
            shape, back = Visits(bought, used, listed), oracle.visits_back(paid, bought, used, listed, customer)
        case _:
            first = date(2025, 12, 1) + timedelta(dice.randint(0, 100))
            last = first + timedelta(dice.randint(0, 400))
            stopped = dice.choice([None, first + timedelta(dice.randint(0, 400))])
            shape, back = Unlimited(first, last, stopped), oracle.days_back(paid, first, last, DAY, stopped)
    return case(paid, shape, ground), back


@pytest.mark.slow
def test_four_thousand_random_refunds_agree_with_a_slow_oracle() -> None:
    dice = random.Random(2025_04)
    for _round in range(4000):
        drawn, back = _drawn(dice)
        days, bp = dice.randint(0, 4000), dice.randint(1, 3600)
        rate = Rate(bp, None, Words("约定", "agreed"), None)
        asked = Prepayment(**{**drawn.__dict__, "rate": rate, "paid_back_on": DAY + timedelta(days)})
        outcome = refund(asked, IN_FORCE)
        assert refund_fen(outcome) == back, asked
        assert 0 <= back <= drawn.paid_fen
        extra = oracle.interest(back, Fraction(bp, 100), days)
        assert outcome.result_fen == back + extra, asked
        assert sum(line.amount_fen or 0 for line in outcome.lines if line.code in ("back", "interest")) == back + extra


def test_every_line_names_its_article_or_is_the_customers_own_number() -> None:
    dice = random.Random(7)
    for _round in range(300):
        outcome = refund(_drawn(dice)[0], IN_FORCE)
        assert all(line.article_id in IN_FORCE or line.code in ("paid", "total") for line in outcome.lines)
        assert all(line.article_id in IN_FORCE for line in outcome.notes)
