"""Who comes: how a caregiver is shown to a family before and after it books."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from anjia.dispatch.rules import Candidate, Ground, Reason
from anjia.interfaces.household.matching import family_lines, rating_words
from anjia.interfaces.shared.calling import told_apart
from anjia.workforce import queries as workforce
from anjia.workforce.queries import CaregiverSummary


@dataclass(frozen=True)
class Comer:
    """A caregiver who could come: her given name, her level, what speaks for her; `again`: she was here before."""

    id: int
    name: str
    level: int
    native_place: str
    introduction: str
    reasons: tuple[str, ...] = ()
    rating: str = ""
    again: bool = False


def given_name(name: str) -> str:
    """The given name of a Chinese full name ("王秀英" -> "秀英"); any other name as it is."""
    return name[1:] if len(name) == 3 and not name.isascii() else name


def given_names(names: Mapping[int, str]) -> dict[int, str]:
    """The given names by id, as a family reads them beside each other; who would be called alike is named in full."""
    return told_apart(names, given_name)


def comer_of(person: CaregiverSummary, trade: str, reasons: Sequence[Reason] = ()) -> Comer:
    """The caregiver as a family sees her."""
    return Comer(
        id=person.id,
        name=given_name(person.name),
        level=person.level_in(trade),
        native_place=person.native_place,
        introduction=person.introduction,
        reasons=tuple(family_lines(reasons)),
        again=any(reason.ground == Ground.KNOWN for reason in reasons),
    )


def comers_of(candidates: list[Candidate], trade: str) -> list[Comer]:
    """Several candidates, best first, with their ratings. Three queries."""
    people = workforce.caregivers(one.caregiver_id for one in candidates)
    ratings = workforce.ratings_of(people)
    called = given_names({key: one.name for key, one in people.items()})
    return [
        replace(
            comer_of(people[one.caregiver_id], trade, one.reasons),
            name=called[one.caregiver_id],
            rating=rating_words(ratings.get(one.caregiver_id)),
        )
        for one in candidates
    ]


def crew_comers(ids: Iterable[int], trade: str) -> list[Comer]:
    """Those who go to one visit, in the order given. Two queries."""
    wanted = list(ids)
    people = workforce.caregivers(wanted)
    called = given_names({key: one.name for key, one in people.items()})
    return [replace(comer_of(people[key], trade), name=called[key]) for key in wanted]
