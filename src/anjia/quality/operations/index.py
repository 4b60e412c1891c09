"""Publish the weights of the index, and learn what few answers are drawn towards."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from anjia.company import queries as company
from anjia.kernel.actors import Actor
from anjia.kernel.clock import day_of
from anjia.kernel.errors import Refusal
from anjia.kernel.operations import announce, once
from anjia.kernel.scope import company_scope
from anjia.quality.events import IndexWeightsPublished
from anjia.quality.models import IndexPrior, IndexVersion
from anjia.quality.queries.index import fresh_prior
from anjia.quality.rules.answers import Dimension
from anjia.quality.rules.index import are_weights

LEAST_RANKED, MOST_RANKED = 2, 100


def publish_weights(
    *, weights: Mapping[Dimension, int], least_ranked: int, effective_from: datetime, at: datetime, by: Actor
) -> int:
    """Publishes the next version of the weights (percent) and returns its number; answers given before keep theirs.

    Refuses weights that do not make 100 in steps of 5, a rank from fewer than 2 or more than 100 answers, a beginning
    in the past or before the newest version's.
    """
    newest = IndexVersion.objects.order_by("-version").first()
    if not are_weights(weights):
        total = sum(weights.values())
        sentence = _("The four weights make %(total)d %%. They must make 100, each at least 5, in steps of 5.")
        raise Refusal(sentence % {"total": total}, field="weights")
    if not LEAST_RANKED <= least_ranked <= MOST_RANKED:
        sentence = _("A place in the ranking can need %(least)d to %(most)d answers.")
        raise Refusal(sentence % {"least": LEAST_RANKED, "most": MOST_RANKED}, field="least_ranked")
    if effective_from < at or (newest and effective_from <= newest.effective_from):
        raise Refusal(_("New weights begin now or later, and after the ones before."), field="effective_from")
    number = newest.version + 1 if newest else 1
    shares = {dimension.value: weights[dimension] for dimension in Dimension}
    with transaction.atomic():
        with once("index_version_once", _("Somebody has just published other weights. Please look at them first.")):
            IndexVersion.objects.create(
                version=number,
                least_ranked=least_ranked,
                effective_from=effective_from,
                published_by=str(by),
                published_by_name=by.name[:80],
                **shares,
            )
        fact = IndexWeightsPublished(version=number, least_ranked=least_ranked, effective_from=effective_from, **shares)
        announce(fact, at=at, by=by)
    return number


def learn_priors(*, at: datetime) -> int:
    """Keeps, once a day for every company, what the answers of the last year showed; returns for how many."""
    return sum(_learn(one.id, at) for one in company.companies())


def _learn(company_id: int, at: datetime) -> bool:
    day = day_of(at)
    with company_scope(company_id), transaction.atomic():
        if IndexPrior.objects.filter(on=day).exists():
            return False
        found = fresh_prior(at=at)
        _row, new = IndexPrior.objects.get_or_create(on=day, defaults=asdict(found))
        IndexPrior.objects.filter(on__lt=day - timedelta(days=400)).delete()
    return bool(new)
