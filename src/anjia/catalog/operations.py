"""List what is offered, revise prices, set standards, settle prices that only a person can read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from anjia.catalog import queries
from anjia.catalog.events import (
    OfferingChanged,
    OfferingListed,
    OfferingRetired,
    PriceAsked,
    PriceRevised,
    PriceSettled,
    StandardSet,
)
from anjia.catalog.models import Offering, Price, PriceQuestion, StandardStep
from anjia.catalog.rules import MOST_MINUTES, MOST_STEPS, Photo, Trade, Unit, minutes_are_possible
from anjia.kernel.actors import Actor
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.money import MOST_FEN, within
from anjia.kernel.operations import announce
from anjia.kernel.text import clean_line, clean_text


@dataclass(frozen=True)
class NewStep:
    """One step of a standard to be set."""

    title: str
    detail: str = ""
    photo: str = Photo.NONE


def list_offering(
    *,
    name: str,
    trade: str,
    unit: str,
    price_fen: int,
    usual_minutes: int,
    least_minutes: int,
    at: datetime,
    by: Actor,
    code: str = "",
    scope: str = "",
    limits: str = "",
    public: bool = True,
) -> int:
    """Puts a service into the catalog and returns its id; without a code it gets the next one of the company."""
    within(price_fen, 0, MOST_FEN)
    _check_minutes(least_minutes, usual_minutes)
    clean_code = clean_line(code, most=20, what=_("the code")).upper() or _next_code()
    if Offering.objects.filter(code=clean_code).exists():
        raise Refusal(_("The code %(code)s is taken. Please choose another.") % {"code": clean_code}, field="code")
    with transaction.atomic():
        row = Offering.objects.create(
            code=clean_code,
            name=clean_line(name, most=40, what=_("the name"), least=1),
            trade=Trade(trade),
            unit=Unit(unit),
            usual_minutes=usual_minutes,
            least_minutes=least_minutes,
            scope=clean_text(scope, most=2000, what=_("the scope")),
            limits=clean_text(limits, most=2000, what=_("the limits")),
            public=public,
            listed_at=at,
        )
        _note_price(row.pk, price_fen, at, at, by)
        fact = OfferingListed(
            offering_id=row.pk, offering=row.name, trade=row.trade.value, unit=row.unit.value, price_fen=price_fen
        )
        announce(fact, at=at, by=by)
    return int(row.pk)


def _next_code() -> str:
    """The next free code of the form S001."""
    number = Offering.objects.count() + 1
    while Offering.objects.filter(code=f"S{number:03d}").exists():
        number += 1
    return f"S{number:03d}"


def _check_minutes(least_minutes: int, usual_minutes: int) -> None:
    if not minutes_are_possible(least_minutes, usual_minutes):
        sentence = _(
            "A visit of usually %(usual)d and at least %(least)d minutes is not possible: "
            "both lie between 1 and %(most)d, and the usual is no shorter than the least."
        )
        values = {"usual": usual_minutes, "least": least_minutes, "most": MOST_MINUTES}
        raise Refusal(sentence % values, field="usual_minutes")


def _note_price(offering_id: int, price_fen: int, effective_from: datetime, at: datetime, by: Actor) -> None:
    Price.objects.create(
        offering_id=offering_id,
        price_fen=price_fen,
        effective_from=effective_from,
        noted_at=at,
        by_name=by.name[:80],
    )


def _offered(offering_id: int) -> Offering:
    row: Offering | None = Offering.objects.filter(pk=offering_id).first()
    if row is None:
        raise Missing
    if row.retired_at is not None:
        raise Refusal(_("%(name)s is no longer offered. List it anew to offer it again.") % {"name": row.name})
    return row


def change_offering(
    *,
    offering_id: int,
    name: str,
    usual_minutes: int,
    least_minutes: int,
    at: datetime,
    by: Actor,
    scope: str = "",
    limits: str = "",
    public: bool = True,
) -> None:
    """Corrects what a service is called, how long it takes, what it covers and who sees it. Not its price."""
    _check_minutes(least_minutes, usual_minutes)
    wanted = {
        "name": clean_line(name, most=40, what=_("the name"), least=1),
        "usual_minutes": usual_minutes,
        "least_minutes": least_minutes,
        "scope": clean_text(scope, most=2000, what=_("the scope")),
        "limits": clean_text(limits, most=2000, what=_("the limits")),
        "public": public,
    }
    with transaction.atomic():
        row = _offered(offering_id)
        changed = {field: value for field, value in wanted.items() if getattr(row, field) != value}
        if changed:
            Offering.objects.filter(pk=row.pk).update(**changed)
            announce(OfferingChanged(offering_id=row.pk, fields=tuple(changed)), at=at, by=by)


def revise_price(
    *, offering_id: int, price_fen: int, at: datetime, by: Actor, effective_from: datetime | None = None
) -> None:
    """Notes a new price, in force from `effective_from` (at once, when none is given) and never before `at`."""
    within(price_fen, 0, MOST_FEN)
    begins = effective_from or at
    if begins < at:
        raise Refusal(_("A price cannot begin in the past: orders were made at the old one."), field="effective_from")
    with transaction.atomic():
        row = _offered(offering_id)
        before = queries.offering(row.pk, at=begins).price_fen
        if before == price_fen:
            return
        _note_price(row.pk, price_fen, begins, at, by)
        fact = PriceRevised(
            offering_id=row.pk, price_fen=price_fen, before_fen=before, effective_from=begins
        )
        announce(fact, at=at, by=by)


def set_standard(*, offering_id: int, steps: Iterable[NewStep], at: datetime, by: Actor) -> None:
    """Sets the steps of a service anew, in the order given; work under way keeps the steps it began with."""
    wanted = list(steps)
    if len(wanted) > MOST_STEPS:
        sentence = _("A standard can have %(most)d steps at most; these are %(count)d.")
        raise Refusal(sentence % {"most": MOST_STEPS, "count": len(wanted)}, field="steps")
    with transaction.atomic():
        row = _offered(offering_id)
        StandardStep.objects.filter(offering_id=row.pk).delete()
        StandardStep.objects.bulk_create(_step(row.pk, at_place, step) for at_place, step in enumerate(wanted, 1))
        announce(StandardSet(offering_id=row.pk, steps=len(wanted)), at=at, by=by)


def _step(offering_id: int, position: int, step: NewStep) -> StandardStep:
    return StandardStep(
        offering_id=offering_id,
        position=position,
        title=clean_line(step.title, most=60, what=_("the step"), least=1),
        detail=clean_line(step.detail, most=300, what=_("the detail")),
        photo=Photo(step.photo),
    )


def ask_price(
    *,
    raw_name: str,
    raw_price: str,
    reason: str,
    at: datetime,
    by: Actor,
    raw_scope: str = "",
    trade: str = "",
    source: str = "",
) -> int:
    """Puts a price that cannot be read before a person, and returns the question's id; the same line asks once."""
    line = {
        "raw_name": clean_line(raw_name, most=1000)[:80],
        "raw_price": clean_line(raw_price, most=1000)[:120],
        "settled_at": None,
    }
    rest = {
        "reason": clean_line(reason, most=200),
        "raw_scope": clean_text(raw_scope, most=100_000)[:1000],
        "trade": Trade(trade).value if trade else "",
        "source": clean_line(source, most=1000)[:80],
        "asked_at": at,
    }
    with transaction.atomic():
        row, first = PriceQuestion.objects.get_or_create(**line, defaults=rest)
        if first:
            fact = PriceAsked(question_id=row.pk, raw_name=row.raw_name, raw_price=row.raw_price)
            announce(fact, at=at, by=by)
    return int(row.pk)


def _open_question(question_id: int) -> PriceQuestion:
    row: PriceQuestion | None = PriceQuestion.objects.filter(pk=question_id).first()
    if row is None:
        raise Missing
    if row.settled_at is not None:
        raise Refusal(_("The price of “%(name)s” was settled before.") % {"name": row.raw_name})
    return row


def settle_price(
    *,
    question_id: int,
    price_fen: int,
    unit: str,
    trade: str,
    at: datetime,
    by: Actor,
    usual_minutes: int = 120,
    least_minutes: int = 60,
) -> int:
    """Says what an unreadable price means; the service is listed, not yet public, and its id returned."""
    with transaction.atomic():
        row = _open_question(question_id)
        offering_id = list_offering(
            name=row.raw_name[:40],
            trade=trade,
            unit=unit,
            price_fen=price_fen,
            usual_minutes=usual_minutes,
            least_minutes=least_minutes,
            scope=row.raw_scope,
            public=False,
            at=at,
            by=by,
        )
        _close_question(row, offering_id, at, by)
    return offering_id


def set_question_aside(*, question_id: int, at: datetime, by: Actor) -> None:
    """Closes a price question without listing anything."""
    with transaction.atomic():
        _close_question(_open_question(question_id), None, at, by)


def _close_question(row: PriceQuestion, offering_id: int | None, at: datetime, by: Actor) -> None:
    PriceQuestion.objects.filter(pk=row.pk).update(
        settled_at=at, settled_by_name=by.name[:80], offering_id=offering_id
    )
    announce(PriceSettled(question_id=row.pk, offering_id=offering_id), at=at, by=by)


def retire_offering(*, offering_id: int, at: datetime, by: Actor) -> None:
    """Takes a service out of the catalog; orders made before go on. Doing it twice changes nothing."""
    with transaction.atomic():
        row = Offering.objects.filter(pk=offering_id).first()
        if row is None:
            raise Missing
        if Offering.objects.filter(pk=offering_id, retired_at__isnull=True).update(retired_at=at):
            announce(OfferingRetired(offering_id=row.pk, offering=row.name), at=at, by=by)


__all__ = [
    "NewStep",
    "ask_price",
    "change_offering",
    "list_offering",
    "retire_offering",
    "revise_price",
    "set_question_aside",
    "set_standard",
    "settle_price",
]
