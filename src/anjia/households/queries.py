"""Who the households are, where they live and what to remember about them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from anjia.households.models import DossierEntry, Home, Household, HouseholdKey, HouseholdTag
from anjia.households.rules import EntryKind, Source, digits_of, key_is_open
from anjia.kernel import clock
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.fields import blind_index
from anjia.kernel.places import Place
from anjia.kernel.text import clean_line, masked_phone, normal_phone
from anjia.kernel.tokens import token_hash

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


@dataclass(frozen=True)
class EntrySummary:
    """One thing to remember, who wrote it down when, and from what; struck out when `struck_at` is set."""

    id: int
    kind: EntryKind
    text: str
    source: str
    recorded_at: datetime
    by_name: str
    struck_at: datetime | None
    struck_by_name: str


@dataclass(frozen=True)
class Visitor:
    """The household behind a link."""

    key_id: int
    household_id: int
    company_id: int
    name: str


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


def _entry(row: DossierEntry) -> EntrySummary:
    return EntrySummary(
        id=row.pk,
        kind=EntryKind(row.kind),
        text=row.text,
        source=row.source,
        recorded_at=row.recorded_at,
        by_name=row.by_name,
        struck_at=row.struck_at,
        struck_by_name=row.struck_by_name,
    )


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


def districts_in_use() -> list[str]:
    """Every district in which the company has a home."""
    return sorted(Home.objects.values_list("district", flat=True).distinct())


def household_of_phone(phone: str) -> int | None:
    """The household with this phone, as typed; None when it is nobody's. Raises Refusal if it is no phone."""
    row = Household.objects.filter(phone_index=phone_index(normal_phone(phone))).values_list("id", flat=True).first()
    return None if row is None else int(row)


def known_phones(phones: Iterable[str]) -> dict[str, int]:
    """Which of these phones (E.164) are a household's, and whose: one query for a whole import."""
    by_index = {phone_index(phone): phone for phone in phones}
    rows = Household.objects.filter(phone_index__in=by_index).values_list("phone_index", "id")
    return {by_index[index]: household_id for index, household_id in rows}


def home(home_id: int) -> HomeSummary:
    """The home by id. Raises Missing."""
    row = Home.objects.filter(pk=home_id).first()
    if row is None:
        raise Missing
    return _home(row)


def homes(ids: Iterable[int | None]) -> dict[int, HomeSummary]:
    """Several homes by id, in one query."""
    wanted = {i for i in ids if i is not None}
    return {row.pk: _home(row) for row in Home.objects.filter(pk__in=wanted)}


def homes_of(household_id: int) -> list[HomeSummary]:
    """The household's homes, oldest first."""
    return [_home(row) for row in Home.objects.filter(household_id=household_id).order_by("id")]


def homes_of_many(ids: Iterable[int]) -> dict[int, list[HomeSummary]]:
    """The homes of several households, in one query; every asked id is a key."""
    found: dict[int, list[HomeSummary]] = {i: [] for i in ids}
    for row in Home.objects.filter(household_id__in=found).order_by("id"):
        found[row.household_id].append(_home(row))
    return found


def dossier_of(
    household_id: int, *, kinds: Sequence[EntryKind] = (), with_struck: bool = False
) -> list[EntrySummary]:
    """What to remember about the household, oldest first; struck entries only when asked for."""
    rows = DossierEntry.objects.filter(household_id=household_id).order_by("id")
    if kinds:
        rows = rows.filter(kind__in=kinds)
    if not with_struck:
        rows = rows.filter(struck_at__isnull=True)
    return [_entry(row) for row in rows]


def open_keys(household_id: int, *, at: datetime) -> list[datetime]:
    """When the household's open links expire, soonest first."""
    rows = HouseholdKey.objects.filter(household_id=household_id, revoked_at__isnull=True, expires_at__gt=at)
    return sorted(rows.values_list("expires_at", flat=True))


def visitor_of_token(token: str, *, at: datetime) -> Visitor | None:
    """Who stands behind a link, in whatever company; None when it is wrong, expired or revoked."""
    return _visitor(HouseholdKey.everywhere.filter(token_hash=token_hash(token)), at)


def visitor_of_key(key_id: int | None, *, at: datetime | None = None) -> Visitor | None:
    """Who stands behind a key opened before; None when it has expired or was revoked since. `at`: now."""
    return _visitor(HouseholdKey.everywhere.filter(pk=key_id), at or clock.now()) if key_id else None


def _visitor(rows: Any, at: datetime) -> Visitor | None:
    key = rows.first()
    if key is None or not key_is_open(key.expires_at, key.revoked_at, at):
        return None
    name = Household.everywhere.values_list("name", flat=True).get(pk=key.household_id)
    return Visitor(key.pk, key.household_id, key.company_id, name)


def kind_names() -> dict[str, str]:
    """What each kind of dossier entry is called."""
    return {
        EntryKind.PREFERENCE: _("Preferences"),
        EntryKind.TABOO: _("Taboos"),
        EntryKind.SPECIAL: _("Special requests"),
        EntryKind.ACCESS: _("Getting in"),
        EntryKind.PEOPLE: _("People at home"),
        EntryKind.NOTE: _("Notes"),
    }


def source_names() -> dict[str, str]:
    """What each way to the company is called."""
    return {
        Source.PHONE: _("by phone"),
        Source.PUBLIC_PAGE: _("by the public page"),
        Source.WECHAT: _("by WeChat"),
        Source.WALK_IN: _("walked in"),
        Source.REFERRAL: _("referred by a friend"),
        Source.IMPORT: _("from an imported list"),
    }
