"""The lines of a calculation in the reader's language."""

from collections.abc import Mapping
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from anjia.kernel.dates import day_in_words
from anjia.kernel.errors import Refusal
from anjia.kernel.money import yuan
from anjia.law.rules import Rounding, Sure, Words, Wrong
from anjia.law.rules.lines import Value

LABELS: dict[str, str | Promise] = {
    "paid": gettext_lazy("Paid in advance"),
    "used_at_list": gettext_lazy("Used, at the prices before discount"),
    "used_at_charged": gettext_lazy("Used, at the prices charged"),
    "used_at_ratio": gettext_lazy("Used, at the ratio of what was paid to what was paid and given"),
    "visits_at_list": gettext_lazy("Used, at the price before discount"),
    "visits_at_discount": gettext_lazy("Used, at the price of the package"),
    "days_gone": gettext_lazy("Days gone by: %(gone)s of %(whole)s, %(left)s left"),
    "back": gettext_lazy("Paid back: what was paid less what was used, never below zero"),
    "interest": gettext_lazy("Interest from %(from_on)s"),
    "total": gettext_lazy("Paid back with interest"),
    "deposit_cap": gettext_lazy("At most %(percent)s %% of the price can be an earnest deposit"),
    "deposit_effective": gettext_lazy("So much of the deposit has effect"),
    "deposit_excess": gettext_lazy("So much is simply money paid"),
    "deposit_back_nobody": gettext_lazy("Counts towards the price, or is paid back"),
    "deposit_back_customer": gettext_lazy("Paid back: the customer broke the contract and loses the deposit"),
    "deposit_back_company": gettext_lazy("Paid back: the company broke the contract and returns the deposit twice"),
    "triple": gettext_lazy("Three times the fee"),
    "fraud_damages": gettext_lazy("Damages on top of the loss, at least %(least_fen)s"),
    "taxable_less_fixed": gettext_lazy("Taxable: what was paid less a fixed sum"),
    "taxable_share": gettext_lazy("Taxable: %(percent)s %% of what was paid"),
    "tax": gettext_lazy("Withheld"),
    "taxable_so_far": gettext_lazy("Month %(month)s, taxable so far"),
    "tax_so_far": gettext_lazy("Tax so far"),
    "withheld_this_month": gettext_lazy("Withheld in month %(month)s"),
    "pay_by": gettext_lazy("Paid by %(last_on)s at the latest"),
    "named_card_above": gettext_lazy("A named card may hold at most %(most_fen)s."),
    "unnamed_card_above": gettext_lazy("A card without a name may hold at most %(most_fen)s."),
    "named_card_expires": gettext_lazy("A named card may not expire, not on %(expires_on)s either."),
    "unnamed_card_expires": gettext_lazy(
        "A card without a name is good until %(least_on)s at least, not only %(expires_on)s."
    ),
    "not_in_force": gettext_lazy(
        "On %(ended_on)s no article of ours sets how a refund is counted. What holds then stands below; "
        "where nothing was agreed, count in the customer's favour."
    ),
    "no_article_then": gettext_lazy("On that day no article of ours sets this sum."),
    "used_in_seven_days": gettext_lazy(
        "Something was used within the seven days. Whether it may be deducted, the article does not say: ask a lawyer."
    ),
    "home_service_not_named": gettext_lazy(
        "The interpretation lists trades and leaves the list open; home services are not named."
    ),
    "seven_days_over": gettext_lazy("The seven days ended on %(last_on)s, so it counts as the customer's own wish."),
    "same_service_before": gettext_lazy(
        "The same service was had before the contract, so the seven days do not apply: "
        "it counts as the customer's own wish."
    ),
    "contract_is_older": gettext_lazy(
        "The contract of %(contract_on)s is older than the interpretation. A court may judge it by the law of its day."
    ),
    "list_price_must_be_real": gettext_lazy(
        "The price before discount must be one at which the company really sold; "
        "if it cannot show that, the market price counts."
    ),
    "day_count": gettext_lazy(
        "The interpretation names no number of days for a year; courts usually count 365, as here."
    ),
    "no_rate_for_neither": gettext_lazy("Neither side's cause: no article sets a rate. Enter the one that was agreed."),
    "no_rate_known": gettext_lazy("The rate of the contract's day is not known here. Enter it with its source."),
    "gifts_are_weighed": gettext_lazy(
        "Goods and visits given along are not counted: a court weighs them case by case."
    ),
    "better_terms_hold": gettext_lazy("Terms that are better for the customer hold as agreed."),
    "fraud_is_proved": gettext_lazy("This is owed for deceit that is admitted or proved, not for every fault."),
    "month_is_one_time": gettext_lazy("Payments of one month for the same work count as one."),
    "yearly_settlement": gettext_lazy("What was withheld too much or too little is settled in the yearly return."),
}
HOWS: dict[str, str] = {
    "used_at_ratio": "%(used_fen)s × %(paid_fen)s ÷ %(whole_fen)s",
    "visits_at_list": "%(used)s × %(list_fen)s",
    "visits_at_discount": "%(paid_fen)s × %(used)s ÷ %(bought)s",
    "days_gone": "%(paid_fen)s × %(gone)s ÷ %(whole)s",
    "interest": "%(back_fen)s × %(bp)s × %(days)s ÷ 365",
    "deposit_cap": "%(price_fen)s × %(percent)s %%",
    "deposit_excess": "%(deposit_fen)s − %(effective_fen)s",
    "deposit_back_nobody": "%(effective_fen)s + %(excess_fen)s",
    "deposit_back_customer": "%(excess_fen)s",
    "deposit_back_company": "2 × %(effective_fen)s + %(excess_fen)s",
    "triple": "%(fee_fen)s × %(times)s",
    "taxable_less_fixed": "%(income_fen)s − %(less_fen)s",
    "taxable_share": "%(income_fen)s × %(percent)s %%",
    "tax": "%(taxable_fen)s × %(percent)s %% − %(quick_fen)s",
    "taxable_so_far": "%(income_fen)s × %(percent)s %% − %(less_fen)s",
    "tax_so_far": "%(taxable_fen)s × %(percent)s %% − %(quick_fen)s",
    "withheld_this_month": "%(so_far_fen)s − %(withheld_fen)s",
    "pay_by": "%(start_on)s + %(days)s",
}
FAULTS: dict[str, str | Promise] = {
    "money_bounds": gettext_lazy(
        "%(amount_fen)s is not possible here: it must lie between %(least_fen)s and %(most_fen)s."
    ),
    "days_order": gettext_lazy("%(later)s comes before %(earlier)s. Please put the days in order."),
    "day_bounds": gettext_lazy("%(day)s is too far away: days lie between %(first)s and %(last)s."),
    "days_too_many": gettext_lazy("That is more than %(most)s days. Please check the dates."),
    "rate_bounds": gettext_lazy("A yearly rate lies above 0 and up to 36 %%."),
    "gift_absurd": gettext_lazy(
        "A gift of %(gift_fen)s on %(paid_fen)s is more than %(times)s times what was paid. Please check both."
    ),
    "used_above_paid": gettext_lazy(
        "%(used_fen)s used is more than the %(whole_fen)s that were there. Please check both."
    ),
    "list_below_charged": gettext_lazy(
        "Before discount the same cannot cost less: %(list_fen)s is below the %(used_fen)s that were charged."
    ),
    "count_bounds": gettext_lazy("A package has between %(least)s and %(most)s visits."),
    "visits_above_bought": gettext_lazy(
        "%(used)s used of %(bought)s bought is not possible. Visits given along are not counted."
    ),
    "deposit_above_price": gettext_lazy("A deposit of %(deposit_fen)s is more than the whole price of %(price_fen)s."),
    "months_bounds": gettext_lazy("Please give between %(least)s and %(most)s months of one year."),
}


def filled(values: Mapping[str, Value]) -> dict[str, str]:
    """The values as people read them: money in yuan, rates in per cent, days as dates."""
    return {name: _shown(name, value) for name, value in values.items()}


def _shown(name: str, value: Value) -> str:
    if isinstance(value, Words):
        return value.said_in(get_language() or "en")
    if isinstance(value, date):
        return day_in_words(value)
    if name == "bp":
        return f"{value // 100}.{value % 100:02d}%"
    return yuan(value) if name.endswith("_fen") else str(value)


def label_of(code: str, values: Mapping[str, Value]) -> str:
    """What a line is about."""
    return str(LABELS[code]) % filled(values)


def how_of(code: str, values: Mapping[str, Value]) -> str:
    """The arithmetic of a line in numbers; "" where there is none to do."""
    return HOWS.get(code, "") % filled(values)


def refusal_of(wrong: Wrong) -> Refusal:
    """The refusal of an input that cannot be."""
    return Refusal(str(FAULTS[wrong.code]) % filled(wrong.values), field=wrong.field)


def rounding_name(rounding: Rounding) -> str:
    """How a line was rounded, in words; "" for an exact one."""
    names = {
        Rounding.DOWN: _("cut to whole fen, in the customer's favour"),
        Rounding.HALF_UP: _("rounded to the nearest fen, half a fen up"),
    }
    return names.get(rounding, "")


def sure_name(sure: Sure | None) -> str:
    """How sure this installation is of an article or a rate."""
    names = {
        Sure.HIGH: _("text or two sources"),
        Sure.MEDIUM: _("one source"),
        Sure.LOW: _("from memory, please check"),
    }
    return names[sure] if sure else _("given by hand")
