"""The workforce's facts in words."""

from django.urls import reverse
from django.utils.translation import gettext as _

from anjia.catalog.queries import circumstance_names, trade_names
from anjia.interfaces.shared import formats
from anjia.interfaces.shared.reasons import kept_reason
from anjia.interfaces.shared.story import Telling, name_of, tells
from anjia.kernel import clock
from anjia.kernel.dates import day_in_words
from anjia.workforce.events import (
    CaregiverChanged,
    CaregiverEngaged,
    CaregiverStatusSet,
    ClaimAnswered,
    CredentialRecorded,
    CredentialVerified,
    CredentialWithdrawn,
    DistrictsSeen,
    LeaveAsked,
    LeaveCancelled,
    LeaveGranted,
    LeaveRecorded,
    LeaveRefused,
    LeaveRequestWithdrawn,
    LoginOpened,
    PaperDemanded,
    ServiceAreaSet,
    SuitingSaid,
    SuitingSet,
    TradesSet,
    WorkingHoursSet,
)
from anjia.workforce.queries import paper_names, status_names


def _page(caregiver_id: int) -> str:
    return reverse("desk:caregiver", args=[caregiver_id])


Requested = LeaveAsked | LeaveGranted | LeaveRefused | LeaveRequestWithdrawn


def _stretch(event: LeaveRecorded | LeaveCancelled | Requested) -> dict[str, str]:
    """From when until when, by the clock in Shanghai."""
    today = clock.day_of(clock.now())
    return {
        "name": name_of("caregiver", event.caregiver_id),
        "from": formats.moment(event.starts_at, today),
        "until": formats.moment(event.ends_at, today),
    }


def _hours(minutes: int) -> str:
    """Hours to a tenth: "60", "37.5"."""
    return f"{minutes / 60:.1f}".removesuffix(".0")


@tells(CaregiverEngaged)
def caregiver_engaged(event: CaregiverEngaged) -> Telling:
    values = {"name": event.caregiver, "status": status_names().get(event.status, event.status)}
    sentence = _("%(name)s joined: %(status)s.") % values
    return Telling(icon="user", sentence=sentence, url=_page(event.caregiver_id))


@tells(CaregiverStatusSet)
def status_set(event: CaregiverStatusSet) -> Telling:
    values = {
        "name": name_of("caregiver", event.caregiver_id),
        "status": status_names().get(event.status, event.status),
    }
    details = ((_("Reason"), event.reason),) if event.reason else ()
    sentence = _("%(name)s is now: %(status)s.") % values
    return Telling(icon="user", sentence=sentence, url=_page(event.caregiver_id), details=details)


@tells(CaregiverChanged)
def caregiver_changed(event: CaregiverChanged) -> Telling:
    words = {
        "name": _("name"),
        "hourly_pay_fen": _("pay per hour"),
        "district": _("district"),
        "native_place": _("native place"),
        "introduction": _("introduction"),
    }
    what = _(", ").join(words[field] for field in event.fields if field in words)
    values = {"name": name_of("caregiver", event.caregiver_id), "what": what}
    sentence = _("%(name)s's record was corrected: %(what)s.") % values
    return Telling(icon="edit", sentence=sentence, url=_page(event.caregiver_id))


@tells(TradesSet)
def trades_set(event: TradesSet) -> Telling:
    names = trade_names()
    trades = (_("%(trade)s level %(level)d") % {"trade": names.get(t, t), "level": n} for t, n in event.trades.items())
    values = {"name": name_of("caregiver", event.caregiver_id), "trades": _(", ").join(trades) or _("nothing yet")}
    sentence = _("%(name)s can be sent to: %(trades)s.") % values
    return Telling(icon="star", sentence=sentence, url=_page(event.caregiver_id))


@tells(WorkingHoursSet)
def hours_set(event: WorkingHoursSet) -> Telling:
    values = {"name": name_of("caregiver", event.caregiver_id), "hours": _hours(event.minutes)}
    sentence = _("%(name)s works %(hours)s hours a week.") % values
    return Telling(icon="clock", sentence=sentence, url=_page(event.caregiver_id))


@tells(LeaveRecorded)
def leave_recorded(event: LeaveRecorded) -> Telling:
    details = ((_("Reason"), kept_reason(event.reason)),) if event.reason else ()
    sentence = _("%(name)s is away from %(from)s until %(until)s.") % _stretch(event)
    return Telling(icon="calendar", sentence=sentence, url=_page(event.caregiver_id), details=details)


@tells(LeaveCancelled)
def leave_cancelled(event: LeaveCancelled) -> Telling:
    sentence = _("%(name)s's leave from %(from)s until %(until)s was cancelled.") % _stretch(event)
    return Telling(icon="undo", sentence=sentence, url=_page(event.caregiver_id))


def _request(event: Requested) -> str:
    return reverse("desk:leave_request", args=[event.leave_request_id])


@tells(LeaveAsked)
def leave_asked(event: LeaveAsked) -> Telling:
    if event.urgent:
        sentence = _("%(name)s cannot come today, until %(until)s.") % _stretch(event)
        return Telling(icon="warning", tone="bad", sentence=sentence, url=_request(event))
    sentence = _("%(name)s asks for leave from %(from)s until %(until)s.") % _stretch(event)
    return Telling(icon="hand", sentence=sentence, url=_request(event))


@tells(LeaveGranted)
def leave_granted(event: LeaveGranted) -> Telling:
    sentence = _("%(name)s may be away from %(from)s until %(until)s.") % _stretch(event)
    return Telling(icon="check", sentence=sentence, url=_request(event))


@tells(LeaveRefused)
def leave_refused(event: LeaveRefused) -> Telling:
    sentence = _("The leave of %(name)s from %(from)s until %(until)s was not granted.") % _stretch(event)
    return Telling(icon="x", sentence=sentence, url=_request(event), details=((_("Why"), event.answer),))


@tells(LeaveRequestWithdrawn)
def leave_request_withdrawn(event: LeaveRequestWithdrawn) -> Telling:
    sentence = _("%(name)s took back her request for leave from %(from)s until %(until)s.") % _stretch(event)
    return Telling(icon="undo", sentence=sentence, url=_request(event))


@tells(LoginOpened)
def login_opened(event: LoginOpened) -> Telling:
    values = {"name": name_of("caregiver", event.caregiver_id)}
    return Telling(icon="key", sentence=_("%(name)s can log in to the work pages.") % values)


@tells(SuitingSet)
def suiting_set(event: SuitingSet) -> Telling:
    names = circumstance_names()
    good, bad = (_(", ").join(names.get(one, one) for one in some) for some in (event.strengths, event.limits))
    rows = ((_("Good with"), good), (_("Would rather not"), bad), (_("Districts"), _(", ").join(event.districts)))
    sentence = _("What suits %(name)s was set.") % {"name": name_of("caregiver", event.caregiver_id)}
    details = tuple((label, words) for label, words in rows if words)
    return Telling(icon="star", sentence=sentence, url=_page(event.caregiver_id), details=details)


@tells(SuitingSaid)
def suiting_said(event: SuitingSaid) -> Telling:
    rows = (
        (_("Good with"), event.strengths),
        (_("To be confirmed"), event.claims),
        (_("Would rather not"), event.limits),
    )
    names = circumstance_names()
    details = tuple((label, _(", ").join(names.get(one, one) for one in words)) for label, words in rows if words)
    sentence = _("%(name)s said what she is good with.") % {"name": name_of("caregiver", event.caregiver_id)}
    return Telling(icon="heart", sentence=sentence, url=_page(event.caregiver_id), details=details)


@tells(ClaimAnswered)
def claim_answered(event: ClaimAnswered) -> Telling:
    values = {
        "name": name_of("caregiver", event.caregiver_id),
        "what": circumstance_names().get(event.word, event.word),
    }
    sentence = (
        _("It is confirmed that %(name)s is good with: %(what)s.")
        if event.confirmed
        else _("It is not confirmed that %(name)s is good with: %(what)s.")
    )
    return Telling(icon="star", sentence=sentence % values, url=_page(event.caregiver_id))


def _paper(event: CredentialRecorded | CredentialVerified | CredentialWithdrawn) -> dict[str, str]:
    return {
        "name": name_of("caregiver", event.caregiver_id),
        "paper": paper_names().get(event.kind, event.kind),
    }


@tells(CredentialRecorded)
def credential_recorded(event: CredentialRecorded) -> Telling:
    until = day_in_words(event.valid_until) if event.valid_until else _("no end")
    sentence = _("%(name)s's %(paper)s is on record, valid until: %(until)s.") % (_paper(event) | {"until": until})
    return Telling(icon="document", sentence=sentence, url=_page(event.caregiver_id))


@tells(CredentialVerified)
def credential_verified(event: CredentialVerified) -> Telling:
    sentence = _("The original of %(name)s's %(paper)s was seen.") % _paper(event)
    return Telling(icon="check", sentence=sentence, url=_page(event.caregiver_id))


@tells(CredentialWithdrawn)
def credential_withdrawn(event: CredentialWithdrawn) -> Telling:
    sentence = _("%(name)s's %(paper)s no longer counts.") % _paper(event)
    return Telling(
        icon="warning", sentence=sentence, url=_page(event.caregiver_id), details=((_("Reason"), event.reason),)
    )


@tells(ServiceAreaSet)
def service_area_set(event: ServiceAreaSet) -> Telling:
    name = name_of("caregiver", event.caregiver_id)
    if event.farthest_minutes is None and event.only_in:
        sentence = _("%(name)s keeps to some districts, however far.") % {"name": name}
    elif event.farthest_minutes is None:
        sentence = _("%(name)s goes anywhere in the city.") % {"name": name}
    else:
        sentence = _("%(name)s goes %(minutes)d minutes from home at most.")
        sentence = sentence % {"name": name, "minutes": event.farthest_minutes}
    kept = ((_("Only in these districts"), _(", ").join(event.only_in)),) if event.only_in else ()
    return Telling(icon="map-pin", sentence=sentence, url=_page(event.caregiver_id), details=kept)


@tells(PaperDemanded)
def paper_demanded(event: PaperDemanded) -> Telling:
    names = trade_names()
    values = {
        "paper": paper_names().get(event.kind, event.kind),
        "trade": names.get(event.trade, event.trade) if event.trade else _("any work"),
        "day": day_in_words(event.from_on) if event.from_on else "",
    }
    if event.from_on is None:
        sentence = _("%(paper)s: the company no longer asks for it (%(trade)s).") % values
    else:
        sentence = _("%(paper)s: from %(day)s on nobody is sent without it (%(trade)s).") % values
    return Telling(icon="shield", sentence=sentence)


@tells(DistrictsSeen)
def districts_seen(event: DistrictsSeen) -> Telling:
    sentence = _("The desk has seen that %(name)s changed her districts.")
    kept = ((_("Only in these districts"), _(", ").join(event.only_in)),) if event.only_in else ()
    return Telling(
        icon="check",
        sentence=sentence % {"name": name_of("caregiver", event.caregiver_id)},
        url=_page(event.caregiver_id),
        details=kept,
    )
