"""Who comes: how a caregiver is shown to a family before and after it books."""

from collections.abc import Iterable
from dataclasses import dataclass

from anjia.dispatch.queries import ReasonLine, reason_lines
from anjia.dispatch.rules import Candidate, Ground, Reason
from anjia.workforce import queries as workforce
from anjia.workforce.queries import CaregiverSummary

FOR_FAMILIES = frozenset({Ground.KNOWN, Ground.FROM_HOME, Ground.FROM_VISIT, Ground.FREE_DAY})


@dataclass(frozen=True)
class Comer:
    """A caregiver who could come: her given name, her level in this trade, and what speaks for her."""

    id: int
    name: str
    level: int
    native_place: str
    introduction: str
    reasons: tuple[ReasonLine, ...] = ()


def given_name(name: str) -> str:
    """The given name of a Chinese full name ("王秀英" -> "秀英"); any other name as it is."""
    return name[1:] if len(name) == 3 and not name.isascii() else name


def comer_of(person: CaregiverSummary, trade: str, reasons: Iterable[Reason] = ()) -> Comer:
    """The caregiver as a family sees her."""
    return Comer(
        id=person.id,
        name=given_name(person.name),
        level=person.level_in(trade),
        native_place=person.native_place,
        introduction=person.introduction,
        reasons=reason_lines(reason for reason in reasons if reason.ground in FOR_FAMILIES),
    )


def comers_of(candidates: list[Candidate], trade: str) -> list[Comer]:
    """Several candidates, best first. Two queries."""
    people = workforce.caregivers(one.caregiver_id for one in candidates)
    return [comer_of(people[one.caregiver_id], trade, one.reasons) for one in candidates]
