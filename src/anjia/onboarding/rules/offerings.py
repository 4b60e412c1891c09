"""A row of a price list."""

import re
from dataclasses import asdict
from typing import Any

from anjia.onboarding.rules.cells import read_minutes
from anjia.onboarding.rules.findings import doubt, note
from anjia.onboarding.rules.headers import Recognition, plain
from anjia.onboarding.rules.price_evidence import weighed
from anjia.onboarding.rules.price_words import Unit
from anjia.onboarding.rules.prices import PriceReading, read_price
from anjia.onboarding.rules.rows import Cells, RowReading, cells_kept, own_findings, softened
from anjia.onboarding.rules.tables import Table, TableRow
from anjia.onboarding.rules.trades import main_trade

_MOST_SCOPE = 2_000
_MOST_CODE = 20
_ALL_MINUTES = 24 * 60
_IN_NAME = re.compile(r"(?<![\d.\-~])(\d{1,2}(?:\.5)?)(?:个)?(?:小时|h)(?!以上|起|后|前|内|到|约)")
_USUAL = {Unit.PER_DAY: 480}


def read_offering(row: TableRow, table: Table, recognition: Recognition) -> RowReading:
    """The service and its price. A price that is not surely understood is a question, not a bad row."""
    cells = Cells(row, recognition)
    name = cells.required_line("name")
    scope, limits = _long(cells, "scope"), _long(cells, "limits")
    price = _price(cells, name, scope, limits)
    trade = main_trade(name, cells.line("category", 60), scope[:200])
    if price.understood and not trade:
        cells.note(doubt("trade_unknown", "category", seen=name[:30]))
    values: dict[str, Any] = {
        "code": cells.line("code", _MOST_CODE).upper(),
        "name": name,
        "trade": trade,
        "scope": scope,
        "limits": _limits(limits, cells.line("notes", 500), price),
        "price": _price_body(price),
        **_minutes(cells, name, price),
    }
    findings = (*own_findings(row, table, recognition), *cells.findings)
    key = _key(values, cells.line("seller", 80), price) if name else ""
    return RowReading(row.number, cells_kept(row, recognition), values, key, findings)


def _long(cells: Cells, field: str) -> str:
    """A long text with its line breaks, however written; beyond what the catalogue holds it is cut and said."""
    text = re.sub(r"<br\s*/?>|\r\n?", "\n", cells.text(field, 10_000))
    text = re.sub(r"<[a-zA-Z/][^<>]{0,200}>", "", text).replace("&nbsp;", " ")
    text = re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+", " ", text)).strip()
    if len(text) > _MOST_SCOPE:
        cells.note(doubt("text_shortened", field, wanted=field, count=len(text), most=_MOST_SCOPE))
    return text[:_MOST_SCOPE]


def _price(cells: Cells, name: str, scope: str, limits: str) -> PriceReading:
    unit = cells.line("unit", 40)
    price = read_price(cells.line("price", 300), unit=unit, bracket=cells.bracket("price"))
    remarks = cells.text("notes", 2_000)
    price = weighed(price, name=name, scope=f"{scope}\n{remarks}", limits=limits)
    if not price.understood:
        reason = price.reason.value if price.reason else "unclear"
        cells.note(doubt("price_question", "price", reason=reason, seen=price.raw[:40], quote=price.quote))
    return price


def _price_body(price: PriceReading) -> dict[str, Any]:
    """The reading as JSON, without what is empty."""
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in asdict(price).items()
        if value not in (None, "", False, ())
    }


def _limits(limits: str, notes: str, price: PriceReading) -> str:
    """What the service does not include, with the conditions of its price: nobody should be surprised by them."""
    conditions = [words for words in price.conditions if words not in limits]
    return "\n".join(part for part in (limits, notes, "；".join(conditions)) if part)[:_MOST_SCOPE]


def _minutes(cells: Cells, name: str, price: PriceReading) -> dict[str, int]:
    """Usual and least minutes of one visit: as the list says, as the price or name says, else assumed and said."""
    column = read_minutes(cells.line("minutes", 60), cells.bracket("minutes"))
    cells.note(softened(column.finding))
    named = _IN_NAME.findall(name)
    in_name = round(float(named[0]) * 60) if len(named) == 1 else None
    least = price.least_quantity * 60 if price.unit is Unit.PER_HOUR and price.least_quantity else None
    usual = column.value or price.minutes or in_name or (_USUAL.get(price.unit) if price.unit else None)
    if usual is None and least is None and price.understood:
        cells.note(note("minutes_assumed", "minutes", minutes=120))
    usual = min(max(usual or 120, least or 1, 1), _ALL_MINUTES)
    fixed = price.unit is Unit.PER_VISIT and (column.value or price.minutes or in_name)
    return {"usual_minutes": usual, "least_minutes": min(least or (usual if fixed else 60), usual)}


def _key(values: dict[str, Any], seller: str, price: PriceReading) -> str:
    """The list's own number; without one, name and seller with what the price is for."""
    if values["code"]:
        return f"code:{values['code']}"
    sold = price.unit.value if price.understood and price.unit else f"?{plain(price.raw)}"
    return f"name:{plain_name(values['name'])}|{plain_name(seller)}|{sold}"


def plain_name(name: str) -> str:
    """A name for comparing: width, case and spaces do not matter, brackets do."""
    return "".join(name.split()).casefold()
