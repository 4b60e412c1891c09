"""Facts as sentences: the household's timeline, the caregiver's, the company's log.

Each area's sentences stand in `stories/<area>.py`, one function per fact, registered with `@tells(TheEvent)`. A
function gets the event and returns a Telling; a fact that nobody tells is shown by its name.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from anjia.interfaces.shared.parts import Entry
from anjia.kernel.events import Event
from anjia.kernel.queries import FactSummary

E = TypeVar("E", bound=Event)


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


def entries_of(facts: Iterable[FactSummary]) -> list[Entry]:
    """The facts as timeline entries for the desk, in the order given."""
    told = ((fact, telling_of(fact.event)) for fact in facts)
    return [
        Entry(
            at=fact.at,
            sentence=said.sentence,
            icon=said.icon,
            tone=said.tone,
            by=_who(fact),
            url=said.url,
            details=said.details,
        )
        for fact, said in told
    ]


def household_entries_of(facts: Iterable[FactSummary]) -> list[Entry]:
    """The facts that are for the family itself, in plain words, without the desk's details."""
    told = ((fact, telling_of(fact.event)) for fact in facts)
    return [
        Entry(at=fact.at, sentence=said.to_household, icon=said.icon, tone=said.tone, url=said.household_url)
        for fact, said in told
        if said.to_household
    ]


def _who(fact: FactSummary) -> str:
    if fact.by.startswith("system"):
        return _("The system")
    if fact.by.startswith("public"):
        return _("Public page")
    return fact.by_name
