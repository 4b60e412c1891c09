"""One clause: what is in force for whom, its history, and its next version, looked at before it is published."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST

from anjia.company.rules import Role
from anjia.interfaces.desk.forms.promises import ClauseForm
from anjia.interfaces.shared.access import Request, for_desk
from anjia.interfaces.shared.refusals import put_on
from anjia.interfaces.shared.stories.company import role_names
from anjia.interfaces.shared.terms import Names, ladder_words, meaning_of, names_of_scopes, term_of
from anjia.interfaces.shared.toasts import say
from anjia.kernel import clock
from anjia.kernel.clock import midnight
from anjia.kernel.errors import Refusal
from anjia.promises import operations, queries
from anjia.promises.queries import ClauseSummary
from anjia.promises.rules import Kind, Source

_LANGUAGES = ("zh-hans", "en")


@for_desk(Role.QUALITY_LEAD)
def clause(request: Request, kind: str) -> HttpResponseBase:
    """All versions of a term; its next version is shown in words first and published when confirmed."""
    now, names = clock.now(), names_of_scopes()
    current = _current(request, kind, now)
    form = _form(request, kind, names, current)
    looked_at = None
    if request.method == "POST" and form.is_valid():
        try:
            if request.POST.get("confirmed"):
                operations.publish_clause(**_given(form, now), at=now, by=request.person.actor)
                say(request, _("Published. New promises are made under this version."))
                return redirect("desk:clause", kind)
            operations.check_clause(**_given(form, now), at=now)
            looked_at = _looked_at(form, names, now)
        except Refusal as refusal:
            put_on(form, refusal)
    context = {
        "kind": kind,
        "name": queries.kind_names()[kind],
        "form": form,
        "terms": _versions(kind, names, now),
        "current": term_of(current, names),
        "told": ladder_words(current, role_names()),
        "looked_at": looked_at,
        "preview": _preview(form, names, now),
    }
    return render(request, "desk/promises/clause.html", context, status=422 if form.errors else 200)


def _current(request: Request, kind: str, now: datetime) -> ClauseSummary:
    """The version from which the next one starts: the one in force for the branch and service asked for."""
    if kind not in set(Kind):
        raise Http404
    scope = {name: _number(request.GET.get(name, "")) for name in ("branch", "offering")}
    return queries.clause_in_force(kind, at=now, branch_id=scope["branch"], offering_id=scope["offering"])


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None


def _form(request: Request, kind: str, names: Names, current: ClauseSummary) -> ClauseForm:
    return ClauseForm(
        request.POST if request.method == "POST" else None,
        kind=kind,
        branches=names.branches.items(),
        offerings=names.offerings.items(),
        current=current,
    )


def _given(form: ClauseForm, now: datetime) -> dict[str, Any]:
    """What the operation is told."""
    values, (opens, closes) = form.cleaned_data, form.hours()
    from_on, to_on = values["effective_on"], values["effective_to_on"]
    kept = form.current.ladder, form.current.most_times
    return {
        "kind": form.kind,
        "minutes": form.minutes(),
        "most_fen": values["most"] or 0,
        "sentence": values["sentence"],
        "effective_from": midnight(from_on) if from_on else now,
        "effective_to": midnight(to_on) if to_on else None,
        "branch_id": values["branch"],
        "offering_id": values["offering"],
        "clock": values.get("clock") or form.current.clock,
        "opens_minute": opens,
        "closes_minute": closes,
        "most_times": (values["times"] or 0) if "times" in form.fields else kept[1],
        "remedy": form.formula(),
        "ladder": form.ladder() if form.rungs else kept[0],
        "source": values["source"] or Source.OWN,
        "source_words": values["source_words"],
    }


def _drafted(form: ClauseForm, now: datetime) -> ClauseSummary:
    """The version as it would be, for its meaning."""
    given = _given(form, now)
    return ClauseSummary(**{**given, "kind": str(form.kind)}, id=0, version=0, remedy_words="")


def _preview(form: ClauseForm, names: Names, now: datetime) -> dict[str, str]:
    """What the form says now, in one sentence, in each language."""
    draft = _drafted(form, now) if form.is_bound and form.is_valid() else None if form.is_bound else form.current
    return _in_languages(draft, names) if draft else {}


def _in_languages(draft: ClauseSummary, names: Names) -> dict[str, str]:
    said = {}
    for language in _LANGUAGES:
        with override(language):
            said[language] = meaning_of(draft, names)
    return said


def _looked_at(form: ClauseForm, names: Names, now: datetime) -> dict[str, Any]:
    draft = _drafted(form, now)
    return {
        "said": _in_languages(draft, names),
        "own": draft.sentence,
        "told": ladder_words(draft, role_names()),
        "from": draft.effective_from if form.cleaned_data["effective_on"] else None,
        "until": draft.effective_to,
        "hidden": [(name, value) for name, value in form.data.items() if name in form.fields],
    }


def _versions(kind: str, names: Names, now: datetime) -> list[dict[str, Any]]:
    found = queries.clauses_of(kind)
    return [
        {"term": term_of(one, names), "state": _state(one, now), "told": ladder_words(one, role_names())}
        for one in found
    ]


def _state(one: ClauseSummary, now: datetime) -> str:
    if one.withdrawn:
        return "withdrawn"
    return "coming" if one.effective_from > now else "holds" if one.holds(now) else "over"


@for_desk(Role.QUALITY_LEAD)
@require_POST
def preview(request: Request, kind: str) -> HttpResponseBase:
    """What the form says now, in one sentence, while it is being filled in."""
    now, names = clock.now(), names_of_scopes()
    form = _form(request, kind, names, _current(request, kind, now))
    return render(request, "desk/promises/_preview.html", {"preview": _preview(form, names, now)})


@for_desk(Role.QUALITY_LEAD)
@require_POST
def withdraw(request: Request, clause_id: int) -> HttpResponseBase:
    """Ends a branch's or service's own version now, or takes back one that has not begun."""
    now = clock.now()
    found = queries.clause(clause_id)
    operations.withdraw_clause(clause_id=clause_id, effective_to=now, at=now, by=request.person.actor)
    say(request, _("Withdrawn. What was promised under it keeps it."))
    return redirect("desk:clause", found.kind)
