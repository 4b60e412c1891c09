"""A row of a list of households."""

import re
from typing import Any

from anjia.onboarding.rules.cells import read_phone, read_square_metres
from anjia.onboarding.rules.findings import doubt
from anjia.onboarding.rules.headers import Recognition
from anjia.onboarding.rules.rows import Cells, DistrictIn, RowReading, cells_kept, own_findings, softened
from anjia.onboarding.rules.tables import Table, TableRow

_MOST_ENTRY = 500
_MOST_ADDRESS = 120
# How the household came, in the words of the households area; anything else came with the import.
_SOURCES = (
    ("referral", re.compile(r"介绍|推荐|老客户|朋友|邻居|亲戚|referral|friend")),
    ("wechat", re.compile(r"微信|公众号|小程序|朋友圈|抖音|wechat")),
    ("walk_in", re.compile(r"门店|到店|上门|路过|walk")),
    ("public_page", re.compile(r"官网|网站|网页|web")),
    ("phone", re.compile(r"电话|来电|phone|call")),
)


def read_household(row: TableRow, table: Table, recognition: Recognition, district_in: DistrictIn) -> RowReading:
    """The household of a row: name and phone are needed, everything else is kept if it can be."""
    cells = Cells(row, recognition)
    phone = read_phone(cells.text("phone", 100))
    name = cells.required_line("name")
    cells.note(phone.finding)
    values: dict[str, Any] = {"name": name, "phone": phone.value or "", **_home(cells, district_in)}
    values["source"], origin = _source(cells.line("source", 80))
    values["entries"] = _entries(cells, values, origin)
    key = f"phone:{phone.value}" if phone.value else ""
    findings = (*own_findings(row, table, recognition), *cells.findings)
    return RowReading(row.number, cells_kept(row, recognition), values, key, findings)


def _home(cells: Cells, district_in: DistrictIn) -> dict[str, Any]:
    """The home, when there is an address in a known district; an address elsewhere is kept as a note."""
    community, street = cells.line("community", 60), cells.line("address", _MOST_ADDRESS)
    address = street if community in street else f"{community}{street}"[:_MOST_ADDRESS]
    given = cells.line("district", 40)
    district = district_in(given) or district_in(address)
    size = read_square_metres(cells.line("square_metres", 60))
    cells.note(softened(size.finding))
    if address and not district:
        cells.note(doubt("district_unknown", "district", seen=given or address[:30]))
    return {"address": address, "district": district, "square_metres": size.value}


def _source(text: str) -> tuple[str, str]:
    """The source as the households area names it, and the text when it says more than that."""
    code = next((code for code, signs in _SOURCES if signs.search(text.lower())), "import")
    return code, text if code == "import" else ""


def _entries(cells: Cells, values: dict[str, Any], origin: str) -> list[list[str]]:
    """What is to be remembered: (kind, text). Whatever found no place of its own becomes a note."""
    entries = [
        ["taboo", cells.text("taboos", _MOST_ENTRY)],
        ["preference", cells.text("preferences", _MOST_ENTRY)],
        ["note", cells.text("notes", _MOST_ENTRY)],
        ["note", origin and _labelled(cells, "source", origin)],
    ]
    if values["address"] and not values["district"]:
        entries.append(["note", _labelled(cells, "address", values["address"])])
    if values["square_metres"] is None and cells.line("square_metres", 60):
        entries.append(["note", _labelled(cells, "square_metres", cells.line("square_metres", 60))])
    return [[kind, text.strip()] for kind, text in entries if text.strip()]


_LABELS = {"source": "来源", "address": "地址", "square_metres": "面积"}


def _labelled(_cells: Cells, field: str, text: str) -> str:
    """The file's own language is kept: what came in Chinese stays Chinese."""
    return f"{_LABELS[field]}：{text}"
