"""Links that leave the page: maps."""

from urllib.parse import urlencode

from anjia.households.queries import HomeSummary


def amap_url(home: HomeSummary, label: str) -> str:
    """The way there in Amap (app or web), to the point when it is known, else to the address as a search.

    Source: lbs.amap.com, URI API; coordinates are WGS-84 and so declared.
    """
    if home.rough:
        words = {"keyword": f"{home.district}{home.address}", "callnative": 1}
        return "https://uri.amap.com/search?" + urlencode(words)
    point = f"{home.place.longitude:.6f},{home.place.latitude:.6f}"
    values = {"to": f"{point},{label}", "mode": "ride", "coordinate": "wgs84", "callnative": 1}
    return "https://uri.amap.com/navigation?" + urlencode(values)


def geo_url(home: HomeSummary) -> str:
    """The place for whatever map the phone has (RFC 5870); by its address when the point is not known."""
    if home.rough:
        return "geo:0,0?" + urlencode({"q": f"{home.district}{home.address}"})
    point = f"{home.place.latitude:.6f},{home.place.longitude:.6f}"
    return f"geo:{point}?q={point}"
