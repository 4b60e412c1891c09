"""What guarantees tell, in words."""

from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from anjia.guarantees.events import (
    DelayAnnounced,
    EmergencyAnswered,
    EmergencyCalled,
    EmergencyClosed,
    EmergencyTakenUp,
    GoodwillGranted,
    GuaranteeEscalated,
    PreCompensationGranted,
    RefundAsked,
    RefundFound,
    RefundGranted,
    RefundPaid,
    RefundRefused,
)
from anjia.guarantees.queries import basis_names, cause_names, emergency_names
from anjia.guarantees.rules import Side, Source, side_of
from anjia.interfaces.shared import formats
from anjia.interfaces.shared.stories.promises import desk_page_of
from anjia.interfaces.shared.story import Telling, name_of, tells
from anjia.kernel.dates import day_in_words
from anjia.kernel.money import yuan
from anjia.promises.queries import kind_names


def _url(name: str, about_id: int) -> str:
    try:
        return reverse(name, args=[about_id])
    except NoReverseMatch:
        return ""


def _visit(event: Any) -> str:
    return _url("household:visit", event.visit_id)


@tells(DelayAnnounced)
def delay_announced(event: DelayAnnounced) -> Telling:
    values = {"late": formats.span(event.minutes), "cause": cause_names()[event.cause]}
    wish = side_of(event.cause) is Side.HOUSEHOLD
    theirs = _("The visit begins %(late)s later, as you asked.") if wish else _("Your caregiver will be %(late)s late.")
    return Telling(
        icon="clock",
        tone="" if wish else "warn",
        sentence=_("Announced: %(late)s late. %(cause)s.") % values,
        details=((_("A word to the family"), event.text),) if event.text else (),
        url=_url("desk:visit", event.visit_id),
        to_household=theirs % values,
        household_url=_visit(event),
    )


@tells(PreCompensationGranted)
def pre_compensation_granted(event: PreCompensationGranted) -> Telling:
    values = {"amount": yuan(event.amount_fen), "total": yuan(event.total_fen), "version": event.clause_version}
    values["how"] = basis_names()[event.basis]
    return Telling(
        icon="wallet",
        tone="warn",
        sentence=_("%(amount)s given for the delay before anybody asked (%(how)s, version %(version)d).") % values,
        details=((_("In all for this visit"), yuan(event.total_fen)),),
        url=_url("desk:visit", event.visit_id),
        to_household=_("For the delay we gave you %(amount)s, without your asking.") % values,
        household_url=_visit(event),
    )


@tells(GoodwillGranted)
def goodwill_granted(event: GoodwillGranted) -> Telling:
    values = {"title": event.title, "minutes": formats.span(event.minutes), "worth": yuan(event.worth_fen)}
    return Telling(
        icon="heart",
        tone="good",
        sentence=_("Free extra: %(title)s (%(minutes)s, worth %(worth)s).") % values,
        url=_url("desk:visit", event.visit_id),
        to_household=_("Done for you, free of charge: %(title)s.") % values,
        household_url=_visit(event),
    )


def _refund(event: Any) -> dict[str, Any]:
    return {"url": _url("desk:refund_request", event.refund_request_id), "household_url": _visit(event)}


@tells(RefundAsked)
def refund_asked(event: RefundAsked) -> Telling:
    missed = event.source == Source.SCOPE_MISSED
    return Telling(
        icon="wallet",
        sentence=_("A refund follows from the missed scope.") if missed else _("A refund was asked for."),
        details=((_("Missing") if missed else _("Reason"), event.reason),),
        to_household="" if missed else _("You asked for money back."),
        **_refund(event),
    )


@tells(RefundFound)
def refund_found(event: RefundFound) -> Telling:
    values = {"amount": yuan(event.amount_fen)}
    sentence = _("A refund of %(amount)s was found justified; it needs a second person.") % values
    return Telling(icon="users", sentence=sentence, **_refund(event))


@tells(RefundGranted)
def refund_granted(event: RefundGranted) -> Telling:
    values = {"amount": yuan(event.amount_fen), "day": day_in_words(formats.day_in_shanghai(event.due_at))}
    return Telling(
        icon="check-circle",
        tone="good",
        sentence=_("A refund of %(amount)s was granted, to be paid by %(day)s.") % values,
        to_household=_("You get %(amount)s back, by %(day)s.") % values,
        **_refund(event),
    )


@tells(RefundRefused)
def refund_refused(event: RefundRefused) -> Telling:
    return Telling(
        icon="x",
        sentence=_("The refund was refused."),
        details=((_("Reason"), event.reason),),
        to_household=_("Your refund request was not found justified: %(reason)s") % {"reason": event.reason},
        **_refund(event),
    )


@tells(RefundPaid)
def refund_paid(event: RefundPaid) -> Telling:
    values = {"amount": yuan(event.amount_fen), "out": yuan(event.out_fen)}
    return Telling(
        icon="wallet",
        tone="good",
        sentence=_("The refund of %(amount)s is settled; %(out)s went out.") % values,
        to_household=_("Your refund of %(amount)s is settled.") % values,
        **_refund(event),
    )


def _emergency(event: Any, theirs: str) -> dict[str, Any]:
    """What a caregiver called for is between her and the company."""
    mine = event.caller == "household"
    return {
        "url": _url("desk:emergency", event.emergency_id),
        "to_household": theirs if mine else "",
        "household_url": _visit(event) if mine else "",
    }


@tells(EmergencyCalled)
def emergency_called(event: EmergencyCalled) -> Telling:
    values = {"kind": emergency_names()[event.kind]}
    return Telling(
        icon="bell",
        tone="bad",
        sentence=_("Called for help: %(kind)s.") % values,
        details=((_("In the caller's words"), event.text),) if event.text else (),
        **_emergency(event, _("You called for help: %(kind)s.") % values),
    )


@tells(EmergencyTakenUp)
def emergency_taken_up(event: EmergencyTakenUp) -> Telling:
    values = {"name": name_of("staff", event.staff_id)}
    theirs = _("%(name)s saw to your call for help.") % values
    return Telling(icon="hand", sentence=_("%(name)s sees to the emergency.") % values, **_emergency(event, theirs))


@tells(EmergencyAnswered)
def emergency_answered(event: EmergencyAnswered) -> Telling:
    theirs = _("About your call for help: %(text)s") % {"text": event.text}
    details = ((_("What has been done"), event.text),)
    return Telling(icon="chat", sentence=_("Answered the emergency."), details=details, **_emergency(event, theirs))


@tells(EmergencyClosed)
def emergency_closed(event: EmergencyClosed) -> Telling:
    theirs = _("Your call for help is closed: %(text)s") % {"text": event.text}
    details = ((_("How it ended"), event.text),)
    rest = _emergency(event, theirs)
    return Telling(icon="check-circle", tone="good", sentence=_("The emergency is over."), details=details, **rest)


@tells(GuaranteeEscalated)
def guarantee_escalated(event: GuaranteeEscalated) -> Telling:
    values = {"promise": kind_names()[event.kind], "name": name_of("staff", event.staff_id)}
    sentence = _("Overdue, and before the owner now: %(promise)s.") % values
    details = ((_("Owner"), values["name"]),) if values["name"] else ()
    return Telling(icon="arrow-up", tone="bad", sentence=sentence, details=details, url=desk_page_of(event.subject))
