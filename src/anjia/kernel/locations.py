"""Where a home lies: at its own place, or roughly at the centre of its district when only that is known."""

from dataclasses import dataclass
from math import isfinite

from django.utils.translation import gettext as _

from anjia.kernel.districts import district_in, place_of
from anjia.kernel.errors import Refusal
from anjia.kernel.places import Place
from anjia.kernel.text import clean_line


@dataclass(frozen=True)
class Location:
    """A district and a place in it; `rough` says that the place is only the district's centre."""

    district: str
    place: Place
    rough: bool


def locate(district: str, place: Place | None = None, address: str = "") -> Location:
    """Where a home lies: at `place`, or else at the centre of the district that is given or stands in the address.

    Raises Refusal for a place that is not on earth, and when no place is given and no district of Shanghai either.
    """
    given = clean_line(district, most=20, what=_("the district"))
    name = district_in(given) or given or district_in(address)
    if place is not None:
        return Location(name, _on_earth(place), rough=False)
    centre = place_of(name)
    if centre is None and not name:
        raise Refusal(_("The address does not say in which district it lies. Please choose one."), field="district")
    if centre is None:
        sentence = _("“%(district)s” is not a district of Shanghai. Please choose one, such as 徐汇区.")
        raise Refusal(sentence % {"district": name}, field="district")
    return Location(name, centre, rough=True)


def _on_earth(place: Place) -> Place:
    known = isfinite(place.latitude) and isfinite(place.longitude)
    if not (known and abs(place.latitude) <= 90 and abs(place.longitude) <= 180):
        raise Refusal(_("This place is not on the map. Please choose it again."), field="place")
    return place
