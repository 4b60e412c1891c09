"""How one good row becomes a household, a caregiver, a service or a price question."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from anjia.catalog import operations as catalog
from anjia.catalog.rules import Trade
from anjia.households import operations as households
from anjia.households.rules import EntryKind
from anjia.kernel.actors import Actor
from anjia.onboarding.queries import in_words, reason_names
from anjia.onboarding.rules import Kind
from anjia.workforce import operations as workforce
from anjia.workforce.rules import Status

_USUAL_LEVEL = 3
Writer = Callable[..., str]


def write_household(values: dict[str, Any], *, source: str, at: datetime, by: Actor, **_rest: Any) -> str:
    """Registers the household, or finds it by its phone, and adds what is new about it."""
    household_id = households.register_household(
        name=values["name"], phone=values["phone"], source=values["source"], at=at, by=by
    )
    if values["address"] and values["district"]:
        households.add_home(
            household_id=household_id,
            district=values["district"],
            address=values["address"],
            square_metres=values["square_metres"],
            at=at,
            by=by,
        )
    entries = [households.NewEntry(EntryKind(kind), text) for kind, text in values["entries"]]
    if entries:
        households.record_dossier(household_id=household_id, entries=entries, source=source, at=at, by=by)
    return f"household:{household_id}"


def write_caregiver(values: dict[str, Any], *, at: datetime, by: Actor, **_rest: Any) -> str:
    """Engages the caregiver: ready for work when a skill was understood, as an applicant otherwise."""
    caregiver_id = workforce.engage_caregiver(
        name=values["name"],
        phone=values["phone"],
        district=values["district"],
        hourly_pay_fen=values["hourly_pay_fen"],
        trades={Trade(trade): _USUAL_LEVEL for trade in values["trades"]},
        status=Status.READY if values["trades"] else Status.APPLICANT,
        joined_on=date.fromisoformat(values["joined_on"]) if values["joined_on"] else None,
        native_place=values["native_place"],
        introduction=values["introduction"],
        at=at,
        by=by,
    )
    return f"caregiver:{caregiver_id}"


def write_price(
    values: dict[str, Any],
    *,
    source: str,
    known: str,
    asks: bool,
    findings: list[dict[str, Any]],
    at: datetime,
    by: Actor,
) -> str:
    """Asks a person, revises the price of a service that is there, or lists the service, not yet public."""
    if asks:
        return _ask(values, source, findings, at, by)
    price_fen = values["price"]["price_fen"]
    if known.startswith("offering:"):
        offering_id = int(known.partition(":")[2])
        catalog.revise_price(offering_id=offering_id, price_fen=price_fen, at=at, by=by)
        return known
    offering_id = catalog.list_offering(
        name=values["name"],
        code=values["code"],
        trade=values["trade"],
        unit=values["price"]["unit"],
        price_fen=price_fen,
        usual_minutes=values["usual_minutes"],
        least_minutes=values["least_minutes"],
        scope=values["scope"],
        limits=values["limits"],
        public=False,
        at=at,
        by=by,
    )
    return f"offering:{offering_id}"


def _ask(values: dict[str, Any], source: str, findings: list[dict[str, Any]], at: datetime, by: Actor) -> str:
    reasons = " ".join(_why(finding) for finding in findings if finding["code"] in _WHY)
    question_id = catalog.ask_price(
        raw_name=values["name"],
        raw_price=values["price"].get("raw", ""),
        raw_scope="\n".join(text for text in (values["scope"], values["limits"]) if text),
        reason=reasons[:200],
        trade=values["trade"],
        source=source,
        at=at,
        by=by,
    )
    return f"price_question:{question_id}"


def _why(finding: dict[str, Any]) -> str:
    """Why a person is asked, without repeating the price itself, which stands beside it."""
    if finding["code"] != "price_question":
        return in_words([finding])[0].sentence
    reason, quote = reason_names()[finding["values"]["reason"]], finding["values"]["quote"]
    told = quote and quote != finding["values"]["seen"]
    return _("%(reason)s: %(quote)s") % {"reason": reason, "quote": quote} if told else reason


_WHY = ("price_question", "price_read", "trade_unknown", "unit_changes")
WRITERS: dict[str, Writer] = {
    Kind.HOUSEHOLDS: write_household,
    Kind.CAREGIVERS: write_caregiver,
    Kind.PRICES: write_price,
}
