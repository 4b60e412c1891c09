"""What the calculator pages of the desk and of the public show."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from anjia.interfaces.shared.law_forms import FORMS, SHAPES, CalculatorForm
from anjia.interfaces.shared.parts import Link
from anjia.interfaces.shared.refusals import put_on
from anjia.kernel.errors import Refusal
from anjia.law.queries import (
    Calculation,
    Kind,
    article_name,
    articles_in_force,
    calculate,
    pack_name,
    packs,
    place_name,
    source_of,
    sure_name,
)
from anjia.law.rules import Article, lineage

ICONS = {
    Kind.REFUND: "undo",
    Kind.DEPOSIT: "lock",
    Kind.DAMAGES: "warning",
    Kind.TAX: "receipt",
    Kind.DEADLINE: "clock",
    Kind.CARD: "wallet",
}


@dataclass(frozen=True)
class Worked:
    """A form and, when its answers can be, the calculation."""

    kind: Kind
    form: CalculatorForm
    calculation: Calculation | None
    jurisdiction: str

    @property
    def status(self) -> int:
        """200, or 422 for answers that cannot be."""
        return 422 if self.form.is_bound and self.calculation is None else 200


def kind_titles() -> dict[Kind, str]:
    """The calculators by name."""
    return {
        Kind.REFUND: _("Refund of a prepayment"),
        Kind.DEPOSIT: _("Earnest deposit"),
        Kind.DAMAGES: _("Damages for deceit"),
        Kind.TAX: _("Tax on service pay"),
        Kind.DEADLINE: _("By when a refund is paid"),
        Kind.CARD: _("Limits of a prepaid card"),
    }


def kind_notes() -> dict[Kind, str]:
    """What each calculator answers, in one line."""
    return {
        Kind.REFUND: _("Company's or customer's cause, gifts, packages, unlimited plans, interest, seven days."),
        Kind.DEPOSIT: _("How much of it counts, and what goes back when somebody breaks the contract."),
        Kind.DAMAGES: _("Three times the fee, at least ¥500."),
        Kind.TAX: _("What is withheld from a caregiver paid for services, as usual or by a platform."),
        Kind.DEADLINE: _("The last day under each rule that holds here."),
        Kind.CARD: _("How much a card may hold and how long it must be good."),
    }


def worked_out(kind: str, typed: Mapping[str, Any], *, jurisdiction: str, today: date) -> Worked:
    """The calculator of a kind with what was typed; nothing typed: an empty form. Raises Http404 for no such kind."""
    if kind not in set(Kind):
        raise Http404
    form_kind = FORMS[Kind(kind)]
    form = form_kind(typed) if has_answers(kind, typed) else form_kind(initial=_initial(typed, jurisdiction, today))
    calculation = None
    if form.is_bound and form.is_valid():
        try:
            calculation = calculate(kind, form.inputs(), jurisdiction=jurisdiction)
        except Refusal as refusal:
            put_on(form, Refusal(refusal.sentence, _field(form, refusal.field)))
    return Worked(Kind(kind), form, calculation, jurisdiction)


def has_answers(kind: str, typed: Mapping[str, Any]) -> bool:
    """Whether anything was typed into a calculator; which plan is meant alone is no answer."""
    return any(name in typed for name in FORMS[Kind(kind)].base_fields if name != "shape")


def chosen_day(typed: str | None, today: date) -> date:
    """The day asked for; today for none and for what is no day."""
    try:
        return date.fromisoformat(typed or "")
    except ValueError:
        return today


def _field(form: CalculatorForm, plain: str) -> str:
    """The form's field behind an input of the arithmetic."""
    return next((name for name, inner in form.fen_names.items() if inner == plain and name in form.fields), plain)


def _initial(typed: Mapping[str, Any], jurisdiction: str, today: date) -> dict[str, Any]:
    days = dict.fromkeys(("on", "ended_on", "asked_on", "sold_on", "first_on"), today)
    later = {"last_on": today + timedelta(days=364)}
    return {"shape": typed.get("shape", ""), "place": jurisdiction, **days, **later}


def page_of(worked: Worked, *, own_url: str) -> dict[str, Any]:
    """What a calculator's page shows."""
    calculation = worked.calculation
    return {
        "kind": worked.kind.value,
        "title": kind_titles()[worked.kind],
        "note": kind_notes()[worked.kind],
        "form": worked.form,
        "calculation": calculation,
        "result": calculation.lines[-1] if calculation and calculation.lines else None,
        "shapes": _shapes(worked, own_url) if worked.kind == Kind.REFUND else (),
        "place": place_name(worked.jurisdiction),
        "rate_source": calculation.rate_source if calculation else "",
        "own_url": own_url,
    }


def _shapes(worked: Worked, own_url: str) -> list[Link]:
    names = {"balance": _("Stored value"), "visits": _("Package of visits"), "unlimited": _("Unlimited plan")}
    shown = getattr(worked.form, "plan", SHAPES[0])
    return [Link(label=names[one], url=f"{own_url}?shape={one}", current=one == shown) for one in SHAPES]


def law_here(jurisdiction: str, on: date) -> dict[str, Any]:
    """Every article in force at a place on a day, pack by pack, and those that are not, with their dates."""
    held = articles_in_force(jurisdiction, on)
    ours = [pack for pack in packs() if pack.jurisdiction in lineage(jurisdiction)]
    ours.sort(key=lambda pack: len(pack.jurisdiction))
    groups = []
    for pack in ours:
        rows = [one for one in held if one.jurisdiction == pack.jurisdiction]
        groups.append({"name": pack_name(pack.jurisdiction), "instruments": _by_instrument(rows)})
    idle = [source_of(one) for pack in ours for one in pack.articles if one not in held]
    return {"groups": groups, "idle": idle, "on": on, "place": place_name(jurisdiction), "count": len(held)}


def _by_instrument(held: list[Article]) -> list[dict[str, Any]]:
    language = get_language() or "en"
    found = []
    for instrument, articles in groupby(held, key=lambda one: one.instrument):
        rows = [{"row": one, "source": source_of(one), "named": article_name(one)} for one in articles]
        about = {"title": instrument.title.said_in(language), "source": instrument.source.said_in(language)}
        found.append({"row": instrument, "rows": rows, "sure": sure_name(instrument.sure), **about})
    return found


def calculator_links(name: str, *args: str) -> list[dict[str, Any]]:
    """The calculators as places to go; `name` is the address's name, `args` stand before the kind."""
    titles, notes = kind_titles(), kind_notes()
    return [
        {
            "url": reverse(name, args=[*args, kind.value]),
            "title": titles[kind],
            "note": notes[kind],
            "icon": ICONS[kind],
        }
        for kind in Kind
    ]
