"""The districts among which somebody chooses: those of the company's city as far as they are known, and its homes'."""

from collections.abc import Iterable

from anjia.company import queries as company
from anjia.households import queries as households
from anjia.kernel.districts import SHANGHAI_CENTRES

SHANGHAI = ("上海", "shanghai")


def city_is_known() -> bool:
    """Whether we have the districts of the company's city: Shanghai's, also where it names no city. One query."""
    city = company.company().city.strip().lower()
    return not city or any(name in city for name in SHANGHAI)


def districts_to_choose(kept: Iterable[str] = ()) -> list[str]:
    """The city's districts, then others in which the company has homes, then those that were `kept`. Two queries."""
    known = SHANGHAI_CENTRES if city_is_known() else ()
    return list(filter(None, dict.fromkeys([*known, *households.districts_in_use(), *kept])))


__all__ = ["city_is_known", "districts_to_choose"]
