"""Filters and tags that write dates, durations and money."""

from datetime import date, datetime
from typing import Protocol

from django.utils.safestring import SafeString

from anjia.interfaces.shared import formats, reasons
from anjia.interfaces.shared.html import format_html
from anjia.kernel.clock import now


class Spanned(Protocol):
    """What has a begin and an end."""

    @property
    def starts_at(self) -> datetime: ...
    @property
    def ends_at(self) -> datetime: ...


def money(fen: int | None, sign: bool = False) -> SafeString:
    """``{% money fen %}``: ¥1,234.50, negative −¥1.00; ``sign=True`` writes the plus too. None is a dash."""
    if fen is None:
        return SafeString('<span class="money">–</span>')
    plus = "+" if sign and fen > 0 else ""
    return format_html('<span class="money">{}{}</span>', plus, formats.yuan(fen))


def yuan(fen: int | None) -> str:
    """``{{ fen|yuan }}``: the same as text, for sentences and attributes."""
    return "–" if fen is None else formats.yuan(fen)


def clock(at: datetime | None) -> str:
    """``{{ at|clock }}``: 14:30."""
    return formats.clock(at) if at else ""


def end_clock(ends_at: datetime | None, starts_at: datetime) -> str:
    """``{{ ends_at|end_clock:starts_at }}``: 14:30, and 次日04:00 for what ends on the day after it began."""
    return formats.end_clock(ends_at, starts_at) if ends_at else ""


def hours_on(span: Spanned, day: date) -> str:
    """``{{ visit|hours_on:day }}``: 14:30–17:30, and 前一日22:00–04:00 for what lies on two days."""
    return "–".join(formats.hours_on(day, span.starts_at, span.ends_at))


def day(at: date | datetime | None) -> str:
    """``{{ at|day }}``: 11月22日 周日."""
    return formats.long_day(at, _today()) if at else ""


def short_day(at: date | datetime | None) -> str:
    """``{{ at|short_day }}``: 11月22日."""
    return formats.short_day(at, _today()) if at else ""


def near_day(at: date | datetime | None) -> str:
    """``{{ at|near_day }}``: today, tomorrow, 11月24日."""
    return formats.near_day(at, _today()) if at else ""


def moment(at: datetime | None) -> str:
    """``{{ at|moment }}``: today 14:30, 11月20日 14:30."""
    return formats.moment(at, _today()) if at else ""


def span(minutes: int | None) -> str:
    """``{{ minutes|span }}``: 2 小时 30 分."""
    return "" if minutes is None else formats.span(int(minutes))


def ago(at: datetime | None) -> str:
    """``{{ at|ago }}``: 5 分钟前."""
    return formats.ago(at, now()) if at else ""


def kept_reason(kept: str) -> str:
    """``{{ reason|kept_reason }}``: what the product wrote itself in the reader's language, else as typed."""
    return reasons.kept_reason(kept)


def undo_url(extra_tags: str | None) -> str:
    """The address a message offers for taking it back (see ``toasts.say``)."""
    return next((tag.removeprefix("undo=") for tag in (extra_tags or "").split() if tag.startswith("undo=")), "")


def _today() -> date:
    return formats.day_in_shanghai(now())
