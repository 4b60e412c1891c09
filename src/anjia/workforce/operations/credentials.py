"""Papers of a caregiver's and how far she goes: what decides whether she may be sent, beside her time."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from anjia.catalog.rules import Trade
from anjia.kernel.actors import Actor
from anjia.kernel.clock import day_of
from anjia.kernel.dates import day_in_words
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.operations import announce
from anjia.kernel.text import clean_line
from anjia.workforce.events import (
    CredentialRecorded,
    CredentialVerified,
    CredentialWithdrawn,
    PaperDemanded,
)
from anjia.workforce.models import Credential, PaperDemand
from anjia.workforce.operations.records import known_caregiver
from anjia.workforce.rules import (
    Paper,
    paper_days_are_possible,
)


def record_credential(
    *,
    caregiver_id: int,
    kind: str,
    issued_on: date,
    at: datetime,
    by: Actor,
    number: str = "",
    valid_until: date | None = None,
    verified: bool = True,
) -> int:
    """Puts a paper on record and returns its id; the same paper twice is one. `verified`: the original was seen."""
    wanted = Paper(kind)
    if not paper_days_are_possible(issued_on, valid_until, day_of(at)):
        sentence = _("A paper is issued today or before and ends after that; this one says %(issued)s to %(until)s.")
        values = {"issued": day_in_words(issued_on), "until": day_in_words(valid_until) if valid_until else "–"}
        raise Refusal(sentence % values, field="valid_until" if valid_until else "issued_on")
    columns: dict[str, Any] = {
        "caregiver_id": known_caregiver(caregiver_id).pk,
        "kind": wanted.value,
        "issued_on": issued_on,
        "valid_until": valid_until,
    }
    text = clean_line(number, most=60, what=_("the number"))
    seen = {"verified_at": at, "verified_by": (by.name or str(by))[:80]} if verified else {}
    with transaction.atomic():
        known = _standing(columns)
        if known is not None:
            return known
        row = Credential.objects.create(**columns, number=text, recorded_at=at, **seen)
        announce(CredentialRecorded(credential_id=row.pk, verified=verified, **columns), at=at, by=by)
    return int(row.pk)


def _standing(columns: dict[str, Any]) -> int | None:
    """The same paper, already on record and not withdrawn."""
    row: Credential | None = Credential.objects.filter(withdrawn_at__isnull=True, **columns).first()
    return None if row is None else int(row.pk)


def verify_credential(*, credential_id: int, at: datetime, by: Actor) -> None:
    """Notes that the original was seen: from now on the paper counts. Twice is once; refuses a withdrawn one."""
    with transaction.atomic():
        row = _locked(credential_id)
        if row.withdrawn_at is not None:
            raise Refusal(_("This paper was withdrawn. Please record the new one instead."))
        if row.verified_at is not None:
            return
        row.verified_at, row.verified_by = at, (by.name or str(by))[:80]
        row.save(update_fields=["verified_at", "verified_by"])
        fact = CredentialVerified(
            credential_id=row.pk, caregiver_id=row.caregiver_id, kind=row.kind, valid_until=row.valid_until
        )
        announce(fact, at=at, by=by)


def withdraw_credential(*, credential_id: int, reason: str, at: datetime, by: Actor) -> None:
    """Takes a paper out of force for a reason of 1-80 characters. Twice is once."""
    why = clean_line(reason, most=80, what=_("the reason"), least=1)
    with transaction.atomic():
        row = _locked(credential_id)
        if row.withdrawn_at is not None:
            return
        row.withdrawn_at, row.withdrawn_why = at, why
        row.save(update_fields=["withdrawn_at", "withdrawn_why"])
        fact = CredentialWithdrawn(credential_id=row.pk, caregiver_id=row.caregiver_id, kind=row.kind, reason=why)
        announce(fact, at=at, by=by)


def _locked(credential_id: int) -> Credential:
    row: Credential | None = Credential.objects.select_for_update().filter(pk=credential_id).first()
    if row is None:
        raise Missing
    return row


def demand_paper(*, kind: str, from_on: date | None, at: datetime, by: Actor, trade: str = "") -> None:
    """Decides from which day nobody is sent without this paper, to a trade or to any work; None: no longer asked.

    The law's own demands stay. What holds already changes nothing.
    """
    wanted, work = Paper(kind).value, Trade(trade).value if trade else ""
    with transaction.atomic():
        latest = PaperDemand.objects.filter(kind=wanted, trade=work).order_by("-id").first()
        if (latest.from_on if latest else None) == from_on:
            return
        by_name = (by.name or str(by))[:80]
        PaperDemand.objects.create(kind=wanted, trade=work, from_on=from_on, decided_at=at, decided_by=by_name)
        announce(PaperDemanded(kind=wanted, trade=work, from_on=from_on), at=at, by=by)
