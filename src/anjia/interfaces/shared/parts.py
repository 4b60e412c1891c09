"""Frozen values that views hand to shells and components."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Link:
    """One place to go: an item of the rail, a tab, an entry of the bottom bar.

    ``count`` is shown when it is above zero and means "this many wait for you".
    """

    label: str
    url: str
    icon: str = ""
    current: bool = False
    count: int = 0


@dataclass(frozen=True, kw_only=True)
class Group:
    """Rail items that belong together; a group without a label stands alone at the top."""

    items: Sequence[Link]
    label: str = ""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One thing that happened, for ``{% timeline %}``.

    ``tone`` is "", "good", "warn" or "bad"; ``details`` are (label, value) pairs under the sentence.
    """

    at: datetime
    sentence: str
    icon: str = ""
    tone: str = ""
    by: str = ""
    url: str = ""
    details: Sequence[tuple[str, str]] = field(default_factory=tuple)


@dataclass(frozen=True, kw_only=True)
class Stage:
    """One stage of a visit, a complaint, an import: ``state`` is done, current, late or todo."""

    label: str
    state: str = "todo"
    at: datetime | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Day:
    """One day of ``{% days %}``: a name ("today", "Mon") over a date; no ``url`` where nothing is free."""

    name: str
    label: str
    url: str = ""
    current: bool = False


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One of ``{% slots %}``: what is sent, what is read, a word below it."""

    value: str
    label: str
    note: str = ""
    checked: bool = False


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One bar of ``{% bars %}``; ``shown`` is what is printed at its end (the value itself when empty)."""

    label: str
    value: float
    shown: str = ""
    tone: str = ""
