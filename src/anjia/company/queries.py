"""Who works where, and as what."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from anjia.company.models import Branch, Company, Staff
from anjia.company.rules import COUNTRY
from anjia.kernel.errors import Missing
from anjia.kernel.places import Place
from anjia.kernel.prepared import Given, Prepared
from anjia.kernel.scope import current_company_id


@dataclass(frozen=True)
class CompanySummary:
    """A company as others see it."""

    id: int
    name: str
    slug: str
    city: str
    phone: str
    demo: bool
    jurisdiction: str


@dataclass(frozen=True)
class BranchSummary:
    """A branch, where it stands and whose law holds there: its own jurisdiction ("" if none) or the company's."""

    id: int
    name: str
    district: str
    address: str
    place: Place
    jurisdiction: str
    own_jurisdiction: str = ""


@dataclass(frozen=True)
class StaffSummary:
    """A member of staff with the roles held now."""

    id: int
    company_id: int
    user_id: int
    name: str
    phone: str
    email: str
    branch_id: int | None
    roles: frozenset[str]


def _company(row: Company) -> CompanySummary:
    return CompanySummary(row.pk, row.name, row.slug, row.city, row.phone, row.demo, row.jurisdiction)


def company_by_slug(slug: str) -> CompanySummary:
    """The company at a public address. Raises Missing."""
    row = Company.objects.filter(slug=slug).first()
    if row is None:
        raise Missing
    return _company(row)


def company(company_id: int | None = None) -> CompanySummary:
    """The company by id; without one, the company in scope."""
    row = _BY_ID.first(id=company_id or current_company_id())
    if row is None:
        raise Company.DoesNotExist
    return _company(row)


_BY_ID = Prepared(lambda: Company.objects.filter(pk=Given("id")))


def companies() -> list[CompanySummary]:
    """All companies of this installation, oldest first."""
    return [_company(row) for row in Company.objects.order_by("id")]


def branches() -> list[BranchSummary]:
    """The company's branches, oldest first."""
    rows, usual = list(Branch.objects.order_by("id")), jurisdiction_of(None)
    return [
        BranchSummary(
            id=row.pk,
            name=row.name,
            district=row.district,
            address=row.address,
            place=Place(row.latitude, row.longitude),
            jurisdiction=row.jurisdiction or usual,
            own_jurisdiction=row.jurisdiction,
        )
        for row in rows
    ]


def jurisdiction_of(branch_id: int | None) -> str:
    """Whose law holds: the branch's own jurisdiction, else the company's; without a branch, the company's.

    A code like "CN", "CN-31" or "CN-3303". Raises Missing for a branch that is not this company's.
    """
    if branch_id is not None:
        row = Branch.objects.filter(pk=branch_id).values_list("jurisdiction", flat=True).first()
        if row is None:
            raise Missing
        if row:
            return str(row)
    code = _JURISDICTION.first(id=current_company_id())
    return (code and code[0]) or COUNTRY


_JURISDICTION = Prepared(lambda: Company.objects.filter(pk=Given("id")).values_list("jurisdiction"))


def places_of_user(user_id: int) -> list[StaffSummary]:
    """Every company at whose desk the user has a place now: asked at log-in, before there is a scope."""
    return _staff(_PLACES.rows(user_id=user_id))


def staff_list() -> list[StaffSummary]:
    """The people at this company's desk now."""
    return _staff(_now_here(Staff.objects.all()))


def staff_with_role(role: str) -> list[StaffSummary]:
    """Who holds the role now."""
    return [person for person in staff_list() if role in person.roles]


def staff_names(ids: Iterable[int | None]) -> dict[int, str]:
    """Names by staff id, also of those who left."""
    rows = Staff.objects.filter(pk__in=[i for i in set(ids) if i is not None]).select_related("user")
    return {row.pk: row.user.name for row in rows}


def _now_here(rows: Any) -> Any:
    """Who has not left, a row for each role held (None: no role)."""
    columns = ("id", "company_id", "user_id", "user__name", "user__phone", "user__email", "branch_id", "roles__role")
    return rows.filter(left_at__isnull=True).order_by("id").values_list(*columns)


def _staff(rows: Iterable[tuple[Any, ...]]) -> list[StaffSummary]:
    roles: dict[tuple[Any, ...], set[str]] = defaultdict(set)
    for *person, role in rows:
        roles[tuple(person)].update([role] if role else [])
    return [
        StaffSummary(key, company_id, user_id, name, phone or "", email or "", branch_id, frozenset(held))
        for (key, company_id, user_id, name, phone, email, branch_id), held in roles.items()
    ]


_PLACES = Prepared(lambda: _now_here(Staff.everywhere.filter(user_id=Given("user_id"))))
