"""Whether the work on a cause helped: an exact test of two rates, with the error it may make and what it can find.

A cause comes up `before` times in so many visits, and `after` times in so many. Given the sum of both, the count
after is binomial whatever the rate was (Przyborowski and Wilenski 1940), so the test needs no assumption but that
visits are alike. "Helped" rejects "nothing changed"; "did not help" rejects "half as frequent, or rarer". What
rejects neither cannot tell yet. All looks at one action together err as often as ERROR and MISSED say, because look
number n spends 1/2^n of it.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from math import ceil

ERROR = 0.05  # called helpful although nothing changed: at most 1 action in 20
MISSED = 0.10  # opened again although the cause became half as frequent: at most 1 in 10
WORTHWHILE = 0.5  # what an action should do to the rate
MOST_LOOKS = 6
BEFORE_DAYS = 90
LEAST_PAUSE, MOST_PAUSE = 7, 60  # days between two looks


class Effect(StrEnum):
    """What a look says."""

    HELPED = "helped"
    DID_NOT_HELP = "did_not_help"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True)
class Recurrence:
    """How often a cause came up before an action was finished and in the `days` since, and in how many visits.

    The complaint for which the action was planned is not counted: it is why one looks, not what one sees.
    """

    days: int
    complaints_before: int
    visits_before: int
    complaints_after: int
    visits_after: int

    def to_evidence(self) -> dict[str, int]:
        """As it is kept beside the decision."""
        return {
            "days": self.days,
            "complaints_before": self.complaints_before,
            "visits_before": self.visits_before,
            "complaints_after": self.complaints_after,
            "visits_after": self.visits_after,
        }


@dataclass(frozen=True)
class Finding:
    """What one look says, with what it risks.

    `as_few`: how probable so few recurrences would be had nothing changed; `as_many`: how probable so many had the
    cause become half as frequent; `error`: what this look may spend; `least_visits`: with fewer visits since, not
    even a clean record would prove anything (None: it never can); `power`: how probable this look was to find that
    the cause became half as frequent.
    """

    effect: Effect
    as_few: float
    as_many: float
    error: float
    least_visits: int | None
    power: float


def looks_effective(seen: Recurrence) -> bool | None:
    """Whether the cause came up less often per visit than before; None while no visit can tell. Proves nothing."""
    if not seen.visits_after:
        return None
    before = seen.complaints_before * seen.visits_after
    after = seen.complaints_after * max(seen.visits_before, 1)
    return after < before or not seen.complaints_after


def error_of_look(number: int) -> float:
    """What look `number` (1, 2, ...) at one action may err, so that all looks together stay within ERROR."""
    return float(ERROR / 2**number)


def missed_of_look(number: int) -> float:
    """As error_of_look, for wrongly opening an action again."""
    return float(MISSED / 2**number)


def _share(seen: Recurrence, ratio: float) -> float:
    """The share of all recurrences to be expected after, when the rate has become `ratio` of what it was."""
    after = ratio * seen.visits_after
    return after / (after + seen.visits_before)


def as_few(seen: Recurrence) -> float:
    """The probability of so few recurrences after, or fewer, if nothing had changed. 1 without visits on a side."""
    if not seen.visits_before or not seen.visits_after:
        return 1.0
    total = seen.complaints_before + seen.complaints_after
    from scipy.special import bdtr  # here: to load it takes longer than most commands, and few ask

    return float(bdtr(seen.complaints_after, total, _share(seen, 1.0)))


def as_many(seen: Recurrence) -> float:
    """The probability of so many recurrences after, or more, if the cause had become half as frequent."""
    if not seen.complaints_after or not seen.visits_before or not seen.visits_after:
        return 1.0
    total = seen.complaints_before + seen.complaints_after
    from scipy.special import bdtrc

    return float(bdtrc(seen.complaints_after - 1, total, _share(seen, WORTHWHILE)))


def least_visits(seen: Recurrence, error: float) -> int | None:
    """How many visits since are needed before even a clean record proves that something changed; None: none would."""
    if not seen.complaints_before or not seen.visits_before:
        return None
    wanted: float = seen.visits_before * (error ** (-1 / seen.complaints_before) - 1)
    return ceil(wanted)


def power_of(seen: Recurrence, error: float, ratio: float = WORTHWHILE) -> float:
    """How probable a look with these visits was to say "helped", had the rate become `ratio` of what it was."""
    most = -1
    while most < 10_000:
        tried = Recurrence(seen.days, seen.complaints_before, seen.visits_before, most + 1, seen.visits_after)
        if as_few(tried) > error:
            break
        most += 1
    if most < 0:
        return 0.0
    from scipy.special import pdtr

    return float(pdtr(most, ratio * seen.complaints_before * seen.visits_after / seen.visits_before))


def finding_of(seen: Recurrence, *, look: int) -> Finding:
    """What look number `look` at an action says."""
    error = error_of_look(look)
    few, many = as_few(seen), as_many(seen)
    effect = Effect.HELPED if few <= error else Effect.CANNOT_TELL
    if effect is Effect.CANNOT_TELL and many <= missed_of_look(look):
        effect = Effect.DID_NOT_HELP
    return Finding(effect, few, many, error, least_visits(seen, error), power_of(seen, error))


def look_again_on(seen: Recurrence, finding: Finding, *, on: date) -> date:
    """When to look again: as soon as the visits will do at today's pace, after 7 days at least and 60 at most."""
    if not seen.visits_after:
        return on + timedelta(days=LEAST_PAUSE)
    wanted = max(finding.least_visits or 0, 2 * seen.visits_after)
    pause = ceil((wanted - seen.visits_after) * max(seen.days, 1) / seen.visits_after)
    return on + timedelta(days=max(LEAST_PAUSE, min(pause, MOST_PAUSE)))
