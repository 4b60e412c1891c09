"""A proposal while it is written: lines with the list price beside the adviser's own, limits, and the running total."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from anjia.booking.rules import visit_price
from anjia.catalog import queries as catalog
from anjia.catalog.queries import OfferingSummary
from anjia.catalog.rules import Unit
from anjia.kernel.clock import day_of
from anjia.kernel.errors import Refusal
from anjia.kernel.money import parse_yuan
from anjia.sales.operations import NewLine
from anjia.sales.rules import MOST_LINES, last_day

MOST_DIGITS = 5


@dataclass(frozen=True)
class DraftLine:
    """One line as it stands in the form. `usual` is the list price of one visit, as it is typed."""

    offering_id: int
    minutes: str
    visits: str
    price: str
    usual: str = ""
    list_words: str = ""
    amount_fen: int | None = None
    wrong: str = ""

    @property
    def differs(self) -> bool:
        """Whether the adviser set another price than the list's."""
        return bool(self.usual) and self.price != self.usual


@dataclass(frozen=True)
class Draft:
    """The whole form."""

    lines: tuple[DraftLine, ...]
    home_id: int
    not_included: str
    standard_limits: str
    needed: str
    valid_on: str

    @property
    def total_fen(self) -> int:
        """The sum of the lines that can be read."""
        return sum(line.amount_fen or 0 for line in self.lines)

    def rows(self) -> tuple[NewLine, ...]:
        """The lines for sales. Raises Refusal when one cannot be read."""
        for line in self.lines:
            if line.wrong or not line.offering_id:
                raise Refusal(line.wrong or _("Please choose a service in every line, or remove the line."))
        return tuple(_new_line(line) for line in self.lines)

    def last_day(self) -> date | None:
        """The day until which it stands. Raises Refusal when it is not a date."""
        try:
            return date.fromisoformat(self.valid_on) if self.valid_on else None
        except ValueError:
            raise Refusal(_("Please give the last day as a date."), field="valid_on") from None


def plain_yuan(fen: int) -> str:
    """An amount as it is typed: 15000 -> "150.00"."""
    return f"{fen // 100}.{fen % 100:02d}"


def fresh_draft(*, home_id: int, offering_id: int | None, square_metres: int | None, at: datetime) -> Draft:
    """The form as it opens: the service that was asked for, a week of time."""
    line = DraftLine(offering_id or 0, "", "1", "")
    valid_on = last_day(day_of(at)).isoformat()
    return _priced(Draft((line,), home_id, "", "", "", valid_on), {0: 0}, square_metres)


def draft_from(posted: QueryDict, square_metres: Mapping[int, int | None]) -> Draft:
    """The form as it was sent, with a line more or less if that was asked, and prices where none was set by hand."""
    columns = [posted.getlist(name)[:MOST_LINES] for name in ("offering", "minutes", "visits", "price", "usual", "was")]
    rows = list(zip(*columns, strict=False))
    lines = [DraftLine(_number(row[0]), *(text.strip() for text in row[1:5])) for row in rows]
    before = {index: _number(row[5]) for index, row in enumerate(rows)}
    lines, before = _edited(lines, before, posted.get("do", ""))
    home_id = _number(posted.get("home", ""))
    draft = Draft(
        lines=tuple(lines),
        home_id=home_id,
        not_included=posted.get("not_included", ""),
        standard_limits=posted.get("standard_limits", ""),
        needed=posted.get("needed", ""),
        valid_on=posted.get("valid_on", ""),
    )
    return _priced(draft, before, square_metres.get(home_id))


def _edited(lines: list[DraftLine], before: dict[int, int], do: str) -> tuple[list[DraftLine], dict[int, int]]:
    verb, _colon, index = do.partition(":")
    if verb == "add" and len(lines) < MOST_LINES:
        return [*lines, DraftLine(0, "", "1", "")], before
    if verb == "remove" and len(lines) > 1:
        kept = [i for i in range(len(lines)) if str(i) != index]
        return [lines[i] for i in kept], {new: before.get(old, 0) for new, old in enumerate(kept)}
    return lines, before


def _priced(draft: Draft, before: Mapping[int, int], square_metres: int | None) -> Draft:
    """Fills in the list's minutes and price where the service is new or nothing was set by hand."""
    offerings = catalog.offerings_of(line.offering_id for line in draft.lines)
    lines = tuple(
        _line(line, offerings.get(line.offering_id), before.get(index, 0), square_metres)
        for index, line in enumerate(draft.lines)
    )
    limits = "\n".join(dict.fromkeys(one.limits for one in offerings.values() if one.limits))
    typed = draft.not_included
    follows = not typed.strip() or typed.replace("\r", "") == draft.standard_limits.replace("\r", "")
    return Draft(lines, draft.home_id, limits if follows else typed, limits, draft.needed, draft.valid_on)


def _line(line: DraftLine, offering: OfferingSummary | None, before: int, square_metres: int | None) -> DraftLine:
    if offering is None:
        return DraftLine(0, line.minutes, line.visits or "1", line.price)
    new = offering.id != before
    minutes = str(offering.usual_minutes) if new or not line.minutes else line.minutes
    usual = _usual_price(offering, _number(minutes), square_metres)
    by_hand = not new and line.price and line.price != line.usual
    price = line.price if by_hand else usual
    amount, wrong = _amount(price, line.visits)
    if not price:
        wrong = _("The size of this home is not known: please write the price of a visit.")
    list_words = catalog.price_words(offering.unit, offering.price_fen)
    return DraftLine(offering.id, minutes, line.visits or "1", price, usual, list_words, amount, wrong)


def _usual_price(offering: OfferingSummary, minutes: int, square_metres: int | None) -> str:
    """The list's price of one visit as it is typed; empty when it depends on a size nobody knows."""
    if offering.unit == Unit.PER_SQUARE_METRE and not square_metres:
        return ""
    return plain_yuan(visit_price(offering.unit, offering.price_fen, minutes, square_metres))


def _amount(price: str, visits: str) -> tuple[int | None, str]:
    try:
        return parse_yuan(price) * _number(visits or "1"), ""
    except Refusal as refusal:
        return None, refusal.sentence


def _number(text: str) -> int:
    """Digits as a number, anything else as 0, which every operation refuses in its own words."""
    text = text.strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS + 5 else 0


def _new_line(line: DraftLine) -> NewLine:
    return NewLine(
        offering_id=line.offering_id,
        minutes=_number(line.minutes),
        visits=_number(line.visits),
        unit_price_fen=parse_yuan(line.price),
    )


def choices_of(homes: list[Any]) -> list[tuple[int, str]]:
    """Homes as the form offers them: label and district; the address stays in the dossier."""
    return [(one.id, " · ".join(filter(None, (one.label, one.district, _size(one.square_metres))))) for one in homes]


def _size(square_metres: int | None) -> str:
    return _("%d m²") % square_metres if square_metres else ""
