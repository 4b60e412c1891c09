"""Open and close the links to a household's own pages."""

from datetime import datetime

from django.db import transaction

from anjia.households.events import (
    HouseholdKeyIssued,
    HouseholdKeysRevoked,
)
from anjia.households.models import HouseholdKey
from anjia.households.operations.households import known_household
from anjia.households.rules import (
    key_expiry,
)
from anjia.kernel.actors import Actor
from anjia.kernel.operations import announce
from anjia.kernel.tokens import new_token, token_hash


def issue_key(*, household_id: int, at: datetime, by: Actor) -> str:
    """Makes a link to the household's own pages and returns its token: shown once, only its hash is kept."""
    token = new_token()
    with transaction.atomic():
        known_household(household_id)
        expires_at = key_expiry(at)
        HouseholdKey.objects.create(
            household_id=household_id, token_hash=token_hash(token), issued_at=at, expires_at=expires_at
        )
        announce(HouseholdKeyIssued(household_id=household_id, expires_at=expires_at), at=at, by=by)
    return token


def revoke_keys(*, household_id: int, at: datetime, by: Actor) -> int:
    """Closes all open links of the household, with the next click; returns how many there were."""
    with transaction.atomic():
        known_household(household_id)
        open_keys = HouseholdKey.objects.filter(household_id=household_id, revoked_at__isnull=True)
        count = int(open_keys.update(revoked_at=at))
        if count:
            announce(HouseholdKeysRevoked(household_id=household_id, keys=count), at=at, by=by)
    return count
