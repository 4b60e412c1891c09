"""Who comes and why, in a family's words: nothing private of the caregiver, nothing of other families."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from anjia.catalog.queries import circumstance_names
from anjia.catalog.rules import circumstances_in
from anjia.dispatch.rules import Ground, Reason
from anjia.workforce.rules import Rating

SHORT_WAY, FAIR_WAY = 20, 40


def family_lines(reasons: Iterable[Reason]) -> list[str]:
    """What speaks for her, as the family reads it; her load, her income and her limits are not its business."""
    return [line for reason in reasons if (line := _line(reason))]


def _line(reason: Reason) -> str:
    value = reason.value
    match reason.ground:
        case Ground.KNOWN:
            return ngettext("Has been with you %(n)d time", "Has been with you %(n)d times", value) % {"n": value}
        case Ground.NEW_FACE:
            return _("Comes to you for the first time")
        case Ground.FROM_HOME | Ground.FROM_VISIT:
            return _("Her way to you is short") if value <= SHORT_WAY else ""
        case Ground.SUITS:
            names = circumstance_names()
            return _("Good with: %(value)s") % {"value": _(", ").join(names[one] for one in circumstances_in(value))}
        case Ground.FAVOURED:
            return _("You would like her again")
        case _:
            return ""


def rating_words(rating: Rating | None) -> str:
    """Stars with their uncertainty: how sure we are depends on how many answered."""
    if rating is None:
        return _("No rating yet")
    said = ngettext(
        "%(stars)s of 5 stars, surely between %(low)s and %(high)s, from %(n)d answer",
        "%(stars)s of 5 stars, surely between %(low)s and %(high)s, from %(n)d answers",
        rating.count,
    )
    stars, low, high = (f"{one / 20:.1f}" for one in (rating.mean, rating.low, rating.high))
    return said % {"stars": stars, "low": low, "high": high, "n": rating.count}
