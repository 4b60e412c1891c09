"""What households tell. Sealed things (phone, address, dossier text) never stand in a fact."""

from dataclasses import dataclass
from datetime import datetime

from anjia.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class HouseholdRegistered(Event):
    """A household became known to the company."""

    household_id: int
    household: str
    source: str


@dataclass(frozen=True, kw_only=True)
class HouseholdRenamed(Event):
    """The household's name was corrected."""

    household_id: int
    household: str
    before: str


@dataclass(frozen=True, kw_only=True)
class HomeAdded(Event):
    """A home was added to a household."""

    household_id: int
    home_id: int
    district: str


@dataclass(frozen=True, kw_only=True)
class DossierRecorded(Event):
    """Something to remember was written down; `kinds` names one kind per entry, never the text."""

    household_id: int
    kinds: tuple[str, ...]
    source: str


@dataclass(frozen=True, kw_only=True)
class DossierStruck(Event):
    """An entry of the dossier was struck out; it stays readable."""

    household_id: int
    kind: str


@dataclass(frozen=True, kw_only=True)
class TagsSet(Event):
    """The household's tags were set anew."""

    household_id: int
    tags: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PhoneRevealed(Event):
    """Somebody was shown the household's full phone number, and said why."""

    household_id: int
    purpose: str


@dataclass(frozen=True, kw_only=True)
class AddressRevealed(Event):
    """Somebody at the desk was shown the full address of a home, and said why."""

    household_id: int
    home_id: int
    purpose: str


@dataclass(frozen=True, kw_only=True)
class HouseholdKeyIssued(Event):
    """A link to the household's own pages was made."""

    household_id: int
    expires_at: datetime


@dataclass(frozen=True, kw_only=True)
class HouseholdKeysRevoked(Event):
    """The household's links were closed."""

    household_id: int
    keys: int


@dataclass(frozen=True, kw_only=True)
class NeedsSet(Event):
    """What a caregiver should be good with in this household was set by hand."""

    household_id: int
    needs: tuple[str, ...]
