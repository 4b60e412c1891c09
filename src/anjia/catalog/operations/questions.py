"""Put prices that cannot be read before a person, and note the answer."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from anjia.catalog.events import (
    PriceAsked,
    PriceSettled,
)
from anjia.catalog.models import PriceQuestion
from anjia.catalog.operations.offerings import list_offering
from anjia.catalog.rules import Trade
from anjia.kernel.actors import Actor
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.operations import announce
from anjia.kernel.text import clean_line, clean_text


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
    PriceQuestion.objects.filter(pk=row.pk).update(settled_at=at, settled_by_name=by.name[:80], offering_id=offering_id)
    announce(PriceSettled(question_id=row.pk, offering_id=offering_id), at=at, by=by)
