"""Found a company, open branches, engage people and say what they may do."""

from collections.abc import Collection
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email, validate_slug
from django.db import transaction
from django.utils.translation import gettext as _

from anjia.company.events import (
    BranchJurisdictionSet,
    BranchOpened,
    CompanyFounded,
    CompanyJurisdictionSet,
    PasswordSet,
    RolesChanged,
    StaffDismissed,
    StaffEngaged,
)
from anjia.company.models import Branch, Company, Staff, StaffRole, User
from anjia.company.rules import Role, is_jurisdiction
from anjia.kernel.actors import Actor
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.locations import locate
from anjia.kernel.operations import announce
from anjia.kernel.places import Place
from anjia.kernel.scope import company_scope, current_company_id
from anjia.kernel.text import clean_line, normal_phone

LEAST_PASSWORD = 8


def found_company(*, name: str, slug: str, city: str, phone: str, at: datetime, by: Actor, demo: bool = False) -> int:
    """Registers a company and returns its id. The address part `slug` is unique over the installation."""
    try:
        validate_slug(slug)
    except ValidationError as fault:
        raise Refusal(_("An address may hold letters, digits and hyphens only."), field="slug") from fault
    if Company.objects.filter(slug=slug).exists():
        raise Refusal(_("The address “%(slug)s” is taken. Please choose another.") % {"slug": slug}, field="slug")
    with transaction.atomic():
        company = Company.objects.create(
            name=clean_line(name, what=_("the company's name"), least=2),
            slug=slug[:40],
            city=clean_line(city, most=40),
            phone=clean_line(phone, most=20),
            demo=demo,
            founded_at=at,
        )
        with company_scope(company.pk):
            announce(CompanyFounded(company=company.name), at=at, by=by)
    return company.pk


def open_branch(
    *,
    name: str,
    district: str,
    at: datetime,
    by: Actor,
    place: Place | None = None,
    address: str = "",
    jurisdiction: str = "",
) -> int:
    """Adds a branch and returns its id; without a place it lies at its district's centre. Names are told apart."""
    called = clean_line(name, most=40, what=_("the branch's name"), least=1)
    location = locate(district, place, address)
    if Branch.objects.filter(name=called).exists():
        raise Refusal(_("There is a branch “%(name)s” already.") % {"name": called}, field="name")
    with transaction.atomic():
        branch = Branch.objects.create(
            name=called,
            district=location.district,
            address=clean_line(address, most=120, what=_("the address")),
            latitude=location.place.latitude,
            longitude=location.place.longitude,
            jurisdiction=_known_form(jurisdiction) if jurisdiction else "",
        )
        announce(BranchOpened(branch_id=branch.pk, branch=branch.name), at=at, by=by)
    return int(branch.pk)


def _known_form(jurisdiction: str) -> str:
    if not is_jurisdiction(jurisdiction):
        sentence = _("“%(code)s” is not a place with a law of its own. Write it like CN, CN-31 or CN-3303.")
        raise Refusal(sentence % {"code": clean_line(jurisdiction[:20])}, field="jurisdiction")
    return jurisdiction


def set_branch_jurisdiction(*, branch_id: int, jurisdiction: str, at: datetime, by: Actor) -> None:
    """Says whose law holds for a branch; "" gives it the company's again. Raises Missing or Refusal."""
    code = _known_form(jurisdiction) if jurisdiction else ""
    with transaction.atomic():
        if not Branch.objects.filter(pk=branch_id).update(jurisdiction=code):
            raise Missing
        announce(BranchJurisdictionSet(branch_id=branch_id, jurisdiction=code), at=at, by=by)


def set_company_jurisdiction(*, jurisdiction: str, at: datetime, by: Actor) -> None:
    """Says whose law holds for the company, wherever a branch has no jurisdiction of its own. Raises Refusal."""
    code = _known_form(jurisdiction)
    with transaction.atomic():
        Company.objects.filter(pk=current_company_id()).update(jurisdiction=code)
        announce(CompanyJurisdictionSet(jurisdiction=code), at=at, by=by)


def register_user(*, name: str, phone: str, password: str, email: str = "") -> int:
    """Makes a log-in and returns the user's id; a known phone keeps its user and password. Raises Refusal."""
    number = normal_phone(phone)
    known = User.objects.filter(phone=number).first()
    if known is not None:
        return known.pk
    _refuse_a_short_password(password)
    user = User.objects.create(
        phone=number,
        email=_clean_email(email),
        name=clean_line(name, most=40, what=_("the name"), least=1),
        password=make_password(password),
    )
    return user.pk


def _refuse_a_short_password(password: str) -> None:
    if len(password) < LEAST_PASSWORD:
        sentence = _("The password needs at least %(least)d characters.")
        raise Refusal(sentence % {"least": LEAST_PASSWORD}, field="password")


def _clean_email(email: str) -> str | None:
    if not email:
        return None
    try:
        validate_email(email)
    except ValidationError as fault:
        raise Refusal(_("“%(email)s” is not an e-mail address.") % {"email": email[:80]}, field="email") from fault
    if User.objects.filter(email__iexact=email).exists():
        raise Refusal(_("This e-mail address belongs to another log-in."), field="email")
    return email.lower()


def engage_staff(
    *,
    name: str,
    phone: str,
    password: str,
    roles: Collection[Role],
    at: datetime,
    by: Actor,
    email: str = "",
    branch_id: int | None = None,
) -> int:
    """Gives a person a place at the desk and returns the staff id. Refuses someone who has one already."""
    if branch_id is not None and not Branch.objects.filter(pk=branch_id).exists():
        raise Missing
    with transaction.atomic():
        user_id = register_user(name=name, phone=phone, password=password, email=email)
        if Staff.objects.filter(user_id=user_id, left_at__isnull=True).exists():
            sentence = _("%(phone)s works here already. Change the roles instead.")
            raise Refusal(sentence % {"phone": phone}, field="phone")
        staff = Staff.objects.create(user_id=user_id, branch_id=branch_id, engaged_at=at)
        names = _put_roles(staff.pk, roles)
        announce(StaffEngaged(staff_id=staff.pk, staff=name, roles=names), at=at, by=by)
    return int(staff.pk)


def _put_roles(staff_id: int, roles: Collection[Role]) -> tuple[str, ...]:
    if not roles:
        raise Refusal(_("Please choose at least one role."), field="roles")
    names = tuple(sorted({Role(role).value for role in roles}))
    StaffRole.objects.filter(staff_id=staff_id).exclude(role__in=names).delete()
    for role in names:
        StaffRole.objects.get_or_create(staff_id=staff_id, role=role)
    return names


def _present(staff_id: int) -> Staff:
    staff: Staff | None = Staff.objects.filter(pk=staff_id, left_at__isnull=True).first()
    if staff is None:
        raise Missing
    return staff


def _keep_an_owner(staff_id: int) -> None:
    """Refuses what would leave the company without an owner: nobody could let anyone in again."""
    others = StaffRole.objects.filter(role=Role.OWNER, staff__left_at__isnull=True).exclude(staff_id=staff_id)
    if not others.exists():
        raise Refusal(_("This is the company's last owner. Make somebody else an owner first."), field="roles")


def change_roles(*, staff_id: int, roles: Collection[Role], at: datetime, by: Actor) -> None:
    """Sets a person's roles anew; in force with the next click. The last owner stays one."""
    with transaction.atomic():
        staff = _present(staff_id)
        if Role.OWNER not in roles:
            _keep_an_owner(staff.pk)
        announce(RolesChanged(staff_id=staff.pk, roles=_put_roles(staff.pk, roles)), at=at, by=by)


def set_password(*, staff_id: int, password: str, at: datetime, by: Actor) -> None:
    """Gives a person a new password; open sessions end. Refuses someone who works for another company too:

    that log-in is not this company's alone, and its owner must not be able to enter elsewhere with it.
    """
    _refuse_a_short_password(password)
    with transaction.atomic():
        staff = _present(staff_id)
        elsewhere = Staff.everywhere.filter(user_id=staff.user_id, left_at__isnull=True).exclude(pk=staff.pk)
        if elsewhere.exists():
            raise Refusal(_("This person works for another company too and must change the password herself."))
        User.objects.filter(pk=staff.user_id).update(password=make_password(password))
        announce(PasswordSet(staff_id=staff.pk), at=at, by=by)


def dismiss_staff(*, staff_id: int, at: datetime, by: Actor) -> None:
    """Closes a person's place; the next click is refused. The last owner cannot be dismissed."""
    with transaction.atomic():
        staff = _present(staff_id)
        _keep_an_owner(staff.pk)
        Staff.objects.filter(pk=staff.pk).update(left_at=at)
        announce(StaffDismissed(staff_id=staff.pk), at=at, by=by)
