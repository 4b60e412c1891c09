"""Give a calculation out."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from anjia.kernel.actors import Actor
from anjia.kernel.operations import announce
from anjia.kernel.scope import current_company_id
from anjia.law.events import CalculationShared
from anjia.law.queries import SharedCalculation, token_of


def share_calculation(
    *,
    kind: str,
    typed: Mapping[str, str],
    jurisdiction: str,
    result_fen: int | None,
    at: datetime,
    by: Actor,
    household_id: int | None = None,
) -> str:
    """Notes that a calculation is given out, and returns the token of its link. The link holds its numbers only."""
    shared = SharedCalculation(current_company_id(), kind, dict(typed), jurisdiction)
    fact = CalculationShared(
        kind=kind, jurisdiction=jurisdiction, typed=dict(typed), result_fen=result_fen, household_id=household_id
    )
    with transaction.atomic():
        announce(fact, at=at, by=by)
    return token_of(shared)
