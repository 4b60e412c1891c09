"""Days off that were published after this release, from a file of the company's own."""

from datetime import date
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from anjia.kernel.workdays import publish

SATURDAY = 5


def read_calendar() -> None:
    """Adds what the file of ANJIA_CALENDAR says to the calendar. Raises ImproperlyConfigured with the line at fault."""
    publish(made_up_days(Path(settings.CALENDAR)) if settings.CALENDAR else {})


def made_up_days(path: Path) -> dict[date, date]:
    """Each day off with the weekend day on which its work is made up."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as fault:
        raise ImproperlyConfigured(f"ANJIA_CALENDAR: {path} cannot be read: {fault}") from fault
    return dict(_pair(number, line) for number, line in enumerate(lines, 1) if line.strip())


def _pair(number: int, line: str) -> tuple[date, date]:
    try:
        off, made_up = (date.fromisoformat(part.strip()) for part in line.split(","))
    except ValueError as fault:
        raise ImproperlyConfigured(
            f"ANJIA_CALENDAR, line {number}: {line.strip()!r}. Write a day off and the day on which it is made up, "
            "such as 2026-10-07,2026-10-10."
        ) from fault
    if off.weekday() >= SATURDAY or made_up.weekday() < SATURDAY:
        raise ImproperlyConfigured(
            f"ANJIA_CALENDAR, line {number}: a working day is off and a Saturday or Sunday makes it up, not "
            f"{off:%A} {off} and {made_up:%A} {made_up}."
        )
    return off, made_up
