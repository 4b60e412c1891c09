"""What was lost and why, in words, for the desk."""

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from anjia.interfaces.shared.story import Telling, tells
from anjia.kernel.money import yuan
from anjia.losses.events import ChanceLost, LossExplained, LossRecovered, LossTreePublished
from anjia.losses.queries import lost_names, reason_name


def _page() -> str:
    try:
        return reverse("desk:losses")
    except NoReverseMatch:
        return ""


@tells(ChanceLost)
def chance_lost(event: ChanceLost) -> Telling:
    values = {"what": lost_names().get(event.lost, event.lost), "amount": yuan(event.amount_fen)}
    return Telling(icon="undo", sentence=_("%(what)s came to nothing; %(amount)s was at stake.") % values, url=_page())


@tells(LossExplained)
def loss_explained(event: LossExplained) -> Telling:
    values = {"reason": reason_name(event.reason)}
    return Telling(icon="edit", sentence=_("Why it came to nothing: %(reason)s.") % values, url=_page())


@tells(LossRecovered)
def loss_recovered(event: LossRecovered) -> Telling:
    return Telling(icon="check", tone="good", sentence=_("It was not lost after all."), url=_page())


@tells(LossTreePublished)
def tree_published(event: LossTreePublished) -> Telling:
    values = {"version": event.version, "count": event.reasons}
    sentence = _("Version %(version)d of the loss tree was published, with %(count)d reasons.") % values
    return Telling(icon="list", sentence=sentence, url=_page())
