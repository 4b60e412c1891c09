"""The desk's rail: what each role works with."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from anjia.company.rules import Role, may_act

_EVERYBODY: tuple[Role, ...] = ()
GROUPS: list[tuple[str | Promise, list[tuple[str | Promise, str, str, tuple[Role, ...]]]]] = [
    (
        _("Work"),
        [
            (_("Today"), "today", "today", _EVERYBODY),
            (_("Inbox"), "inbox", "chat", (Role.ADVISER, Role.QUALITY_LEAD, Role.DISPATCHER)),
            (_("Enquiries"), "enquiries", "phone", (Role.ADVISER,)),
            (_("Visits"), "visits", "list", _EVERYBODY),
            (_("Day board"), "board", "board", (Role.DISPATCHER, Role.ADVISER, Role.QUALITY_LEAD)),
            (_("Matching"), "matching-weights", "filter", (Role.DISPATCHER,)),
            (_("Figures of dispatch"), "figures", "chart", (Role.DISPATCHER, Role.QUALITY_LEAD, Role.FINANCE)),
            (_("Requests"), "leave-requests", "hand", (Role.DISPATCHER,)),
            (_("Day plans"), "day-plans", "route", (Role.DISPATCHER,)),
            (_("Complaints"), "complaints", "warning", (Role.QUALITY_LEAD, Role.ADVISER)),
            (_("Remarks"), "remarks", "chart", _EVERYBODY),
            (_("Losses"), "losses", "filter", (Role.QUALITY_LEAD, Role.ADVISER)),
            (_("Satisfaction"), "index", "star", (Role.QUALITY_LEAD, Role.ADVISER, Role.DISPATCHER)),
            (_("Inspections"), "inspections", "search", (Role.QUALITY_LEAD,)),
            (_("Promises"), "promises", "shield", _EVERYBODY),
            (_("Emergencies"), "emergencies", "bell", _EVERYBODY),
        ],
    ),
    (
        _("People"),
        [
            (_("Households"), "households", "home", _EVERYBODY),
            (_("Caregivers"), "caregivers", "users", _EVERYBODY),
        ],
    ),
    (
        _("Money"),
        [
            (_("Accounts"), "accounts", "wallet", (Role.FINANCE, Role.ADVISER)),
            (_("Refunds"), "refunds", "undo", (Role.FINANCE, Role.ADVISER, Role.QUALITY_LEAD)),
            (_("Guarantees"), "guarantees", "heart", (Role.FINANCE, Role.QUALITY_LEAD)),
            (_("Pay slips"), "payslips", "receipt", (Role.FINANCE,)),
        ],
    ),
    (
        _("Company"),
        [
            (_("Services"), "offerings", "copy", _EVERYBODY),
            (_("The law here"), "law", "book", _EVERYBODY),
            (_("Import"), "imports", "upload", (Role.ADVISER, Role.DISPATCHER)),
            (_("Staff"), "staff", "user", (Role.OWNER,)),
            (_("Channels"), "channels", "link", (Role.OWNER,)),
            (_("Suggestion boxes"), "suggestion-boxes", "edit", (Role.QUALITY_LEAD, Role.ADVISER)),
            (_("Log"), "audit", "clock", (Role.OWNER, Role.QUALITY_LEAD)),
            (_("Deliveries"), "deliveries", "refresh", (Role.OWNER,)),
        ],
    ),
]


@dataclass(frozen=True)
class RailItem:
    """One entry of the rail."""

    label: str
    url: str
    icon: str
    current: bool
    count: int = 0


def rail(request: HttpRequest) -> dict[str, Any]:
    """Context processor: the rail of whoever is at the desk; nothing for anybody else."""
    person = getattr(request, "person", None)
    if person is None or person.staff is None:
        return {}
    groups = [(str(title), _items(request.path, person.staff.roles, entries)) for title, entries in GROUPS]
    return {"rail": [{"label": title, "items": items} for title, items in groups if items]}


def _items(
    path: str, roles: frozenset[str], entries: list[tuple[str | Promise, str, str, tuple[Role, ...]]]
) -> list[RailItem]:
    items = []
    for label, name, icon, wanted in entries:
        try:
            url = reverse(f"desk:{name}")
        except NoReverseMatch:
            continue
        if may_act(roles, wanted):
            items.append(RailItem(str(label), url, icon, path.startswith(url) if url != "/desk/" else path == url))
    return items
