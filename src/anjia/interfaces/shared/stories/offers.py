"""The facts of offers in words."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from anjia.interfaces.shared import formats
from anjia.interfaces.shared.story import Telling, name_of, tells
from anjia.kernel import clock
from anjia.offers.events import (
    FreedTimeOffered,
    FreedTimePassed,
    OfferDeclined,
    OfferEnded,
    OfferTaken,
    SwapAccepted,
    SwapOffered,
    SwapRefused,
    VisitConfirmed,
    VisitLinkMade,
    VisitLinkRevoked,
    VisitOffered,
    WaitingEnded,
    WaitingJoined,
)


def _page(offer_id: int) -> str:
    return reverse("desk:offer", args=[offer_id])


def _until(event: VisitOffered | SwapOffered) -> str:
    return formats.moment(event.expires_at, clock.day_of(clock.now()))


@tells(VisitOffered)
def visit_offered(event: VisitOffered) -> Telling:
    words = ngettext(
        "The visit was offered to %(count)d caregiver until %(until)s.",
        "The visit was offered to %(count)d caregivers until %(until)s.",
        event.asked,
    )
    sentence = words % {"count": event.asked, "until": _until(event)}
    return Telling(icon="hand", sentence=sentence, url=_page(event.offer_id))


@tells(SwapOffered)
def swap_offered(event: SwapOffered) -> Telling:
    words = ngettext(
        "%(name)s would swap the visit, with %(count)d colleague, until %(until)s.",
        "%(name)s would swap the visit, with one of %(count)d colleagues, until %(until)s.",
        event.asked,
    )
    values = {"name": name_of("caregiver", event.caregiver_id), "count": event.asked, "until": _until(event)}
    return Telling(icon="refresh", sentence=words % values, url=_page(event.offer_id))


@tells(OfferTaken)
def offer_taken(event: OfferTaken) -> Telling:
    sentence = _("%(name)s accepted first and has the visit.") % {"name": name_of("caregiver", event.caregiver_id)}
    return Telling(icon="check", sentence=sentence, url=_page(event.offer_id))


@tells(SwapAccepted)
def swap_accepted(event: SwapAccepted) -> Telling:
    sentence = _("%(name)s would take the visit; the desk has to agree.")
    values = {"name": name_of("caregiver", event.caregiver_id)}
    return Telling(icon="refresh", sentence=sentence % values, url=_page(event.offer_id))


@tells(SwapRefused)
def swap_refused(event: SwapRefused) -> Telling:
    sentence = _("The swap was not agreed: the visit stays with %(name)s.")
    values = {"name": name_of("caregiver", event.caregiver_id)}
    details = ((_("Why"), event.answer),)
    return Telling(icon="x", sentence=sentence % values, url=_page(event.offer_id), details=details)


@tells(OfferDeclined)
def offer_declined(event: OfferDeclined) -> Telling:
    sentence = _("%(name)s does not want the visit offered.") % {"name": name_of("caregiver", event.caregiver_id)}
    return Telling(icon="x", sentence=sentence, url=_page(event.offer_id))


@tells(OfferEnded)
def offer_ended(event: OfferEnded) -> Telling:
    words = {
        "expired": _("Nobody accepted the visit in time."),
        "unanswered": _("A colleague had accepted the swap, but the company did not agree in time: the visit stays."),
        "withdrawn": _("The offer of the visit was taken back."),
        "gone": _("The offer of the visit ended: the visit is no longer as it was offered."),
    }
    return Telling(icon="clock", sentence=words.get(event.how, event.how), url=_page(event.offer_id))


@tells(WaitingJoined)
def waiting_joined(event: WaitingJoined) -> Telling:
    values = {"name": name_of("household", event.household_id), "service": name_of("offering", event.offering_id)}
    sentence = _("%(name)s waits for a time: %(service)s.") % values
    yours = _("You wait for a time: %(service)s. We keep the first one that suits you.") % values
    return Telling(icon="clock", sentence=sentence, to_household=yours)


@tells(FreedTimeOffered)
def freed_time_offered(event: FreedTimeOffered) -> Telling:
    today = clock.day_of(clock.now())
    values = {
        "name": name_of("household", event.household_id),
        "when": formats.moment(event.starts_at, today),
        "until": formats.moment(event.held_until, today),
    }
    sentence = _("Freed time is kept for %(name)s until %(until)s: %(when)s.") % values
    yours = _("A time is free: %(when)s. We keep it for you until %(until)s.") % values
    return Telling(icon="calendar", sentence=sentence, to_household=yours)


@tells(FreedTimePassed)
def freed_time_passed(event: FreedTimePassed) -> Telling:
    said = (
        _("%(name)s said nothing in time; the freed time goes to the next who waits.")
        if event.ran_out
        else _("%(name)s did not want the freed time; it goes to the next who waits.")
    )
    return Telling(icon="clock", sentence=said % {"name": name_of("household", event.household_id)})


@tells(WaitingEnded)
def waiting_ended(event: WaitingEnded) -> Telling:
    words = {
        "booked": _("%(name)s waited and has a time now."),
        "left": _("%(name)s no longer waits for a time."),
        "lapsed": _("The days for which %(name)s waited have passed without a time."),
    }
    sentence = words.get(event.how, event.how) % {"name": name_of("household", event.household_id)}
    return Telling(icon="check" if event.how == "booked" else "clock", sentence=sentence)


@tells(VisitLinkMade)
def visit_link_made(event: VisitLinkMade) -> Telling:
    return Telling(icon="link", sentence=_("A link was made that opens this visit without a log-in."))


@tells(VisitLinkRevoked)
def visit_link_revoked(event: VisitLinkRevoked) -> Telling:
    return Telling(icon="lock", sentence=_("The link of the visit leads nowhere any more."))


@tells(VisitConfirmed)
def visit_confirmed(event: VisitConfirmed) -> Telling:
    values = {"when": formats.moment(event.starts_at, clock.day_of(clock.now()))}
    sentence = _("The household confirmed the visit by its link: %(when)s.") % values
    return Telling(icon="check", tone="good", sentence=sentence)
