"""Where a district roughly is, for homes of which only the district is known.

Facts: the districts of Shanghai are those of GB/T 2260; the centres are the district centres that the open table of
division codes of the package cpca gives, in degrees, good to about a kilometre.
"""

from math import cos, hypot, radians

from anjia.kernel.places import Place

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
FARTHEST_KM = 50.0  # the east of Chongming, 46 from its centre, lies farthest
_KM = 111.2  # of a degree of latitude
_SHORT = {name.removesuffix("新区").removesuffix("区"): name for name in SHANGHAI_CENTRES}


def district_in(text: str) -> str:
    """The full name of the first district of Shanghai in the text ("上海市浦东张江" -> "浦东新区"); "" if none."""
    found = [(text.find(short), name) for short, name in _SHORT.items() if short in text]
    return min(found)[1] if found else ""


def district_near(place: Place) -> str:
    """The district of Shanghai whose centre lies nearest; "" far from all. A guess, where no district is known."""
    name, centre = min(SHANGHAI_CENTRES.items(), key=lambda one: _apart(one[1], place))
    return name if _apart(centre, place) <= FARTHEST_KM else ""


def _apart(one: Place, other: Place) -> float:
    """Kilometres as the crow flies, good enough within one city."""
    wide = cos(radians(one.latitude))
    return _KM * hypot(one.latitude - other.latitude, wide * (one.longitude - other.longitude))


def place_of(district: str) -> Place | None:
    """The centre of a district of Shanghai, by its full or short name; None for any other."""
    return SHANGHAI_CENTRES.get(district_in(district))
