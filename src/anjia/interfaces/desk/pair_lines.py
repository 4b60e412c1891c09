"""Wishes of both sides and what suits whom, as the pages of a household and a caregiver show them."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from anjia.catalog.queries import circumstance_names
from anjia.catalog.rules import CIRCUMSTANCES
from anjia.dispatch import queries as dispatch
from anjia.dispatch.queries import PreferenceSummary
from anjia.dispatch.rules import Side
from anjia.households import queries as households
from anjia.interfaces.desk.forms.matching import NeedsForm, PairForm, SuitingForm
from anjia.workforce import queries as workforce
from anjia.workforce.rules import Rating


def pair_words(one: PreferenceSummary) -> str:
    """What was said, in words."""
    if not one.refuses:
        return _("wished for again")
    if one.side == Side.CAREGIVER:
        return _("she would rather not go")
    if one.visit_id is not None:
        return _("not for one visit")
    return _("not until later") if one.until_at else _("not to come any more")


def of_household(household_id: int, *, at: datetime) -> dict[str, Any]:
    """What stands between the household and caregivers, and what it asks of whoever comes."""
    said = dispatch.preferences_of_household(household_id, at=at)
    names = workforce.names_of(one.caregiver_id for one in said)
    needs, read = households.needs_of(household_id), households.needs_read(household_id)
    words = circumstance_names()
    return {
        "pairs": [{"said": one, "name": names[one.caregiver_id], "words": pair_words(one)} for one in said],
        "needs": [{"name": words[one], "by_hand": one not in read} for one in CIRCUMSTANCES if one in needs],
        "needs_form": NeedsForm(initial={"needs": [one.value for one in needs]}, auto_id="needs_%s"),
        "pair_form": pair_form(household_id),
    }


def pair_form(household_id: int, data: Any = None) -> PairForm:
    """The form with everybody ready; those the household has met come first."""
    ready = workforce.names_of(workforce.ready_ids())
    met = dispatch.met_by(household_id)
    first = sorted(ready, key=lambda one: (one not in met, one))
    return PairForm({one: ready[one] for one in first}, data, auto_id="pair_%s")


def of_caregiver(caregiver_id: int, *, at: datetime) -> dict[str, Any]:
    """What suits her, her rating with its uncertainty, and what stands between her and households."""
    suiting = workforce.suiting_of(caregiver_id).get(caregiver_id, workforce.NOTHING)
    said = dispatch.preferences_of_caregiver(caregiver_id, at=at)
    names = households.names_of(one.household_id for one in said)
    words = circumstance_names()
    rating = workforce.ratings_of([caregiver_id]).get(caregiver_id)
    form: forms.Form = SuitingForm(
        initial={name: sorted(getattr(suiting, name)) for name in ("strengths", "limits", "districts")},
        auto_id="suiting_%s",
    )
    return {
        "strengths": [words[one] for one in CIRCUMSTANCES if one in suiting.strengths],
        "limits": [words[one] for one in CIRCUMSTANCES if one in suiting.limits],
        "districts": sorted(suiting.districts),
        "claims": [(one, words[one]) for one in CIRCUMSTANCES if one in suiting.claims],
        "denied": [words[one] for one in CIRCUMSTANCES if one in suiting.denied],
        "rating": rating and _stars(rating),
        "rating_count": rating.count if rating else 0,
        "pairs": [{"said": one, "name": names[one.household_id], "words": pair_words(one)} for one in said],
        "suiting_form": form,
    }


def _stars(rating: Rating) -> dict[str, Any]:
    """The mean in stars, and between which stars it surely lies."""
    return {"mean": round(rating.mean / 20, 1), "low": f"{rating.low / 20:.1f}", "high": f"{rating.high / 20:.1f}"}
