"""Links to a calculation: signed, so that nobody can guess or forge one, and holding nothing but its numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.signing import BadSignature, Signer

from anjia.law.queries.calculations import Kind

SALT = "anjia.law.calculation"
MOST_TOKEN = 2000


@dataclass(frozen=True)
class SharedCalculation:
    """What a link holds: what was typed into a calculator, field by field."""

    company_id: int
    kind: str
    typed: Mapping[str, str]
    jurisdiction: str


def token_of(shared: SharedCalculation) -> str:
    """The link's token: the same numbers give the same token."""
    content = {
        "c": shared.company_id,
        "k": shared.kind,
        "t": dict(sorted(shared.typed.items())),
        "j": shared.jurisdiction,
    }
    return Signer(salt=SALT).sign_object(content, compress=True)


def shared_calculation(token: str) -> SharedCalculation | None:
    """What a token holds; None for one that this installation did not sign."""
    if len(token) > MOST_TOKEN:
        return None
    try:
        content: dict[str, Any] = Signer(salt=SALT).unsign_object(token)
    except (BadSignature, ValueError):
        return None
    return SharedCalculation(content["c"], Kind(content["k"]).value, content["t"], content["j"])
