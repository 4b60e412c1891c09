"""Who may do what and who can get there, for all tasks and caregivers at once."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from anjia.dispatch.planning.problem import FOREVER, UNREACHABLE, Caregiver, Problem, Task

Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]


def able_of(problem: Problem) -> Flags:
    """`Problem.may` for each task (row) and caregiver (column)."""
    column = {person.id: number for number, person in enumerate(problem.caregivers)}
    skilled: dict[str, Flags] = {}
    able = np.zeros((len(problem.tasks), len(column)), np.bool_)
    for row, task in enumerate(problem.tasks):
        if task.skill not in skilled:
            skilled[task.skill] = np.array([task.skill in one.skills for one in problem.caregivers], np.bool_)
        able[row] = skilled[task.skill]
        if task.only is not None:
            wanted = np.zeros(len(column), np.bool_)
            wanted[[column[one] for one in task.only if one in column]] = True
            able[row] &= wanted
        able[row, [column[one] for one in task.never if one in column]] = False
    return able


class Reach:
    """Whether a caregiver gets to a task and back, were it the only one of the day."""

    def __init__(self, problem: Problem) -> None:
        people = problem.caregivers
        self.problem = problem
        self.since = np.array([one.from_minute for one in people], np.float64)
        self.until = np.array([one.until_minute for one in people], np.float64)
        self.most = np.array([one.most_minutes or FOREVER for one in people], np.float64)
        self.groups = [(mode, *_ends(people, mode)) for mode in {one.mode for one in people}]

    def to(self, task: Task) -> Flags:
        """Caregivers who can be there in its window, and back in time where the shift is hard."""
        there, back = self._ways(task.place)
        begins = np.maximum(task.earliest, self.since + there)
        fits = (there < UNREACHABLE) & (back < UNREACHABLE) & (there + task.minutes + back <= self.most)
        if task.hard:
            fits &= begins <= task.latest
        if self.problem.hard_shifts:
            fits &= begins + task.minutes + back <= self.until
        return fits

    def _ways(self, place: int) -> tuple[Floats, Floats]:
        there, back = np.empty((2, len(self.since)))
        for mode, rows, starts, ends in self.groups:
            minutes = self.problem.minutes if mode is None else self.problem.modes[mode]
            there[rows], back[rows] = minutes[starts, place], minutes[place, ends]
        return there, back


def _ends(people: tuple[Caregiver, ...], mode: str | None) -> tuple[list[int], list[int], list[int]]:
    rows = [row for row, one in enumerate(people) if one.mode == mode]
    return rows, [people[row].start for row in rows], [people[row].end for row in rows]
