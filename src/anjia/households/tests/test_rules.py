from datetime import UTC, datetime, timedelta

import pytest

from anjia.households.rules import digits_of, key_expiry, key_is_open, masked_address, tidy_tags
from anjia.kernel.districts import SHANGHAI_CENTRES, district_in, place_of

AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("expires_at", "revoked_at", "opens"),
    [
        (AT + HOUR, None, True),
        (AT, None, False),
        (AT - HOUR, None, False),
        (AT + HOUR, AT, False),
    ],
)
def test_a_key_opens_until_it_expires_or_is_revoked(
    expires_at: datetime, revoked_at: datetime | None, opens: bool
) -> None:
    assert key_is_open(expires_at, revoked_at, AT) is opens


def test_a_key_lasts_half_a_year() -> None:
    assert key_expiry(AT) - AT == timedelta(days=180)


@pytest.mark.parametrize(
    ("address", "shown"),
    [("", ""), ("三号", "三****"), ("漕溪北路 100 弄 8 号 502", "漕溪北路 1****")],
)
def test_an_address_shows_its_beginning_at_most_half(address: str, shown: str) -> None:
    assert masked_address(address) == shown


def test_tags_are_kept_once_and_in_order() -> None:
    assert tidy_tags(["新客", "", "有宠物", "新客"]) == ("新客", "有宠物")


@pytest.mark.parametrize(
    ("text", "digits"), [("5678", "5678"), ("139 1234", "1391234"), ("王5678", ""), ("", ""), ("１２３", "１２３")]
)
def test_only_a_search_without_letters_may_be_a_phone(text: str, digits: str) -> None:
    assert digits_of(text) == digits


@pytest.mark.parametrize(
    ("text", "district"),
    [
        ("徐汇区", "徐汇区"),
        ("徐汇", "徐汇区"),
        ("上海市浦东张江高科", "浦东新区"),
        ("浦东新区", "浦东新区"),
        ("昆山", ""),
        ("", ""),
    ],
)
def test_a_district_is_known_by_its_full_or_short_name(text: str, district: str) -> None:
    assert district_in(text) == district


def test_all_sixteen_districts_of_shanghai_have_a_centre_near_the_city() -> None:
    assert len(SHANGHAI_CENTRES) == 16
    for centre in SHANGHAI_CENTRES.values():
        assert 30.6 < centre.latitude < 31.9
        assert 120.8 < centre.longitude < 122.2
    assert place_of("火星") is None
