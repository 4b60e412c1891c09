"""A household and its home for tests, built by operations only."""

from datetime import datetime

from anjia.households.operations import add_home, register_household
from anjia.kernel.actors import SYSTEM


def a_household(at: datetime, *, name: str = "陈女士", phone: str = "13912345678") -> int:
    """A household that came by phone; the same again for the same phone."""
    return register_household(name=name, phone=phone, at=at, by=SYSTEM)


def a_home(
    at: datetime, household_id: int, *, district: str = "徐汇区", address: str = "漕溪北路 100 弄 8 号 502"
) -> int:
    """A home at the centre of its district."""
    return add_home(household_id=household_id, district=district, address=address, at=at, by=SYSTEM)
