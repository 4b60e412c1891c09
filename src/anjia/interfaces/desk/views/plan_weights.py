"""The weights by which days are planned."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from anjia.company.rules import Role
from anjia.dayplans import operations, queries
from anjia.interfaces.desk.acting import carry_out
from anjia.interfaces.desk.forms.dayplans import WeightsForm
from anjia.interfaces.desk.views.day_plans import plan_faces
from anjia.interfaces.shared.access import Request, for_desk
from anjia.kernel import clock
from anjia.kernel.actors import Actor


@for_desk(Role.DISPATCHER)
def plan_weights(request: Request) -> HttpResponseBase:
    """What things cost, each with its meaning; a new version holds from now on."""
    now = queries.weights_in_force(clock.now())
    form = WeightsForm(request.POST if request.method == "POST" else None, initial=asdict(now))

    def publish(_values: dict[str, Any], at: datetime, by: Actor) -> object:
        return operations.publish_plan_weights(weights=form.weights(), effective_from=at, at=at, by=by)

    def shown() -> HttpResponseBase:
        context = {
            "form": form,
            "version": now.version,
            "versions": queries.weights_published(),
            "faces": plan_faces("plan-weights"),
        }
        return render(request, "desk/dayplans/weights.html", context, status=422 if form.errors else 200)

    if request.method != "POST":
        return shown()
    said = _("Published. Plans computed before keep theirs.")
    return carry_out(request, form, publish, said, back=redirect("desk:plan-weights"), shown=shown)
