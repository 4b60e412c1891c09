"""What is looked for on a page of weekly times, as it stands in its address."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import ngettext

from anjia.catalog.queries import OfferingSummary
from anjia.interfaces.shared.numbers import number_or
from anjia.kernel import clock
from anjia.kernel.clock import day_of

SPANS = (4, 8, 12, 26)
USUAL_SPAN = 8


@dataclass(frozen=True)
class Sought:
    """What is looked for: how long, from which day, for how many weeks, who should come, and how many."""

    minutes: int
    since: date
    weeks: int
    caregiver_id: int | None
    crew: int


def sought_of(
    given: Mapping[str, Any], offering: OfferingSummary, lengths: Iterable[int], people: Mapping[int, str]
) -> Sought:
    """What an address asks for; what it does not say, or not sensibly, is as usual."""
    minutes, weeks = number_or(0, given.get("minutes")), number_or(0, given.get("weeks"))
    who = number_or(0, given.get("caregiver"))
    return Sought(
        minutes if minutes in lengths else offering.usual_minutes,
        _since(str(given.get("since", ""))),
        weeks if weeks in SPANS else USUAL_SPAN,
        who if who in people else None,
        2 if number_or(1, given.get("people")) == 2 else 1,
    )


def _since(text: str) -> date:
    """A day from tomorrow on, within a year."""
    tomorrow = day_of(clock.now()) + timedelta(days=1)
    try:
        return min(max(date.fromisoformat(text[:10]), tomorrow), tomorrow + timedelta(days=365))
    except ValueError:
        return tomorrow


def given_of(sought: Sought) -> dict[str, Any]:
    """What was looked for, as it stands in an address."""
    who = {} if sought.caregiver_id is None else {"caregiver": sought.caregiver_id}
    who |= {"people": sought.crew} if sought.crew > 1 else {}
    return {"since": sought.since.isoformat(), "weeks": sought.weeks, "minutes": sought.minutes, **who}


def span_words(weeks: int) -> str:
    """For how many weeks."""
    return ngettext("for %(count)d week", "for %(count)d weeks", weeks) % {"count": weeks}
