"""Calculations as pages show them: every line with its arithmetic, its article and how sure we are."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.utils.translation import get_language

from anjia.law.queries.packs import article, articles_in_force, citation, ids_in_force
from anjia.law.queries.rates import given_rate, refund_rate
from anjia.law.queries.words import how_of, label_of, refusal_of, rounding_name, sure_name
from anjia.law.rules import (
    Article,
    Balance,
    Broke,
    Card,
    Ground,
    Line,
    Outcome,
    Prepayment,
    Rate,
    Rounding,
    Sure,
    Unlimited,
    Visits,
    Wrong,
    card_faults,
    deposit,
    fraud_damages,
    pay_by,
    platform_withholding,
    refund,
    usual_withholding,
)

Inputs = Mapping[str, Any]
FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2099, 12, 31)


class Kind(StrEnum):
    """What can be worked out."""

    REFUND = "refund"
    DEPOSIT = "deposit"
    DAMAGES = "damages"
    TAX = "tax"
    DEADLINE = "deadline"
    CARD = "card"


@dataclass(frozen=True)
class Source:
    """An article as a line cites it: whether it holds from a day on, and how sure this installation is."""

    id: str
    citation: str
    requires: str
    from_on: date
    until_on: date | None
    sure: str
    sure_name: str
    start_sure: str


@dataclass(frozen=True)
class ShownLine:
    """One line in words. `amount_fen` None: a line without a sum."""

    code: str
    label: str
    how: str
    amount_fen: int | None
    rounding: str
    source: Source | None


@dataclass(frozen=True)
class Calculation:
    """A whole calculation in words. `result_fen` None: no sum; `others` are the articles that hold instead."""

    kind: str
    lines: tuple[ShownLine, ...]
    result_fen: int | None
    notes: tuple[ShownLine, ...]
    rate_source: str = ""
    rate_sure: str = ""
    others: tuple[Source, ...] = ()


def source_of(found: Article) -> Source:
    """An article as pages cite it, in the active language."""
    return Source(
        id=found.id,
        citation=citation(found),
        requires=found.requires.said_in(get_language() or "en"),
        from_on=found.from_on,
        until_on=found.until_on,
        sure=found.sure.value,
        sure_name=sure_name(found.sure),
        start_sure=sure_name(found.instrument.start_sure) if found.instrument.start_sure != Sure.HIGH else "",
    )


def calculate(kind: str, inputs: Inputs, *, jurisdiction: str) -> Calculation:
    """Works out a case whose inputs are plain values (fen, counts, ISO days). Raises Refusal for what cannot be."""
    try:
        return _WAYS[Kind(kind)](inputs, jurisdiction)
    except Wrong as wrong:
        raise refusal_of(wrong) from wrong


def _shown(line: Line) -> ShownLine:
    return ShownLine(
        code=line.code,
        label=label_of(line.code, line.values),
        how=how_of(line.code, line.values),
        amount_fen=line.amount_fen,
        rounding=rounding_name(line.rounding) if line.rounding != Rounding.EXACT else "",
        source=source_of(article(line.article_id)) if line.article_id else None,
    )


def _calculation(kind: Kind, outcome: Outcome, **more: Any) -> Calculation:
    lines, notes = tuple(map(_shown, outcome.lines)), tuple(map(_shown, outcome.notes))
    return Calculation(kind.value, lines, outcome.result_fen, notes, **more)


def _day(inputs: Inputs, name: str) -> date | None:
    return _needed_day(inputs, name) if inputs.get(name) else None


def _needed_day(inputs: Inputs, name: str) -> date:
    day = date.fromisoformat(inputs[name])
    if not FIRST_DAY <= day <= LAST_DAY:
        raise Wrong("day_bounds", name, day=day, first=FIRST_DAY, last=LAST_DAY)
    return day


def _shape(inputs: Inputs) -> Balance | Visits | Unlimited:
    if inputs["shape"] == "visits":
        return Visits(inputs["bought"], inputs["used"], inputs.get("list_fen"))
    if inputs["shape"] == "unlimited":
        return Unlimited(_needed_day(inputs, "first_on"), _needed_day(inputs, "last_on"), _day(inputs, "stopped_on"))
    return Balance(inputs.get("gift_fen") or 0, inputs.get("used_fen") or 0, inputs.get("used_list_fen"))


def prepayment(inputs: Inputs) -> Prepayment:
    """The case behind the inputs of a refund; the rate is the one given, else the one of article 16, if known."""
    ground, contract_on = Ground(inputs["ground"]), _needed_day(inputs, "contract_on")
    given = inputs.get("rate_bp")
    return Prepayment(
        paid_fen=inputs["paid_fen"],
        shape=_shape(inputs),
        ground=ground,
        contract_on=contract_on,
        ended_on=_needed_day(inputs, "ended_on"),
        same_service_before=bool(inputs.get("same_service_before")),
        paid_back_on=_day(inputs, "paid_back_on"),
        rate=given_rate(given, inputs.get("rate_source", "")) if given else refund_rate(ground, contract_on),
    )


def _refund(inputs: Inputs, jurisdiction: str) -> Calculation:
    case = prepayment(inputs)
    outcome = refund(case, ids_in_force(jurisdiction, case.ended_on))
    others: tuple[Source, ...] = ()
    if outcome.result_fen is None:
        held = articles_in_force(jurisdiction, case.ended_on)
        others = tuple(source_of(one) for one in held if "refund" in one.topics)
    used = any(line.code == "interest" for line in outcome.lines)
    more = _about(case.rate) if case.rate is not None and used else {}
    return _calculation(Kind.REFUND, outcome, others=others, **more)


def _about(rate: Rate) -> dict[str, str]:
    source = rate.source.said_in(get_language() or "en")
    return {"rate_source": source, "rate_sure": sure_name(rate.sure)}


def _deposit(inputs: Inputs, jurisdiction: str) -> Calculation:
    held = ids_in_force(jurisdiction, _needed_day(inputs, "on"))
    return _calculation(Kind.DEPOSIT, deposit(inputs["price_fen"], inputs["deposit_fen"], Broke(inputs["broke"]), held))


def _damages(inputs: Inputs, jurisdiction: str) -> Calculation:
    held = ids_in_force(jurisdiction, _needed_day(inputs, "on"))
    return _calculation(Kind.DAMAGES, fraud_damages(inputs["fee_fen"], held))


def _tax(inputs: Inputs, jurisdiction: str) -> Calculation:
    held = ids_in_force(jurisdiction, _needed_day(inputs, "on"))
    incomes: Sequence[int] = inputs["incomes_fen"]
    if inputs["way"] == "platform":
        return _calculation(Kind.TAX, platform_withholding(incomes, held))
    return _calculation(Kind.TAX, usual_withholding(sum(incomes), held))


def _deadline(inputs: Inputs, jurisdiction: str) -> Calculation:
    asked_on = _needed_day(inputs, "asked_on")
    held = articles_in_force(inputs.get("place") or jurisdiction, asked_on)
    lines = pay_by(asked_on, inputs["about"], held, _day(inputs, "agreed_on"))
    notes = () if lines else (Line("no_article_then"),)
    return _calculation(Kind.DEADLINE, Outcome(lines, None, notes))


def _card(inputs: Inputs, jurisdiction: str) -> Calculation:
    sold_on = _needed_day(inputs, "sold_on")
    card = Card(bool(inputs["named"]), inputs["face_fen"], sold_on, _day(inputs, "expires_on"))
    held = articles_in_force(inputs.get("place") or jurisdiction, sold_on)
    faults = card_faults(card, {one.id for one in held})
    others = tuple(source_of(one) for one in held if "card" in one.topics)
    return _calculation(Kind.CARD, Outcome(faults, None), others=others)


_WAYS: dict[Kind, Callable[[Inputs, str], Calculation]] = {
    Kind.REFUND: _refund,
    Kind.DEPOSIT: _deposit,
    Kind.DAMAGES: _damages,
    Kind.TAX: _tax,
    Kind.DEADLINE: _deadline,
    Kind.CARD: _card,
}
