"""Make and close the link of a visit; keep what is done by it."""

from datetime import datetime

from django.utils.translation import gettext as _

from anjia.booking import queries as booking
from anjia.booking.rules import VisitState
from anjia.kernel.actors import Actor
from anjia.kernel.clock import day_of
from anjia.kernel.dates import moment_in_words
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.operations import announce
from anjia.kernel.retry import whole
from anjia.kernel.tokens import new_token, token_hash
from anjia.offers.events import VisitConfirmed, VisitLinkMade, VisitLinkRevoked
from anjia.offers.models import LinkUse, VisitLink
from anjia.offers.rules import LinkAct


@whole
def make_visit_link(*, visit_id: int, at: datetime, by: Actor, household_id: int | None = None) -> str:
    """Makes the visit's link and returns its token, which is known only now; the link before it is closed.

    Raises Missing for another household's visit (`household_id`), Refusal for a visit that has begun or is over.
    """
    visit = booking.visit(visit_id)
    if household_id not in (None, visit.household_id):
        raise Missing
    if visit.state != VisitState.PLANNED or visit.starts_at <= at:
        raise Refusal(_("This visit has begun, is over or was cancelled; a link to it would open nothing."))
    VisitLink.objects.select_for_update().filter(visit_id=visit_id, revoked_at__isnull=True).update(revoked_at=at)
    token = new_token()
    VisitLink.objects.create(
        visit_id=visit_id,
        household_id=visit.household_id,
        token_hash=token_hash(token),
        made_at=at,
        made_by=(by.name or str(by))[:80],
    )
    announce(VisitLinkMade(visit_id=visit_id, household_id=visit.household_id), at=at, by=by)
    return token


@whole
def revoke_visit_link(*, visit_id: int, at: datetime, by: Actor) -> None:
    """Closes the visit's link. Twice is once."""
    visit = booking.visit(visit_id)
    if VisitLink.objects.filter(visit_id=visit_id, revoked_at__isnull=True).update(revoked_at=at):
        announce(VisitLinkRevoked(visit_id=visit_id, household_id=visit.household_id), at=at, by=by)


def record_link_use(*, link_id: int, what: LinkAct, at: datetime) -> None:
    """Keeps that somebody did this by the link. Raises Missing."""
    row = VisitLink.objects.filter(pk=link_id).first()
    if row is None:
        raise Missing
    LinkUse.objects.create(link=row, what=what, starts_at=booking.visit(row.visit_id).starts_at, at=at)


def start_as_read(visit_id: int, read: datetime | None) -> datetime:
    """The visit's start, where it is the one that the page showed; refuses an act on any other."""
    starts_at = booking.visit(visit_id).starts_at
    if read is None:
        raise Refusal(_("Please look at the time once more, and press again."))
    if starts_at != read:
        sentence = _("The visit has meanwhile been moved to %(when)s. Please look at it again.")
        raise Refusal(sentence % {"when": moment_in_words(starts_at, beside=day_of(starts_at))})
    return starts_at


@whole
def confirm_by_link(*, link_id: int, read: datetime | None, at: datetime, by: Actor) -> None:
    """Somebody says that the time is known and stands. The same start confirmed again changes nothing.

    Raises Missing, and Refusal where the start is not the one that was `read`.
    """
    row = VisitLink.objects.select_for_update().filter(pk=link_id).first()
    if row is None:
        raise Missing
    starts_at = start_as_read(row.visit_id, read)
    if LinkUse.objects.filter(link=row, what=LinkAct.CONFIRMED, starts_at=starts_at).exists():
        return
    LinkUse.objects.create(link=row, what=LinkAct.CONFIRMED, starts_at=starts_at, at=at)
    fact = VisitConfirmed(visit_id=row.visit_id, household_id=row.household_id, starts_at=starts_at)
    announce(fact, at=at, by=by)
