"""What a change does to the visits of a series that stand: kept, moved, cancelled, made, or left alone and why."""

from collections import defaultdict
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

T = TypeVar("T")


class LeftAlone(StrEnum):
    """Why a change leaves a visit or a date as it is."""

    DONE = "done"
    BEGUN = "begun"
    MOVED = "moved"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Standing:
    """A visit of the series, or a date without one that was cancelled by itself (`visit_id` None).

    With `gave_way` it stands at another time than the rule says, because nobody could come then.
    """

    on: date
    visit_id: int | None
    starts_at: datetime | None = None
    minutes: int = 0
    price_fen: int = 0
    alone: LeftAlone | None = None
    gave_way: bool = False


@dataclass(frozen=True)
class Wanted:
    """A visit as the series wants it."""

    on: date
    starts_at: datetime
    minutes: int
    price_fen: int

    def as_is(self, standing: Standing) -> bool:
        """Whether the visit that stands is this one already."""
        mine = (self.on, self.starts_at, self.minutes, self.price_fen)
        return (standing.on, standing.starts_at, standing.minutes, standing.price_fen) == mine


@dataclass(frozen=True)
class Reshaping:
    """What a change does. `moved` and `left` pair a visit with the date it stands for from now on, if there is one."""

    made: tuple[Wanted, ...] = ()
    moved: tuple[tuple[Standing, Wanted], ...] = ()
    cancelled: tuple[Standing, ...] = ()
    kept: tuple[Standing, ...] = ()
    left: tuple[tuple[Standing, Wanted | None], ...] = field(default=())


def reshaped(standing: Sequence[Standing], wanted: Sequence[Wanted], until_now: Sequence[Wanted] = ()) -> Reshaping:
    """What stands against what is wanted: by date, then in the order of each week.

    Who keeps the date is kept; of the others in a week each becomes the next one wanted, so that a visit is moved
    rather than cancelled and made. What is done, begun, moved or cancelled by itself stays, and its week gets no other
    in its place. What gave way keeps its time where the series wants of its date what it wanted `until_now`.
    """
    agreed = {want.on: want for want in until_now}
    pairs, spare, missing = _paired(standing, wanted)
    free = [(one, want) for one, want in pairs if one.alone is None]
    return Reshaping(
        made=tuple(missing),
        moved=tuple((one, want) for one, want in free if not _stays(one, want, agreed)),
        cancelled=tuple(one for one in spare if one.alone is None),
        kept=tuple(one for one, want in free if _stays(one, want, agreed)),
        left=(
            *((one, want) for one, want in pairs if one.alone is not None),
            *((one, None) for one in spare if one.alone is not None),
        ),
    )


def _stays(one: Standing, want: Wanted, agreed: Mapping[date, Wanted]) -> bool:
    return want.as_is(one) or (one.gave_way and agreed.get(one.on) == want)


def _paired(
    standing: Sequence[Standing], wanted: Sequence[Wanted]
) -> tuple[list[tuple[Standing, Wanted]], list[Standing], list[Wanted]]:
    by_date = {want.on: want for want in wanted}
    pairs = [(one, by_date[one.on]) for one in standing if one.on in by_date]
    same = {one.on for one, _want in pairs}
    spare = _by_week([one for one in standing if one.on not in same])
    missing = _by_week([want for want in wanted if want.on not in same])
    for week in spare.keys() & missing.keys():
        pairs += zip(spare[week], missing[week], strict=False)
    used = {one.on for one, _want in pairs}, {want.on for _one, want in pairs}
    pairs.sort(key=lambda pair: pair[1].on)
    return pairs, _rest(standing, used[0]), _rest(wanted, used[1])


def _by_week(dated: Sequence[T]) -> dict[Hashable, list[T]]:
    weeks: dict[Hashable, list[T]] = defaultdict(list)
    for one in sorted(dated, key=_on):
        weeks[_on(one).isocalendar()[:2]].append(one)
    return weeks


def _on(dated: object) -> date:
    on: date = dated.on  # type: ignore[attr-defined]
    return on


def _rest(dated: Sequence[T], used: Collection[date]) -> list[T]:
    return sorted((one for one in dated if _on(one) not in used), key=_on)
