"""What a preview of a series shows, in words."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from anjia.booking.rules import ChangeKind
from anjia.interfaces.shared import formats
from anjia.interfaces.shared.series_words import alone_words, kept_words, skipped_words, unannounced_words
from anjia.journeys.queries import Row, SeriesPreview, Way
from anjia.kernel.clock import day_of
from anjia.workforce import queries as workforce

CHOICE = "way-"
Named = Callable[[str], str]


def shown_words(preview: SeriesPreview, named: Named) -> dict[str, Any]:
    """What will happen, in words."""
    today = day_of(preview.at)
    plan = preview.plan
    people = {way.caregiver_id for row in preview.rows for way in row.ways if way.caregiver_id}
    names = {key: named(name) for key, name in workforce.names_of(people).items()}
    dates = {one.on: one for one in plan.dates}
    return {
        "seal": preview.seal,
        "starts": plan.kind is ChangeKind.STARTED,
        "rows": [_row(row, names, dates, today) for row in preview.rows],
        "skipped": [{"on": one.on, "why": skipped_words(one, today)} for one in plan.skipped if one.on >= today],
        "cancelled": plan.reshaping.cancelled,
        "kept": len(plan.reshaping.kept),
        "left": [{"one": one, "why": alone_words(one.alone)} for one, _want in plan.reshaping.left if one.alone],
        "people": [names[one] for one in preview.people if one in names],
        "clashes": len(preview.clashes),
        "late": bool(preview.late),
        "nothing": preview.changes_nothing,
        "before_fen": preview.price_before_fen,
        "after_fen": preview.price_after_fen,
        "each_fen": preview.rows[0].wanted.price_fen if preview.rows else 0,
        "until": plan.until,
        "goes_on": plan.goes_on,
        "unannounced": unannounced_words(plan.unannounced),
    }


def _row(row: Row, names: dict[int, str], dates: dict[date, Any], today: date) -> dict[str, Any]:
    return {
        "row": row,
        "name": f"{CHOICE}{row.wanted.on.isoformat()}",
        "at": row.chosen.starts_at or row.wanted.starts_at,
        "who": names.get(row.chosen.caregiver_id or 0, ""),
        "note": kept_words(dates.get(row.wanted.on), today),
        "ways": [(way.key, _way(way, row, names, today)) for way in row.ways],
        "new": row.before is None,
    }


def _way(way: Way, row: Row, names: dict[int, str], today: date) -> str:
    """One way out in words."""
    if way.starts_at is None:
        return _("Nobody comes on this date")
    who = names.get(way.caregiver_id or 0, "")
    if not who:
        return _("Plan it without a caregiver for now")
    if way.starts_at == row.wanted.starts_at:
        return _("%(name)s comes at this time") % {"name": who}
    when = f"{formats.long_day(way.starts_at, today)} {formats.clock(way.starts_at)}"
    return _("%(name)s comes on %(when)s instead") % {"name": who, "when": when}
