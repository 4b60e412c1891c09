"""Add a home."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from anjia.households.events import (
    HomeAdded,
)
from anjia.households.models import Home
from anjia.households.operations.households import known_household
from anjia.households.rules import (
    MOST_SQUARE_METRES,
)
from anjia.kernel.actors import Actor
from anjia.kernel.errors import Refusal
from anjia.kernel.locations import locate
from anjia.kernel.operations import announce
from anjia.kernel.places import Place
from anjia.kernel.text import clean_line


def add_home(
    *,
    household_id: int,
    district: str,
    address: str,
    at: datetime,
    by: Actor,
    place: Place | None = None,
    label: str = "",
    square_metres: int | None = None,
) -> int:
    """Adds a home and returns its id; an address the household has already is the same home.

    Without `place` the home lies roughly at the centre of its district, which must then be one of Shanghai's.
    """
    clean_address = clean_line(address, most=120, what=_("the address"), least=2)
    location = locate(district, place, clean_address)
    _check_size(square_metres)
    with transaction.atomic():
        known_household(household_id)
        for known in Home.objects.filter(household_id=household_id):
            if known.address == clean_address:
                return int(known.pk)
        home = Home.objects.create(
            household_id=household_id,
            label=clean_line(label, most=20, what=_("the home's name")),
            district=location.district,
            address=clean_address,
            latitude=location.place.latitude,
            longitude=location.place.longitude,
            rough=location.rough,
            square_metres=square_metres,
            added_at=at,
        )
        fact = HomeAdded(household_id=household_id, home_id=home.pk, district=location.district)
        announce(fact, at=at, by=by)
    return int(home.pk)


def _check_size(square_metres: int | None) -> None:
    if square_metres is not None and not 1 <= square_metres <= MOST_SQUARE_METRES:
        sentence = _("A home of %(size)d square metres is not possible: please give 1 to %(most)d, or leave it empty.")
        raise Refusal(sentence % {"size": square_metres, "most": MOST_SQUARE_METRES}, field="square_metres")
