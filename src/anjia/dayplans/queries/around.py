"""What lies around a day: the visits next to it, and the work of the days before and after that rest is counted by."""

from collections.abc import Mapping, Sequence

from anjia.dayplans.rules import Block, Job
from anjia.dayplans.rules.resting import working_day

# Work before and after this counts towards rest alone, except for her last before and her first after it.
NEAR = (-180, 24 * 60 + 180)
# The working days, counted from the plan's own, whose work can matter to rest: whole weeks, and six days around.
FIRST_REST_DAY, REST_DAYS = -8, 16


def near(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks of the day, and of each caregiver the last one before it and the first one after it."""
    first, last = NEAR
    before = {one.caregiver_id: one for one in sorted(blocks, key=lambda one: one.starts) if one.starts < first}
    behind = {one.caregiver_id: one for one in sorted(blocks, key=lambda one: -one.starts) if one.starts >= last}
    edges = {one.id for one in (*before.values(), *behind.values())}
    return tuple(one for one in blocks if first <= one.starts < last or one.id in edges)


def beyond(
    caregiver_id: int, spent: Mapping[int, Mapping[int, int]], jobs: Sequence[Job], blocks: Sequence[Block]
) -> tuple[tuple[int, int], ...]:
    """Her minutes of each working day around the plan's that are neither jobs nor blocks of it."""
    left = {day + FIRST_REST_DAY: minutes for day, minutes in spent.get(caregiver_id, {}).items()}
    mine = [(one.starts, one.starts + one.minutes) for one in jobs if one.caregiver_id == caregiver_id]
    mine += [(one.starts, one.ends) for one in blocks if one.caregiver_id == caregiver_id]
    for starts, ends in mine:
        day = working_day(starts)
        left[day] = left.get(day, 0) - (ends - starts)
    return tuple((day, minutes) for day, minutes in sorted(left.items()) if minutes > 0)
