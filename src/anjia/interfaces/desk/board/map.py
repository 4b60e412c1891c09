"""A day on a map without anybody else's tiles: routes with numbered stops, waiting visits, names of districts.

Colour and letter say whose a route is, the number which stop it is; a list beside it says the same in words.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import cos, radians

from anjia.booking import queries as booking_queries
from anjia.dispatch import queries
from anjia.households import queries as household_queries
from anjia.interfaces.desk.board.asked import BoardAsked
from anjia.interfaces.desk.board.lanes import Block, Lane
from anjia.interfaces.desk.board.tray import SHOWN
from anjia.interfaces.desk.visit_lines import VisitLine, visit_lines
from anjia.kernel.districts import SHANGHAI_CENTRES
from anjia.kernel.places import Place
from anjia.workforce import queries as workforce_queries

ROUTES = 12
COLOURS = 6
WIDTH, HEIGHT, MARGIN = 1000.0, 720.0, 60.0
SIGN = 20.0  # a sign of a district's name, as large as `.map-district` draws it
LETTERS = "ABCDEFGHIJKL"


@dataclass(frozen=True)
class Spot:
    """A place on the drawing."""

    x: float
    y: float


@dataclass(frozen=True)
class Stop:
    """A visit of a route: its number, what it is, and where."""

    number: int
    block: Block
    spot: Spot


@dataclass(frozen=True)
class Route:
    """One caregiver's way through the day, from home over her stops."""

    letter: str
    colour: int
    lane: Lane
    home: Spot
    stops: tuple[Stop, ...]

    @property
    def points(self) -> str:
        """The line, as SVG wants it."""
        return " ".join(f"{spot.x:.1f},{spot.y:.1f}" for spot in (self.home, *(stop.spot for stop in self.stops)))


@dataclass(frozen=True)
class DayMap:
    """The drawing: routes, waiting visits, districts; how many more caregivers have visits than are drawn."""

    routes: tuple[Route, ...]
    waiting: tuple[tuple[VisitLine, Spot], ...]
    districts: tuple[tuple[str, Spot], ...]
    left_out: int
    width: float = WIDTH
    height: float = HEIGHT


def map_of(lanes: Sequence[Lane], asked: BoardAsked, at: datetime) -> DayMap:
    """The first dozen of the lanes that have visits. A constant number of queries."""
    busy = [lane for lane in lanes if any(block.visit_id for block in lane.blocks)]
    drawn = busy[:ROUTES]
    people = workforce_queries.caregivers(lane.row.caregiver_id for lane in drawn)
    homes = {key: one.place for key, one in people.items()}
    ids = [block.visit_id for lane in drawn for block in lane.blocks if block.visit_id]
    waiting = queries.visits_without_caregiver(asked.day, asked.day)[:SHOWN]
    visits = booking_queries.visits([*ids, *waiting])
    places = household_queries.homes(visit.home_id for visit in visits.values())
    place_of = {visit.id: places[visit.home_id].place for visit in visits.values()}
    frame = _Frame([*homes.values(), *place_of.values()])
    return DayMap(
        routes=tuple(_route(number, lane, homes, place_of, frame) for number, lane in enumerate(drawn)),
        waiting=tuple((line, frame.spot(place_of[line.visit.id])) for line in visit_lines(_known(visits, waiting), at)),
        districts=tuple(frame.districts()),
        left_out=len(busy) - len(drawn),
    )


def _known(visits: dict[int, booking_queries.VisitSummary], ids: Sequence[int]) -> list[booking_queries.VisitSummary]:
    return [visits[one] for one in ids if one in visits]


def _route(number: int, lane: Lane, homes: dict[int, Place], places: dict[int, Place], frame: "_Frame") -> Route:
    visits = [block for block in lane.blocks if block.visit_id in places]
    stops = [Stop(nth, block, frame.spot(places[block.visit_id or 0])) for nth, block in enumerate(visits, 1)]
    return Route(LETTERS[number], number % COLOURS, lane, frame.spot(homes[lane.row.caregiver_id]), tuple(stops))


class _Frame:
    """Degrees onto the drawing: as large as it goes, north above, the same scale both ways."""

    def __init__(self, places: Sequence[Place]) -> None:
        shown = places or list(SHANGHAI_CENTRES.values())
        self.squeeze = cos(radians(sum(place.latitude for place in shown) / len(shown)))
        across = [place.longitude * self.squeeze for place in shown]
        up = [place.latitude for place in shown]
        self.middle = (min(across) + max(across)) / 2, (min(up) + max(up)) / 2
        wide, high = max(max(across) - min(across), 0.02), max(max(up) - min(up), 0.02)
        self.scale = min((WIDTH - 2 * MARGIN) / wide, (HEIGHT - 2 * MARGIN) / high)

    def spot(self, place: Place) -> Spot:
        """Where a place lies on the drawing."""
        across = (place.longitude * self.squeeze - self.middle[0]) * self.scale
        up = (place.latitude - self.middle[1]) * self.scale
        return Spot(round(WIDTH / 2 + across, 1), round(HEIGHT / 2 - up, 1))

    def districts(self) -> Iterator[tuple[str, Spot]]:
        """The districts whose middle lies on the drawing, each name whole: moved as far as the edge asks."""
        for name, place in SHANGHAI_CENTRES.items():
            spot, half = self.spot(place), (len(name) + 1) * SIGN / 2
            if 0 <= spot.x <= WIDTH and 0 <= spot.y <= HEIGHT:
                yield name, Spot(min(max(spot.x, half), WIDTH - half), min(max(spot.y, SIGN), HEIGHT - SIGN / 2))


__all__ = ["DayMap", "Route", "Stop", "map_of"]
