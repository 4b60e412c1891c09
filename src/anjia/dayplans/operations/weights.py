"""Publish what things cost when a day is planned."""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from anjia.dayplans.events import PlanWeightsPublished
from anjia.dayplans.models import WeightsVersion
from anjia.dayplans.queries.words import weight_names
from anjia.dayplans.rules import BOUNDS, Weights, beyond
from anjia.kernel.actors import Actor
from anjia.kernel.errors import Refusal
from anjia.kernel.operations import announce, once


def publish_plan_weights(*, weights: Weights, effective_from: datetime, at: datetime, by: Actor) -> int:
    """Publishes the next version of the weights and returns its number; plans computed before keep theirs.

    Refuses a weight out of its bounds, a beginning in the past or before the newest version's.
    """
    wrong = beyond(weights)
    if wrong:
        least, most = BOUNDS[wrong]
        sentence = _("“%(name)s” can lie between %(least)d and %(most)d.")
        raise Refusal(sentence % {"name": weight_names()[wrong], "least": least, "most": most}, field=wrong)
    newest = WeightsVersion.objects.order_by("-version").first()
    if effective_from < at or (newest and effective_from <= newest.effective_from):
        raise Refusal(_("New weights begin now or later, and after the ones before."), field="effective_from")
    number = newest.version + 1 if newest else 1
    with transaction.atomic():
        with once("plan_weights_version_once", _("Somebody has just published other weights. Please look first.")):
            WeightsVersion.objects.create(
                **(asdict(weights) | {"version": number}),
                effective_from=effective_from,
                published_by=str(by),
                published_by_name=by.name[:80],
            )
        announce(PlanWeightsPublished(version=number, effective_from=effective_from), at=at, by=by)
    return number
