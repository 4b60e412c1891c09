"""When to ask, what reaches the caregiver, who is interviewed: tables."""

from datetime import UTC, date, datetime, timedelta

import pytest

from anjia.quality.rules.answers import Dimension, Scores
from anjia.quality.rules.asking import Skip, asks_at, skip_of
from anjia.quality.rules.feedback import is_out, may_object, strong_points, weak_links
from anjia.quality.rules.interviews import is_key, last_day_of_quarter, quarter_of
from anjia.quality.rules.redaction import HIDDEN, is_harmless, quote_of, redacted

DONE = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("lately", "most", "complaint", "days", "wanted"),
    [
        (0, 4, False, 0, None),
        (3, 4, False, 0, None),
        (4, 4, False, 0, Skip.ASKED_OFTEN),
        (99, 0, False, 0, None),
        (0, 4, True, 0, Skip.COMPLAINT_OPEN),
        (0, 4, False, 7, None),
        (0, 4, False, 8, Skip.TOO_LATE),
    ],
)
def test_a_household_is_asked_unless(lately: int, most: int, complaint: bool, days: int, wanted: Skip | None) -> None:
    at = DONE + days * DAY
    assert skip_of(done_at=DONE, at=at, asked_lately=lately, most_times=most, complaint_open=complaint) == wanted


def test_the_clause_says_after_how_many_minutes() -> None:
    assert asks_at(DONE, 120) == DONE + timedelta(hours=2)


@pytest.mark.parametrize(
    "text",
    [
        "打我电话13912345678",
        "手机139 1234 5678",
        "１３９１２３４５６７８",
        "电话021-52345678",
        "+86 139-1234-5678",
        "身份证310101199001011234",
        "身份证31010119900101123X",
        "微信号 chen_home88",
        "加微信：lily2026",
        "qq 123456789",
        "邮箱a.chen@example.com",
        "见 https://example.com/a?b=1",
        "门锁密码 258369",
        "密码是1234#",
        "door code 4477",
        "漕溪北路100弄8号502",
        "住在3号楼2单元501室",
        "幸福小区的",
        "8栋1203室",
        "阳光花园",
        "建国路二十三号",
        "陈女士很满意",
        "王阿姨干得好",
        "李总说",
        "Mrs Chen was happy",
        "我叫陈丽",
        "老王",
        "小李不错",
        "欧阳女士",
        "车牌沪A12345",
        "女儿叫朵朵",
        "12 Garden Road",
        "一三九一二三四五六七八",
        "卡号6222 0212 3456 7890",
    ],
)
def test_what_says_who_it_was_is_covered(text: str) -> None:
    shown, count = redacted(text, names=["欧阳女士"])
    assert HIDDEN in shown and count >= 1
    for kept in ("139", "5678", "chen_home", "502", "陈", "幸福", "3101", "2583", "朵朵", "沪A", "Garden Road", "欧阳"):
        assert kept not in shown or kept not in text


@pytest.mark.parametrize(
    "text",
    [
        "窗台擦得很干净，准时到。",
        "第2次来，地面有3处没拖到",
        "油烟机还有点油",
        "态度很好，动作有点慢",
        "窗户高了一点够不到",
        "Very careful, 10 minutes late",
        "总是很准时",
        "姐姐般的细心",
        "路上堵车也提前说了",
        "做了三小时，干净",
    ],
)
def test_plain_words_stay_as_they_are(text: str) -> None:
    assert redacted(text, names=["陈女士"]) == (text, 0)


@pytest.mark.parametrize("text", ["人太笨了", "肯定是她偷的", "我刚流产不能闻味道", "外地人就是不行", "such an idiot"])
def test_words_that_only_hurt_or_tell_private_matters_are_not_quoted(text: str) -> None:
    assert not is_harmless(text)
    assert quote_of(text).text == ""


def test_words_full_of_private_details_are_not_quoted() -> None:
    assert not quote_of("陈女士 13912345678，漕溪北路100弄，微信号 abcd1234，王先生").whole
    assert quote_of("陈女士觉得窗台很干净", ["陈女士"]).text == f"{HIDDEN}觉得窗台很干净"
    assert not quote_of("  ").whole


def test_she_reads_it_a_day_later_and_may_object_for_thirty_days() -> None:
    assert (is_out(DONE, DONE + DAY), is_out(DONE, DONE + DAY - timedelta(seconds=1))) == (True, False)
    assert (may_object(DONE, DONE + 30 * DAY), may_object(DONE, DONE + 31 * DAY)) == (True, False)


def test_weak_links_begin_with_the_weakest() -> None:
    assert weak_links(Scores(3, 5, 1, 4)) == (Dimension.EFFICIENCY, Dimension.ATTITUDE)
    assert weak_links(Scores(5, 4, 4, 4)) == ()
    assert strong_points(Scores(5, 4, 5, 4)) == (Dimension.ATTITUDE, Dimension.EFFICIENCY)


@pytest.mark.parametrize(
    ("day", "quarter", "last"),
    [
        (date(2026, 1, 1), "2026Q1", date(2026, 3, 31)),
        (date(2026, 6, 30), "2026Q2", date(2026, 6, 30)),
        (date(2026, 11, 22), "2026Q4", date(2026, 12, 31)),
        (date(2028, 2, 29), "2028Q1", date(2028, 3, 31)),
    ],
)
def test_quarters(day: date, quarter: str, last: date) -> None:
    assert (quarter_of(day), last_day_of_quarter(day)) == (quarter, last)


def test_key_households_carry_a_tag() -> None:
    assert is_key(["新客", " VIP "])
    assert is_key(["重点客户"])
    assert not is_key(["新客"])
