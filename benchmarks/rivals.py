"""The same day through other planners, as a plan that our checker scores: pyvroom and OR-Tools routing.

Both count in whole minutes, as a city day's matrix does. Their limits are of wall time: the caller says how much.
"""

from datetime import timedelta

import numpy as np
import vroom
from ortools.constraint_solver import pywrapcp, routing_enums_pb2

from anjia.dispatch.planning import Plan, Problem, Route, Stop


def by_vroom(problem: Problem, wall: float, level: int = 5, threads: int = 2) -> Plan:
    """The plan of VROOM at an exploration level, 5 being its highest.

    A level means so many first plans, and the limit ends only what follows them: a large day overruns it.
    """
    skills = sorted({task.skill for task in problem.tasks} | {one for who in problem.caregivers for one in who.skills})
    number = {skill: row for row, skill in enumerate(skills)}
    given = vroom.Input()
    given.set_durations_matrix(profile="car", matrix_input=problem.minutes.astype(np.uint32))
    given.add_vehicle(
        [
            vroom.Vehicle(
                row,
                start=who.start,
                end=who.end,
                skills={number[one] for one in who.skills},
                time_window=vroom.TimeWindow(int(who.from_minute), int(who.until_minute)),
            )
            for row, who in enumerate(problem.caregivers)
        ]
    )
    given.add_job(
        [
            vroom.Job(
                row,
                location=task.place,
                default_service=int(task.minutes),
                skills={number[task.skill]},
                time_windows=[vroom.TimeWindow(int(task.earliest), int(task.latest))],
            )
            for row, task in enumerate(problem.tasks)
        ]
    )
    found = given.solve(exploration_level=level, nb_threads=threads, timeout=timedelta(seconds=wall))
    steps = found.routes[found.routes["type"] == "job"]
    stops: dict[int, list[int]] = {}
    for who, task in zip(steps["vehicle_id"], steps["id"], strict=True):
        stops.setdefault(int(who), []).append(int(task))
    return timed(problem, stops)


def timed(problem: Problem, stops: dict[int, list[int]]) -> Plan:
    """Routes by rows as a plan, each task as early as can be."""
    routes, done = [], set()
    for who, rows in stops.items():
        person = problem.caregivers[who]
        free, place, timed_stops = person.from_minute, person.start, []
        for row in rows:
            task = problem.tasks[row]
            begins = max(task.earliest, free + float(problem.minutes[place, task.place]))
            timed_stops.append(Stop(task.id, begins))
            free, place = begins + task.minutes, task.place
            done.add(task.id)
        if timed_stops:
            routes.append(Route(person.id, tuple(timed_stops)))
    return Plan(tuple(routes), tuple(task.id for task in problem.tasks if task.id not in done))


def by_ortools(problem: Problem, wall: float) -> Plan:
    """The plan of OR-Tools routing with guided local search; one thread."""
    tasks, people = problem.tasks, problem.caregivers
    nodes = [task.place for task in tasks] + [who.start for who in people]
    homes = [len(tasks) + row for row in range(len(people))]
    manager = pywrapcp.RoutingIndexManager(len(nodes), len(people), homes, homes)
    routing = pywrapcp.RoutingModel(manager)
    ways = problem.minutes[np.ix_(nodes, nodes)].astype(int)
    lengths = np.array([int(task.minutes) for task in tasks] + [0] * len(people))
    way = routing.RegisterTransitMatrix(ways.tolist())
    routing.SetArcCostEvaluatorOfAllVehicles(way)
    lasting = routing.RegisterTransitMatrix((ways + lengths[:, None]).tolist())
    routing.AddDimension(lasting, 1440, 1440, False, "time")
    time = routing.GetDimensionOrDie("time")
    for row, task in enumerate(tasks):
        index = manager.NodeToIndex(row)
        time.CumulVar(index).SetRange(int(task.earliest), int(task.latest))
        able = [who for who, person in enumerate(people) if problem.may(task, person)]
        routing.VehicleVar(index).SetValues([-1, *able])
        routing.AddDisjunction([index], int(task.unserved or 0))
    for row, who in enumerate(people):
        time.CumulVar(routing.Start(row)).SetMin(int(who.from_minute))
        time.CumulVar(routing.End(row)).SetMax(int(who.until_minute))
    wanted = pywrapcp.DefaultRoutingSearchParameters()
    wanted.first_solution_strategy = routing_enums_pb2.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
    wanted.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    wanted.time_limit.FromMilliseconds(int(wall * 1000))
    found = routing.SolveWithParameters(wanted)
    stops: dict[int, list[int]] = {}
    for row in range(len(people)) if found else ():
        index = found.Value(routing.NextVar(routing.Start(row)))
        while not routing.IsEnd(index):
            stops.setdefault(row, []).append(manager.IndexToNode(index))
            index = found.Value(routing.NextVar(index))
    return timed(problem, stops)
