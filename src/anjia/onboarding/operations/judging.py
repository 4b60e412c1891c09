"""What a row would change here: new, changed, the same again, or not to be taken."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from anjia.catalog import queries as catalog
from anjia.catalog.queries import OfferingSummary
from anjia.catalog.rules import Unit as SoldBy
from anjia.households import queries as households
from anjia.kernel.fields import blind_index
from anjia.onboarding.models import ImportedThing, ImportRow
from anjia.onboarding.rules import Finding, Kind, Level, RowReading, digest_of
from anjia.workforce import queries as workforce

Verdict = ImportRow.Verdict
_AT_ONCE = 400  # keys per query: below the least number of parameters a database takes


@dataclass(frozen=True)
class Judged:
    """A reading with its verdict; `asks` when its price goes to a person, `known` names what is there already."""

    reading: RowReading
    key: str
    digest: str
    verdict: str
    asks: bool = False
    known: str = ""
    understood: bool = False

    def so(self, verdict: str, *findings: Finding) -> "Judged":
        """The same with another verdict and more findings."""
        return replace(self, verdict=verdict, reading=self.reading.with_findings(*findings))


def judged(kind: Kind, readings: Sequence[RowReading]) -> list[Judged]:
    """A verdict for every row, by what the company has now."""
    rows = [_first_look(kind, reading) for reading in readings]
    rows = _against_earlier_files(kind, rows)
    if kind is Kind.HOUSEHOLDS:
        return _against_households(rows)
    if kind is Kind.CAREGIVERS:
        return _against_caregivers(rows)
    return _against_catalog(rows)


def _first_look(kind: Kind, reading: RowReading) -> Judged:
    key = blind_index(reading.key, purpose=f"onboarding.{kind.value}")
    digest = blind_index(digest_of(reading), purpose="onboarding.digest")
    repeated = any(finding.code == "row_repeated" for finding in reading.findings)
    verdict = Verdict.BAD if reading.bad else Verdict.SAME if repeated else Verdict.NEW
    row = Judged(reading, key, digest, verdict)
    return _with_price(row) if kind is Kind.PRICES else row


def _with_price(row: Judged) -> Judged:
    """A price that cannot be listed as it was read is asked: not understood, no trade, or a unit nobody sells by."""
    price = row.reading.values["price"]
    understood = "reason" not in price and "unit" in price
    listable = understood and price["unit"] in set(SoldBy) and row.reading.values["trade"]
    if understood and price["unit"] not in set(SoldBy):
        values = {"amount_fen": price["price_fen"], "sold": str(price["unit"])}
        row = row.so(row.verdict, Finding("price_read", Level.DOUBT, values, "price"))
    return replace(row, asks=not listable, understood=understood)


def _pieces(items: Iterable[str]) -> Iterator[list[str]]:
    found = sorted(set(items))
    return (found[start : start + _AT_ONCE] for start in range(0, len(found), _AT_ONCE))


def _against_earlier_files(kind: Kind, rows: list[Judged]) -> list[Judged]:
    digests: dict[str, str] = {}
    for keys in _pieces(row.key for row in rows if row.key):
        known = ImportedThing.objects.filter(kind=kind, key__in=keys)
        digests.update(known.values_list("key", "digest"))
    return [
        row.so(Verdict.SAME) if row.verdict == Verdict.NEW and digests.get(row.key) == row.digest else row
        for row in rows
    ]


def _open(rows: list[Judged]) -> list[Judged]:
    return [row for row in rows if row.verdict == Verdict.NEW]


def _against_households(rows: list[Judged]) -> list[Judged]:
    known: dict[str, int] = {}
    for phones in _pieces(row.reading.values["phone"] for row in _open(rows)):
        known.update(households.known_phones(phones))
    ids = sorted(set(known.values()))
    names: dict[int, str] = {}
    addresses: dict[int, set[str]] = {}
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        names.update(households.names_of(some))
        homes = households.homes_of_many(some)
        addresses.update({owner: {home.address for home in owned} for owner, owned in homes.items()})
    return [_household(row, known.get(row.reading.values.get("phone", "")), names, addresses) for row in rows]


def _household(row: Judged, owner: int | None, names: dict[int, str], addresses: dict[int, set[str]]) -> Judged:
    if row.verdict != Verdict.NEW or owner is None:
        return row
    values = row.reading.values
    if names[owner] != values["name"]:
        return row.so(Verdict.CHANGED, Finding("known_as", Level.DOUBT, {"name": names[owner]}, "name"))
    told = bool(values["entries"]) or bool(values["address"] and values["address"] not in addresses[owner])
    return row.so(Verdict.CHANGED if told else Verdict.SAME)


def _against_caregivers(rows: list[Judged]) -> list[Judged]:
    known: dict[str, int] = {}
    for phones in _pieces(row.reading.values["phone"] for row in _open(rows)):
        known.update(workforce.known_phones(phones))
    names = workforce.names_of(known.values())
    return [_caregiver(row, known.get(row.reading.values.get("phone", "")), names) for row in rows]


def _caregiver(row: Judged, known_id: int | None, names: dict[int, str]) -> Judged:
    if row.verdict != Verdict.NEW or known_id is None:
        return row
    return row.so(Verdict.SAME, Finding("caregiver_known", Level.DOUBT, {"name": names[known_id]}, "phone"))


def _against_catalog(rows: list[Judged]) -> list[Judged]:
    every = (*catalog.offerings(retired=True), *catalog.offerings())
    by_code = {offering.code: offering for offering in every}
    by_name = {(offering.name, offering.unit): offering for offering in every if offering.retired_at is None}
    by_thing = {f"offering:{offering.id}": offering for offering in every}
    earlier = _things(_open(rows))
    known = (
        by_thing.get(earlier.get(row.key, ""))
        or by_code.get(row.reading.values["code"])
        or (by_name.get(_named(row)) if _without_seller(row) else None)
        for row in rows
    )
    return [_offering(row, offering) for row, offering in zip(rows, known, strict=True)]


def _named(row: Judged) -> tuple[str, str]:
    return row.reading.values["name"], row.reading.values["price"].get("unit", "")


def _without_seller(row: Judged) -> bool:
    """Whether the line names neither a code nor a seller, so that its name alone tells what it is."""
    return not row.reading.values["code"] and row.reading.key.split("|")[1:2] == [""]


def _things(rows: Iterable[Judged]) -> dict[str, str]:
    """What earlier lines of these keys became."""
    found: dict[str, str] = {}
    for keys in _pieces(row.key for row in rows if row.key):
        known = ImportedThing.objects.filter(kind=Kind.PRICES, key__in=keys)
        found.update(known.values_list("key", "thing"))
    return found


def _offering(row: Judged, known: OfferingSummary | None) -> Judged:
    """A service that is in the catalog already: its price is revised, everything else stays as it is there."""
    if row.verdict != Verdict.NEW or known is None:
        return row
    row = replace(row, known=f"offering:{known.id}")
    if known.retired_at is not None:
        return row.so(Verdict.BAD, Finding("offering_retired", Level.REFUSAL, {"name": known.name}, "code"))
    if row.asks:
        return row.so(Verdict.CHANGED)
    price = row.reading.values["price"]
    if price["unit"] != known.unit:
        changed = row.so(Verdict.CHANGED, Finding("unit_changes", Level.DOUBT, {"sold": known.unit}, "unit"))
        return replace(changed, asks=True)
    if price["price_fen"] == known.price_fen:
        return row.so(Verdict.SAME)
    values = {"before_fen": known.price_fen, "amount_fen": price["price_fen"], "sold": known.unit}
    return row.so(Verdict.CHANGED, Finding("price_changes", Level.DOUBT, dict(values), "price"))
