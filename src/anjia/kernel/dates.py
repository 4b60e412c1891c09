"""Days and hours as a sentence of an area says them, in the reader's language and on the Shanghai clock."""

from datetime import date, datetime

from django.utils.dateformat import format as written
from django.utils.translation import pgettext

from anjia.kernel.clock import SHANGHAI


def day_in_words(day: date, *, beside: date | None = None) -> str:
    """``11月30日``, ``30 November``; with the year where it is not that of `beside`, or none is named."""
    if beside is not None and beside.year == day.year:
        return written(day, pgettext("day within a sentence", "j F"))
    return written(day, pgettext("day within a sentence", "j F Y"))


def moment_in_words(at: datetime, *, beside: date | None = None) -> str:
    """``11月30日 14:00``, ``30 November 14:00``; with the year as `day_in_words`."""
    there = at.astimezone(SHANGHAI)
    return f"{day_in_words(there.date(), beside=beside)} {there:%H:%M}"


def read_moment(text: str) -> datetime | None:
    """The moment that `moment_in_words` wrote in no reader's language without its year, or an older "8/12 10:00", in a
    leap year of no meaning; None for anything else."""
    for form in ("%Y %d %B %H:%M", "%Y %d/%m %H:%M"):
        try:
            return datetime.strptime(f"2000 {text}", form).replace(tzinfo=SHANGHAI)
        except ValueError:
            continue
    return None


def read_day(text: str) -> date | None:
    """The day that `day_in_words` wrote in no reader's language, with its year; None for anything else."""
    try:
        return datetime.strptime(text, "%d %B %Y").date()  # noqa: DTZ007  (a day, read as no instant)
    except ValueError:
        return None
