"""What a household asks of whoever comes: read from its dossier, corrected by hand."""

from functools import lru_cache
from typing import Any

from anjia.catalog.rules import Circumstance
from anjia.households.models import DossierEntry, Home, HomeNeed
from anjia.households.rules import EntryKind, corrected, needs_in
from anjia.kernel.errors import Missing
from anjia.kernel.fields import as_sealed
from anjia.kernel.places import Place
from anjia.kernel.prepared import Given, Prepared

# How to get in says nothing of who suits.
_READ = [kind.value for kind in EntryKind if kind != EntryKind.ACCESS]
MOST_READ = 60
KEPT_READINGS = 10_000

_ENTRIES = Prepared(
    lambda: (
        DossierEntry.objects.filter(household_id=Given("household_id"), struck_at__isnull=True, kind__in=_READ)
        .order_by("-id")
        .values_list(as_sealed("text"))[:MOST_READ]
    )
)
_TEXT: Any = DossierEntry._meta.get_field("text")
_BY_HAND = Prepared(
    lambda: HomeNeed.objects.filter(household_id=Given("household_id")).order_by().values_list("need", "holds")
)
_DISTRICTS = Prepared(
    lambda: (
        Home.objects.filter(household_id=Given("household_id"))
        .order_by("id")
        .values_list("latitude", "longitude", "district")
    )
)


def needs_read(household_id: int) -> frozenset[Circumstance]:
    """What the latest entries of the dossier say of the home. One query."""
    sealed = (text for (text,) in _ENTRIES.rows(household_id=household_id) if text)
    return frozenset().union(*map(_needs_in_sealed, sealed))


@lru_cache(maxsize=KEPT_READINGS)
def _needs_in_sealed(sealed: str) -> frozenset[Circumstance]:
    """What one entry says: an entry never changes, and no two texts are ever sealed alike."""
    return needs_in([_TEXT.opened(sealed)])


def needs_of(household_id: int) -> frozenset[Circumstance]:
    """What whoever comes should be good with: as read, and as set by hand. Two queries."""
    return corrected(needs_read(household_id), dict(_BY_HAND.rows(household_id=household_id)))


def district_at(household_id: int, place: Place) -> str:
    """The district of the household's home that stands there; "" when none does. One query."""
    rows = _DISTRICTS.rows(household_id=household_id)
    here = (place.latitude, place.longitude)
    return next((district for latitude, longitude, district in rows if (latitude, longitude) == here), "")


def place_of(home_id: int) -> Place:
    """Where a home is, its address left sealed. One query; raises Missing."""
    row = _PLACE.first(id=home_id)
    if row is None:
        raise Missing
    return Place(*row)


_PLACE = Prepared(lambda: Home.objects.filter(pk=Given("id")).values_list("latitude", "longitude"))
