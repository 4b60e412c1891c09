"""Claims: deposits, damages, days to pay, cards and tax come out to the fen, and only while their article holds."""

import random
from datetime import date

import pytest

from anjia.law.queries import articles_in_force, ids_in_force
from anjia.law.rules import (
    Broke,
    Card,
    Wrong,
    card_faults,
    deposit,
    fraud_damages,
    pay_by,
    platform_withholding,
    usual_withholding,
)
from anjia.law.tests import oracle

DAY = date(2026, 3, 1)
HELD = ids_in_force("CN", DAY)


def withheld(incomes: list[int]) -> list[int | None]:
    lines = platform_withholding(incomes, HELD).lines
    return [line.amount_fen for line in lines if line.code == "withheld_this_month"]


@pytest.mark.parametrize(
    ("price", "paid", "broke", "back"),
    [
        (100_000, 20_000, Broke.COMPANY, 40_000),
        (100_000, 20_000, Broke.CUSTOMER, 0),
        (100_000, 30_000, Broke.COMPANY, 50_000),
        (100_000, 30_000, Broke.CUSTOMER, 10_000),
        (100_000, 30_000, Broke.NOBODY, 30_000),
        (99, 20, Broke.CUSTOMER, 1),
    ],
)
def test_a_deposit_above_a_fifth_has_no_effect_as_one(price: int, paid: int, broke: Broke, back: int) -> None:
    assert deposit(price, paid, broke, HELD).result_fen == back


@pytest.mark.parametrize(("fee", "owed"), [(10_000, 50_000), (16_666, 50_000), (16_667, 50_001), (30_000, 90_000)])
def test_deceit_costs_three_times_the_fee_and_at_least_five_hundred(fee: int, owed: int) -> None:
    assert fraud_damages(fee, HELD).result_fen == owed


@pytest.mark.parametrize(
    ("yuan", "tax"), [(800, 0), (3000, 440), (4000, 640), (5000, 800), (30_000, 5200), (70_000, 15_400), (2000, 240)]
)
def test_service_pay_is_withheld_by_the_table(yuan: int, tax: int) -> None:
    assert usual_withholding(yuan * 100, HELD).result_fen == tax * 100


@pytest.mark.parametrize(("yuan", "taxes"), [(6250, [0, 0, 0]), (8000, [42, 42, 42]), (30_000, [570, 710, 1900])])
def test_a_platform_withholds_cumulatively(yuan: int, taxes: list[int]) -> None:
    assert withheld([yuan * 100] * 3) == [tax * 100 for tax in taxes]


@pytest.mark.slow
def test_thousands_of_random_taxes_agree_with_a_slow_oracle() -> None:
    dice = random.Random(61)
    edges = [79_999, 80_000, 80_001, 400_000, 400_001, 2_500_000, 2_500_001, 6_250_000, 6_250_001]
    for income in [*edges, *(dice.randint(0, 10**7) for _round in range(1500)), dice.randint(10**9, 10**11)]:
        assert usual_withholding(income, HELD).result_fen == oracle.usual_tax(income), income
    for _round in range(700):
        incomes = [dice.choice([0, dice.randint(0, 12_000_000)]) for _month in range(dice.randint(1, 12))]
        assert withheld(incomes) == oracle.platform_taxes(incomes), incomes


def test_tax_never_exceeds_pay_and_a_poorer_month_gives_nothing_back_at_once() -> None:
    assert withheld([3_000_000, 0]) == [57_000, 0]
    dice = random.Random(5)
    for _round in range(300):
        income = dice.randint(0, 10**8)
        taken = usual_withholding(income, HELD).result_fen
        assert taken is not None and 0 <= taken <= income


def test_before_its_start_no_article_sets_a_sum() -> None:
    cases = (
        (deposit(100, 10, Broke.NOBODY, ids_in_force("CN", date(2020, 12, 31))), None),
        (fraud_damages(100, ids_in_force("CN", date(2014, 3, 14))), None),
        (usual_withholding(100, ids_in_force("CN", date(2018, 12, 31))), None),
        (platform_withholding([100], ids_in_force("CN", date(2025, 9, 30))), None),
        (platform_withholding([100], ids_in_force("CN", date(2025, 10, 1))), 0),
    )
    for outcome, result in cases:
        assert outcome.result_fen == result


def test_a_refund_is_paid_within_the_days_of_each_article_that_holds() -> None:
    asked = date(2026, 3, 1)
    last = [line.values["last_on"] for line in pay_by(asked, "refund_paid", articles_in_force("CN-31", asked))]
    assert last == [date(2026, 3, 16)]
    lines = pay_by(asked, "card_withdrawal_paid", articles_in_force("CN-11", asked))
    assert [(line.values["last_on"], line.article_id) for line in lines] == [(date(2026, 3, 6), "beijing-cards.16")]
    agreed = pay_by(asked, "refund_paid", articles_in_force("CN-11", asked), agreed_on=date(2026, 3, 10))
    assert [line.values["last_on"] for line in agreed] == [date(2026, 3, 16), date(2026, 3, 25)]
    assert pay_by(date(2015, 3, 14), "refund_paid", articles_in_force("CN", date(2015, 3, 14))) == ()


@pytest.mark.parametrize(
    ("card", "codes"),
    [
        (Card(True, 500_000, DAY), []),
        (Card(True, 500_001, DAY), ["named_card_above"]),
        (Card(False, 100_000, DAY), []),
        (Card(False, 100_001, DAY, date(2029, 2, 28)), ["unnamed_card_above", "unnamed_card_expires"]),
        (Card(False, 100_000, DAY, date(2029, 3, 1)), []),
        (Card(True, 100, DAY, date(2099, 1, 1)), ["named_card_expires"]),
        (Card(False, 100, date(2024, 2, 29), date(2027, 2, 28)), ["unnamed_card_expires"]),
    ],
)
def test_a_card_keeps_to_its_limits(card: Card, codes: list[str]) -> None:
    assert [line.code for line in card_faults(card, HELD)] == codes


def test_numbers_that_cannot_be_are_refused() -> None:
    acts = (
        lambda: deposit(100, 101, Broke.NOBODY, HELD),
        lambda: deposit(0, 0, Broke.NOBODY, HELD),
        lambda: fraud_damages(-1, HELD),
        lambda: usual_withholding(10**12, HELD),
        lambda: platform_withholding([], HELD),
        lambda: platform_withholding([1] * 13, HELD),
        lambda: platform_withholding([-1], HELD),
        lambda: pay_by(DAY, "refund_paid", (), date(2026, 2, 1)),
        lambda: card_faults(Card(True, 0, DAY), HELD),
    )
    for act in acts:
        with pytest.raises(Wrong):
            act()
