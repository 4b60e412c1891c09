"""One cell each: what a person wrote becomes a value, or a finding says why it does not.

No cell is guessed at: "1/2/2026" is two days, and both would be wrong half of the time.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Generic, TypeVar

import phonenumbers

from anjia.onboarding.rules.findings import Finding, note, refusal, shortened

T = TypeVar("T")
MOST_FEN = 10**11
_YEARS = range(1900, 2101)
_SERIALS = range(15_000, 75_000)  # 1941 to 2105: what a day looks like when a spreadsheet forgets that it is one
_HALF_DAY_MINUTES, _DAY_MINUTES = 240, 480


@dataclass(frozen=True)
class Reading(Generic[T]):
    """A value, or none, and what is to be said about it."""

    value: T | None = None
    finding: Finding | None = None


def folded(text: str) -> str:
    """Full-width signs made plain, outer quotes and spaces gone."""
    return unicodedata.normalize("NFKC", text).strip().lstrip("'‘’`").strip()


# --- telephone ---------------------------------------------------------------------------------------------------

_TWO_PHONES = re.compile(r"[/;、|]|或|(?<=\d{11})[,\s]+(?=\+?\d{7,})|(?<=\d{11}),")
_ROUNDED = re.compile(r"\d(\.\d+)?e\+?\d+")
_EXACT = re.compile(r"\d\.\d{10,12}e\+?1[0-2]")  # all digits are there; with fewer the last ones were lost
_NAMED = re.compile(r"\([^()\d]{1,10}\)$")  # "139 1234 5678(张)"
_WHOLE = re.compile(r"(\d+)\.0+")


def read_phone(text: str) -> Reading[str]:
    """ "139 1234-5678", "+86 13912345678", "13912345678.0" -> "+8613912345678". Landlines with their area code too."""
    raw = folded(text)
    if not raw:
        return Reading(finding=refusal("phone_missing", "phone"))
    parts = [part for part in _TWO_PHONES.split(raw) if part.strip()]
    first = _phone_of(parts[0]) if parts else None
    if first is None:
        return Reading(finding=_wrong_phone(raw))
    if len(parts) > 1:
        return Reading(first, note("phone_second", "phone", kept=parts[0].strip(), other=shortened(parts[1])))
    return Reading(first)


def _phone_of(raw: str) -> str | None:
    plain = _NAMED.sub("", raw).strip().lower()
    if whole := _WHOLE.fullmatch(plain):
        plain = whole[1]
    elif _EXACT.fullmatch(plain):
        plain = str(int(float(plain)))
    try:
        number = phonenumbers.parse(plain[:40], "CN")
    except phonenumbers.NumberParseException:
        return None
    if number.extension or not phonenumbers.is_valid_number(number):
        return None
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def _wrong_phone(raw: str) -> Finding:
    """What is wrong with it, in as much detail as can be seen."""
    seen = shortened(raw, 30)
    digits = re.sub(r"\D", "", raw)
    if _ROUNDED.fullmatch(raw.lower()) or re.fullmatch(r"1[3-9]\d{2,6}0{4,}", digits):
        return refusal("phone_rounded", "phone", seen=seen)
    if re.search(r"[*xX×]{2,}|\*", raw):
        return refusal("phone_masked", "phone", seen=seen)
    if re.fullmatch(r"[\d\s\-+()]+", raw) and digits.startswith("1") and len(digits) != 11:
        return refusal("phone_length", "phone", seen=seen, count=len(digits))
    return refusal("phone_wrong", "phone", seen=seen)


# --- day ---------------------------------------------------------------------------------------------------------

_TIME = re.compile(r"[T\s]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?(Z|\+\d\d:?\d\d)?$")
_ORDERED = re.compile(r"(\d{4})[-/.年\s]+(\d{1,2})[-/.月\s]+(\d{1,2})[日号]?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\.0+)?")
_REVERSED = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_MONTH = re.compile(r"(\d{4})[-/.年](\d{1,2})月?")
_SHORT_YEAR = re.compile(r"\d{1,2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?")


def read_day(text: str, field: str = "") -> Reading[date]:
    """A calendar day out of the ways it is written; days that do not exist or could be two days are refused."""
    raw = _TIME.sub("", folded(text)).strip()
    if not raw:
        return Reading()
    if match := _ORDERED.fullmatch(raw) or _COMPACT.fullmatch(raw):
        return _day(raw, field, *map(int, match.groups()))
    if match := _REVERSED.fullmatch(raw):
        return _reversed_day(raw, field, *map(int, match.groups()))
    if re.fullmatch(r"\d{5}(\.\d+)?", raw) and int(float(raw)) in _SERIALS:
        return Reading(date(1899, 12, 30) + timedelta(days=int(float(raw))))
    if _MONTH.fullmatch(raw):
        return Reading(finding=refusal("day_missing", field, seen=shortened(raw, 30)))
    code = "day_short_year" if _SHORT_YEAR.fullmatch(raw) else "day_unclear"
    return Reading(finding=refusal(code, field, seen=shortened(raw, 30)))


def _day(raw: str, field: str, year: int, month: int, day: int) -> Reading[date]:
    if year not in _YEARS:
        return Reading(finding=refusal("day_impossible", field, seen=shortened(raw, 30)))
    try:
        return Reading(date(year, month, day))
    except ValueError:
        return Reading(finding=refusal("day_impossible", field, seen=shortened(raw, 30)))


def _reversed_day(raw: str, field: str, first: int, second: int, year: int) -> Reading[date]:
    """Day and month cannot be told apart unless one is above 12 or both are the same."""
    if first > 12 or first == second:
        return _day(raw, field, year, second, first)
    if second > 12:
        return _day(raw, field, year, first, second)
    seen = shortened(raw, 30)
    one, other = f"{year}-{first:02d}-{second:02d}", f"{year}-{second:02d}-{first:02d}"
    return Reading(finding=refusal("day_ambiguous", field, seen=seen, one=one, other=other))


# --- money -------------------------------------------------------------------------------------------------------

_AMOUNT = re.compile(r"[¥￥]?(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(万|千)?(?:元|圆|块钱|块|yuan|rmb|cny)?(整|正)?")
_TIMES = {"万": 10_000, "千": 1_000, None: 1}


def fen_of(amount: str, times: str | None = None) -> int | None:
    """Fen of "1,234.5", or none when there are parts of a fen, or more than is possible."""
    whole, _dot, rest = amount.replace(",", "").partition(".")
    if len(whole) > 12 or len(rest) > 6:
        return None
    millionths = (int(whole) * 10**6 + int(rest.ljust(6, "0") or 0)) * _TIMES[times] * 100
    fen, left = divmod(millionths, 10**6)
    return fen if not left and fen <= MOST_FEN else None


def read_money(text: str, field: str = "") -> Reading[int]:
    """ "¥1,234.50", "1234.5元", "1.2万" in fen."""
    raw = re.sub(r"\s+", "", folded(text)).lower()
    if not raw:
        return Reading()
    match = _AMOUNT.fullmatch(raw)
    fen = fen_of(match[1] + (match[2] or ""), match[3]) if match else None
    if fen is None:
        return Reading(finding=refusal("money_unclear", field, seen=shortened(raw, 30)))
    return Reading(fen)


_PER_HOUR = re.compile(r"(元|块)?(/|每|一)(个)?(小时|时|h|hour|hr)$")
_PER_OTHER = re.compile(r"(/|每|一)(天|日|月|个月|次|单|年|day|month)")
_HOURLY_FEN = range(500, 50_001)


def read_hourly_pay(text: str, bracket: str = "", field: str = "hourly_pay") -> Reading[int]:
    """Fen for one hour. A monthly wage, a range or an amount that no hour costs is left to a person."""
    raw = re.sub(r"\s+", "", folded(text)).lower()
    seen = shortened(raw, 30)
    if not raw:
        return Reading()
    if _PER_OTHER.search(raw) or _PER_OTHER.search(f"/{bracket}".replace("元", "")):
        return Reading(finding=refusal("pay_not_hourly", field, seen=seen))
    if re.search(r"\d[元]?[-~—至到]+\d", raw):
        return Reading(finding=refusal("money_range", field, seen=seen))
    reading = read_money(_PER_HOUR.sub("", raw.removeprefix("每小时")), field)
    if reading.value is not None and reading.value not in _HOURLY_FEN:
        return Reading(finding=refusal("pay_unlikely", field, seen=seen))
    return reading


# --- duration ----------------------------------------------------------------------------------------------------

_HOURS = r"(?:个?半?小时|个?钟头|hours?|hrs?|h)"
_DURATION = re.compile(rf"(?:约|大约)?(?:(\d+(?:\.\d+)?){_HOURS})?(半)?(?:(\d+)(?:分钟?|minutes?|mins?|m))?(?:左右)?")
_FIXED_MINUTES = {
    **dict.fromkeys(("半天", "半日"), _HALF_DAY_MINUTES),
    **dict.fromkeys(("一天", "全天", "1天", "一日"), _DAY_MINUTES),
    **dict.fromkeys(("半小时", "半个小时"), 30),
    **{
        f"{word}{hour}": 60 * count
        for word, count in zip("一二两三四五六八", (1, 2, 2, 3, 4, 5, 6, 8), strict=True)
        for hour in ("小时", "个小时")
    },
}


def read_minutes(text: str, bracket: str = "", field: str = "minutes") -> Reading[int]:
    """ "2小时", "2h", "90分钟", "1小时30分", "半天" in minutes; a bare number only with the unit in the header."""
    raw = re.sub(r"\s+", "", folded(text)).lower()
    if not raw:
        return Reading()
    if raw in _FIXED_MINUTES:
        return Reading(_FIXED_MINUTES[raw])
    if re.fullmatch(r"\d+(\.\d+)?", raw):
        return _bare_minutes(raw, bracket.lower(), field)
    minutes = _minutes_of(raw)
    if minutes is None or not 5 <= minutes <= 7 * 1440:
        return Reading(finding=refusal("duration_unclear", field, seen=shortened(raw, 30)))
    return Reading(minutes)


def _minutes_of(raw: str) -> int | None:
    match = _DURATION.fullmatch(raw)
    if not match or not (match[1] or match[3]):
        return None
    halves = 30 if match[2] or "半小时" in raw else 0
    total = float(match[1] or 0) * 60 + halves + int(match[3] or 0)
    return int(total) if total == int(total) and total < 10**6 else None


def _bare_minutes(raw: str, bracket: str, field: str) -> Reading[int]:
    """A number alone: the header says of what; without a header's word only 15 to 720 can be nothing but minutes."""
    number = float(raw) if len(raw) < 9 else 0.0
    if re.search(r"小时|hour|^h$|时", bracket):
        number *= 60
    elif not re.search(r"分|min", bracket) and not 15 <= number <= 720:
        return Reading(finding=refusal("duration_unit", field, seen=shortened(raw, 30)))
    if number != int(number) or not 5 <= number <= 7 * 1440:
        return Reading(finding=refusal("duration_unclear", field, seen=shortened(raw, 30)))
    return Reading(int(number))


# --- size of a home ----------------------------------------------------------------------------------------------

_SIZE = re.compile(r"(约|大约)?(\d{1,5}(?:\.\d+)?)(?:个)?(?:平方米|平方|平米|平|㎡|m2|m²|sqm)?(左右)?")


def read_square_metres(text: str, field: str = "square_metres") -> Reading[int]:
    """ "89.5㎡", "约90平" in whole square metres."""
    raw = re.sub(r"\s+", "", folded(text)).lower()
    if not raw:
        return Reading()
    match = _SIZE.fullmatch(raw)
    size = round(float(match[2])) if match else 0
    if not 5 <= size <= 5_000:
        return Reading(finding=refusal("size_unclear", field, seen=shortened(raw, 30)))
    return Reading(size)


def read_birth(text: str, field: str = "birth") -> Reading[date]:
    """A day of birth. An age is no day: it is refused with its own word, so that it can be kept as text."""
    raw = folded(text)
    if re.fullmatch(r"\d{2}(\.0)?\s*(周?岁)?", raw):
        return Reading(finding=refusal("age_not_day", field, seen=shortened(raw, 20)))
    return read_day(text, field)


def day_text(day: date | datetime) -> str:
    """The day as it is kept in a reading: "2026-01-02"."""
    return day.strftime("%Y-%m-%d")
