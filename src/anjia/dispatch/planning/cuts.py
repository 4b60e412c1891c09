"""Cuts a town by the minutes between its places alone.

Two places far apart span a line, everything is laid along it by how much nearer it is to the one than to the other
(FastMap, Faloutsos and Lin 1995, doi 10.1145/223784.223812), and the line is cut where each side has its share.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]
Rows = npt.NDArray[np.floating]


def cut(
    minutes: Rows, people: Numbers, tasks: Numbers, count: int, random: np.random.Generator
) -> list[tuple[Numbers, Numbers]]:
    """Rows of caregivers and rows of tasks of each of `count` parts, by the places of both."""
    whole = [(np.arange(len(people)), np.arange(len(tasks)), count)]
    done = []
    while whole:
        mine, theirs, parts = whole.pop()
        if parts < 2 or len(mine) < 2:
            done.append((mine, theirs))
            continue
        here = np.concatenate([people[mine], tasks[theirs]])
        first, last = _far_apart(minutes, here, random)
        share = (parts // 2) / parts
        left, right = parts // 2, parts - parts // 2
        a, b = (_in_two(minutes, at[rows], rows, first, last, share) for at, rows in ((people, mine), (tasks, theirs)))
        whole += [(a[0], b[0], left), (a[1], b[1], right)]
    return done


def _far_apart(minutes: Rows, places: Numbers, random: np.random.Generator) -> tuple[int, int]:
    first = places[random.integers(len(places))]
    last = places[np.argmax(minutes[first, places])]
    return int(last), int(places[np.argmax(minutes[last, places])])


def _in_two(
    minutes: Rows, places: Numbers, rows: Numbers, first: int, last: int, share: float
) -> tuple[Numbers, Numbers]:
    along = minutes[first, places].astype(np.float64) ** 2 - minutes[last, places].astype(np.float64) ** 2
    ordered = rows[np.argsort(along, kind="stable")]
    half = round(share * len(ordered))
    return ordered[:half], ordered[half:]
