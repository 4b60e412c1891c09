"""The reader: what it learned, how well it reads, which version reads; and who looks after which aspect."""

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from anjia.company.rules import Role
from anjia.interfaces.desk.remark_rows import tabs_of
from anjia.interfaces.shared.access import Request, for_desk
from anjia.interfaces.shared.numbers import number
from anjia.interfaces.shared.stories.company import role_names
from anjia.interfaces.shared.toasts import say
from anjia.kernel import clock
from anjia.remarks import operations, queries, tasks
from anjia.remarks.queries import ReaderSummary
from anjia.remarks.rules import Aspect
from anjia.remarks.rules.figures import LEAST_EACH, LEAST_LABELS, enough


@for_desk()
@require_GET
def reader(request: Request) -> HttpResponseBase:
    """Versions with their figures beside the lexicon's, labels so far, owners of aspects."""
    counts = queries.label_counts()
    versions = queries.readers()
    training = next((one for one in versions if one.state == "training"), None)
    chosen = queries.owners()
    context = {
        "tabs": tabs_of("reader"),
        "counts": counts,
        "others": counts.all - counts.unhappy,
        "least": LEAST_LABELS,
        "least_each": LEAST_EACH,
        "enough": enough(counts.unhappy, counts.all - counts.unhappy),
        "versions": [_shown(one) for one in versions],
        "training": training,
        "lexicon_reads": not any(one.chosen for one in versions),
        "owners": [{"aspect": one, "name": name, "role": chosen[Aspect(one)]} for one, name in _aspects()],
        "roles": role_names(),
        "may_decide": request.person.may(Role.QUALITY_LEAD),
    }
    return render(request, "desk/remarks/reader.html", context)


def _aspects() -> list[tuple[str, str]]:
    return list(queries.aspect_names().items())


def _shown(one: ReaderSummary) -> dict[str, Any]:
    """A version with its figures in percent, the lexicon's beside them."""
    names = (("recall", _("Unhappy found")), ("precision", _("Rightly called unhappy")), ("macro_f1", _("Both sides")))
    figures = [
        {"name": name, "own": _percent(one.figures.get(key)), "lexicon": _percent(one.lexicon_figures.get(key))}
        for key, name in names
    ]
    return {"version": one, "figures": figures}


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.0f}%"


@for_desk(Role.QUALITY_LEAD)
@require_POST
def train(request: Request) -> HttpResponseBase:
    """Begins a new version in the background."""
    reader_id = operations.request_training(at=clock.now(), by=request.person.actor)
    tasks.train_reader.enqueue(company_id=request.person.company_id, reader_id=reader_id)
    say(request, _("Training has begun. The figures appear here when it is done."))
    return redirect("desk:reader")


@for_desk()
@require_GET
def progress(request: Request) -> HttpResponseBase:
    """How far the training is; when it is done, the whole page again."""
    training = next((one for one in queries.readers() if one.state == "training"), None)
    response = render(request, "desk/remarks/_progress.html", {"training": training})
    if training is None:
        response["HX-Refresh"] = "true"
    return response


@for_desk(Role.QUALITY_LEAD)
@require_POST
def choose(request: Request) -> HttpResponseBase:
    """This version reads from now on, or the lexicon alone; what nobody looked at is read again."""
    reader_id = number(request.POST.get("reader"))
    if operations.choose_reader(reader_id=reader_id, at=clock.now(), by=request.person.actor):
        tasks.read_again.enqueue(company_id=request.person.company_id, after_id=0)
    say(request, _("Chosen. Texts nobody has corrected are read again in the background."))
    return redirect("desk:reader")


@for_desk(Role.QUALITY_LEAD)
@require_POST
def owners(request: Request) -> HttpResponseBase:
    """Who looks after which aspect."""
    for aspect in Aspect:
        role = request.POST.get(aspect.value, "")
        if role in set(Role):
            operations.assign_aspect(aspect=aspect, role=Role(role), at=clock.now(), by=request.person.actor)
    say(request, _("Saved. What is said unhappily now stands on their list of today."))
    return redirect("desk:reader")
