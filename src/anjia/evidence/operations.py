"""Taking a case away in one sealed file."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from anjia.evidence.events import EvidencePacked
from anjia.evidence.queries import case_of_complaint, entries_of_case
from anjia.evidence.rules import chain_of, seal
from anjia.kernel.actors import Actor
from anjia.kernel.operations import announce


@dataclass(frozen=True)
class Pack:
    """A sealed file and its seal."""

    content: bytes
    seal: str


def pack_evidence(complaint_id: int, *, at: datetime, by: Actor) -> Pack:
    """Seals everything known of a complaint's case and writes down who took it. Raises Missing for one of others."""
    with transaction.atomic():
        case = case_of_complaint(complaint_id)
        entries = entries_of_case(complaint_id)
        pack = Pack(seal(entries), str(chain_of(entries)["seal"]))
        household_id = case.complaint.household_id
        fact = EvidencePacked(
            complaint_id=complaint_id, household_id=household_id, seal=pack.seal, entries=len(entries)
        )
        announce(fact, at=at, by=by)
    return pack
