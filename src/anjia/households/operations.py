"""Register a household, add homes, remember what matters, open and close its links."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from math import isfinite

from django.db import transaction
from django.utils.translation import gettext as _

from anjia.company import queries as company_queries
from anjia.households import queries
from anjia.households.events import (
    AddressRevealed,
    DossierRecorded,
    DossierStruck,
    HomeAdded,
    HouseholdKeyIssued,
    HouseholdKeysRevoked,
    HouseholdRegistered,
    HouseholdRenamed,
    PhoneRevealed,
    TagsSet,
)
from anjia.households.models import DossierEntry, Home, Household, HouseholdKey, HouseholdTag
from anjia.households.rules import (
    MOST_SQUARE_METRES,
    MOST_TAGS,
    EntryKind,
    Source,
    district_in,
    key_expiry,
    place_of,
    tidy_tags,
)
from anjia.kernel.actors import Actor
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.operations import announce
from anjia.kernel.places import Place
from anjia.kernel.text import clean_line, clean_text, normal_phone
from anjia.kernel.tokens import new_token, token_hash


@dataclass(frozen=True)
class NewEntry:
    """One thing to be remembered."""

    kind: EntryKind
    text: str


def register_household(
    *,
    name: str,
    phone: str,
    at: datetime,
    by: Actor,
    source: str = Source.PHONE,
    branch_id: int | None = None,
) -> int:
    """Makes the household known and returns its id; a phone known before keeps its household, unchanged."""
    number = normal_phone(phone)
    clean_name = clean_line(name, most=40, what=_("the name"), least=1)
    if branch_id is not None and branch_id not in {branch.id for branch in company_queries.branches()}:
        raise Missing
    new = {
        "name": clean_name,
        "phone": number,
        "phone_last4": number[-4:],
        "source": Source(source),
        "branch_id": branch_id,
        "registered_at": at,
    }
    with transaction.atomic():
        row, first = Household.objects.get_or_create(phone_index=queries.phone_index(number), defaults=new)
        if first:
            fact = HouseholdRegistered(household_id=row.pk, household=clean_name, source=Source(source).value)
            announce(fact, at=at, by=by)
    return int(row.pk)


def _known(household_id: int) -> Household:
    row: Household | None = Household.objects.filter(pk=household_id).first()
    if row is None:
        raise Missing
    return row


def rename_household(*, household_id: int, name: str, at: datetime, by: Actor) -> None:
    """Corrects the household's name."""
    clean_name = clean_line(name, most=40, what=_("the name"), least=1)
    with transaction.atomic():
        row = _known(household_id)
        if row.name == clean_name:
            return
        Household.objects.filter(pk=row.pk).update(name=clean_name)
        announce(HouseholdRenamed(household_id=row.pk, household=clean_name, before=row.name), at=at, by=by)


def add_home(
    *,
    household_id: int,
    district: str,
    address: str,
    at: datetime,
    by: Actor,
    place: Place | None = None,
    label: str = "",
    square_metres: int | None = None,
) -> int:
    """Adds a home and returns its id; an address the household has already is the same home.

    Without `place` the home lies roughly at the centre of its district, which must then be one of Shanghai's.
    """
    clean_address = clean_line(address, most=120, what=_("the address"), least=2)
    clean_district = _district(district, clean_address)
    spot, rough = _spot(place, clean_district)
    _check_size(square_metres)
    with transaction.atomic():
        _known(household_id)
        for known in Home.objects.filter(household_id=household_id):
            if known.address == clean_address:
                return int(known.pk)
        home = Home.objects.create(
            household_id=household_id,
            label=clean_line(label, most=20, what=_("the home's name")),
            district=clean_district,
            address=clean_address,
            latitude=spot.latitude,
            longitude=spot.longitude,
            rough=rough,
            square_metres=square_metres,
            added_at=at,
        )
        announce(HomeAdded(household_id=household_id, home_id=home.pk, district=clean_district), at=at, by=by)
    return int(home.pk)


def _district(district: str, address: str) -> str:
    """The district as given (Shanghai's by their full names), or as the address names it."""
    given = clean_line(district, most=20, what=_("the district"))
    return district_in(given) or given or district_in(address)


def _spot(place: Place | None, district: str) -> tuple[Place, bool]:
    if place is not None:
        if not (isfinite(place.latitude) and isfinite(place.longitude)):
            raise Refusal(_("This place is not on the map. Please choose it again."), field="place")
        if not (-90 <= place.latitude <= 90 and -180 <= place.longitude <= 180):
            raise Refusal(_("This place is not on the map. Please choose it again."), field="place")
        return place, False
    centre = place_of(district)
    if centre is None:
        sentence = _("“%(district)s” is not a district of Shanghai. Please choose one, such as 徐汇区.")
        raise Refusal(sentence % {"district": district}, field="district")
    return centre, True


def _check_size(square_metres: int | None) -> None:
    if square_metres is not None and not 1 <= square_metres <= MOST_SQUARE_METRES:
        sentence = _("A home of %(size)d square metres is not possible: please give 1 to %(most)d, or leave it empty.")
        raise Refusal(sentence % {"size": square_metres, "most": MOST_SQUARE_METRES}, field="square_metres")


def set_tags(*, household_id: int, tags: Iterable[str], at: datetime, by: Actor) -> None:
    """Sets the household's grading words anew."""
    wanted = tidy_tags(clean_line(tag, most=20, what=_("a tag")) for tag in tags)
    if len(wanted) > MOST_TAGS:
        sentence = _("A household can have %(most)d tags at most. Please keep the ones that help.")
        raise Refusal(sentence % {"most": MOST_TAGS}, field="tags")
    with transaction.atomic():
        _known(household_id)
        had = set(HouseholdTag.objects.filter(household_id=household_id).values_list("tag", flat=True))
        if had == set(wanted):
            return
        HouseholdTag.objects.filter(household_id=household_id).exclude(tag__in=wanted).delete()
        new = [tag for tag in wanted if tag not in had]
        HouseholdTag.objects.bulk_create(HouseholdTag(household_id=household_id, tag=tag) for tag in new)
        announce(TagsSet(household_id=household_id, tags=wanted), at=at, by=by)


def record_dossier(
    *, household_id: int, entries: Iterable[NewEntry], at: datetime, by: Actor, source: str = ""
) -> list[int]:
    """Writes down what to remember and returns the entries' ids; blank ones and ones known already are skipped."""
    origin = clean_line(source, most=80, what=_("the source"))
    with transaction.atomic():
        _known(household_id)
        known = {(entry.kind, entry.text) for entry in queries.dossier_of(household_id)}
        ids, kinds = [], []
        for entry in entries:
            text = clean_text(entry.text, most=500, what=_("the entry"))
            if not text or (entry.kind, text) in known:
                continue
            row = DossierEntry.objects.create(
                household_id=household_id,
                kind=EntryKind(entry.kind),
                text=text,
                source=origin,
                recorded_at=at,
                by=str(by),
                by_name=by.name[:80],
            )
            known.add((entry.kind, text))
            ids.append(int(row.pk))
            kinds.append(EntryKind(entry.kind).value)
        if ids:
            announce(DossierRecorded(household_id=household_id, kinds=tuple(kinds), source=origin), at=at, by=by)
    return ids


def strike_entry(*, entry_id: int, at: datetime, by: Actor) -> None:
    """Strikes an entry of the dossier out; it stays in the record. Striking it twice changes nothing."""
    with transaction.atomic():
        row = DossierEntry.objects.filter(pk=entry_id).first()
        if row is None:
            raise Missing
        open_row = DossierEntry.objects.filter(pk=entry_id, struck_at__isnull=True)
        if open_row.update(struck_at=at, struck_by_name=by.name[:80]):
            announce(DossierStruck(household_id=row.household_id, kind=row.kind), at=at, by=by)


def reveal_phone(*, household_id: int, purpose: str, at: datetime, by: Actor) -> str:
    """The household's full phone; that it was shown, to whom and for what purpose, becomes part of its story."""
    reason = clean_line(purpose, most=80, what=_("the purpose"), least=1)
    with transaction.atomic():
        row = _known(household_id)
        announce(PhoneRevealed(household_id=row.pk, purpose=reason), at=at, by=by)
    return str(row.phone)


def reveal_address(*, home_id: int, purpose: str, at: datetime, by: Actor) -> str:
    """The home's full address for somebody at the desk; that it was shown becomes part of the household's story."""
    reason = clean_line(purpose, most=80, what=_("the purpose"), least=1)
    with transaction.atomic():
        home = queries.home(home_id)
        announce(AddressRevealed(household_id=home.household_id, home_id=home.id, purpose=reason), at=at, by=by)
    return home.address


def issue_key(*, household_id: int, at: datetime, by: Actor) -> str:
    """Makes a link to the household's own pages and returns its token: shown once, only its hash is kept."""
    token = new_token()
    with transaction.atomic():
        _known(household_id)
        expires_at = key_expiry(at)
        HouseholdKey.objects.create(
            household_id=household_id, token_hash=token_hash(token), issued_at=at, expires_at=expires_at
        )
        announce(HouseholdKeyIssued(household_id=household_id, expires_at=expires_at), at=at, by=by)
    return token


def revoke_keys(*, household_id: int, at: datetime, by: Actor) -> int:
    """Closes all open links of the household, with the next click; returns how many there were."""
    with transaction.atomic():
        _known(household_id)
        open_keys = HouseholdKey.objects.filter(household_id=household_id, revoked_at__isnull=True)
        count = int(open_keys.update(revoked_at=at))
        if count:
            announce(HouseholdKeysRevoked(household_id=household_id, keys=count), at=at, by=by)
    return count
