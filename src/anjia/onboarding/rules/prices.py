"""Price texts: "35元/小时", "¥128/次（2小时）", "面议". What is surely meant is read; all else is left to a person.

A wrong price is far worse than one that somebody settles by hand. So the whole text has to be understood: any
word or number that is left over makes the price a question.
"""

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from anjia.onboarding.rules.price_words import (
    ABOUT,
    AMOUNT,
    CUT,
    FOREIGN,
    FREE,
    FROM,
    OPEN,
    STEPS,
    TIMED_WORDS,
    UNIT_WORDS,
    UNITS,
    YUAN,
    Unit,
    fen_of_yuan,
    regular,
)


class Reason(StrEnum):
    """Why a person must settle a price."""

    MISSING = "missing"  # nothing is written
    UNCLEAR = "unclear"  # some of the text is not understood
    DAMAGED = "damaged"  # signs of the text were lost before it came here
    OPEN = "open"  # to be agreed, asked for, found out on the spot
    STARTS_AT = "starts_at"  # from ... on
    RANGE = "range"  # between two amounts
    ABOUT = "about"
    STEPS = "steps"  # the first hour, each further one; up to, above
    SEVERAL = "several"  # more than one price
    DISCOUNT = "discount"  # an offer, a members' price, a former price
    FREE = "free"
    FOREIGN = "foreign"  # another currency
    UNIT_MISSING = "unit_missing"
    UNIT_UNKNOWN = "unit_unknown"
    UNIT_CONTRADICTED = "unit_contradicted"  # name, unit column or scope speak of another unit
    PRICE_CONTRADICTED = "price_contradicted"  # name or scope give another price
    FEE_BESIDE = "fee_beside"  # a fee that everybody pays comes on top
    NOT_FINAL = "not_final"  # the scope says that the price will be another
    LEAST_ABOVE = "least_above"  # the least charge is more than the price
    UNLIKELY = "unlikely"  # no such service costs that


@dataclass(frozen=True)
class PriceReading:
    """What a price text means, or why a person must settle it.

    Amounts in fen. `least_*` is the least that is sold or charged, `visits` and `days` what a package holds,
    `piece` the word for what is counted ("台"), `quote` the words that made it a question.
    """

    raw: str
    price_fen: int | None = None
    unit: Unit | None = None
    piece: str = ""
    minutes: int | None = None
    least_quantity: int | None = None
    least_fen: int | None = None
    least_varies: bool = False
    lowest_fen: int | None = None
    highest_fen: int | None = None
    visits: int | None = None
    days: int | None = None
    per_person: bool = False
    conditions: tuple[str, ...] = ()
    reason: Reason | None = None
    quote: str = ""

    @property
    def understood(self) -> bool:
        """Whether the price may be used as it was read."""
        return self.reason is None and self.price_fen is not None and self.unit is not None


_LABEL = r"(?:(?:服务)?(?:价格|单价|收费|售价|费用|统一价|一口价|价)(?:标准)?(?:为|是|:)?)?"
_QUANTITY = r"\d+(?:\.\d+)?|半|一|两|二|三|四"
_PER = r"(?:/|每|per|一(?=次|个?小时|天|平|套|台|间|张|扇|月))"
_SECOND = r"(?:[/·*每]+(?P<second>人|次|小时|天|日|月))?"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_LABEL}(?P<amount>{AMOUNT}){YUAN}?{_PER}(?P<quantity>{_QUANTITY})?(?P<unit>{UNIT_WORDS}|人|位){_SECOND}",
        rf"{_LABEL}(?P<amount>{AMOUNT}){YUAN}(?P<quantity>{_QUANTITY})(?P<unit>{TIMED_WORDS})(?P<second>(?!))?",
        rf"(?:{_PER}(?P<quantity>{_QUANTITY})?)(?P<unit>{UNIT_WORDS}){_LABEL}(?P<amount>{AMOUNT}){YUAN}?(?P<second>(?!))?",
        rf"(?P<quantity>\d+(?:\.\d+)?)(?P<unit>{TIMED_WORDS}){_LABEL}(?P<amount>{AMOUNT}){YUAN}(?P<second>(?!))?",
    )
)
_BARE = re.compile(rf"{_LABEL}(?P<amount>{AMOUNT}){YUAN}?")
_RANGE = re.compile(rf"(?P<low>{AMOUNT}){YUAN}?(?:[-~—–至到]|--)+(?P<high>{AMOUNT})")
_UNIT_ALONE = re.compile(rf"(?:元|{YUAN})?(?:/|每)?(?P<quantity>{_QUANTITY})?(?P<unit>{UNIT_WORDS}|人|位){_SECOND}")
_LEAST = re.compile(
    rf"(?:至少|最少|不少于)?(?P<count>\d+|一|两|二|三|四)(?:个)?(?P<unit>{UNIT_WORDS})(?:以上)?(?:起订|起购|起做|起步|起拍|起约|起售|起租|起算|起)"
)
_LEAST_FEN = re.compile(
    rf"(?P<amount>{AMOUNT}){YUAN}(?:起步|起做|起送|保底|起订)|(?:最低消费|起步价)(?P<amount2>{AMOUNT}){YUAN}?"
)
_LASTS = re.compile(r"(?:约|每次|每天|一天|含)?(?P<hours>\d+(?:\.\d+)?)(?:个)?(?:小时|h)(?:/次|/天)?")
_ROUNDING = re.compile(r"不足[^;]{1,8}按[^;]{1,8}(?:算|收|计|收费|计算|计费|结算)")
_COUNTS = {"半": 0.5, "一": 1.0, "两": 2.0, "二": 2.0, "三": 3.0, "四": 4.0}
_LIKELY_FEN: dict[Unit, tuple[int, int]] = {
    Unit.PER_HOUR: (1_000, 20_000),
    Unit.PER_VISIT: (4_000, 3_000_000),
    Unit.PER_DAY: (5_000, 200_000),
    Unit.PER_MONTH: (20_000, 5_000_000),
    Unit.PER_SQUARE_METRE: (50, 30_000),
    Unit.PER_METRE: (50, 30_000),
    Unit.PER_PIECE: (200, 1_000_000),
    Unit.PER_PACKAGE: (3_000, 10_000_000),
}


def read_price(text: str, *, unit: str = "", bracket: str = "") -> PriceReading:
    """Reads a price with the words of the unit column and of the header's brackets, where there are such."""
    raw = text.strip()
    plain = regular(raw)
    if "\ufffd" in raw:
        return _question(raw, Reason.DAMAGED)
    if not plain:
        return _question(raw, Reason.MISSING)
    main, asides = _parted(plain)
    reading = _of_main(raw, main, _unit_words(unit, bracket))
    for aside in asides:
        reading = _with_aside(reading, aside) if reading.understood else reading
    return likely(reading) if reading.understood else _explained(reading, plain)


def _question(raw: str, reason: Reason, quote: str = "") -> PriceReading:
    return PriceReading(raw, reason=reason, quote=quote)


def doubtful(reading: PriceReading, reason: Reason, quote: str = "") -> PriceReading:
    """The reading as a question for a person. The first doubt stays."""
    return reading if reading.reason else replace(reading, reason=reason, quote=quote[:80])


def likely(reading: PriceReading) -> PriceReading:
    """The reading, or a question when no such service costs that."""
    if reading.unit is None or reading.price_fen is None:
        return reading
    least, most = _LIKELY_FEN[reading.unit]
    return reading if least <= reading.price_fen <= most else doubtful(reading, Reason.UNLIKELY, reading.raw)


def _parted(plain: str) -> tuple[str, list[str]]:
    """The price itself, and what is said beside it: in brackets, or behind a separating sign."""
    brackets = re.findall(r"[(\[【]([^()\[\]【】]*)[)\]】]", plain)
    outside = re.sub(r"[(\[【][^()\[\]【】]*[)\]】]", "", plain)
    clauses = [clause for clause in re.split(r"[;、|\n]", outside) if clause]
    first = next((index for index, clause in enumerate(clauses) if re.search(r"\d", clause)), 0)
    rest = clauses[:first] + clauses[first + 1 :]
    return (clauses[first] if clauses else ""), [*rest, *(clause for part in brackets for clause in part.split(";"))]


def _unit_words(unit: str, bracket: str) -> str:
    """The unit's own column before the header's brackets, if it holds a unit at all."""
    return next((words for each in (unit, bracket) if _UNIT_ALONE.fullmatch(words := regular(each))), "")


def _of_main(raw: str, main: str, unit_words: str) -> PriceReading:
    for form in _FORMS:
        if match := form.fullmatch(main):
            return _checked_unit(_of_match(raw, match["amount"], match), unit_words)
    if match := _BARE.fullmatch(main):
        if unit := _UNIT_ALONE.fullmatch(unit_words):
            return _of_match(raw, match["amount"], unit)
        return replace(_question(raw, Reason.UNIT_MISSING), price_fen=fen_of_yuan(match["amount"]))
    return _question(raw, Reason.UNCLEAR)


def _checked_unit(reading: PriceReading, unit_words: str) -> PriceReading:
    """A unit column that says something else than the price text makes it a question."""
    column = _UNIT_ALONE.fullmatch(unit_words)
    if not column or not reading.understood:
        return reading
    other = _of_match(reading.raw, "1", column)
    same = other.unit is reading.unit or {other.unit, reading.unit} == {Unit.PER_VISIT, Unit.PER_PIECE}
    return reading if same else doubtful(reading, Reason.UNIT_CONTRADICTED, unit_words)


def _of_match(raw: str, amount: str, match: re.Match[str]) -> PriceReading:
    fen = fen_of_yuan(amount)
    if not fen:
        return _question(raw, Reason.UNCLEAR if fen is None else Reason.FREE)
    first, second = match["unit"], match["second"]
    if first in ("人", "位") and second in ("小时", "天", "日", "月", "次"):
        first, second = second, "人"
    if first not in UNITS:
        return _question(raw, Reason.UNIT_UNKNOWN, first)
    reading = _sold(PriceReading(raw, price_fen=fen), UNITS[first], match["quantity"], first)
    return _with_second(reading, second)


def _sold(reading: PriceReading, unit: Unit, quantity: str | None, word: str) -> PriceReading:
    """What the amount buys: one of the unit, or a fixed number of them."""
    count = _COUNTS.get(quantity or "一") or float(quantity or 1)
    if unit is Unit.PER_PIECE:
        reading = replace(reading, piece=word)
    if count == 1:
        return replace(reading, unit=unit)
    if unit is Unit.PER_HOUR and count > 1 and count <= 24 and count * 60 == int(count * 60):
        return replace(reading, unit=Unit.PER_VISIT, minutes=int(count * 60))
    if unit is Unit.PER_DAY and count == 0.5:
        return replace(reading, unit=Unit.PER_VISIT, minutes=240)
    if unit is Unit.PER_VISIT and count in range(2, 1_000):
        return replace(reading, unit=Unit.PER_PACKAGE, visits=int(count))
    if unit is Unit.PER_DAY and count in range(2, 366):
        return replace(reading, unit=Unit.PER_PACKAGE, days=int(count))
    return replace(reading, reason=Reason.UNIT_UNKNOWN, quote=f"{quantity}{word}")


def _with_second(reading: PriceReading, second: str | None) -> PriceReading:
    """ "/小时/人" is for one person; "/台/次" is one piece at one visit; other pairs are not understood."""
    per_time = reading.unit in (Unit.PER_HOUR, Unit.PER_DAY, Unit.PER_MONTH, Unit.PER_VISIT)
    per_thing = reading.unit in (Unit.PER_PIECE, Unit.PER_SQUARE_METRE, Unit.PER_METRE)
    if not second or (second == "次" and per_thing):
        return reading
    if second == "人" and per_time:
        return replace(reading, per_person=True)
    return doubtful(reading, Reason.UNIT_UNKNOWN, second)


def _with_aside(reading: PriceReading, aside: str) -> PriceReading:
    """What stands beside the price fits in (a least quantity, a duration, a plain word) or makes it a question."""
    if match := _LEAST.fullmatch(aside):
        return with_least(reading, match["count"], match["unit"], aside)
    if match := _LEAST_FEN.fullmatch(aside):
        return replace(reading, least_fen=fen_of_yuan(match["amount"] or match["amount2"]))
    if match := _LASTS.fullmatch(aside):
        return _with_duration(reading, float(match["hours"]), aside)
    if _ROUNDING.fullmatch(aside) or not _doubt_in(aside):
        return replace(reading, conditions=(*reading.conditions, aside))
    return doubtful(reading, _doubt_in(aside) or Reason.UNCLEAR, aside)


def with_least(reading: PriceReading, count: str, word: str, words: str) -> PriceReading:
    """The reading with its least quantity, if it is counted in the price's own unit; otherwise a question."""
    number = int(count) if count.isdigit() else int(_COUNTS[count])
    if UNITS.get(word) is not reading.unit:
        return doubtful(reading, Reason.UNIT_CONTRADICTED, words)
    least = max(number, reading.least_quantity or 0)
    return replace(reading, least_quantity=least, conditions=(*reading.conditions, words))


def _with_duration(reading: PriceReading, hours: float, aside: str) -> PriceReading:
    minutes = round(hours * 60)
    if reading.unit is Unit.PER_VISIT and reading.minutes in (None, minutes):
        return replace(reading, minutes=minutes)
    if reading.unit in (Unit.PER_DAY, Unit.PER_MONTH, Unit.PER_PACKAGE, Unit.PER_PIECE):
        return replace(reading, minutes=minutes, conditions=(*reading.conditions, aside))
    return doubtful(reading, Reason.UNIT_CONTRADICTED, aside)


_DOUBTS = (
    (FOREIGN, Reason.FOREIGN),
    (OPEN, Reason.OPEN),
    (CUT, Reason.DISCOUNT),
    (STEPS, Reason.STEPS),
    (FROM, Reason.STARTS_AT),
    (_RANGE, Reason.RANGE),
    (ABOUT, Reason.ABOUT),
    (FREE, Reason.FREE),
    (re.compile(r"\d"), Reason.UNCLEAR),
)


def _doubt_in(words: str) -> Reason | None:
    return next((reason for signs, reason in _DOUBTS if signs.search(words)), None)


def _explained(reading: PriceReading, plain: str) -> PriceReading:
    """The best reason for a text that was not understood, with the amounts that can be seen in it."""
    if reading.reason is not Reason.UNCLEAR:
        return reading
    reading = _with_bounds(reading, plain)
    reason = _doubt_in(plain) or Reason.UNCLEAR
    amounts = re.findall(AMOUNT + YUAN, plain)
    if reason is Reason.UNCLEAR and not re.search(r"\d", plain):
        reason = Reason.MISSING if plain in ("-", "/", "无", "暂无", "0") else Reason.OPEN if "价" in plain else reason
    if reason is Reason.UNCLEAR and len(amounts) > 1:
        reason = Reason.SEVERAL
    return replace(reading, reason=reason, quote=reading.quote or reading.raw[:80])


def _with_bounds(reading: PriceReading, plain: str) -> PriceReading:
    if match := _RANGE.search(plain):
        return replace(reading, lowest_fen=fen_of_yuan(match["low"]), highest_fen=fen_of_yuan(match["high"]))
    starts = re.search(rf"({AMOUNT}){YUAN}?(?:/\w+)?起", plain)
    return replace(reading, lowest_fen=fen_of_yuan(starts[1])) if starts else reading
