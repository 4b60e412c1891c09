"""Note what a service costs from when on."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from anjia.catalog import queries
from anjia.catalog.events import (
    PriceRevised,
)
from anjia.catalog.operations.offerings import note_price, still_offered
from anjia.kernel.actors import Actor
from anjia.kernel.errors import Refusal
from anjia.kernel.money import MOST_FEN, within
from anjia.kernel.operations import announce


def revise_price(
    *, offering_id: int, price_fen: int, at: datetime, by: Actor, effective_from: datetime | None = None
) -> None:
    """Notes a new price, in force from `effective_from` (at once, when none is given) and never before `at`."""
    within(price_fen, 0, MOST_FEN)
    begins = effective_from or at
    if begins < at:
        raise Refusal(_("A price cannot begin in the past: orders were made at the old one."), field="effective_from")
    with transaction.atomic():
        row = still_offered(offering_id)
        before = queries.offering(row.pk, at=begins).price_fen
        if before == price_fen:
            return
        note_price(row.pk, price_fen, begins, at, by)
        fact = PriceRevised(offering_id=row.pk, price_fen=price_fen, before_fen=before, effective_from=begins)
        announce(fact, at=at, by=by)
