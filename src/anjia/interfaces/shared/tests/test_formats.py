"""How dates, times and durations are written."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils.translation import gettext, gettext_noop, override

from anjia.interfaces.shared import formats
from anjia.interfaces.shared.reasons import WITH_VALUES, kept_reason
from anjia.law import queries as law

NOON = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)  # Sunday, 12:00 in Shanghai
TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


def test_the_clock_is_the_clock_of_shanghai():
    assert formats.clock(NOON) == "12:00"


def test_late_evening_in_london_is_the_next_day_in_shanghai():
    assert formats.day_in_shanghai(datetime(2026, 11, 21, 23, 0, tzinfo=UTC)) == TODAY


def test_an_end_on_the_day_after_says_so():
    evening, morning = datetime(2026, 11, 22, 14, 0, tzinfo=UTC), datetime(2026, 11, 22, 20, 0, tzinfo=UTC)
    assert formats.end_clock(morning, evening) == "04:00 next day"
    assert formats.end_clock(evening, NOON) == "22:00"
    assert formats.hours_on(TODAY, evening, morning) == ("22:00", "04:00 next day")
    assert formats.hours_on(date(2026, 11, 23), evening, morning) == ("22:00 the day before", "04:00")
    with override("zh-hans"):
        assert formats.end_clock(morning, evening) == "次日04:00"
        assert formats.hours_on(date(2026, 11, 23), evening, morning) == ("前一日22:00", "04:00")
        assert [formats.end_of_day(minute) for minute in (1080, 1440, 1830)] == ["18:00", "24:00", "次日06:30"]


def test_a_day_is_written_with_its_weekday():
    assert formats.long_day(NOON, TODAY) == "Sun 22 Nov"


def test_a_day_is_written_the_chinese_way():
    with override("zh-hans"):
        assert formats.long_day(NOON, TODAY) == "11月22日 周日"


def test_a_day_of_another_year_says_its_year():
    assert formats.short_day(date(2025, 1, 3), TODAY) == "3 Jan 2025"
    with override("zh-hans"):
        assert formats.short_day(date(2025, 1, 3), TODAY) == "2025年1月3日"


@pytest.mark.parametrize(
    ("at", "english", "chinese"),
    [
        (NOON, "today 12:00", "今天 12:00"),
        (NOON + timedelta(days=1), "tomorrow 12:00", "明天 12:00"),
        (NOON - timedelta(days=1), "yesterday 12:00", "昨天 12:00"),
        (NOON - timedelta(days=2), "20 Nov 12:00", "11月20日 12:00"),
    ],
)
def test_near_days_go_by_name(at, english, chinese):
    assert formats.moment(at, TODAY) == english
    with override("zh-hans"):
        assert formats.moment(at, TODAY) == chinese


@pytest.mark.parametrize(
    ("minutes", "english", "chinese"),
    [
        (0, "0 min", "0 分"),
        (45, "45 min", "45 分"),
        (120, "2 h", "2 小时"),
        (150, "2 h 30 min", "2 小时 30 分"),
        (1440, "1 day", "1 天"),
        (3000, "2 days 2 h", "2 天 2 小时"),
    ],
)
def test_a_span_names_its_units_and_leaves_out_nothings(minutes, english, chinese):
    assert formats.span(minutes) == english
    with override("zh-hans"):
        assert formats.span(minutes) == chinese


@pytest.mark.parametrize(
    ("apart", "english", "chinese"),
    [
        (timedelta(seconds=20), "just now", "刚刚"),
        (timedelta(minutes=1), "1 minute ago", "1 分钟前"),
        (timedelta(hours=5, minutes=50), "5 hours ago", "5 小时前"),
        (timedelta(days=3), "3 days ago", "3 天前"),
        (-timedelta(hours=2), "in 2 hours", "2 小时后"),
        (timedelta(days=8), "14 Nov 12:00", "11月14日 12:00"),
    ],
)
def test_how_long_ago_is_said_in_the_largest_unit(apart, english, chinese):
    assert formats.ago(NOON - apart, NOON) == english
    with override("zh-hans"):
        assert formats.ago(NOON - apart, NOON) == chinese


@pytest.mark.parametrize(("language", "day"), [("en", "3 Dec"), ("zh-hans", "12/3")])
def test_a_day_in_little_room_is_written_as_the_reader_writes_it(language: str, day: str) -> None:
    with override(language):
        assert formats.little_day(date(2026, 12, 3)) == day


def test_a_kept_reason_is_read_in_each_language_and_typed_words_as_they_are() -> None:
    kept = gettext_noop("moved on the board")
    with override("zh-hans"):
        assert kept_reason(kept) == "在日程板上改的"
        assert kept_reason("孩子发烧") == "孩子发烧"
        assert kept_reason("") == ""
    with override("en"):
        assert kept_reason(kept) == kept


@pytest.mark.parametrize(
    ("kept", "chinese"),
    [
        ("Day plan 12", "日计划 12"),
        ("Day plan 12 taken back", "撤回日计划 12"),
        ("Called off by 周敏.", "由周敏取消。"),
        ("withdrawn", "已撤回"),
        ("Day plan for 2027", "Day plan for 2027"),
        ("Called off by 007.", "由007取消。"),
        ("Missing: ②", "缺项：②"),
        ("Day plan ②", "Day plan ②"),
        ("王芳 is on leave on 8 December 10:00.", "王芳 12月8日 10:00 请假。"),
        (
            "王芳's health certificate ran out on 2026-12-01, so she cannot be sent on 8 December 10:00 "
            "(the company's own rule).",
            "王芳的健康证 2026-12-01 到期，12月8日 10:00 不能派她（公司规定）。请先在她的页面登记新证。",
        ),
        (
            "王芳's health certificate ran out on 1 December 2026, so she cannot be sent on 8 December 10:00 "
            "(the company's own rule).",
            "王芳的健康证 2026年12月1日 到期，12月8日 10:00 不能派她（公司规定）。请先在她的页面登记新证。",
        ),
        ("王芳 works in 静安区, 黄浦区 only; this home is in 徐汇区.", "王芳只做静安区、黄浦区；这户在徐汇区。"),
    ],
)
def test_a_kept_reason_with_a_value_in_it_is_read_in_each_language(kept: str, chinese: str) -> None:
    with override("zh-hans"):
        assert kept_reason(kept) == chinese
    with override("en"):
        assert kept_reason(kept) == kept


def test_a_time_in_a_reason_kept_before_is_read_as_one_kept_now() -> None:
    with override("zh-hans"):
        assert kept_reason("王芳 is on leave on 8/12 10:00.") == "王芳 12月8日 10:00 请假。"
    with override("en"):
        assert kept_reason("王芳 is on leave on 8/12 10:00.") == "王芳 is on leave on 8 December 10:00."


def test_an_article_in_a_kept_reason_is_quoted_in_the_readers_language() -> None:
    source = next(one for one in law.articles_in_force("CN-31", date(2026, 11, 22)) if one.number)
    with override(None):
        cited = law.citation(source)
        kept = f"王芳 has no valid health certificate on record, so she cannot be sent on 8 December 10:00 ({cited})."
    with override("zh-hans"):
        assert law.citation(source) in kept_reason(kept)
        assert law.citation(source) not in kept


@pytest.mark.parametrize("template", WITH_VALUES)
def test_every_kept_reason_with_values_has_its_chinese(template: str) -> None:
    with override("zh-hans"):
        assert gettext(template) != template
