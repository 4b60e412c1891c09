"""A promise as a clock: how much of its time has gone, and what to say of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from anjia.interfaces.shared import formats
from anjia.promises.queries import PromiseSummary, kind_names
from anjia.promises.rules import State

_SOON = 75  # percent of the time gone: from here on the bar warns


@dataclass(frozen=True)
class Clock:
    """One promise for the eye: `share` percent of its time is gone; `words` say what that means."""

    label: str
    words: str
    tone: str
    share: int
    due_at: datetime
    version: int
    open: bool


def clock_of(promise: PromiseSummary, *, at: datetime, undone: bool = False) -> Clock:
    """The promise as it stands at an instant; `undone`: a broken one still says how long it is overdue."""
    share = _share(promise, promise.closed_at or at)
    words, tone = _words(promise, at, share)
    if undone and promise.state == State.BROKEN:
        words = left_words(promise.due_at, at)
    return Clock(
        label=kind_names()[promise.kind],
        words=words,
        tone=tone,
        share=100 if promise.state == State.BROKEN else share,
        due_at=promise.due_at,
        version=promise.clause_version,
        open=promise.state == State.OPEN,
    )


def clocks_of(promises: Iterable[PromiseSummary], *, at: datetime) -> list[Clock]:
    """Several promises as they stand."""
    return [clock_of(promise, at=at) for promise in promises]


def _share(promise: PromiseSummary, until: datetime) -> int:
    whole = (promise.due_at - promise.made_at) or timedelta(minutes=1)
    return max(0, min(100, round((until - promise.made_at) / whole * 100)))


def _minutes(span: timedelta) -> int:
    return round(abs(span).total_seconds() / 60)


def _words(promise: PromiseSummary, at: datetime, share: int) -> tuple[str, str]:
    if promise.state == State.OPEN:
        return left_words(promise.due_at, at), "bad" if at > promise.due_at else "warn" if share >= _SOON else ""
    if promise.state == State.KEPT:
        took = formats.span(_minutes((promise.closed_at or at) - promise.made_at))
        return _("kept after %(time)s") % {"time": took}, "good"
    if promise.state == State.BROKEN:
        return _("broken"), "bad"
    return _("no longer due"), ""


def left_words(due_at: datetime, at: datetime) -> str:
    """ "2 h left", "3 h overdue"."""
    time = {"time": formats.span(_minutes(due_at - at))}
    return (_("%(time)s overdue") if at > due_at else _("%(time)s left")) % time
