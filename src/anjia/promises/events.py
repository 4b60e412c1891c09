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
    effective_to: datetime | None = None
    branch_id: int | None = None
    offering_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class ClauseWithdrawn(Event):
    """A branch's or a service's own version of a term holds no longer than `effective_to`; the wider one follows."""

    clause_id: int
    kind: str
    version: int
    effective_to: datetime


@dataclass(frozen=True, kw_only=True)
class PromiseFact(Event):
    """What all facts about one promise say; it is part of the story of the promise's subject too."""

    promise_id: int
    kind: str
    subject: str
    due_at: datetime
    household_id: int | None
    caregiver_id: int | None = None
    clause_id: int | None = None

    def subjects(self) -> list[str]:
        """A clause's story is its versions, not every promise made under it."""
        about = [one for one in super().subjects() if not one.startswith("clause:")]
        return list(dict.fromkeys([*about, self.subject]))


@dataclass(frozen=True, kw_only=True)
class PromiseMade(PromiseFact):
    """The company promised something by an instant."""


@dataclass(frozen=True, kw_only=True)
class PromiseNearing(PromiseFact):
    """`percent` of a promise's time have gone (over 100: it is broken and still not done) and `role` was told.

    Once per rung and role. At a hundred percent PromiseBroken is told instead.
    """

    percent: int
    role: str


@dataclass(frozen=True, kw_only=True)
class PromisePaused(PromiseFact):
    """The clock stands still: the company waits for the household; `reason` says for what."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class PromiseResumed(PromiseFact):
    """The clock goes on after a pause; `due_at` is the new due time."""

    paused_at: datetime


@dataclass(frozen=True, kw_only=True)
class PromiseKept(PromiseFact):
    """It was done in time; `evidence` says what shows it."""

    evidence: str


@dataclass(frozen=True, kw_only=True)
class PromiseBroken(PromiseFact):
    """The due time passed first. Told once per promise; whoever made it acts on it."""


@dataclass(frozen=True, kw_only=True)
class PromiseDoneLate(PromiseFact):
    """A broken promise was done after all, `late_minutes` (begun ones count) after its due time. It stays broken."""

    evidence: str
    late_minutes: int


@dataclass(frozen=True, kw_only=True)
class PromiseReleased(PromiseFact):
    """The promise has no object any more; `reason` says why."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class PromiseVoided(PromiseFact):
    """The promise never should have been: made in error, or under a void term; `reason` says which."""

    reason: str
