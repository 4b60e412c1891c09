"""Publish how much each part of a score counts."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from anjia.dispatch.events import WeightsPublished
from anjia.dispatch.models import WeightsVersion
from anjia.dispatch.rules import Part, are_possible
from anjia.kernel.actors import Actor
from anjia.kernel.errors import Refusal
from anjia.kernel.operations import announce, once
from anjia.kernel.text import clean_line


def publish_weights(
    *, percents: Mapping[Part, int], reason: str, effective_from: datetime, at: datetime, by: Actor
) -> int:
    """Publishes the next version and returns its number; what was decided before keeps the version it was decided by.

    Refuses percents outside 0 to 300, all of them 0, no reason, and a beginning in the past or before the newest's.
    """
    newest = WeightsVersion.objects.order_by("-version").first()
    if not are_possible(percents):
        sentence = _("Each part counts 0 to 300 percent of the standard, and at least one must count.")
        raise Refusal(sentence, field="weights")
    words = clean_line(reason, most=200, what=_("the reason"), least=2)
    if effective_from < at or (newest and effective_from <= newest.effective_from):
        raise Refusal(_("New weights begin now or later, and after the ones before."), field="effective_from")
    number = newest.version + 1 if newest else 1
    kept = {part.value: percents[part] for part in Part}
    with transaction.atomic():
        with once("weights_version_once", _("Somebody has just published other weights. Please look at them first.")):
            WeightsVersion.objects.create(
                version=number,
                percents=kept,
                reason=words,
                effective_from=effective_from,
                published_by=str(by),
                published_by_name=by.name[:80],
            )
        fact = WeightsPublished(version=number, percents=kept, reason=words, effective_from=effective_from)
        announce(fact, at=at, by=by)
    return number
