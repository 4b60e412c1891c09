"""Households' facts in words."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from anjia.catalog.queries import circumstance_names
from anjia.households.events import (
    AddressRevealed,
    DossierRecorded,
    DossierStruck,
    HomeAdded,
    HouseholdKeyIssued,
    HouseholdKeysRevoked,
    HouseholdRegistered,
    HouseholdRenamed,
    NeedsSet,
    PhoneRevealed,
    TagsSet,
)
from anjia.households.queries import kind_names, purpose_names, source_names
from anjia.interfaces.shared import formats
from anjia.interfaces.shared.reasons import kept_reason
from anjia.interfaces.shared.story import Telling, tells
from anjia.kernel import clock
from anjia.kernel.clock import day_of


def _page(household_id: int) -> str:
    return reverse("desk:household", args=[household_id])


@tells(HouseholdRegistered)
def household_registered(event: HouseholdRegistered) -> Telling:
    values = {"name": event.household, "source": source_names().get(event.source, event.source)}
    return Telling(
        icon="family",
        sentence=_("%(name)s became known to us: %(source)s.") % values,
        url=_page(event.household_id),
        to_household=_("You and we got to know each other."),
    )


@tells(HouseholdRenamed)
def household_renamed(event: HouseholdRenamed) -> Telling:
    values = {"name": event.household, "before": event.before}
    return Telling(icon="edit", sentence=_("The name was corrected from %(before)s to %(name)s.") % values)


@tells(HomeAdded)
def home_added(event: HomeAdded) -> Telling:
    values = {"district": event.district}
    return Telling(
        icon="home",
        sentence=_("A home in %(district)s was added.") % values,
        url=_page(event.household_id),
        to_household=_("Your home in %(district)s was noted.") % values,
    )


@tells(DossierRecorded)
def dossier_recorded(event: DossierRecorded) -> Telling:
    names = kind_names()
    kinds = _(", ").join(dict.fromkeys(names.get(kind, kind) for kind in event.kinds))
    details = ((_("Source"), kept_reason(event.source)),) if event.source else ()
    return Telling(
        icon="heart",
        sentence=_("Written into the dossier: %(kinds)s.") % {"kinds": kinds},
        url=_page(event.household_id),
        details=details,
        to_household=_("We wrote down what matters to you: %(kinds)s.") % {"kinds": kinds},
    )


@tells(DossierStruck)
def dossier_struck(event: DossierStruck) -> Telling:
    kind = kind_names().get(event.kind, event.kind)
    return Telling(icon="minus", sentence=_("Struck out of the dossier: %(kind)s.") % {"kind": kind})


@tells(TagsSet)
def tags_set(event: TagsSet) -> Telling:
    if not event.tags:
        return Telling(icon="tag", sentence=_("The tags were taken away."))
    return Telling(icon="tag", sentence=_("Tagged: %(tags)s.") % {"tags": _(", ").join(event.tags)})


@tells(PhoneRevealed)
def phone_revealed(event: PhoneRevealed) -> Telling:
    values = {"purpose": purpose_names().get(event.purpose, event.purpose)}
    return Telling(
        icon="eye",
        sentence=_("Looked at the full phone number: %(purpose)s.") % values,
        url=_page(event.household_id),
        to_household=_("Somebody of the company looked at your phone number: %(purpose)s.") % values,
    )


@tells(AddressRevealed)
def address_revealed(event: AddressRevealed) -> Telling:
    values = {"purpose": purpose_names().get(event.purpose, event.purpose)}
    return Telling(
        icon="eye",
        sentence=_("Looked at the full address: %(purpose)s.") % values,
        url=_page(event.household_id),
        to_household=_("Somebody of the company looked at your address: %(purpose)s.") % values,
    )


@tells(HouseholdKeyIssued)
def key_issued(event: HouseholdKeyIssued) -> Telling:
    values = {"day": formats.short_day(event.expires_at, day_of(clock.now()))}
    return Telling(
        icon="link",
        sentence=_("A link to the household's own pages was made, open until %(day)s.") % values,
        to_household=_("We made you a link to your own pages, open until %(day)s.") % values,
    )


@tells(HouseholdKeysRevoked)
def keys_revoked(event: HouseholdKeysRevoked) -> Telling:
    sentence = ngettext("%(count)d link was closed.", "%(count)d links were closed.", event.keys)
    return Telling(icon="lock", sentence=sentence % {"count": event.keys})


@tells(NeedsSet)
def needs_set(event: NeedsSet) -> Telling:
    names = circumstance_names()
    what = _(", ").join(names.get(one, one) for one in event.needs) or _("nothing special")
    sentence = _("Whoever comes should be good with: %(what)s.") % {"what": what}
    return Telling(icon="star", sentence=sentence, url=_page(event.household_id))
