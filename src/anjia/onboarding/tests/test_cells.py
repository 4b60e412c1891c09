"""One cell each: what is read, and what is left to a person."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anjia.onboarding.rules.cells import (
    read_birth,
    read_day,
    read_hourly_pay,
    read_minutes,
    read_money,
    read_phone,
    read_square_metres,
)
from anjia.onboarding.rules.trades import main_trade, trades_of

PHONE = "+8613912345678"


@pytest.mark.parametrize(
    "text",
    [
        "13912345678",
        "139 1234 5678",
        "139-1234-5678",
        "+86 13912345678",
        "0086-13912345678",
        "8613912345678",
        "13912345678.0",
        "1.3912345678E10",
        "'13912345678",
        "１３９１２３４５６７８",
        " 13912345678，",
        "139 1234 5678（张）",
    ],
)
def test_one_phone_in_many_spellings(text: str) -> None:
    assert read_phone(text).value == PHONE
    assert read_phone(text).finding is None


def test_a_landline_keeps_its_area_code() -> None:
    assert read_phone("021-62345678").value == "+862162345678"


@pytest.mark.parametrize("text", ["13912345678/13800000000", "13912345678、13800000000", "13912345678 13800000000"])
def test_of_two_phones_the_first_is_taken_and_the_second_named(text: str) -> None:
    reading = read_phone(text)
    assert reading.value == PHONE
    assert reading.finding is not None
    assert reading.finding.values["other"] == "13800000000"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "phone_missing"),
        ("1.39E+10", "phone_rounded"),
        ("1.391234568E+10", "phone_rounded"),
        ("139****5678", "phone_masked"),
        ("1391234567", "phone_length"),
        ("139123456789", "phone_length"),
        ("62345678", "phone_wrong"),
        ("没有", "phone_wrong"),
        ("13912345678转8", "phone_wrong"),
    ],
)
def test_what_is_wrong_with_a_phone_is_said(text: str, code: str) -> None:
    reading = read_phone(text)
    assert reading.value is None
    assert reading.finding is not None
    assert reading.finding.code == code


@pytest.mark.parametrize(
    "text",
    [
        "2026-1-2",
        "2026/01/02",
        "2026.1.2",
        "2026年1月2日",
        "46024",
        "46024.5",
        "20260102",
        "20260102.0",
        "2026-01-02 00:00:00",
        "2026-01-02T08:30:00Z",
        "２０２６－１－２",
        "2026 1 2",
    ],
)
def test_one_day_in_many_spellings(text: str) -> None:
    assert read_day(text).value == date(2026, 1, 2)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1/2/2026", "day_ambiguous"),
        ("2026-02-30", "day_impossible"),
        ("20261332", "day_impossible"),
        ("0001-01-01", "day_impossible"),
        ("2026年1月", "day_missing"),
        ("26.1.2", "day_short_year"),
        ("明天", "day_unclear"),
        ("12345678901", "day_unclear"),
    ],
)
def test_no_day_is_guessed(text: str, code: str) -> None:
    reading = read_day(text)
    assert reading.value is None
    assert reading.finding is not None
    assert reading.finding.code == code


def test_a_reversed_day_is_read_only_when_it_can_be_no_other() -> None:
    assert read_day("13/2/2026").value == read_day("2/13/2026").value == date(2026, 2, 13)
    assert read_day("2/2/2026").value == date(2026, 2, 2)


def test_an_age_is_no_day_of_birth() -> None:
    finding = read_birth("45岁").finding
    assert finding is not None
    assert finding.code == "age_not_day"


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("¥1,234.50", 123450),
        ("1234.5元", 123450),
        ("1.2万", 1200000),
        ("１２３", 12300),
        ("35块", 3500),
        ("3千元", 300000),
        ("0", 0),
    ],
)
def test_money_in_many_spellings(text: str, fen: int) -> None:
    assert read_money(text).value == fen


@pytest.mark.parametrize("text", ["12.345", "1,23", "-5", "1e5", "9" * 30, "三百", "35元/小时"])
def test_other_money_is_refused(text: str) -> None:
    assert read_money(text).value is None
    assert read_money(text).finding is not None


@pytest.mark.parametrize("text", ["38", "38元/小时", "38/h", "每小时38", "38元每小时"])
def test_hourly_pay_in_many_spellings(text: str) -> None:
    assert read_hourly_pay(text).value == 3800


@pytest.mark.parametrize(
    ("text", "bracket", "code"),
    [
        ("35-40", "", "money_range"),
        ("6000元/月", "", "pay_not_hourly"),
        ("6000", "", "pay_unlikely"),
        ("38", "元/月", "pay_not_hourly"),
    ],
)
def test_pay_that_is_not_for_one_hour_is_left_to_a_person(text: str, bracket: str, code: str) -> None:
    finding = read_hourly_pay(text, bracket).finding
    assert finding is not None
    assert finding.code == code


@pytest.mark.parametrize(
    ("text", "bracket", "minutes"),
    [
        ("2小时", "", 120),
        ("2h", "", 120),
        ("90分钟", "", 90),
        ("半天", "", 240),
        ("两个小时", "", 120),
        ("1.5小时", "", 90),
        ("1小时30分", "", 90),
        ("2个半小时", "", 150),
        ("2", "小时", 120),
        ("2", "", None),
        ("120", "", 120),
        ("2-3小时", "", None),
        ("9999小时", "", None),
    ],
)
def test_durations(text: str, bracket: str, minutes: int | None) -> None:
    assert read_minutes(text, bracket).value == minutes


@pytest.mark.parametrize(
    ("text", "size"), [("89平", 89), ("89.5㎡", 90), ("约90平米", 90), ("90-100", None), ("大", None)]
)
def test_sizes(text: str, size: int | None) -> None:
    assert read_square_metres(text).value == size


@pytest.mark.parametrize(
    ("text", "trades"),
    [
        ("保洁、做饭", ("daily_cleaning", "cooking")),
        ("月嫂/育儿嫂", ("newborn_care", "childcare")),
        ("擦玻璃", ("window_cleaning",)),
        ("空调清洗", ("appliance_cleaning",)),
        ("住家保姆", ("housekeeping",)),
        ("深度保洁 收纳", ("deep_cleaning", "tidying")),
        ("照顾老人，做饭", ("elder_care", "cooking")),
        ("开车", ()),
        ("Cooking, window cleaning", ("cooking", "window_cleaning")),
    ],
)
def test_trades(text: str, trades: tuple[str, ...]) -> None:
    assert trades_of(text) == trades


def test_the_name_of_an_offering_says_more_than_its_category() -> None:
    assert main_trade("油烟机清洗", "日常保洁") == "appliance_cleaning"
    assert main_trade("套餐A", "擦玻璃") == "window_cleaning"
    assert main_trade("套餐A", "") == ""


@pytest.mark.slow
@settings(max_examples=400, deadline=None)
@given(st.text(max_size=60))
def test_no_text_raises_in_any_cell(text: str) -> None:
    for read in (read_phone, read_day, read_money, read_hourly_pay, read_minutes, read_square_metres, read_birth):
        reading = read(text)
        assert reading.value is None or reading.finding is None or reading.finding.level == "note"
    trades_of(text)
