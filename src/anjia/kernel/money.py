"""Money: Chinese yuan counted in whole fen. 1 yuan is 100 fen; there are no fractions and no other currency."""

import re
import unicodedata
from collections.abc import Sequence

from django.utils.translation import gettext as _

from anjia.kernel.errors import Refusal

MOST_FEN = 10**11  # a thousand million yuan: above any amount of a home-service company
_AMOUNT = re.compile(r"-?\d{1,12}(\.\d{1,2})?")


def yuan(fen: int) -> str:
    """The amount as people read it: 123450 -> "¥1,234.50", -100 -> "−¥1.00"."""
    sign = "−" if fen < 0 else ""
    whole, rest = divmod(abs(fen), 100)
    return f"{sign}¥{whole:,}.{rest:02d}"


def parse_yuan(value: object, *, least_fen: int = 0, most_fen: int = MOST_FEN) -> int:
    """Fen from what a person typed: "1,234.5", "¥1,234.50", "1234元". Raises Refusal outside the bounds."""
    raw = unicodedata.normalize("NFKC", str(value or "")).strip()
    plain = re.sub(r"[,\s¥]", "", raw).removesuffix("元").replace("−", "-")
    if not _AMOUNT.fullmatch(plain):
        sentence = _("“%(amount)s” is not an amount. Please write it like 128 or 128.50.")
        raise Refusal(sentence % {"amount": raw[:40]}, field="amount")
    whole, _dot, rest = plain.partition(".")
    fen = abs(int(whole)) * 100 + int(rest.ljust(2, "0") or 0)
    return within(-fen if plain.startswith("-") else fen, least_fen, most_fen)


def within(fen: int, least_fen: int, most_fen: int) -> int:
    """The amount itself when it lies in [least, most]; otherwise a Refusal that names both."""
    if not least_fen <= fen <= most_fen:
        sentence = _("%(amount)s is not possible here: it must lie between %(least)s and %(most)s.")
        values = {"amount": yuan(fen), "least": yuan(least_fen), "most": yuan(most_fen)}
        raise Refusal(sentence % values, field="amount")
    return fen


def allocate(total_fen: int, weights: Sequence[int]) -> list[int]:
    """Splits the total by weights to whole fen; the sum is kept by largest remainder. Weights >= 0, not all 0."""
    whole = sum(weights)
    shares = [total_fen * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda i: -(total_fen * weights[i] % whole))
    for i in by_remainder[: total_fen - sum(shares)]:
        shares[i] += 1
    return shares
