"""What a household's records may hold, and where a district lies."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from anjia.kernel.districts import SHANGHAI_CENTRES as SHANGHAI_CENTRES
from anjia.kernel.districts import district_in as district_in
from anjia.kernel.districts import place_of as place_of

KEY_DAYS = 180
MOST_TAGS = 12
MOST_SQUARE_METRES = 100_000


class EntryKind(StrEnum):
    """What an entry of the dossier is about."""

    PREFERENCE = "preference"
    TABOO = "taboo"
    SPECIAL = "special"
    ACCESS = "access"
    PEOPLE = "people"
    NOTE = "note"


class Purpose(StrEnum):
    """Why somebody at the desk needs a phone number or an address."""

    CALL = "call"
    VISIT = "visit"
    COMPLAINT = "complaint"
    PAYMENT = "payment"
    OTHER = "other"


class Source(StrEnum):
    """How a household came to the company."""

    PHONE = "phone"
    PUBLIC_PAGE = "public_page"
    WECHAT = "wechat"
    WALK_IN = "walk_in"
    REFERRAL = "referral"
    IMPORT = "import"


def key_expiry(at: datetime) -> datetime:
    """Until when a key issued at `at` opens the household's pages."""
    return at + timedelta(days=KEY_DAYS)


def key_is_open(expires_at: datetime, revoked_at: datetime | None, at: datetime) -> bool:
    """Whether a key opens anything at the instant."""
    return revoked_at is None and at < expires_at


def tidy_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """Tags without blanks and doubles, in the order first given."""
    return tuple(dict.fromkeys(tag for tag in tags if tag))


def masked_address(address: str) -> str:
    """An address as it is shown to whoever need not go there: its first part, the rest hidden."""
    kept = min(6, len(address) // 2)
    return f"{address[:kept]}****" if address else ""


def digits_of(text: str) -> str:
    """The digits of a search text, "" when it holds letters: what may be part of a phone."""
    digits = "".join(sign for sign in text if sign.isdigit())
    return digits if not any(sign.isalpha() for sign in text) else ""
