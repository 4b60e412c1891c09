"""A row of a list of caregivers."""

from typing import Any

from anjia.onboarding.rules.cells import day_text, read_day, read_hourly_pay, read_phone
from anjia.onboarding.rules.findings import doubt, refusal
from anjia.onboarding.rules.headers import Recognition
from anjia.onboarding.rules.rows import Cells, DistrictIn, RowReading, cells_kept, own_findings
from anjia.onboarding.rules.tables import Table, TableRow
from anjia.onboarding.rules.trades import trades_of


def read_caregiver(
    row: TableRow, table: Table, recognition: Recognition, district_in: DistrictIn, assumed_district: str = ""
) -> RowReading:
    """The caregiver of a row. Without a district she is taken to live in `assumed_district`, and that is said."""
    cells = Cells(row, recognition)
    name = cells.required_line("name")
    phone = read_phone(cells.text("phone", 100))
    cells.note(phone.finding)
    values: dict[str, Any] = {
        "name": name,
        "phone": phone.value or "",
        "district": _district(cells, district_in, assumed_district),
        "hourly_pay_fen": _pay(cells),
        "trades": _trades(cells),
        "joined_on": _joined(cells),
        "native_place": cells.line("native_place", 40),
        "introduction": cells.text("introduction", 500),
    }
    key = f"phone:{phone.value}" if phone.value else ""
    findings = (*own_findings(row, table, recognition), *cells.findings)
    return RowReading(row.number, cells_kept(row, recognition), values, key, findings)


def _district(cells: Cells, district_in: DistrictIn, assumed: str) -> str:
    given, address = cells.line("district", 60), cells.line("address", 200)
    if found := district_in(given) or district_in(address):
        return found
    if assumed:
        cells.note(doubt("district_assumed", "district", assumed=assumed))
    else:
        cells.note(refusal("district_needed", "district", seen=given or address[:30]))
    return assumed


def _pay(cells: Cells) -> int | None:
    pay = read_hourly_pay(cells.line("hourly_pay", 60), cells.bracket("hourly_pay"))
    cells.note(pay.finding)
    if pay.value is None and pay.finding is None:
        cells.note(refusal("value_missing", "hourly_pay", wanted="hourly_pay"))
    return pay.value


def _trades(cells: Cells) -> list[str]:
    text = cells.line("skills", 300)
    trades = list(trades_of(text))
    if not trades:
        cells.note(doubt("trades_none", "skills", seen=text[:40]))
    return trades


def _joined(cells: Cells) -> str:
    joined = read_day(cells.line("joined_on", 60), "joined_on")
    cells.note(joined.finding)
    return day_text(joined.value) if joined.value else ""
