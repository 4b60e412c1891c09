"""What of today nobody can keep: what a repair would begin from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from anjia.dayplans.queries.facts import day_facts
from anjia.dayplans.rules import Aside, Clash, Lanes, strained, to_mend, visit_of


@dataclass(frozen=True)
class Trouble:
    """The visits that need somebody, what keeps those who have a caregiver, and what is set aside."""

    day: date
    orphans: tuple[int, ...]
    clashes: Mapping[int, Clash]
    aside: tuple[Aside, ...]


def trouble_of(day: date, *, at: datetime) -> Trouble:
    """What is wrong with the day now. As many queries as `day_facts` without prices."""
    facts = day_facts(day, at=at, priced=False)
    lanes = Lanes(facts)
    clashes = {clash.visit_id: clash for clash in strained(lanes)}
    orphans = tuple(dict.fromkeys(visit_of(key) for key in to_mend(facts, lanes.ways)))
    return Trouble(day, orphans, clashes, facts.aside)
