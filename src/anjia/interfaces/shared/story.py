"""Facts as sentences: the household's timeline, the caregiver's, the company's log.

Each area's sentences stand in `stories/<area>.py`, one function per fact, registered with `@tells(TheEvent)`. A
function gets the event and returns a Telling; a fact that nobody tells is shown by its name. Names of people and
services are asked once for all facts of a page: `name_of("caregiver", event.caregiver_id)`.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from anjia.catalog import queries as catalog_queries
from anjia.company import queries as company_queries
from anjia.dispatch.events import HoldReleased, SlotHeld
from anjia.fieldwork.events import PhotoAdded, PhotoRemoved, StepTicked, StepUnticked
from anjia.households import queries as household_queries
from anjia.interfaces.shared.parts import Entry
from anjia.interfaces.shared.reasons import kept_reason
from anjia.kernel.events import Event
from anjia.kernel.queries import FactSummary
from anjia.remarks.events import RemarkRead
from anjia.workforce import queries as workforce_queries

E = TypeVar("E", bound=Event)
# What happens step by step in a visit stands on the visit's page; in a longer story it would hide the main things.
SMALL = (
    StepTicked.name,
    StepUnticked.name,
    PhotoAdded.name,
    PhotoRemoved.name,
    SlotHeld.name,
    HoldReleased.name,
    RemarkRead.name,
)


@dataclass(frozen=True, kw_only=True)
class Telling:
    """A fact in words. `to_household` is the same for the family itself; empty means: not for them."""

    sentence: str
    icon: str = ""
    tone: str = ""
    url: str = ""
    details: tuple[tuple[str, str], ...] = ()
    to_household: str = ""
    household_url: str = ""


_tellers: dict[str, Callable[[Any], Telling]] = {}


def tells(kind: type[E]) -> Callable[[Callable[[E], Telling]], Callable[[E], Telling]]:
    """Registers the function as the one that tells this fact."""

    def register(teller: Callable[[E], Telling]) -> Callable[[E], Telling]:
        _tellers[kind.name] = teller
        return teller

    return register


def telling_of(event: Event) -> Telling:
    """The fact in words of today's language."""
    teller = _tellers.get(event.name)
    return teller(event) if teller else Telling(sentence=event.name)


_WHO: dict[str, Callable[[set[int]], dict[int, str]]] = {
    "caregiver": workforce_queries.names_of,
    "household": household_queries.names_of,
    "offering": catalog_queries.names_of,
    "staff": company_queries.staff_names,
}
_ALSO = {"instead_of_id": "caregiver"}
_names: ContextVar[dict[str, dict[int, str]] | None] = ContextVar("names_in_the_story", default=None)


def name_of(kind: str, about_id: int | None) -> str:
    """The name of a caregiver, household, offering or member of staff in the facts being told; "" when unknown."""
    return (_names.get() or {}).get(kind, {}).get(about_id or 0, "")


@contextmanager
def _named(facts: list[FactSummary]) -> Iterator[None]:
    """Inside, `name_of` knows everybody the facts name: one query a kind, however many facts."""
    wanted: dict[str, set[int]] = {}
    for fact in facts:
        for field, value in vars(fact.event).items():
            kind = _ALSO.get(field) or field.removesuffix("_id")
            if kind in _WHO and field.endswith("_id") and value is not None:
                wanted.setdefault(kind, set()).add(value)
    token = _names.set({kind: _WHO[kind](ids) for kind, ids in wanted.items()})
    try:
        yield
    finally:
        _names.reset(token)


def _told(facts: Iterable[FactSummary]) -> list[tuple[FactSummary, Telling]]:
    known = list(facts)
    with _named(known):
        return [(fact, telling_of(fact.event)) for fact in known]


def entries_of(facts: Iterable[FactSummary], *, here: str = "") -> list[Entry]:
    """The facts as timeline entries for the desk, in the order given; links to the page `here` are left out."""
    return [
        Entry(
            at=fact.at,
            sentence=said.sentence,
            icon=said.icon,
            tone=said.tone,
            by=_who(fact),
            url="" if said.url == here else said.url,
            details=said.details,
        )
        for fact, said in _told(facts)
    ]


def household_entries_of(facts: Iterable[FactSummary]) -> list[Entry]:
    """The facts that are for the family itself, in plain words, without the desk's details."""
    return [
        Entry(at=fact.at, sentence=said.to_household, icon=said.icon, tone=said.tone, url=said.household_url)
        for fact, said in _told(facts)
        if said.to_household
    ]


def _who(fact: FactSummary) -> str:
    if fact.by.startswith("system"):
        return _("The system")
    if fact.by.startswith("public"):
        return _("Public page")
    return kept_reason(fact.by_name) if fact.by.startswith("household") else fact.by_name
