"""What waits because a caregiver asked or said it: leave, swaps that need a word, strengths to confirm."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from anjia.company.rules import Role
from anjia.interfaces.desk.due.items import Due, page
from anjia.offers import queries as offers
from anjia.promises import queries as promises
from anjia.promises.rules import Kind
from anjia.workforce import queries as workforce

CONFIRMED_WITHIN = timedelta(days=3)
# Kinds of promises for which a line here speaks.
COVERED = (Kind.LEAVE_ANSWERED, Kind.SICK_CALL_TAKEN_UP, Kind.SWAP_APPROVED)


def leave(at: datetime) -> list[Due]:
    """Requests for leave without an answer; who cannot come today first of all."""
    found = workforce.open_leave_requests()
    names = workforce.names_of(one.caregiver_id for one in found)
    promised = promises.promises_of(one.subject for one in found)
    return [
        Due(
            kind="leave",
            icon="warning" if one.urgent else "calendar",
            what=_("A caregiver cannot come today") if one.urgent else _("Answer a request for leave"),
            about=names.get(one.caregiver_id, ""),
            url=page("leave_request", one.id),
            due_at=next((made.due_at for made in reversed(promised[one.subject])), one.asked_at),
            act=_("See to it") if one.urgent else pgettext("act", "Answer"),
            roles=(Role.DISPATCHER,),
        )
        for one in found
    ]


def strengths(at: datetime) -> list[Due]:
    """What caregivers say of themselves and somebody must confirm before it counts: one line for each of them."""
    since = {one.caregiver_id: one.said_at for one in reversed(workforce.open_claims())}
    names, words = workforce.names_of(since), _("Confirm what she is good with")
    return [
        Due(
            kind="leave",
            icon="heart",
            what=words,
            about=names.get(key, ""),
            url=page("caregiver", key),
            due_at=said_at + CONFIRMED_WITHIN,
            act=_("See to it"),
            roles=(Role.DISPATCHER, Role.ADVISER),
            clocked=False,
        )
        for key, said_at in since.items()
    ]


def swaps(at: datetime) -> list[Due]:
    """Swaps that somebody accepted and that need the desk's word."""
    found = offers.swaps_waiting(at=at)
    names = workforce.names_of(i for one in found for i in (one.giver_id, one.taker_id))
    return [
        Due(
            kind="leave",
            icon="refresh",
            what=_("Agree to a swap"),
            about=names.get(one.giver_id or 0, ""),
            note=_("with %(name)s") % {"name": names.get(one.taker_id or 0, "")},
            url=page("offer", one.id),
            due_at=one.expires_at,
            act=pgettext("act", "Open"),
            roles=(Role.DISPATCHER,),
        )
        for one in found
    ]
