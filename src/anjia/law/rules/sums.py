"""Small sums: earnest deposits, damages for fraud, days to pay a refund, limits of prepaid cards."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from anjia.law.rules.lines import Line, Outcome, Rounding, Value, Wrong, in_order, money, share
from anjia.law.rules.packs import MINUTES_A_DAY, Article

DEPOSIT_PERCENT = 20
FRAUD_TIMES = 3
LEAST_FRAUD_FEN = 50_000
NAMED_MOST_FEN = 500_000
UNNAMED_MOST_FEN = 100_000
UNNAMED_YEARS = 3


class Broke(StrEnum):
    """Who broke the contract."""

    NOBODY = "nobody"
    CUSTOMER = "customer"
    COMPANY = "company"


def deposit(price_fen: int, deposit_fen: int, broke: Broke, in_force: Collection[str]) -> Outcome:
    """What an earnest deposit comes to; the result is what the company pays back, or credits if nobody broke it.

    Raises Wrong.
    """
    money(price_fen, "price_fen", least_fen=1)
    money(deposit_fen, "deposit_fen")
    if deposit_fen > price_fen:
        raise Wrong("deposit_above_price", "deposit_fen", deposit_fen=deposit_fen, price_fen=price_fen)
    if "civil-code.586" not in in_force:
        return Outcome((), None, (Line("no_article_then"),))
    cap = share(price_fen, DEPOSIT_PERCENT, 100, Rounding.DOWN)
    effective = min(deposit_fen, cap)
    excess = deposit_fen - effective
    lines = [
        Line("deposit_cap", cap, "civil-code.586", {"price_fen": price_fen, "percent": DEPOSIT_PERCENT}, Rounding.DOWN),
        Line("deposit_effective", effective, "civil-code.586", {"deposit_fen": deposit_fen, "cap_fen": cap}),
        Line("deposit_excess", excess, "civil-code.586", {"deposit_fen": deposit_fen, "effective_fen": effective}),
    ]
    values = {"effective_fen": effective, "excess_fen": excess}
    result = excess + {Broke.NOBODY: effective, Broke.CUSTOMER: 0, Broke.COMPANY: 2 * effective}[broke]
    return Outcome((*lines, Line(f"deposit_back_{broke}", result, "civil-code.587", values)), result)


def fraud_damages(fee_fen: int, in_force: Collection[str]) -> Outcome:
    """What deceit costs on top of the loss: three times the fee, at least 500 yuan. Raises Wrong."""
    money(fee_fen, "fee_fen")
    if "consumer-law.55" not in in_force:
        return Outcome((), None, (Line("no_article_then"),))
    triple = FRAUD_TIMES * fee_fen
    result = max(triple, LEAST_FRAUD_FEN)
    lines = (
        Line("triple", triple, "consumer-law.55", {"fee_fen": fee_fen, "times": FRAUD_TIMES}),
        Line("fraud_damages", result, "consumer-law.55", {"triple_fen": triple, "least_fen": LEAST_FRAUD_FEN}),
    )
    return Outcome(lines, result, (Line("fraud_is_proved", article_id="consumer-law.55"),))


def pay_by(asked_on: date, kind: str, articles: Iterable[Article], agreed_on: date | None = None) -> tuple[Line, ...]:
    """The last day to pay a refund under each article that sets one, earliest first.

    An agreed day moves the start of the national fifteen days only; it must not lie before the request.
    """
    in_order(asked_on, agreed_on, "agreed_on")
    found = []
    for article in articles:
        for bound in article.bounds:
            if bound.kind == kind and bound.most_minutes is not None:
                start = agreed_on if agreed_on and article.id == "handling-measures.10" else asked_on
                days = bound.most_minutes // MINUTES_A_DAY
                values: dict[str, Value] = {"start_on": start, "days": days, "last_on": start + timedelta(days=days)}
                found.append(Line("pay_by", article_id=article.id, values=values))
    return tuple(sorted(found, key=lambda line: str(line.values["last_on"])))


@dataclass(frozen=True)
class Card:
    """A prepaid card as sold; `expires_on` None: no expiry."""

    named: bool
    face_fen: int
    sold_on: date
    expires_on: date | None = None


def card_faults(card: Card, in_force: Collection[str]) -> tuple[Line, ...]:
    """What is wrong with a card on the day it is sold; nothing, if our articles allow it. Raises Wrong."""
    money(card.face_fen, "face_fen", least_fen=1)
    in_order(card.sold_on, card.expires_on, "expires_on")
    found = []
    most = NAMED_MOST_FEN if card.named else UNNAMED_MOST_FEN
    if card.face_fen > most and "card-measures.limits" in in_force:
        code = "named_card_above" if card.named else "unnamed_card_above"
        found.append(Line(code, most, "card-measures.limits", {"face_fen": card.face_fen, "most_fen": most}))
    if card.expires_on is not None and "card-measures.validity" in in_force:
        least_on = years_later(card.sold_on, UNNAMED_YEARS)
        if card.named:
            found.append(Line("named_card_expires", None, "card-measures.validity", {"expires_on": card.expires_on}))
        elif card.expires_on < least_on:
            values = {"expires_on": card.expires_on, "least_on": least_on}
            found.append(Line("unnamed_card_expires", None, "card-measures.validity", values))
    return tuple(found)


def years_later(day: date, years: int) -> date:
    """The same day years on; 29 February becomes 1 March, so that the time is never shorter."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
