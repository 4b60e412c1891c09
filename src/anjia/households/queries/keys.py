"""Who stands behind a link."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from anjia.households.models import HouseholdKey
from anjia.households.rules import key_is_open
from anjia.kernel import clock
from anjia.kernel.prepared import Given, Prepared
from anjia.kernel.tokens import token_hash

_COLUMNS = ("id", "household_id", "company_id", "household__name", "expires_at", "revoked_at")
_BY_ID = Prepared(lambda: HouseholdKey.everywhere.filter(pk=Given("id")).values_list(*_COLUMNS))
_BY_HASH = Prepared(lambda: HouseholdKey.everywhere.filter(token_hash=Given("token_hash")).values_list(*_COLUMNS))


@dataclass(frozen=True)
class Visitor:
    """The household behind a link."""

    key_id: int
    household_id: int
    company_id: int
    name: str


def open_keys(household_id: int, *, at: datetime) -> list[datetime]:
    """When the household's open links expire, soonest first."""
    rows = HouseholdKey.objects.filter(household_id=household_id, revoked_at__isnull=True, expires_at__gt=at)
    return sorted(rows.values_list("expires_at", flat=True))


def visitor_of_token(token: str, *, at: datetime) -> Visitor | None:
    """Who stands behind a link, in whatever company; None when it is wrong, expired or revoked."""
    return _visitor(_BY_HASH.first(token_hash=token_hash(token)), at)


def visitor_of_key(key_id: int | None, *, at: datetime | None = None) -> Visitor | None:
    """Who stands behind a key opened before; None when it has expired or was revoked since. `at`: now."""
    return _visitor(_BY_ID.first(id=key_id), at or clock.now()) if key_id else None


def _visitor(row: Any, at: datetime) -> Visitor | None:
    *visitor, expires_at, revoked_at = row or (None, None)
    return Visitor(*visitor) if expires_at and key_is_open(expires_at, revoked_at, at) else None
