"""Show what is sealed to somebody at the desk; each showing is a fact."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from anjia.households import queries
from anjia.households.events import (
    AddressRevealed,
    PhoneRevealed,
)
from anjia.households.operations.households import known_household
from anjia.kernel.actors import Actor
from anjia.kernel.operations import announce
from anjia.kernel.text import clean_line


def reveal_phone(*, household_id: int, purpose: str, at: datetime, by: Actor) -> str:
    """The household's full phone; that it was shown, to whom and for what purpose, becomes part of its story."""
    reason = clean_line(purpose, most=80, what=_("the purpose"), least=1)
    with transaction.atomic():
        row = known_household(household_id)
        announce(PhoneRevealed(household_id=row.pk, purpose=reason), at=at, by=by)
    return str(row.phone)


def reveal_address(*, home_id: int, purpose: str, at: datetime, by: Actor) -> str:
    """The home's full address for somebody at the desk; that it was shown becomes part of the household's story."""
    reason = clean_line(purpose, most=80, what=_("the purpose"), least=1)
    with transaction.atomic():
        home = queries.home(home_id)
        announce(AddressRevealed(household_id=home.household_id, home_id=home.id, purpose=reason), at=at, by=by)
    return home.address
