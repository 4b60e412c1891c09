"""Days and hours within a sentence, as the reader writes them."""

from datetime import UTC, date, datetime

import pytest
from django.utils.translation import override

from anjia.kernel.dates import day_in_words, moment_in_words, read_day, read_moment

DAY, AT = date(2026, 11, 30), datetime(2026, 11, 29, 17, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "this_year", "with_year", "moment"),
    [
        ("en", "30 November", "30 November 2026", "30 November 01:05"),
        ("zh-hans", "11月30日", "2026年11月30日", "11月30日 01:05"),
        (None, "30 November", "30 November 2026", "30 November 01:05"),
    ],
)
def test_a_day_is_written_as_the_reader_writes_it(
    language: str | None, this_year: str, with_year: str, moment: str
) -> None:
    with override(language):
        assert day_in_words(DAY, beside=date(2026, 1, 1)) == this_year
        assert day_in_words(DAY, beside=date(2027, 1, 1)) == day_in_words(DAY) == with_year
        assert moment_in_words(AT, beside=DAY) == moment
        assert moment_in_words(AT) == f"{with_year} 01:05"


def test_what_was_written_for_no_reader_is_read_again() -> None:
    with override(None):
        kept = day_in_words(DAY)
    assert read_day(kept) == DAY
    assert [read_day(text) for text in ("2026-11-30", "24", "", "30 November", "31 June 2026")] == [None] * 5


@pytest.mark.parametrize("kept", ["29 February 10:05", "29/2 10:05"])
def test_a_moment_that_was_written_for_no_reader_is_read_again(kept: str) -> None:
    read = read_moment(kept)
    assert read is not None
    with override(None):
        assert moment_in_words(read, beside=read.date()) == "29 February 10:05"
    assert [read_moment(text) for text in ("", "29 February", "30/2 10:00", "12/24 10:00", "noon")] == [None] * 5
