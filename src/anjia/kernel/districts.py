"""Where a home lies: at its own place, or roughly at the centre of its district when only that is known.

Facts: the districts of Shanghai are those of GB/T 2260; the centres are the district centres that the open table of
division codes of the package cpca gives, in degrees, good to about a kilometre.
"""

from dataclasses import dataclass
from math import isfinite

from django.utils.translation import gettext as _

from anjia.kernel.errors import Refusal
from anjia.kernel.places import Place
from anjia.kernel.text import clean_line

SHANGHAI_CENTRES: dict[str, Place] = {
    "黄浦区": Place(31.231739, 121.484428),
    "徐汇区": Place(31.188464, 121.436128),
    "长宁区": Place(31.220372, 121.424622),
    "静安区": Place(31.227906, 121.447453),
    "普陀区": Place(31.249603, 121.395514),
    "虹口区": Place(31.264600, 121.505133),
    "杨浦区": Place(31.259822, 121.525727),
    "闵行区": Place(31.112900, 121.380831),
    "宝山区": Place(31.405457, 121.489612),
    "嘉定区": Place(31.375869, 121.265374),
    "浦东新区": Place(31.221517, 121.544379),
    "金山区": Place(30.741798, 121.342455),
    "松江区": Place(31.032243, 121.227747),
    "青浦区": Place(31.150681, 121.124178),
    "奉贤区": Place(30.917766, 121.474055),
    "崇明区": Place(31.623728, 121.397421),
}
_SHORT = {name.removesuffix("新区").removesuffix("区"): name for name in SHANGHAI_CENTRES}


@dataclass(frozen=True)
class Location:
    """A district and a place in it; `rough` says that the place is only the district's centre."""

    district: str
    place: Place
    rough: bool


def district_in(text: str) -> str:
    """The full name of the first district of Shanghai in the text ("上海市浦东张江" -> "浦东新区"); "" if none."""
    found = [(text.find(short), name) for short, name in _SHORT.items() if short in text]
    return min(found)[1] if found else ""


def place_of(district: str) -> Place | None:
    """The centre of a district of Shanghai, by its full or short name; None for any other."""
    return SHANGHAI_CENTRES.get(district_in(district))


def locate(district: str, place: Place | None = None, address: str = "") -> Location:
    """Where a home lies: at `place`, or else at the centre of the district that is given or stands in the address.

    Raises Refusal for a place that is not on earth, and when no place is given and no district of Shanghai either.
    """
    given = clean_line(district, most=20, what=_("the district"))
    name = district_in(given) or given or district_in(address)
    if place is not None:
        return Location(name, _on_earth(place), rough=False)
    centre = place_of(name)
    if centre is None:
        sentence = _("“%(district)s” is not a district of Shanghai. Please choose one, such as 徐汇区.")
        raise Refusal(sentence % {"district": name}, field="district")
    return Location(name, centre, rough=True)


def _on_earth(place: Place) -> Place:
    known = isfinite(place.latitude) and isfinite(place.longitude)
    if not (known and abs(place.latitude) <= 90 and abs(place.longitude) <= 180):
        raise Refusal(_("This place is not on the map. Please choose it again."), field="place")
    return place
