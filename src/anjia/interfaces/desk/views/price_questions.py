"""Prices of imported lists that only a person can read."""

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from anjia.catalog import operations, queries
from anjia.catalog.queries import QuestionSummary
from anjia.company.rules import Role
from anjia.interfaces.desk.forms.onboarding import SettleForm
from anjia.interfaces.shared.access import Request, for_desk
from anjia.interfaces.shared.numbers import number_or
from anjia.interfaces.shared.refusals import put_on
from anjia.interfaces.shared.toasts import say
from anjia.kernel import clock
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.money import parse_yuan
from anjia.onboarding.rules import read_price

EDITORS = (Role.ADVISER, Role.DISPATCHER)
PAGE = 30


@for_desk(*EDITORS)
@require_GET
def questions(request: Request) -> HttpResponseBase:
    """The prices that wait, oldest first."""
    after = request.GET.get("after", "")
    waiting = queries.price_questions()
    left = [row for row in waiting if row.id > (number_or(0, after))]
    context = {
        "rows": left[:PAGE],
        "count": len(waiting),
        "older": f"?after={left[PAGE - 1].id}" if len(left) > PAGE else "",
        "first": "?" if after else "",
    }
    return render(request, "desk/onboarding/questions.html", context)


@for_desk(*EDITORS)
def question(request: Request, question_id: int) -> HttpResponseBase:
    """One price: what the list says, and what it means."""
    row = next((each for each in queries.price_questions() if each.id == question_id), None)
    if row is None:
        raise Missing
    form = SettleForm(request.POST or None, initial=_reading_of(row))
    if request.method == "POST" and form.is_valid():
        try:
            _settle(request, row, form.cleaned_data)
        except Refusal as refusal:
            put_on(form, refusal)
        else:
            say(request, _("“%(name)s” is listed. Households do not see it yet.") % {"name": row.raw_name})
            return redirect("desk:price-questions")
    status = 422 if form.is_bound else 200
    return render(request, "desk/onboarding/question.html", {"row": row, "form": form}, status=status)


def _reading_of(row: QuestionSummary) -> dict[str, Any]:
    """What could be read of the price, for the person to confirm or correct."""
    price = read_price(row.raw_price)
    known = queries.unit_names()
    return {
        "price": f"{price.price_fen / 100:.2f}" if price.price_fen else "",
        "unit": price.unit.value if price.unit and price.unit.value in known else "",
        "trade": row.trade,
    }


def _settle(request: Request, row: QuestionSummary, values: dict[str, Any]) -> None:
    try:
        price_fen = parse_yuan(values["price"], least_fen=1)
    except Refusal as refusal:
        raise Refusal(refusal.sentence, field="price") from refusal
    operations.settle_price(
        question_id=row.id,
        price_fen=price_fen,
        unit=values["unit"],
        trade=values["trade"],
        usual_minutes=values["usual_minutes"],
        least_minutes=values["least_minutes"],
        at=clock.now(),
        by=request.person.actor,
    )


@for_desk(*EDITORS)
@require_POST
def set_aside(request: Request, question_id: int) -> HttpResponseBase:
    """Closes a question without listing anything."""
    operations.set_question_aside(question_id=question_id, at=clock.now(), by=request.person.actor)
    say(request, _("Set aside. Nothing was listed."), tone="")
    return redirect("desk:price-questions")
