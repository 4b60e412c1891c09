"""The desk's rail: what each role works with."""

from dataclasses import replace
from functools import lru_cache
from typing import Any

from django.http import HttpRequest
from django.urls import get_script_prefix, reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from anjia.company.rules import Role, may_act
from anjia.interfaces.shared.parts import Group, Link

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


def rail(request: HttpRequest) -> dict[str, Any]:
    """Context processor: the rail of whoever is at the desk; nothing for anybody else."""
    person = getattr(request, "person", None)
    if person is None or person.staff is None:
        return {}
    known = _groups(person.staff.roles, get_language(), get_script_prefix())
    urls = (item.url for group in known for item in group.items)
    here = frozenset(url for url in urls if request.path.startswith(url) and (url != "/desk/" or request.path == url))
    return {"rail": _marked(known, here)}


@lru_cache(maxsize=256)
def _marked(known: tuple[Group, ...], here: frozenset[str]) -> tuple[Group, ...]:
    """The groups with the links to these addresses as the current ones."""
    return tuple(
        replace(group, items=tuple(replace(one, current=True) if one.url in here else one for one in group.items))
        for group in known
    )


@lru_cache(maxsize=256)
def _groups(roles: frozenset[str], language: str | None, mounted: str) -> tuple[Group, ...]:
    """What these roles work with. The same for everybody who has them, in a language and where the site is mounted."""
    found = ((str(title), _items(roles, entries)) for title, entries in GROUPS)
    return tuple(Group(label=title, items=items) for title, items in found if items)


def _items(roles: frozenset[str], entries: list[tuple[str | Promise, str, str, tuple[Role, ...]]]) -> tuple[Link, ...]:
    allowed = (entry for entry in entries if may_act(roles, entry[3]))
    return tuple(
        Link(label=str(label), url=reverse(f"desk:{name}"), icon=icon) for label, name, icon, _roles in allowed
    )
