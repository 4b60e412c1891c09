"""What is paid back of a prepayment, by the interpretation of 2025 (法释〔2025〕4号)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from anjia.law.rules.lines import Line, Outcome, Rounding, Value, Wrong, in_order, money, share
from anjia.law.rules.rates import MOST_BP, Rate

INTERPRETATION = "prepaid-interpretation"
WITHDRAWAL_DAYS = 7
YEAR_DAYS = 365  # the interpretation names no basis; courts count a yearly rate on 365 days
MOST_VISITS = 10_000
MOST_DAYS = 36_525
MOST_GIFT_TIMES = 10


class Ground(StrEnum):
    """Why the money goes back."""

    OPERATOR = "operator"
    CUSTOMER = "customer"
    NEITHER = "neither"
    WITHDRAWAL = "withdrawal"


@dataclass(frozen=True)
class Balance:
    """Stored value: `used_fen` at the prices charged, `used_list_fen` the same services before any discount."""

    gift_fen: int = 0
    used_fen: int = 0
    used_list_fen: int | None = None


@dataclass(frozen=True)
class Visits:
    """So many visits bought together; `list_fen` is what one costs before discount (None: no discount)."""

    bought: int
    used: int
    list_fen: int | None = None


@dataclass(frozen=True)
class Unlimited:
    """As often as wanted from the first to the last day; `stopped_on`: the last day the operator served, if earlier."""

    first_on: date
    last_on: date
    stopped_on: date | None = None


@dataclass(frozen=True)
class Prepayment:
    """A case. Interest runs from `ended_on` (the contract's end) to `paid_back_on`; no rate, no interest line.

    `contract_on` is the day of contract and payment.
    """

    paid_fen: int
    shape: Balance | Visits | Unlimited
    ground: Ground
    contract_on: date
    ended_on: date
    same_service_before: bool = False
    paid_back_on: date | None = None
    rate: Rate | None = None


def refund(case: Prepayment, in_force: Collection[str]) -> Outcome:
    """The refund line by line; `in_force` are the ids of the articles that hold on the day the contract ended.

    Without article 15 of the interpretation there is no sum. 0 <= refund <= paid, interest apart. Raises Wrong.
    """
    _check(case)
    if f"{INTERPRETATION}.15" not in in_force:
        return Outcome((), None, (Line("not_in_force", values={"ended_on": case.ended_on}),))
    if case.ground == Ground.WITHDRAWAL and may_withdraw(case):
        return _withdrawal(case)
    paid = Line("paid", case.paid_fen)
    used = _used(case)
    back_fen = max(case.paid_fen - (used[-1].amount_fen or 0), 0)
    back = Line("back", back_fen, _article(20 if _above(case, used) else 15))
    interest = _interest(case, back_fen)
    total = back_fen + sum(line.amount_fen or 0 for line in interest)
    sum_up = (Line("total", total),) if interest else ()
    return Outcome((paid, *used, back, *interest, *sum_up), total, _notes(case))


def refund_fen(outcome: Outcome) -> int | None:
    """The principal paid back, without interest; None when our articles give no sum."""
    return next((line.amount_fen for line in outcome.lines if line.code == "back"), None)


def may_withdraw(case: Prepayment) -> bool:
    """Within seven days of paying (that day not counted), and the same service was not had before."""
    return not case.same_service_before and case.ended_on <= case.contract_on + timedelta(days=WITHDRAWAL_DAYS)


def by_customer(case: Prepayment) -> bool:
    """Whether it counts as the customer's cause: also a withdrawal that comes too late."""
    return case.ground in (Ground.CUSTOMER, Ground.WITHDRAWAL)


def _article(number: int) -> str:
    return f"{INTERPRETATION}.{number}"


def _withdrawal(case: Prepayment) -> Outcome:
    last_on = case.contract_on + timedelta(days=WITHDRAWAL_DAYS)
    lines = (Line("paid", case.paid_fen), Line("back", case.paid_fen, _article(14), {"last_on": last_on}))
    notes = (Line("used_in_seven_days", article_id=_article(14)),) if _anything_used(case) else ()
    return Outcome(lines, case.paid_fen, (*notes, Line("home_service_not_named", article_id=_article(1))))


def _anything_used(case: Prepayment) -> bool:
    shape = case.shape
    if isinstance(shape, Balance):
        return shape.used_fen > 0
    return shape.used > 0 if isinstance(shape, Visits) else case.ended_on >= shape.first_on


def _used(case: Prepayment) -> tuple[Line, ...]:
    """What was delivered; the last line is its price, cut to whole fen in the customer's favour."""
    shape = case.shape
    if isinstance(shape, Unlimited):
        return _used_days(case, shape)
    return _used_balance(case, shape) if isinstance(shape, Balance) else _used_visits(case, shape)


def _used_balance(case: Prepayment, shape: Balance) -> tuple[Line, ...]:
    if by_customer(case):
        listed = shape.used_fen if shape.used_list_fen is None else shape.used_list_fen
        return (Line("used_at_list", listed, _article(19), {"used_fen": shape.used_fen}),)
    if not shape.gift_fen:
        return (Line("used_at_charged", shape.used_fen, _article(18)),)
    whole = case.paid_fen + shape.gift_fen
    amount = share(shape.used_fen, case.paid_fen, whole, Rounding.DOWN)
    values = {"used_fen": shape.used_fen, "paid_fen": case.paid_fen, "whole_fen": whole}
    return (Line("used_at_ratio", amount, _article(18), values, Rounding.DOWN),)


def _used_visits(case: Prepayment, shape: Visits) -> tuple[Line, ...]:
    if by_customer(case) and shape.list_fen is not None:
        values = {"used": shape.used, "list_fen": shape.list_fen}
        return (Line("visits_at_list", shape.used * shape.list_fen, _article(19), values),)
    amount = share(case.paid_fen, shape.used, shape.bought, Rounding.DOWN)
    values = {"used": shape.used, "bought": shape.bought, "paid_fen": case.paid_fen}
    return (Line("visits_at_discount", amount, _article(18), values, Rounding.DOWN),)


def days_left(case: Prepayment, shape: Unlimited) -> tuple[int, int]:
    """Days left after the last day the service could be had, of how many; that day itself counts as had."""
    whole = (shape.last_on - shape.first_on).days + 1
    until = min(case.ended_on, shape.stopped_on or case.ended_on)
    return min(max((shape.last_on - until).days, 0), whole), whole


def _used_days(case: Prepayment, shape: Unlimited) -> tuple[Line, ...]:
    left, whole = days_left(case, shape)
    amount = share(case.paid_fen, whole - left, whole, Rounding.DOWN)
    values: dict[str, Value] = {"left": left, "whole": whole, "gone": whole - left, "paid_fen": case.paid_fen}
    return (Line("days_gone", amount, _article(22), values, Rounding.DOWN),)


def _above(case: Prepayment, used: tuple[Line, ...]) -> bool:
    return by_customer(case) and (used[-1].amount_fen or 0) > case.paid_fen


def _interest(case: Prepayment, back_fen: int) -> tuple[Line, ...]:
    if case.rate is None or case.paid_back_on is None:
        return ()
    days = (case.paid_back_on - case.ended_on).days
    amount = share(back_fen, case.rate.bp * days, 10_000 * YEAR_DAYS, Rounding.HALF_UP)
    values: dict[str, Value] = {"back_fen": back_fen, "bp": case.rate.bp, "days": days}
    values |= {"from_on": case.ended_on, "source": case.rate.source}
    return (Line("interest", amount, _article(16), values, Rounding.HALF_UP),)


def _notes(case: Prepayment) -> tuple[Line, ...]:
    """What the numbers do not say by themselves."""
    found = [Line("home_service_not_named", article_id=_article(1))]
    if case.ground == Ground.WITHDRAWAL:
        values = {"last_on": case.contract_on + timedelta(days=WITHDRAWAL_DAYS)}
        code = "same_service_before" if case.same_service_before else "seven_days_over"
        found.append(Line(code, article_id=_article(14), values=values))
    if case.contract_on < date(2025, 5, 1):
        found.append(Line("contract_is_older", article_id=_article(15), values={"contract_on": case.contract_on}))
    if by_customer(case) and not isinstance(case.shape, Unlimited):
        found.append(Line("list_price_must_be_real", article_id=_article(19)))
    if case.rate is not None and case.paid_back_on is not None:
        found.append(Line("day_count", article_id=_article(16)))
    elif case.paid_back_on is not None:
        code = "no_rate_for_neither" if case.ground == Ground.NEITHER else "no_rate_known"
        found.append(Line(code, article_id=_article(16)))
    return (
        *found,
        Line("gifts_are_weighed", article_id=_article(21)),
        Line("better_terms_hold", article_id=_article(18)),
    )


def _check(case: Prepayment) -> None:
    money(case.paid_fen, "paid_fen", least_fen=1)
    in_order(case.contract_on, case.ended_on, "ended_on")
    in_order(case.ended_on, case.paid_back_on, "paid_back_on")
    if case.paid_back_on is not None and (case.paid_back_on - case.ended_on).days > MOST_DAYS:
        raise Wrong("days_too_many", "paid_back_on", most=MOST_DAYS)
    if case.rate is not None and not 0 < case.rate.bp <= MOST_BP:
        raise Wrong("rate_bounds", "rate_percent")
    if isinstance(case.shape, Balance):
        _check_balance(case, case.shape)
    elif isinstance(case.shape, Visits):
        _check_visits(case.shape)
    else:
        _check_days(case.shape)


def _check_balance(case: Prepayment, shape: Balance) -> None:
    money(shape.gift_fen, "gift_fen")
    if shape.gift_fen > MOST_GIFT_TIMES * case.paid_fen:
        raise Wrong("gift_absurd", "gift_fen", gift_fen=shape.gift_fen, paid_fen=case.paid_fen, times=MOST_GIFT_TIMES)
    whole = case.paid_fen + shape.gift_fen
    money(shape.used_fen, "used_fen")
    if shape.used_fen > whole:
        raise Wrong("used_above_paid", "used_fen", used_fen=shape.used_fen, whole_fen=whole)
    if shape.used_list_fen is not None:
        money(shape.used_list_fen, "used_list_fen")
        if shape.used_list_fen < shape.used_fen:
            raise Wrong("list_below_charged", "used_list_fen", used_fen=shape.used_fen, list_fen=shape.used_list_fen)


def _check_visits(shape: Visits) -> None:
    if not 1 <= shape.bought <= MOST_VISITS:
        raise Wrong("count_bounds", "bought", least=1, most=MOST_VISITS)
    if not 0 <= shape.used <= shape.bought:
        raise Wrong("visits_above_bought", "used", used=shape.used, bought=shape.bought)
    if shape.list_fen is not None:
        money(shape.list_fen, "list_fen")


def _check_days(shape: Unlimited) -> None:
    in_order(shape.first_on, shape.last_on, "last_on")
    in_order(shape.first_on, shape.stopped_on, "stopped_on")
    if (shape.last_on - shape.first_on).days >= MOST_DAYS:
        raise Wrong("days_too_many", "last_on", most=MOST_DAYS)
