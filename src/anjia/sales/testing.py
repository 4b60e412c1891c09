"""An enquiry and a proposal for tests, built by operations only."""

from dataclasses import dataclass
from datetime import date, datetime

from anjia.catalog import operations as catalog
from anjia.catalog import queries as catalog_queries
from anjia.households import operations as households
from anjia.kernel.actors import SYSTEM
from anjia.sales.operations import NewLine, SentProposal, receive_enquiry, send_proposal

PHONE = "13912345678"


@dataclass(frozen=True)
class Asking:
    """A household that asked, its home, and the service it asked for."""

    household_id: int
    home_id: int
    offering_id: int
    enquiry_id: int


def ask(*, at: datetime, phone: str = PHONE, text: str = "想请人每周来打扫一次") -> Asking:
    """An enquiry by phone of a household in 徐汇区 about daily cleaning."""
    household_id = households.register_household(name="陈女士", phone=phone, at=at, by=SYSTEM)
    home_id = households.add_home(
        household_id=household_id, district="徐汇区", address="漕溪北路 100 弄 8 号 502", at=at, by=SYSTEM
    )
    known = catalog_queries.offering_by_code("RC")
    offering_id = known.id if known else _daily_cleaning(at)
    enquiry_id = receive_enquiry(
        household_id=household_id, channel="phone", text=text, offering_id=offering_id, at=at, by=SYSTEM
    )
    return Asking(household_id, home_id, offering_id, enquiry_id)


def _daily_cleaning(at: datetime) -> int:
    return catalog.list_offering(
        code="RC",
        name="日常保洁",
        trade="daily_cleaning",
        unit="per_hour",
        price_fen=5000,
        usual_minutes=180,
        least_minutes=120,
        scope="客厅、卧室、厨房、卫生间的日常清洁",
        limits="不含擦外窗、拆洗油烟机",
        at=at,
        by=SYSTEM,
    )


def propose(asking: Asking, *, at: datetime, valid_on: date | None = None, visits: int = 4) -> SentProposal:
    """A proposal of one line: three hours for 150 yuan, four times."""
    return send_proposal(
        enquiry_id=asking.enquiry_id,
        home_id=asking.home_id,
        lines=[NewLine(offering_id=asking.offering_id, minutes=180, visits=visits, unit_price_fen=15000)],
        not_included="不擦外窗",
        needed_from_household="请准备好吸尘器",
        valid_on=valid_on,
        at=at,
        by=SYSTEM,
    )
