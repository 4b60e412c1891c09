"""Where they live."""

from collections.abc import Iterable
from dataclasses import dataclass

from anjia.households.models import Home
from anjia.kernel.errors import Missing
from anjia.kernel.places import Place
from anjia.kernel.prepared import Given, Prepared

_BY_ID = Prepared(lambda: Home.objects.filter(pk=Given("id")))
_OF_HOUSEHOLD = Prepared(lambda: Home.objects.filter(household_id=Given("household_id")).order_by("id"))


@dataclass(frozen=True)
class HomeSummary:
    """A home with its full address: for whoever goes there. `rough`: the place is only its district's centre."""

    id: int
    household_id: int
    label: str
    district: str
    address: str
    place: Place
    rough: bool
    square_metres: int | None


def _home(row: Home) -> HomeSummary:
    return HomeSummary(
        id=row.pk,
        household_id=row.household_id,
        label=row.label,
        district=row.district,
        address=row.address,
        place=Place(row.latitude, row.longitude),
        rough=row.rough,
        square_metres=row.square_metres,
    )


def home(home_id: int) -> HomeSummary:
    """The home by id. Raises Missing."""
    row = _BY_ID.first(id=home_id)
    if row is None:
        raise Missing
    return _home(row)


def homes(ids: Iterable[int | None]) -> dict[int, HomeSummary]:
    """Several homes by id, in one query."""
    wanted = {i for i in ids if i is not None}
    return {row.pk: _home(row) for row in Home.objects.filter(pk__in=wanted)}


def homes_of(household_id: int) -> list[HomeSummary]:
    """The household's homes, oldest first."""
    return [_home(row) for row in _OF_HOUSEHOLD.rows(household_id=household_id)]


def homes_of_many(ids: Iterable[int]) -> dict[int, list[HomeSummary]]:
    """The homes of several households, in one query; every asked id is a key."""
    found: dict[int, list[HomeSummary]] = {i: [] for i in ids}
    for row in Home.objects.filter(household_id__in=found).order_by("id"):
        found[row.household_id].append(_home(row))
    return found


def districts_in_use() -> list[str]:
    """Every district in which the company has a home."""
    return sorted(Home.objects.values_list("district", flat=True).distinct())
