"""What a preview of a series shows, in words."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from anjia.booking.rules import ChangeKind
from anjia.interfaces.shared import formats
from anjia.interfaces.shared.calling import told_apart
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
    people = {one for row in preview.rows for way in row.ways for one in way.crew}
    names = told_apart(workforce.names_of(people), named)
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
        "always": _always(preview, names),
        "pair": preview.plan.people > 1,
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


def _always(preview: SeriesPreview, names: dict[int, str]) -> str:
    """Who comes every time, where it is always the same one, or the same two."""
    crews = {row.chosen.crew for row in preview.rows if row.chosen.crew}
    return _crew(preview.rows[0].chosen, names) if len({frozenset(crew) for crew in crews}) == 1 else ""


def _crew(way: Way, names: dict[int, str]) -> str:
    return _(", ").join(names[one] for one in way.crew if one in names)


def _row(row: Row, names: dict[int, str], dates: dict[date, Any], today: date) -> dict[str, Any]:
    return {
        "row": row,
        "name": f"{CHOICE}{row.wanted.on.isoformat()}",
        "at": row.chosen.starts_at or row.wanted.starts_at,
        "who": _crew(row.chosen, names),
        "note": kept_words(dates.get(row.wanted.on), today),
        "ways": [(way.key, _way(way, row, names, today)) for way in row.ways],
        "new": row.before is None,
    }


def _way(way: Way, row: Row, names: dict[int, str], today: date) -> str:
    """One way out in words."""
    if way.starts_at is None:
        return _("Nobody comes on this date")
    who = _crew(way, names)
    if not who:
        return _("Plan it without a caregiver for now")
    if way.starts_at == row.wanted.starts_at:
        return _("%(name)s comes at this time") % {"name": who}
    when = f"{formats.long_day(way.starts_at, today)} {formats.clock(way.starts_at)}"
    return _("%(name)s comes on %(when)s instead") % {"name": who, "when": when}
