"""A year that was published after this release: its days off come from a file."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from anjia.house.calendar import read_calendar
from anjia.kernel import workdays

OFF, MADE_UP = date(2031, 1, 2), date(2031, 1, 5)


@pytest.fixture
def path(tmp_path: Path, settings: Any) -> Iterator[Path]:
    path = tmp_path / "calendar.csv"
    settings.CALENDAR = str(path)
    yield path
    workdays.publish({})


def test_a_published_day_off_belongs_to_its_festival_and_is_made_up(path: Path) -> None:
    assert not workdays.is_announced(2031)
    path.write_text(f"{OFF}, {MADE_UP}\n\n")
    read_calendar()
    assert workdays.is_announced(2031)
    assert not workdays.is_working_day(OFF)
    assert workdays.is_working_day(MADE_UP)
    assert workdays.made_up_for(MADE_UP) == OFF
    holiday = workdays.holiday_of(OFF)
    assert holiday is not None
    assert (holiday.zh, holiday.en) == ("元旦", "New Year's Day")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2031-01-02", "line 1"),
        ("2031-01-02,2031-01-05\nsoon,later", "line 2"),
        ("2031-01-05,2031-01-02", "makes it up"),
    ],
)
def test_a_line_that_is_none_is_named_and_nothing_starts(path: Path, text: str, words: str) -> None:
    path.write_text(text)
    with pytest.raises(ImproperlyConfigured, match=words):
        read_calendar()


def test_a_file_that_is_not_there_is_named(path: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match="cannot be read"):
        read_calendar()
