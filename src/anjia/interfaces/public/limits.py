"""How often one visitor may send a public form: counted in the cache, nothing about the visitor is stored."""

import hashlib
from datetime import timedelta

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import gettext as _

from anjia.kernel.errors import Refusal
from anjia.kernel.tokens import token_hash

WINDOW = timedelta(hours=1)
MOST_PER_SESSION = 5
MOST_PER_ADDRESS = 20
MOST_PER_COMPANY = 300
MOST_LINK_USES = 60


def count_in(request: HttpRequest, company_id: int) -> None:
    """Counts one more form of this visitor. Raises Refusal past the limits of an hour."""
    if request.session.session_key is None:
        request.session.create()
    limits = {
        f"session:{request.session.session_key}": MOST_PER_SESSION,
        f"address:{_address(request)}": MOST_PER_ADDRESS,
        f"company:{company_id}": MOST_PER_COMPANY,
    }
    for key, most in limits.items():
        if _count(key) > most:
            raise Refusal(_("That was a lot at once. Please call us, or try again in an hour."))


def count_use(request: HttpRequest, token: str) -> None:
    """Counts one more use of a link. Raises Refusal past the limits of an hour, of the link and of the address."""
    for key in (f"link:{token_hash(token)}", f"link-address:{_address(request)}"):
        if _count(key) > MOST_LINK_USES:
            raise Refusal(_("That was a lot at once. Please call us, or try again in an hour."))


def _count(key: str) -> int:
    hashed = "booking:" + hashlib.sha256(key.encode()).hexdigest()[:32]
    cache.add(hashed, 0, int(WINDOW.total_seconds()))
    try:
        return int(cache.incr(hashed))
    except ValueError:  # ran out between the two calls
        return 1


def _address(request: HttpRequest) -> str:
    """The caller's address: the last hop's word where a proxy stands in front, which the caller cannot choose."""
    forwarded = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return forwarded or str(request.META.get("REMOTE_ADDR", ""))
