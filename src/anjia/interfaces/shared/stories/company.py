"""The company's facts in words."""

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
from anjia.company.rules import Role
from anjia.interfaces.shared.story import Telling, name_of, tells
from anjia.law.queries import place_name


def role_names() -> dict[str, str]:
    """What the places at the desk are called."""
    return {
        Role.OWNER: _("Owner"),
        Role.ADVISER: _("Adviser"),
        Role.DISPATCHER: _("Dispatcher"),
        Role.QUALITY_LEAD: _("Quality lead"),
        Role.FINANCE: _("Finance"),
    }


@tells(CompanyFounded)
def company_founded(event: CompanyFounded) -> Telling:
    return Telling(icon="home", sentence=_("%(company)s began to use Anjia.") % {"company": event.company})


@tells(BranchOpened)
def branch_opened(event: BranchOpened) -> Telling:
    return Telling(icon="map-pin", sentence=_("Branch %(branch)s was opened.") % {"branch": event.branch})


@tells(CompanyJurisdictionSet)
def company_jurisdiction_set(event: CompanyJurisdictionSet) -> Telling:
    values = {"place": place_name(event.jurisdiction)}
    return Telling(icon="shield", sentence=_("The company lives under the law of: %(place)s.") % values)


@tells(BranchJurisdictionSet)
def branch_jurisdiction_set(event: BranchJurisdictionSet) -> Telling:
    if not event.jurisdiction:
        return Telling(icon="shield", sentence=_("A branch lives under the company's law again."))
    values = {"place": place_name(event.jurisdiction)}
    return Telling(icon="shield", sentence=_("A branch lives under the law of: %(place)s.") % values)


@tells(StaffEngaged)
def staff_engaged(event: StaffEngaged) -> Telling:
    return Telling(icon="user", sentence=_("%(name)s was given a place at the desk.") % {"name": event.staff})


@tells(RolesChanged)
def roles_changed(event: RolesChanged) -> Telling:
    roles = _(", ").join(role_names().get(role, role) for role in event.roles)
    values = {"name": name_of("staff", event.staff_id), "roles": roles}
    return Telling(icon="key", sentence=_("The roles of %(name)s were set to: %(roles)s.") % values)


@tells(PasswordSet)
def password_set(event: PasswordSet) -> Telling:
    sentence = _("%(name)s was given a new password.")
    return Telling(icon="key", sentence=sentence % {"name": name_of("staff", event.staff_id)})


@tells(StaffDismissed)
def staff_dismissed(event: StaffDismissed) -> Telling:
    values = {"name": name_of("staff", event.staff_id)}
    return Telling(icon="user", sentence=_("The place of %(name)s was closed.") % values)
