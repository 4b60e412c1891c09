"""Who the households are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from anjia.households.models import Home, Household, HouseholdTag
from anjia.households.rules import digits_of
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.fields import blind_index
from anjia.kernel.text import clean_line, masked_phone, normal_phone

PHONE_PURPOSE = "households.phone"


@dataclass(frozen=True)
class HouseholdSummary:
    """A household as others see it; the phone is masked."""

    id: int
    name: str
    masked_phone: str
    source: str
    branch_id: int | None
    tags: tuple[str, ...]
    registered_at: datetime


@dataclass(frozen=True)
class HouseholdPage:
    """Some households, newest first; `next_before_id` asks for the following ones, None at the end."""

    households: tuple[HouseholdSummary, ...]
    next_before_id: int | None


def phone_index(phone: str) -> str:
    """Under what a household of this phone (E.164) is found."""
    return blind_index(phone, purpose=PHONE_PURPOSE)


def _summary(row: Household) -> HouseholdSummary:
    tags = tuple(sorted(tag.tag for tag in row.tags.all()))
    phone = masked_phone(row.phone)
    return HouseholdSummary(row.pk, row.name, phone, row.source, row.branch_id, tags, row.registered_at)


def household(household_id: int) -> HouseholdSummary:
    """The household by id. Raises Missing."""
    row = Household.objects.filter(pk=household_id).prefetch_related("tags").first()
    if row is None:
        raise Missing
    return _summary(row)


def households(ids: Iterable[int]) -> dict[int, HouseholdSummary]:
    """Several households by id, two queries for any number; unknown ids are left out."""
    rows = Household.objects.filter(pk__in=set(ids)).prefetch_related("tags")
    return {row.pk: _summary(row) for row in rows}


def names_of(ids: Iterable[int | None]) -> dict[int, str]:
    """Names by household id, in one query."""
    wanted = {i for i in ids if i is not None}
    return dict(Household.objects.filter(pk__in=wanted).values_list("id", "name"))


def ids_matching(query: str, *, limit: int = 200) -> list[int]:
    """Households whose name or phone matches, newest first: for lists of other things that search by household."""
    return list(_matching(query).order_by("-id").values_list("id", flat=True)[:limit])


def _matching(query: str) -> Any:
    """Name in part, phone in full, or the phone's last 4 digits."""
    text = clean_line(query, most=1000)[:40]
    if not text:
        return Household.objects.all()
    found = Q(name__icontains=text)
    if digits := digits_of(text):
        found |= Q(phone_last4=digits) if len(digits) == 4 else Q(phone_index__in=_index_of(text))
    return Household.objects.filter(found)


def _index_of(text: str) -> list[str]:
    try:
        return [phone_index(normal_phone(text))]
    except Refusal:
        return []


def _filtered(query: str, district: str, tag: str) -> Any:
    rows = _matching(query)
    if district:
        rows = rows.filter(pk__in=Home.objects.filter(district=district).values("household_id"))
    if tag:
        rows = rows.filter(pk__in=HouseholdTag.objects.filter(tag=tag).values("household_id"))
    return rows


def households_page(
    query: str = "", *, district: str = "", tag: str = "", before_id: int | None = None, limit: int = 50
) -> HouseholdPage:
    """Households that match, newest first, after the one named by `before_id`. Two queries."""
    rows = _filtered(query, district, tag)
    if before_id is not None:
        rows = rows.filter(pk__lt=before_id)
    found = list(rows.order_by("-id").prefetch_related("tags")[: limit + 1])
    shown = tuple(_summary(row) for row in found[:limit])
    return HouseholdPage(shown, shown[-1].id if len(found) > limit else None)


def count_households(query: str = "", *, district: str = "", tag: str = "") -> int:
    """How many households match."""
    return int(_filtered(query, district, tag).count())


def tags_in_use() -> list[str]:
    """Every tag some household of the company has."""
    return sorted(HouseholdTag.objects.values_list("tag", flat=True).distinct())


def ids_tagged(tags: Iterable[str]) -> list[int]:
    """Households that carry any of the tags, in whatever case, by id."""
    wanted = {tag.lower() for tag in tags}
    in_use = [tag for tag in tags_in_use() if tag.strip().lower() in wanted]
    rows = HouseholdTag.objects.filter(tag__in=in_use).order_by("household_id")
    return list(rows.values_list("household_id", flat=True).distinct())


def household_of_phone(phone: str) -> int | None:
    """The household with this phone, as typed; None when it is nobody's. Raises Refusal if it is no phone."""
    row = Household.objects.filter(phone_index=phone_index(normal_phone(phone))).values_list("id", flat=True).first()
    return None if row is None else int(row)


def known_phones(phones: Iterable[str]) -> dict[str, int]:
    """Which of these phones (E.164) are a household's, and whose: one query for a whole import."""
    by_index = {phone_index(phone): phone for phone in phones}
    rows = Household.objects.filter(phone_index__in=by_index).values_list("phone_index", "id")
    return {by_index[index]: household_id for index, household_id in rows}
