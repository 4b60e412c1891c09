"""The facts of promises in words."""

from datetime import datetime

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from anjia.interfaces.shared import formats
from anjia.interfaces.shared.reasons import kept_reason
from anjia.interfaces.shared.stories.company import role_names
from anjia.interfaces.shared.story import Telling, tells
from anjia.kernel import clock
from anjia.promises.events import (
    ClausePublished,
    ClauseWithdrawn,
    PromiseBroken,
    PromiseDoneLate,
    PromiseFact,
    PromiseKept,
    PromiseMade,
    PromiseNearing,
    PromisePaused,
    PromiseReleased,
    PromiseResumed,
    PromiseVoided,
)
from anjia.promises.queries import kind_names

_DESK_PAGES = {"complaint", "enquiry", "visit", "household", "refund_request", "emergency"}


def desk_page_of(subject: str) -> str:
    """The desk's page of what a promise is about; empty when it has none."""
    kind, _colon, about_id = subject.partition(":")
    try:
        return reverse(f"desk:{kind}", args=[int(about_id)]) if kind in _DESK_PAGES else ""
    except NoReverseMatch:
        return ""


def _moment(at: datetime) -> str:
    return formats.moment(at, clock.day_of(clock.now()))


def _words(event: PromiseFact) -> dict[str, str]:
    return {
        "promise": kind_names()[event.kind],
        "due": _moment(event.due_at),
    }


@tells(PromiseMade)
def promise_made(event: PromiseMade) -> Telling:
    sentence = _("Promised: %(promise)s, by %(due)s.") % _words(event)
    return Telling(icon="promise", sentence=sentence, url=desk_page_of(event.subject))


@tells(PromiseKept)
def promise_kept(event: PromiseKept) -> Telling:
    sentence = _("Promise kept: %(promise)s.") % _words(event)
    return Telling(icon="check-circle", tone="good", sentence=sentence, url=desk_page_of(event.subject))


@tells(PromiseBroken)
def promise_broken(event: PromiseBroken) -> Telling:
    sentence = _("Promise broken: %(promise)s, due by %(due)s.") % _words(event)
    return Telling(icon="warning", tone="bad", sentence=sentence, url=desk_page_of(event.subject))


@tells(PromiseReleased)
def promise_released(event: PromiseReleased) -> Telling:
    details = ((_("Reason"), kept_reason(event.reason)),) if event.reason else ()
    sentence = _("No longer due: %(promise)s.") % _words(event)
    return Telling(icon="promise", sentence=sentence, url=desk_page_of(event.subject), details=details)


@tells(PromiseVoided)
def promise_voided(event: PromiseVoided) -> Telling:
    details = ((_("Reason"), kept_reason(event.reason)),) if event.reason else ()
    sentence = _("Promise void: %(promise)s.") % _words(event)
    return Telling(icon="promise", sentence=sentence, url=desk_page_of(event.subject), details=details)


@tells(PromiseDoneLate)
def promise_done_late(event: PromiseDoneLate) -> Telling:
    words = {**_words(event), "late": formats.span(event.late_minutes)}
    sentence = _("Done after all, %(late)s late: %(promise)s.") % words
    return Telling(icon="check", sentence=sentence, url=desk_page_of(event.subject))


@tells(PromiseNearing)
def promise_nearing(event: PromiseNearing) -> Telling:
    words = {**_words(event), "percent": event.percent, "role": role_names().get(event.role, event.role)}
    if event.percent > 100:
        sentence = _("Still not done: %(promise)s, due by %(due)s. Told: %(role)s.") % words
        return Telling(icon="bell", tone="bad", sentence=sentence, url=desk_page_of(event.subject))
    sentence = _("%(percent)d%% of the time for “%(promise)s” have gone, due by %(due)s. Told: %(role)s.") % words
    return Telling(icon="bell", tone="warn", sentence=sentence, url=desk_page_of(event.subject))


@tells(PromisePaused)
def promise_paused(event: PromisePaused) -> Telling:
    details = ((_("Reason"), kept_reason(event.reason)),) if event.reason else ()
    sentence = _("The clock stands still while we wait for the household: %(promise)s.") % _words(event)
    return Telling(icon="clock", sentence=sentence, url=desk_page_of(event.subject), details=details)


@tells(PromiseResumed)
def promise_resumed(event: PromiseResumed) -> Telling:
    sentence = _("The clock goes on: %(promise)s, now due by %(due)s.") % _words(event)
    return Telling(icon="clock", sentence=sentence, url=desk_page_of(event.subject))


@tells(ClauseWithdrawn)
def clause_withdrawn(event: ClauseWithdrawn) -> Telling:
    values = {"promise": kind_names()[event.kind], "version": event.version, "until": _moment(event.effective_to)}
    sentence = _("Version %(version)d of the clause “%(promise)s” holds only until %(until)s.") % values
    return Telling(icon="document", sentence=sentence)


@tells(ClausePublished)
def clause_published(event: ClausePublished) -> Telling:
    values = {"promise": kind_names()[event.kind], "version": event.version}
    details = [(_("In force from"), _moment(event.effective_from))]
    if event.minutes:
        details.append((_("Time allowed"), formats.span(event.minutes)))
    if event.most_fen:
        details.append((_("At most"), formats.yuan(event.most_fen)))
    sentence = _("Version %(version)d of the clause “%(promise)s” was published.") % values
    return Telling(icon="document", sentence=sentence, details=tuple(details))
