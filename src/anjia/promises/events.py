"""What promises tell."""

from dataclasses import dataclass
from datetime import datetime

from anjia.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class ClausePublished(Event):
    """A version of a term was published; it holds for what is promised from `effective_from` on."""

    clause_id: int
    kind: str
    version: int
    minutes: int
    most_fen: int
    effective_from: datetime


@dataclass(frozen=True, kw_only=True)
class PromiseFact(Event):
    """What all facts about one promise say; it is part of the story of the promise's subject too."""

    promise_id: int
    kind: str
    subject: str
    due_at: datetime
    household_id: int | None

    def subjects(self) -> list[str]:
        return list(dict.fromkeys([*super().subjects(), self.subject]))


@dataclass(frozen=True, kw_only=True)
class PromiseMade(PromiseFact):
    """The company promised something by an instant."""


@dataclass(frozen=True, kw_only=True)
class PromiseKept(PromiseFact):
    """It was done in time; `evidence` says what shows it."""

    evidence: str


@dataclass(frozen=True, kw_only=True)
class PromiseBroken(PromiseFact):
    """The due time passed first. Told once per promise; whoever made it acts on it."""


@dataclass(frozen=True, kw_only=True)
class PromiseReleased(PromiseFact):
    """The promise has no object any more; `reason` says why."""

    reason: str
