"""Chains that share a large day: in each turn every one of them moves the routes of its own side of the town alone.

The sides are cut anew each turn, so that no border stays, and joined after it: what each chain found is kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from anjia.dispatch.planning.cuts import cut
from anjia.dispatch.planning.grid import Table
from anjia.dispatch.planning.layout import Layout
from anjia.dispatch.planning.routes import Lists, RouteChain

LEAST = 400  # tasks of a side below which it is better to search the whole twice


def can_share(chains: Sequence[RouteChain]) -> bool:
    """Whether a day is large enough, and its routes do not hang together by links."""
    layout = chains[0].layout
    large = len(layout.problem.tasks) >= LEAST * len(chains)
    return len(chains) > 1 and large and bool(layout.moves.all()) and not layout.problem.links


def deal(chains: Sequence[RouteChain], base: Lists, turn: int) -> list[Table]:
    """Gives each chain its side of the routes; flags of the routes of each."""
    layout = chains[0].layout
    problem, who = layout.problem, base.lists[: len(layout.problem.tasks), 2]
    places = np.array([task.place for task in problem.tasks], np.int64)
    sides = cut(layout.ways[0], _middles(layout, base), places, len(chains), np.random.default_rng(turn))
    dealt = []
    for chain, (people, tasks) in zip(chains, sides, strict=True):
        mine = np.zeros(len(problem.caregivers), np.bool_)
        mine[people] = True
        loose = np.where(who >= 0, mine[who], False)
        loose[tasks[who[tasks] < 0]] = True
        chain.move(loose, mine)
        chain.begin_from(base)
        dealt.append(mine)
    return dealt


def _middles(layout: Layout, base: Lists) -> Table:
    """Where the middle of each route is; her home where a caregiver has none."""
    at = np.array([person.start for person in layout.problem.caregivers], np.int64)
    for who in range(len(at)):
        places = list(_places(layout, base, who))
        if places:
            at[who] = places[len(places) // 2]
    return at


def _places(layout: Layout, base: Lists, who: int) -> Iterator[int]:
    node = int(base.lists[len(layout.time) + who, 0])
    while node >= 0:
        if node < len(layout.problem.tasks):
            yield layout.problem.tasks[node].place
        node = int(base.lists[node, 0])


def collect(chains: Sequence[RouteChain], dealt: Sequence[Table], base: Lists, best: Lists, *, last: bool) -> None:
    """The sides together, in the first chain, which may move everything again and keeps the best so far.

    The routes go on as they are, not from the best of each side, or every turn would be cooled at once; but the last.
    """
    found, standing = (
        joined([of(chain) for chain in chains], dealt, base, nodes=len(chains[0].layout.time))
        for of in (RouteChain.found, RouteChain.standing)
    )
    first = chains[0]
    first.move(np.ones(len(first.layout.problem.tasks), np.bool_))
    first.begin_from(best)
    first.go_to(found)
    if not last:
        first.go_to(standing)


def joined(sides: Sequence[Lists], dealt: Sequence[Table], base: Lists, *, nodes: int) -> Lists:
    """One plan of what each side holds; `dealt` are the flags of its routes, `base` what all of them began from."""
    lists, cost = np.full_like(base.lists, -1), base.cost
    for side, mine in zip(sides, dealt, strict=True):
        who = side.lists[:nodes, 2]
        rows = np.flatnonzero(np.where(who >= 0, mine[who], False))
        lists[rows] = side.lists[rows]
        routes = nodes + np.flatnonzero(mine)
        lists[routes] = side.lists[routes]
        cost += side.cost - base.cost
    return Lists(lists, cost)
