"""The interview and the proposal."""

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from anjia.catalog import queries as catalog
from anjia.company.rules import Role
from anjia.households import operations as household_operations
from anjia.households import queries as households
from anjia.interfaces.desk.claims import claims_in
from anjia.interfaces.desk.forms.sales import HomeForm, InterviewForm
from anjia.interfaces.desk.proposal_draft import Draft, choices_of, draft_from, fresh_draft
from anjia.interfaces.desk.views.enquiries import LINKS, require_open
from anjia.interfaces.shared.access import Request, for_desk
from anjia.interfaces.shared.refusals import put_on
from anjia.interfaces.shared.toasts import say
from anjia.kernel import clock
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.fields import seal
from anjia.sales import operations, queries
from anjia.sales.queries import EnquirySummary

MOST_LINKS = 20


@for_desk(Role.ADVISER)
def interview(request: Request, enquiry_id: int) -> HttpResponseBase:
    """The needs interview with its fixed slots; beside it what the dossier knows already."""
    enquiry = require_open(enquiry_id)
    homes = choices_of(households.homes_of(enquiry.household_id))
    form = InterviewForm(
        request.POST or None,
        homes=[*((str(key), words) for key, words in homes), ("", _("not yet known"))],
        initial={"content": enquiry.text, "home": homes[0][0] if homes else ""},
    )
    if request.method == "POST" and form.is_valid():
        try:
            _hold(request, enquiry_id, dict(form.cleaned_data))
        except Refusal as refusal:
            put_on(form, refusal)
        else:
            say(request, _("The interview is recorded; the dossier knows what it taught."))
            return redirect("desk:enquiry", enquiry_id)
    context = {
        "form": form,
        "enquiry": enquiry,
        "household": households.household(enquiry.household_id),
        "offering": catalog.names_of([enquiry.offering_id]).get(enquiry.offering_id or 0, ""),
        "dossier": _dossier(enquiry.household_id),
    }
    return render(request, "desk/sales/interview.html", context, status=422 if form.is_bound else 200)


def _hold(request: Request, enquiry_id: int, values: dict[str, Any]) -> None:
    home = values.pop("home")
    operations.hold_interview(
        enquiry_id=enquiry_id,
        home_id=int(home) if home else None,
        answers=operations.Answers(**values),
        at=clock.now(),
        by=request.person.actor,
    )


def _dossier(household_id: int) -> list[tuple[str, str]]:
    names = households.kind_names()
    return [(names[entry.kind], entry.text) for entry in households.dossier_of(household_id)]


@for_desk(Role.ADVISER)
def proposal(request: Request, enquiry_id: int) -> HttpResponseBase:
    """Writes a proposal: lines with a running total, the limits in writing, the last day."""
    enquiry = require_open(enquiry_id)
    homes = households.homes_of(enquiry.household_id)
    if not homes:
        return _home_first(request, enquiry)
    sizes = {one.id: one.square_metres for one in homes}
    if request.method != "POST":
        draft = fresh_draft(
            home_id=homes[0].id,
            offering_id=enquiry.offering_id,
            square_metres=homes[0].square_metres,
            at=clock.now(),
        )
        return _written(request, enquiry, homes, draft)
    draft, wrong = draft_from(request.POST, sizes), None
    if request.POST.get("do") == "send":
        try:
            return _send(request, enquiry, draft)
        except Refusal as refusal:
            wrong = refusal
    return _written(request, enquiry, homes, draft, wrong)


def _written(
    request: Request, enquiry: EnquirySummary, homes: list[Any], draft: Draft, wrong: Refusal | None = None
) -> HttpResponseBase:
    interviews = queries.interviews_of(enquiry.id)
    context = {
        "draft": draft,
        "wrong": wrong,
        "enquiry": enquiry,
        "household": households.household(enquiry.household_id),
        "homes": choices_of(homes),
        "offerings": catalog.offerings(),
        "interview": interviews[0] if interviews else None,
        "dossier": _dossier(enquiry.household_id),
        "claims": claims_in(draft.not_included, draft.needed, at=clock.now()),
    }
    part = "desk/sales/_draft.html" if request.headers.get("HX-Request") else "desk/sales/proposal.html"
    return render(request, part, context, status=422 if wrong else 200)


def _send(request: Request, enquiry: EnquirySummary, draft: Draft) -> HttpResponseBase:
    sent = operations.send_proposal(
        enquiry_id=enquiry.id,
        home_id=draft.home_id,
        lines=draft.rows(),
        not_included=draft.not_included,
        needed_from_household=draft.needed,
        valid_on=draft.last_day(),
        at=clock.now(),
        by=request.person.actor,
    )
    _remember_link(request, sent.id, sent.token)
    say(request, _("The proposal is ready. Copy its link and send it to the household."))
    return redirect("desk:enquiry", enquiry.id)


def _remember_link(request: Request, proposal_id: int, token: str) -> None:
    """Keeps the link for this adviser's session, sealed: the database holds the token nowhere but as its hash."""
    url = request.build_absolute_uri(reverse("public:proposal", args=[token]))
    links = {**request.session.get(LINKS, {}), str(proposal_id): seal(url, context=LINKS)}
    request.session[LINKS] = dict(list(links.items())[-MOST_LINKS:])


def _home_first(request: Request, enquiry: EnquirySummary) -> HttpResponseBase:
    """A proposal is for a home: asks for it when none is known."""
    form = HomeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            household_operations.add_home(
                household_id=enquiry.household_id, **form.cleaned_data, at=clock.now(), by=request.person.actor
            )
        except Refusal as refusal:
            put_on(form, refusal)
        else:
            return redirect("desk:proposal-new", enquiry.id)
    context = {"form": form, "enquiry": enquiry, "household": households.household(enquiry.household_id)}
    return render(request, "desk/sales/home.html", context, status=422 if form.is_bound else 200)


@for_desk(Role.ADVISER)
@require_POST
def proposal_link(request: Request, proposal_id: int) -> HttpResponseBase:
    """Makes a new link for a proposal that waits; the old one stops working."""
    found = queries.proposal(proposal_id)
    if not found.is_open(clock.now()):
        raise Missing
    token = operations.renew_proposal_link(proposal_id=proposal_id, at=clock.now(), by=request.person.actor)
    _remember_link(request, proposal_id, token)
    return redirect("desk:enquiry", found.enquiry_id)
