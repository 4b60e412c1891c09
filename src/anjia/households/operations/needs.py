"""Say by hand what a household asks of whoever comes."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from anjia.catalog.rules import CIRCUMSTANCES, Circumstance
from anjia.households import queries
from anjia.households.events import NeedsSet
from anjia.households.models import HomeNeed
from anjia.households.operations.households import known_household
from anjia.kernel.actors import Actor
from anjia.kernel.operations import announce


def set_needs(*, household_id: int, needs: Iterable[str], at: datetime, by: Actor) -> None:
    """Sets what a caregiver should be good with there. Only what differs from the dossier is kept; twice is once."""
    wanted = frozenset(Circumstance(one) for one in needs)
    with transaction.atomic():
        known_household(household_id)
        if queries.needs_of(household_id) == wanted:
            return
        read = queries.needs_read(household_id)
        HomeNeed.objects.filter(household_id=household_id).delete()
        HomeNeed.objects.bulk_create(
            HomeNeed(household_id=household_id, need=one, holds=one in wanted, set_at=at, by_name=by.name[:80])
            for one in CIRCUMSTANCES
            if (one in wanted) != (one in read)
        )
        announce(NeedsSet(household_id=household_id, needs=tuple(sorted(wanted))), at=at, by=by)
