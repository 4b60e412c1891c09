"""What is measured of an operation, and how: one client that does it again and again, then several at once."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from benchmarks.serving import Server

ROUNDS = 3


@dataclass(frozen=True)
class Figure:
    """One measured thing: milliseconds waited, and of CPU in the web worker, for one operation.

    `target` is in milliseconds, 0 for none; it is for `p50`, or for `cpu` where `on_cpu`.
    """

    engine: str
    name: str
    count: int
    p50: float
    p95: float
    cpu: float
    target: float = 0.0
    on_cpu: bool = False
    remark: str = ""

    @property
    def kept(self) -> bool:
        """Whether the target, if there is one, is kept."""
        return not self.target or (self.cpu if self.on_cpu else self.p50) <= self.target


@dataclass(frozen=True)
class Ground:
    """What the measuring works on in one engine."""

    engine: str
    server: Server
    company_id: int
    offering_id: int
    visit_id: int
    tokens: tuple[str, ...]
    scale: float

    def times(self, count: int) -> int:
        """How often, in a company of this size."""
        return max(3, round(count * min(1.0, 10 * self.scale)))


Act = Callable[[int], float]  # does the operation for the nth time; returns the seconds it took


def timed(work: Callable[[], object]) -> float:
    """The seconds that the work takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def sampled(ground: Ground, name: str, count: int, act: Act, *, target: float = 0.0, on_cpu: bool = False) -> Figure:
    """The figure of an operation done `count` times. One over its target is measured again, and the best counts:
    whatever else runs on the machine can only add time."""
    best = None
    for _round in range(ROUNDS if target else 1):
        figure = replace(_once(ground, name, count, act), target=target, on_cpu=on_cpu)
        best = min(best or figure, figure, key=lambda one: one.cpu if on_cpu else one.p50)
        if best.kept:
            break
    assert best is not None
    return best


def _once(ground: Ground, name: str, count: int, act: Act) -> Figure:
    spent_before = ground.server.cpu_seconds()
    lengths = [act(number) for number in range(count)]
    return figure_of(ground, name, lengths, ground.server.cpu_seconds() - spent_before)


def figure_of(ground: Ground, name: str, lengths: list[float], cpu_seconds: float) -> Figure:
    """The figure of operations of these lengths, in seconds."""
    ordered = sorted(lengths)
    p50, p95 = (1000 * ordered[min(len(ordered) - 1, int(part * len(ordered)))] for part in (0.50, 0.95))
    return Figure(ground.engine, name, len(ordered), p50, p95, 1000 * cpu_seconds / len(ordered))


def together(ground: Ground, name: str, count: int, acts: list[Act]) -> Figure:
    """The figure of an operation that several clients do at once, `count` times each."""
    lengths: list[float] = []
    faults: list[BaseException] = []

    def work(act: Act) -> None:
        try:
            lengths.extend(act(number) for number in range(count))
        except BaseException as fault:
            faults.append(fault)
            raise

    spent_before, began = ground.server.cpu_seconds(), time.perf_counter()
    threads = [threading.Thread(target=work, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]
    spent = time.perf_counter() - began
    figure = figure_of(ground, f"{name}, {len(acts)} at once", lengths, ground.server.cpu_seconds() - spent_before)
    return replace(figure, remark=f"{len(lengths) / spent:.0f}/s")


def line(figure: Figure) -> str:
    """The figure in one line."""
    goal = "" if not figure.target else f"{'CPU' if figure.on_cpu else 'p50'} <= {figure.target:.0f} ms"
    verdict = "" if not figure.target else "kept" if figure.kept else "MISSED"
    times = f"{figure.p50:8.1f} {figure.p95:8.1f} {figure.cpu:8.1f}"
    return f"{figure.engine:9} {figure.name:48} {figure.count:4} {times}  {goal:16} {verdict:7} {figure.remark}"


__all__ = ["ROUNDS", "Act", "Figure", "Ground", "figure_of", "line", "sampled", "timed", "together"]
