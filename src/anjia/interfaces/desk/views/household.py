"""One household: who, where, what to remember, and the whole story."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from anjia.booking import queries as booking_queries
from anjia.company import queries as company_queries
from anjia.company.rules import Role
from anjia.households import operations, queries
from anjia.households.operations import NewEntry
from anjia.households.queries import EntrySummary
from anjia.households.rules import EntryKind, masked_address
from anjia.interfaces.desk.forms.households import ChangeForm, EntryForm, HomeForm, PurposeForm
from anjia.interfaces.desk.pair_lines import of_household
from anjia.interfaces.desk.sheets import sheet
from anjia.interfaces.desk.views.households import EDITORS
from anjia.interfaces.shared.access import Request, for_desk
from anjia.interfaces.shared.numbers import number
from anjia.interfaces.shared.refusals import put_on
from anjia.interfaces.shared.series_overview import series_rows
from anjia.interfaces.shared.story import SMALL, entries_of
from anjia.interfaces.shared.toasts import say
from anjia.kernel import clock
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.queries import story_of

Act = Callable[[dict[str, Any], dict[str, Any]], None]
STORY = 100
CALLERS = (Role.ADVISER, Role.DISPATCHER, Role.QUALITY_LEAD, Role.FINANCE)
ICONS = {
    EntryKind.PREFERENCE: "heart",
    EntryKind.TABOO: "warning",
    EntryKind.SPECIAL: "star",
    EntryKind.ACCESS: "key",
    EntryKind.PEOPLE: "family",
    EntryKind.NOTE: "document",
}


@dataclass(frozen=True)
class Group:
    """The entries of one kind."""

    kind: str
    title: str
    icon: str
    entries: tuple[EntrySummary, ...]


@for_desk()
@require_GET
def page(request: Request, household_id: int) -> HttpResponseBase:
    """The household's page; `before` asks for the older part of its story."""
    return _shown(request, household_id)


def _shown(request: Request, household_id: int, status: int = 200, **forms_given: forms.Form) -> HttpResponse:
    """The page, with a form that was refused in place of a fresh one."""
    at = clock.now()
    household = queries.household(household_id)
    changed = {"name": household.name, "tags": _(", ").join(household.tags)}
    person = request.person
    context: dict[str, Any] = {
        "household": household,
        "source": queries.source_names().get(household.source, household.source),
        "branch": next((b.name for b in company_queries.branches() if b.id == household.branch_id), ""),
        "homes": [{"home": home, "shown": masked_address(home.address)} for home in queries.homes_of(household_id)],
        "visits": booking_queries.coming_visits(household_id, at=at, limit=5),
        "series": series_rows(household_id, today=clock.day_of(at)),
        "keys": queries.open_keys(household_id, at=at),
        "may_edit": person.may(*EDITORS),
        "may_call": person.may(*CALLERS),
        "may_wait": person.may(Role.DISPATCHER, Role.ADVISER),
        "change_form": ChangeForm(initial=changed, auto_id="change_%s"),
        "home_form": HomeForm(auto_id="home_%s"),
        "entry_form": EntryForm(auto_id="entry_%s"),
        "purpose_form": PurposeForm(auto_id="purpose_%s"),
    }
    context |= of_household(household_id, at=at) | _dossier(household_id) | _story(request, household_id) | forms_given
    return render(request, "desk/households/page.html", context, status=status)


def _dossier(household_id: int) -> dict[str, Any]:
    entries = queries.dossier_of(household_id, with_struck=True)
    open_entries = [entry for entry in entries if entry.struck_at is None]
    names = queries.kind_names()
    groups = [
        Group(kind, names[kind], icon, tuple(entry for entry in open_entries if entry.kind == kind))
        for kind, icon in ICONS.items()
    ]
    struck = [{"entry": entry, "kind": names[entry.kind]} for entry in entries if entry.struck_at is not None]
    return {"groups": [group for group in groups if group.entries], "struck": struck}


def _story(request: Request, household_id: int) -> dict[str, Any]:
    before = request.GET.get("before", "")
    before_id = number(before)
    whole = bool(request.GET.get("whole"))
    without = () if whole else SMALL
    facts = story_of(f"household:{household_id}", limit=STORY, before_id=before_id, without=without)
    entries = entries_of(facts, here=request.path)
    older = facts[-1].id if len(facts) == STORY else None
    return {"entries": entries, "older": older, "before": before, "whole": whole}


def _edit(request: Request, household_id: int, name: str, form: forms.Form, act: Act, said: str) -> HttpResponseBase:
    """Carries a form of the page out, or shows the page again with what is wrong."""
    if form.is_valid():
        try:
            act(form.cleaned_data, {"at": clock.now(), "by": request.person.actor})
        except Refusal as refusal:
            put_on(form, refusal)
        else:
            say(request, said)
            return redirect("desk:household", household_id)
    return _shown(request, household_id, status=422, **{name: form})


@for_desk(*EDITORS)
@require_POST
def change(request: Request, household_id: int) -> HttpResponseBase:
    """Corrects the name and sets the tags."""
    form = ChangeForm(request.POST, auto_id="change_%s")

    def act(values: dict[str, Any], common: dict[str, Any]) -> None:
        operations.set_tags(household_id=household_id, tags=form.wanted_tags(), **common)
        operations.rename_household(household_id=household_id, name=values["name"], **common)

    return _edit(request, household_id, "change_form", form, act, _("Saved."))


@for_desk(*EDITORS)
@require_POST
def add_home(request: Request, household_id: int) -> HttpResponseBase:
    """Adds a home."""

    def act(values: dict[str, Any], common: dict[str, Any]) -> None:
        operations.add_home(household_id=household_id, **values, **common)

    form = HomeForm(request.POST, auto_id="home_%s")
    return _edit(request, household_id, "home_form", form, act, _("The home was added."))


@for_desk(*EDITORS, Role.QUALITY_LEAD)
@require_POST
def remember(request: Request, household_id: int) -> HttpResponseBase:
    """Writes one thing into the dossier."""

    def act(values: dict[str, Any], common: dict[str, Any]) -> None:
        entry = NewEntry(EntryKind(values["kind"]), values["text"])
        operations.record_dossier(household_id=household_id, entries=[entry], source=values["source"], **common)

    form = EntryForm(request.POST, auto_id="entry_%s")
    return _edit(request, household_id, "entry_form", form, act, _("Written down."))


@for_desk(*EDITORS, Role.QUALITY_LEAD)
@require_POST
def strike(request: Request, household_id: int, entry_id: int) -> HttpResponseBase:
    """Strikes an entry of the dossier out."""
    if entry_id not in {entry.id for entry in queries.dossier_of(household_id, with_struck=True)}:
        raise Missing
    operations.strike_entry(entry_id=entry_id, at=clock.now(), by=request.person.actor)
    say(request, _("Struck out. It stays in the record."))
    return redirect("desk:household", household_id)


def _purpose(request: Request) -> str:
    form = PurposeForm(request.POST)
    if not form.is_valid():
        raise Refusal(_("Please say what you need it for."))
    return str(form.cleaned_data["purpose"])


@for_desk(*CALLERS)
@require_POST
def reveal_phone(request: Request, household_id: int) -> HttpResponseBase:
    """Shows the full phone number, once, in the page's sheet."""
    phone = operations.reveal_phone(
        household_id=household_id, purpose=_purpose(request), at=clock.now(), by=request.person.actor
    )
    return _once(request, household_id, {"phone": phone, "digits": phone.removeprefix("+86")})


@for_desk(*CALLERS)
@require_POST
def reveal_address(request: Request, household_id: int, home_id: int) -> HttpResponseBase:
    """Shows the full address of a home, once, in the page's sheet."""
    if queries.home(home_id).household_id != household_id:
        raise Missing
    address = operations.reveal_address(
        home_id=home_id, purpose=_purpose(request), at=clock.now(), by=request.person.actor
    )
    return _once(request, household_id, {"address": address})


@for_desk(*EDITORS, Role.QUALITY_LEAD)
@require_POST
def issue_link(request: Request, household_id: int) -> HttpResponseBase:
    """Makes the household's link and shows it once, to be copied and sent."""
    token = operations.issue_key(household_id=household_id, at=clock.now(), by=request.person.actor)
    link = request.build_absolute_uri(reverse("household-link", args=[token]))
    return _once(request, household_id, {"link": link, "until": queries.open_keys(household_id, at=clock.now())[-1]})


@for_desk(*EDITORS, Role.QUALITY_LEAD)
@require_POST
def close_links(request: Request, household_id: int) -> HttpResponseBase:
    """Closes every link of the household."""
    operations.revoke_keys(household_id=household_id, at=clock.now(), by=request.person.actor)
    say(request, _("The links are closed. The next click on an old one leads nowhere."))
    return redirect("desk:household", household_id)


def _once(request: Request, household_id: int, shown: dict[str, Any]) -> HttpResponse:
    """What is shown only once, never kept by the browser."""
    name, back = queries.household(household_id).name, reverse("desk:household", args=[household_id])
    return sheet(request, "desk/households/once.html", shown, title=name, back=back)
