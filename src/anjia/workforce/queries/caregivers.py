"""Who works here, and as what."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.fields import blind_index
from anjia.kernel.places import Place
from anjia.kernel.prepared import Given, PreparedAmong
from anjia.kernel.text import clean_line, masked_phone, normal_phone
from anjia.workforce.models import Caregiver, CaregiverTrade
from anjia.workforce.rules import Status, unpacked_districts

PHONE_PURPOSE = "workforce.phone"


@dataclass(frozen=True)
class CaregiverSummary:
    """A caregiver as others see her; the phone is masked. `trades` are (trade, level); ratings are quality's."""

    id: int
    name: str
    masked_phone: str
    status: str
    district: str
    place: Place
    rough: bool
    trades: tuple[tuple[str, int], ...]
    hourly_pay_fen: int
    branch_id: int | None
    joined_on: date
    native_place: str
    introduction: str
    has_login: bool
    farthest_minutes: int | None = None
    only_in: tuple[str, ...] = ()

    def level_in(self, trade: str) -> int:
        """Her level in the trade, 0 when she does not do it."""
        return dict(self.trades).get(trade, 0)


@dataclass(frozen=True)
class DistrictChange:
    """That a caregiver changed the districts to which she keeps (none: everywhere), which nobody at the desk has seen.

    `before` are those that the desk knows of, `said_at` is when she first kept to others.
    """

    caregiver_id: int
    before: tuple[str, ...]
    after: tuple[str, ...]
    said_at: datetime


@dataclass(frozen=True)
class CaregiverLogin:
    """The caregiver behind a log-in."""

    id: int
    company_id: int
    name: str


@dataclass(frozen=True)
class CaregiverPage:
    """Some caregivers by id; `next_after_id` asks for the following ones, None at the end."""

    caregivers: tuple[CaregiverSummary, ...]
    next_after_id: int | None


def phone_index(phone: str) -> str:
    """Under what a caregiver of this phone (E.164) is found."""
    return blind_index(phone, purpose=PHONE_PURPOSE)


def _summary(row: Caregiver) -> CaregiverSummary:
    return CaregiverSummary(
        id=row.pk,
        name=row.name,
        masked_phone=masked_phone(row.phone),
        status=row.status,
        district=row.district,
        place=Place(row.latitude, row.longitude),
        rough=row.rough,
        trades=tuple(sorted((trade.trade, trade.level) for trade in row.trades.all())),
        hourly_pay_fen=row.hourly_pay_fen,
        branch_id=row.branch_id,
        joined_on=row.joined_on,
        native_place=row.native_place,
        introduction=row.introduction,
        has_login=row.user_id is not None,
        farthest_minutes=row.farthest_minutes,
        only_in=unpacked_districts(row.only_in),
    )


def caregiver(caregiver_id: int) -> CaregiverSummary:
    """The caregiver by id. Raises Missing."""
    row = Caregiver.objects.filter(pk=caregiver_id).prefetch_related("trades").first()
    if row is None:
        raise Missing
    return _summary(row)


def caregivers(ids: Iterable[int | None]) -> dict[int, CaregiverSummary]:
    """Several caregivers by id, two queries for any number; unknown ids are left out."""
    wanted = {i for i in ids if i is not None}
    rows = Caregiver.objects.filter(pk__in=wanted).prefetch_related("trades")
    return {row.pk: _summary(row) for row in rows}


def names_of(ids: Iterable[int | None]) -> dict[int, str]:
    """Names by caregiver id, in one query, also of those who left."""
    return dict(_NAMES.rows(one for one in ids if one is not None))


_NAMES = PreparedAmong(lambda ids: Caregiver.objects.filter(pk__in=ids).order_by().values_list("id", "name"))


def districts_to_see(caregiver_id: int | None = None) -> list[DistrictChange]:
    """Whose districts changed by her own word, unseen, the longest first; of one alone if named. One query."""
    only = {} if caregiver_id is None else {"pk": caregiver_id}
    rows = Caregiver.objects.filter(districts_said_at__isnull=False, **only).order_by("districts_said_at", "id")
    return [
        DistrictChange(key, unpacked_districts(before), unpacked_districts(after), said_at)
        for key, before, after, said_at in rows.values_list("id", "districts_known", "only_in", "districts_said_at")
    ]


def pay_rates_of(ids: Iterable[int]) -> dict[int, int]:
    """Fen per hour by caregiver id, in one query."""
    return dict(Caregiver.objects.filter(pk__in=set(ids)).values_list("id", "hourly_pay_fen"))


def ready_caregivers() -> list[CaregiverSummary]:
    """Everybody who can be dispatched, by id. Two queries."""
    rows = Caregiver.objects.filter(status=Status.READY).order_by("id").prefetch_related("trades")
    return [_summary(row) for row in rows]


def caregivers_able(trade: str) -> list[CaregiverSummary]:
    """Who is ready and does the trade, by id. Two queries."""
    rows = Caregiver.objects.filter(status=Status.READY, pk__in=doing(trade))
    return [_summary(row) for row in rows.order_by("id").prefetch_related("trades")]


def doing(trade: str | Given) -> Any:
    """The ids of those who do the trade, as a sub-query."""
    return CaregiverTrade.objects.filter(trade=trade).values("caregiver_id")


def _filtered(query: str, trade: str, status: str) -> Any:
    rows = Caregiver.objects.all()
    text = clean_line(query, most=1000)[:40]
    if text:
        found = Q(name__icontains=text) | Q(phone_index__in=_index_of(text))
        rows = rows.filter(found | Q(phone_last4=text) if len(text) == 4 else found)
    if trade:
        rows = rows.filter(pk__in=doing(trade))
    return rows.filter(status=status) if status else rows


def _index_of(text: str) -> list[str]:
    try:
        return [phone_index(normal_phone(text))]
    except Refusal:
        return []


def caregivers_page(
    query: str = "", *, trade: str = "", status: str = "", after_id: int = 0, limit: int = 50
) -> CaregiverPage:
    """Caregivers that match, by id, after the one named. Two queries."""
    rows = _filtered(query, trade, status).filter(pk__gt=after_id)
    found = list(rows.order_by("id").prefetch_related("trades")[: limit + 1])
    shown = tuple(_summary(row) for row in found[:limit])
    return CaregiverPage(shown, shown[-1].id if len(found) > limit else None)


def count_caregivers(query: str = "", *, trade: str = "", status: str = "") -> int:
    """How many caregivers match."""
    return int(_filtered(query, trade, status).count())


def known_phones(phones: Iterable[str]) -> dict[str, int]:
    """Which of these phones (E.164) are a caregiver's, and whose: one query for a whole import."""
    by_index = {phone_index(phone): phone for phone in phones}
    rows = Caregiver.objects.filter(phone_index__in=by_index).values_list("phone_index", "id")
    return {by_index[index]: caregiver_id for index, caregiver_id in rows}


def caregiver_of_user(user_id: int) -> CaregiverLogin | None:
    """The caregiver who logs in as this user, in whatever company; None when there is none or she has left."""
    rows = Caregiver.everywhere.filter(user_id=user_id).exclude(status=Status.LEFT).order_by("id")
    row = rows.first()
    return CaregiverLogin(row.pk, row.company_id, row.name) if row is not None else None


def status_names() -> dict[str, str]:
    """What each status is called."""
    return {Status.APPLICANT: _("applicant"), Status.READY: _("ready for work"), Status.LEFT: _("has left")}


def ready_ids() -> list[int]:
    """The ids of everybody who can be dispatched, in order. One query."""
    return list(Caregiver.objects.filter(status=Status.READY).order_by("id").values_list("id", flat=True))
