"""The promises about one thing, for its page."""

from collections.abc import Iterable
from datetime import datetime

from anjia.interfaces.desk.clocks import Clock, clock_of
from anjia.promises import queries as promises
from anjia.promises.queries import PromiseSummary


def promises_about(subjects: Iterable[str], *, at: datetime) -> list[Clock]:
    """The latest promise of each kind about each subject: what is open first, by due time."""
    found = promises.promises_of(subjects)
    latest: dict[tuple[str, str], PromiseSummary] = {}
    for made in found.values():
        latest |= {(one.subject, one.kind): one for one in made}
    ordered = sorted(latest.values(), key=lambda one: (one.state != "open", one.due_at))
    return [clock_of(one, at=at) for one in ordered]
