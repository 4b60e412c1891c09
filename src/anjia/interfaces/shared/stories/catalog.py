"""The catalog's facts in words."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from anjia.catalog.events import (
    OfferingChanged,
    OfferingListed,
    OfferingRetired,
    PriceAsked,
    PriceRevised,
    PriceSettled,
    StandardSet,
)
from anjia.catalog.queries import price_words
from anjia.interfaces.shared import formats
from anjia.interfaces.shared.story import Telling, name_of, tells
from anjia.kernel import clock
from anjia.kernel.money import yuan


def _page(offering_id: int) -> str:
    return reverse("desk:offering", args=[offering_id])


@tells(OfferingListed)
def offering_listed(event: OfferingListed) -> Telling:
    values = {"name": event.offering, "price": price_words(event.unit, event.price_fen)}
    sentence = _("%(name)s came into the catalog at %(price)s.") % values
    return Telling(icon="plus", sentence=sentence, url=_page(event.offering_id))


@tells(OfferingChanged)
def offering_changed(event: OfferingChanged) -> Telling:
    words = {
        "name": _("name"),
        "usual_minutes": _("usual time"),
        "least_minutes": _("least time"),
        "scope": _("what is done"),
        "limits": _("what is not done"),
        "public": _("who sees it"),
    }
    what = _(", ").join(words.get(field, field) for field in event.fields)
    sentence = _("%(name)s was corrected: %(what)s.") % {"name": name_of("offering", event.offering_id), "what": what}
    return Telling(icon="edit", sentence=sentence, url=_page(event.offering_id))


@tells(PriceRevised)
def price_revised(event: PriceRevised) -> Telling:
    values = {
        "name": name_of("offering", event.offering_id),
        "price": yuan(event.price_fen),
        "before": yuan(event.before_fen),
        "from": formats.moment(event.effective_from, clock.day_of(clock.now())),
    }
    sentence = _("%(name)s costs %(price)s from %(from)s on, %(before)s before.") % values
    return Telling(icon="yuan", sentence=sentence, url=_page(event.offering_id))


@tells(StandardSet)
def standard_set(event: StandardSet) -> Telling:
    words = ngettext(
        "The standard of %(name)s has %(count)d step now.",
        "The standard of %(name)s has %(count)d steps now.",
        event.steps,
    )
    sentence = words % {"name": name_of("offering", event.offering_id), "count": event.steps}
    return Telling(icon="list", sentence=sentence, url=_page(event.offering_id))


@tells(PriceAsked)
def price_asked(event: PriceAsked) -> Telling:
    values = {"name": event.raw_name, "price": event.raw_price}
    sentence = _("The price of “%(name)s” waits for a person: “%(price)s”.") % values
    return Telling(icon="info", sentence=sentence, url=reverse("desk:offerings"))


@tells(PriceSettled)
def price_settled(event: PriceSettled) -> Telling:
    if event.offering_id is None:
        return Telling(icon="minus", sentence=_("An unreadable price was put aside."))
    name = name_of("offering", event.offering_id)
    sentence = _("The price of %(name)s was settled.") % {"name": name}
    return Telling(icon="check", sentence=sentence, url=_page(event.offering_id))


@tells(OfferingRetired)
def offering_retired(event: OfferingRetired) -> Telling:
    sentence = _("%(name)s is no longer offered.") % {"name": event.offering}
    return Telling(icon="x", sentence=sentence, url=_page(event.offering_id))
