"""What somebody without a log-in does with a visit by its link, within the notice that its caregiver can rely on."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from anjia.booking.rules import is_late
from anjia.journeys.operations.visits import cancel_visit_and_release, move_visit_and_reassign
from anjia.kernel.actors import Actor
from anjia.kernel.errors import Refusal
from anjia.kernel.retry import whole
from anjia.offers import operations as offers
from anjia.offers.queries import FoundLink
from anjia.offers.rules import LinkAct


def _refuse(link: FoundLink, read: datetime | None, at: datetime) -> None:
    if is_late(offers.start_as_read(link.visit_id, read), at):
        raise Refusal(_("It is less than 24 hours to the visit and the caregiver's day is planned. Please call us."))


@whole
def move_by_link(*, link: FoundLink, read: datetime | None, starts_at: datetime, at: datetime, by: Actor) -> None:
    """Moves the visit to another start; the caregiver of before comes if she is free.

    Refuses less than a day ahead, and where the visit's start is not the one that was `read`.
    """
    _refuse(link, read, at)
    move_visit_and_reassign(
        visit_id=link.visit_id,
        starts_at=starts_at,
        reason=gettext_noop("Moved by the visit's link"),
        household_asked=True,
        at=at,
        by=by,
    )
    offers.record_link_use(link_id=link.id, what=LinkAct.MOVED, at=at)


@whole
def cancel_by_link(*, link: FoundLink, read: datetime | None, at: datetime, by: Actor) -> None:
    """Cancels the visit and frees the caregiver's time. Refuses as `move_by_link` does."""
    _refuse(link, read, at)
    reason = gettext_noop("Cancelled by the visit's link")
    cancel_visit_and_release(visit_id=link.visit_id, reason=reason, household_asked=True, at=at, by=by)
    offers.record_link_use(link_id=link.id, what=LinkAct.CANCELLED, at=at)
