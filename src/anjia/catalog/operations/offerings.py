"""Put services into the catalog, correct them, take them out."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from anjia.catalog.events import (
    OfferingChanged,
    OfferingListed,
    OfferingRetired,
)
from anjia.catalog.models import Offering, Price
from anjia.catalog.rules import MOST_MINUTES, Trade, Unit, minutes_are_possible
from anjia.kernel.actors import Actor
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.money import MOST_FEN, within
from anjia.kernel.operations import announce
from anjia.kernel.text import clean_line, clean_text


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
    about = {
        "name": clean_line(name, most=40, what=_("the name"), least=1),
        "trade": Trade(trade),
        "unit": Unit(unit),
        "usual_minutes": usual_minutes,
        "least_minutes": least_minutes,
        "scope": clean_text(scope, most=2000, what=_("the scope")),
        "limits": clean_text(limits, most=2000, what=_("the limits")),
        "public": public,
        "listed_at": at,
    }
    with transaction.atomic():
        row, first = Offering.objects.get_or_create(code=clean_code, defaults=about)
        if not first:
            sentence = _("The code %(code)s is taken. Please choose another.")
            raise Refusal(sentence % {"code": clean_code}, field="code")
        note_price(row.pk, price_fen, at, at, by)
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


def still_offered(offering_id: int) -> Offering:
    """The row of an offering that can be changed. Raises Missing, and Refusal when it is retired."""
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
        row = still_offered(offering_id)
        changed = {field: value for field, value in wanted.items() if getattr(row, field) != value}
        if changed:
            Offering.objects.filter(pk=row.pk).update(**changed)
            announce(OfferingChanged(offering_id=row.pk, fields=tuple(changed)), at=at, by=by)


def retire_offering(*, offering_id: int, at: datetime, by: Actor) -> None:
    """Takes a service out of the catalog; orders made before go on. Doing it twice changes nothing."""
    with transaction.atomic():
        row = Offering.objects.filter(pk=offering_id).first()
        if row is None:
            raise Missing
        if Offering.objects.filter(pk=offering_id, retired_at__isnull=True).update(retired_at=at):
            announce(OfferingRetired(offering_id=row.pk, offering=row.name), at=at, by=by)


def note_price(offering_id: int, price_fen: int, effective_from: datetime, at: datetime, by: Actor) -> None:
    """Writes a price down, for the operations of this room."""
    Price.objects.create(
        offering_id=offering_id,
        price_fen=price_fen,
        effective_from=effective_from,
        noted_at=at,
        by_name=by.name[:80],
    )
