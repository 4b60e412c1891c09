"""What booking tells."""

from dataclasses import dataclass
from datetime import date, datetime

from anjia.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class OrderPlaced(Event):
    """A household ordered a service; its first visit is planned."""

    order_id: int
    visit_id: int
    household_id: int
    offering_id: int
    proposal_id: int | None
    number: str
    title: str
    starts_at: datetime
    minutes: int
    price_fen: int
    people: int = 1


@dataclass(frozen=True, kw_only=True)
class VisitMoved(Event):
    """A visit was given another start. `household_asked`: it was the household's wish."""

    visit_id: int
    order_id: int
    household_id: int
    moved_from: datetime
    starts_at: datetime
    reason: str
    household_asked: bool = True


@dataclass(frozen=True, kw_only=True)
class VisitCancelled(Event):
    """A visit will not take place. `late`: less than a day before its start; `household_asked`: it was its wish."""

    visit_id: int
    order_id: int
    household_id: int
    starts_at: datetime
    reason: str
    late: bool
    household_asked: bool = True


@dataclass(frozen=True, kw_only=True)
class NeedsChecked(Event):
    """A household was asked before its visit whether everything is as it was; `entries` went into the dossier."""

    visit_id: int
    order_id: int
    household_id: int
    changed: bool
    entries: int


@dataclass(frozen=True, kw_only=True)
class NeedsCheckWaived(Event):
    """Nobody asks before this visit; `waiver` is one of rules.Waiver."""

    visit_id: int
    order_id: int
    household_id: int
    waiver: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class ScopeAgreed(Event):
    """What a visit is guaranteed to do was agreed, and the day the household moves in, if it does."""

    visit_id: int
    order_id: int
    household_id: int
    move_in_on: date | None
    steps: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class VisitPlanned(Event):
    """A further visit of an order is planned: the next one of a series."""

    visit_id: int
    order_id: int
    household_id: int
    series_id: int
    occurs_on: date
    starts_at: datetime
    minutes: int
    price_fen: int


@dataclass(frozen=True, kw_only=True)
class VisitReshaped(Event):
    """A visit of a series got another length or price, by a change of the series."""

    visit_id: int
    order_id: int
    household_id: int
    series_id: int
    minutes_before: int
    minutes: int
    price_fen_before: int
    price_fen: int


@dataclass(frozen=True, kw_only=True)
class SeriesStarted(Event):
    """Visits that come again and again were agreed. `skipped` are the days left out, with the reason."""

    series_id: int
    order_id: int
    household_id: int
    offering_id: int
    from_on: date
    minutes: int
    price_fen: int
    made: int
    skipped: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class SeriesChanged(Event):
    """A series was changed from a day on, as a whole, paused or resumed: `kind` is one of rules.ChangeKind."""

    series_id: int
    household_id: int
    kind: str
    from_on: date
    until_on: date | None
    made: int
    moved: int
    cancelled: int
    left: int
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class SeriesContinued(Event):
    """The next visits of a series were made ahead; `unstaffed` of them still wait for a caregiver."""

    series_id: int
    household_id: int
    until_on: date
    made: int
    unstaffed: int
    skipped: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class SeriesEnded(Event):
    """A series comes no more from this day on."""

    series_id: int
    household_id: int
    from_on: date
    cancelled: int
    reason: str
