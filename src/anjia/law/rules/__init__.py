"""What the law says, as values, and what follows from it in numbers. Nothing here is legal advice."""

from anjia.law.rules.lines import Line, Outcome, Rounding, Wrong
from anjia.law.rules.packs import (
    Article,
    Bound,
    Instrument,
    Pack,
    Sure,
    Words,
    applies,
    articles_for,
    day_holds,
    lineage,
    read_pack,
    strictest,
)
from anjia.law.rules.rates import Rate, RateTable, rate_on, read_table
from anjia.law.rules.refunds import Balance, Ground, Prepayment, Unlimited, Visits, by_customer, refund, refund_fen
from anjia.law.rules.sums import Broke, Card, card_faults, deposit, fraud_damages, pay_by
from anjia.law.rules.tax import PLATFORM_ARTICLE, USUAL_ARTICLE, platform_withholding, usual_withholding

__all__ = [
    "PLATFORM_ARTICLE",
    "USUAL_ARTICLE",
    "Article",
    "Balance",
    "Bound",
    "Broke",
    "Card",
    "Ground",
    "Instrument",
    "Line",
    "Outcome",
    "Pack",
    "Prepayment",
    "Rate",
    "RateTable",
    "Rounding",
    "Sure",
    "Unlimited",
    "Visits",
    "Words",
    "Wrong",
    "applies",
    "articles_for",
    "by_customer",
    "card_faults",
    "day_holds",
    "deposit",
    "fraud_damages",
    "lineage",
    "pay_by",
    "platform_withholding",
    "rate_on",
    "read_pack",
    "read_table",
    "refund",
    "refund_fen",
    "strictest",
    "usual_withholding",
]
