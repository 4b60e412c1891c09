"""For whom a clause holds, and which of several holds: the most specific."""

from collections.abc import Iterable
from typing import Protocol, TypeVar


class Scoped(Protocol):
    """Anything that holds for the company, a branch, a service, or a service at a branch."""

    @property
    def branch_id(self) -> int | None: ...

    @property
    def offering_id(self) -> int | None: ...


S = TypeVar("S", bound=Scoped)


def specificity(scoped: Scoped) -> int:
    """Company 0, branch 1, service 2, a service at a branch 3."""
    return (scoped.branch_id is not None) + 2 * (scoped.offering_id is not None)


def most_specific(found: Iterable[S]) -> S | None:
    """The narrowest of what holds at one instant; None of none."""
    return max(found, key=specificity, default=None)
