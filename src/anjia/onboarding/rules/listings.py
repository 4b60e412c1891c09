"""A .json file that lists objects: one object is one row, its keys are the columns."""

import json
from typing import Any

from anjia.onboarding.rules.delimited import decoded
from anjia.onboarding.rules.findings import unreadable
from anjia.onboarding.rules.grids import MOST_COLUMNS, MOST_ROWS, Grid, GridRow
from anjia.onboarding.rules.sheets import text_of_number

_MOST_DEPTH = 5


def read_listing(content: bytes) -> Grid:
    """The objects as rows; row 0 is the keys. Raises Unreadable when it is no such list."""
    records = _records(_parsed(decoded(content)[0]))
    if not records:
        raise unreadable("nothing_in_it")
    if len(records) > MOST_ROWS:
        raise unreadable("too_many_rows", most=MOST_ROWS)
    keys = list(dict.fromkeys(str(key) for record in records for key in record))
    if len(keys) > MOST_COLUMNS:
        raise unreadable("too_many_columns", most=MOST_COLUMNS)
    grid = Grid()
    grid.add(GridRow(0, dict(enumerate(keys))))
    for number, record in enumerate(records, start=1):
        cells = {column: cell_text(record.get(key)) for column, key in enumerate(keys)}
        grid.add(GridRow(number, {column: text for column, text in cells.items() if text}))
    return grid


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as fault:
        raise unreadable("not_a_listing") from fault


def _records(parsed: Any) -> list[dict[str, Any]]:
    """The list of objects itself, or the only one inside an object."""
    if isinstance(parsed, dict):
        lists = [value for value in parsed.values() if isinstance(value, list)]
        parsed = lists[0] if len(lists) == 1 else None
    if not isinstance(parsed, list) or not all(isinstance(record, dict) for record in parsed):
        raise unreadable("not_a_listing")
    if any(_depth(record) > _MOST_DEPTH for record in parsed):
        raise unreadable("not_a_listing")
    return parsed


def _depth(value: Any, above: int = 0) -> int:
    if above > _MOST_DEPTH or not isinstance(value, dict | list):
        return above
    inner = value.values() if isinstance(value, dict) else value
    return max((_depth(each, above + 1) for each in inner), default=above + 1)


def cell_text(value: Any) -> str:
    """A JSON value as the text of a cell; lists of plain values are joined, anything deeper stays JSON."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return text_of_number(str(value)) if abs(value) < float("inf") else ""
    if isinstance(value, list) and not any(isinstance(each, dict | list) for each in value):
        return "、".join(cell_text(each) for each in value)
    return json.dumps(value, ensure_ascii=False)
