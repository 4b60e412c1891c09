"""Ask a household a week before its visit whether everything is as it was."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from anjia.booking.events import NeedsChecked, NeedsCheckWaived
from anjia.booking.models import NeedsCheck, Visit
from anjia.booking.operations.visits import locked_visit, refuse_closed
from anjia.booking.rules import VisitState, Waiver, check_due, still_checked
from anjia.households import operations as households
from anjia.households.operations import NewEntry
from anjia.kernel.actors import Actor
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.operations import announce
from anjia.kernel.text import clean_line, clean_text
from anjia.promises import queries as promise_queries
from anjia.promises.operations import keep_promise, make_promise, release_promise
from anjia.promises.rules import Kind, State

MOST_CHANGES = 1000


def plan_needs_check(*, visit_id: int, at: datetime, by: Actor) -> None:
    """Promises to ask a week ahead of a planned visit, or writes down that it was agreed too late for that.

    After a move it follows the visit: another due time replaces the promise, a check long before counts no more.
    Asked again, it changes nothing.
    """
    with transaction.atomic():
        visit = locked_visit(visit_id)
        if visit.state != VisitState.PLANNED:
            return
        row, _new = NeedsCheck.objects.get_or_create(visit=visit, defaults={"planned_at": at})
        lead = _lead(visit, at)
        if row.done_at is not None and still_checked(row.done_at, visit.starts_at, lead):
            return
        if row.waiver == Waiver.HOUSEHOLD:
            return
        _promise(visit, row, check_due(visit.starts_at, at, lead), at=at, by=by)


def _lead(visit: Visit, at: datetime) -> int:
    """How long before the visit, in minutes: the clause's time."""
    return promise_queries.clause_in_force(Kind.NEEDS_CHECK, at=at, offering_id=visit.offering_id).minutes


def _promise(visit: Visit, row: NeedsCheck, due: datetime | None, *, at: datetime, by: Actor) -> None:
    known = promise_queries.promise_of(Kind.NEEDS_CHECK, _subject(visit.pk))
    still_open = known is not None and known.state == State.OPEN
    if known is not None and still_open and known.due_at == due:
        return
    if still_open:
        reason = gettext_noop("The visit was moved.")
        release_promise(kind=Kind.NEEDS_CHECK, subject=_subject(visit.pk), reason=reason, at=at, by=by)
    if due is None:
        _waive(visit, row, Waiver.SHORT_NOTICE, at=at, by=by)
        return
    row.waived_at, row.waiver, row.waiver_note = None, "", ""
    row.done_at, row.changed = None, None
    row.save(update_fields=["waived_at", "waiver", "waiver_note", "done_at", "changed"])
    make_promise(
        kind=Kind.NEEDS_CHECK,
        subject=_subject(visit.pk),
        made_at=at,
        due_at=due,
        household_id=visit.household_id,
        offering_id=visit.offering_id,
        by=by,
    )


def _subject(visit_id: int) -> str:
    return f"visit:{visit_id}"


def _waive(visit: Visit, row: NeedsCheck, waiver: Waiver, *, at: datetime, by: Actor, note: str = "") -> None:
    if row.waiver == waiver:
        return
    row.waived_at, row.waiver, row.waiver_note, row.by_name = at, waiver, note, by.name[:80]
    row.save(update_fields=["waived_at", "waiver", "waiver_note", "by_name"])
    announce(NeedsCheckWaived(**_about(visit), waiver=waiver.value, note=note), at=at, by=by)


def _about(visit: Visit) -> dict[str, int]:
    return {"visit_id": visit.pk, "order_id": visit.order_id, "household_id": visit.household_id}


def _to_change(visit_id: int) -> tuple[Visit, NeedsCheck]:
    """A visit whose needs can still be asked. Raises Missing and Refusal."""
    visit = locked_visit(visit_id)
    refuse_closed(visit)
    row: NeedsCheck | None = NeedsCheck.objects.select_for_update().filter(visit=visit).first()
    if row is None:
        raise Missing
    if row.done_at is not None:
        raise Refusal(_("The needs of this visit were asked already. Write later changes into the dossier."))
    return visit, row


def do_needs_check(
    *, visit_id: int, changed: bool, at: datetime, by: Actor, changes: str = "", entries: Iterable[NewEntry] = ()
) -> None:
    """Writes down what the household said before its visit and keeps the promise.

    With `changed`, `changes` says what, in up to 1,000 characters, and `entries` go into the dossier, so that whoever
    comes knows. A visit agreed at short notice may be asked about all the same.
    """
    said = list(entries)
    words = clean_text(changes, most=MOST_CHANGES, what=_("what has changed"))
    if changed and not (words or said):
        raise Refusal(_("Please write what has changed, or choose that nothing has."), field="changes")
    with transaction.atomic():
        visit, row = _to_change(visit_id)
        written = households.record_dossier(
            household_id=visit.household_id,
            entries=said if changed else (),
            source=gettext_noop("needs check"),
            at=at,
            by=by,
        )
        row.done_at, row.changed, row.changes, row.by_name = at, changed, words if changed else "", by.name[:80]
        row.save(update_fields=["done_at", "changed", "changes", "by_name"])
        evidence = _evidence(changed, len(written))
        keep_promise(kind=Kind.NEEDS_CHECK, subject=_subject(visit_id), evidence=evidence, at=at, by=by)
        announce(NeedsChecked(**_about(visit), changed=changed, entries=len(written)), at=at, by=by)


def _evidence(changed: bool, written: int) -> str:
    if not changed:
        return _("Confirmed: nothing has changed.")
    if not written:
        return _("The changes were written down.")
    words = ngettext("%(count)d change went into the dossier.", "%(count)d changes went into the dossier.", written)
    return words % {"count": written}


def waive_needs_check(*, visit_id: int, note: str, at: datetime, by: Actor) -> None:
    """The household does not want to be asked, in its own words (1-200 characters); twice is once."""
    words = clean_line(note, most=200, least=1, what=_("what the household said"))
    with transaction.atomic():
        visit, row = _to_change(visit_id)
        _waive(visit, row, Waiver.HOUSEHOLD, at=at, by=by, note=words)
        release_promise(kind=Kind.NEEDS_CHECK, subject=_subject(visit_id), reason=words, at=at, by=by)


def release_needs_check(*, visit_id: int, reason: str, at: datetime, by: Actor) -> bool:
    """The visit does not take place: nobody needs to ask."""
    return release_promise(kind=Kind.NEEDS_CHECK, subject=_subject(visit_id), reason=reason, at=at, by=by)
