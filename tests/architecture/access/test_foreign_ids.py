"""Every field and every question of an address that carries an id, with the id of somebody else's thing in it.

The answer is the one for an id that nothing has, nothing of the other's is shown, and nothing is written.
"""

from dataclasses import dataclass
from typing import Any

import pytest

from anjia.company.operations import open_branch
from anjia.kernel.actors import SYSTEM
from anjia.kernel.scope import company_scope
from tests.architecture.access.conftest import World
from tests.architecture.access.test_access_matrix import ABSENT, GUARDED, ask, fields_of, plain, written
from tests.moments import AT

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
REFUSED = (302, 404, 405, 409, 422)


@dataclass(frozen=True)
class Field:
    """A field of the body, or a question in the address, that names a row.

    `known_as` is the row's name in the small company; with `neighbour` another household's row is tried as well.
    """

    address: str
    name: str
    known_as: str
    method: str = "POST"
    person: str = "owner"
    neighbour: str = ""
    filters: bool = False

    def __str__(self) -> str:
        return f"{self.method} {self.address} {self.name}"


def of_household(address: str, method: str) -> list[Field]:
    own: dict[str, Any] = {"method": method, "person": "household"}
    return [
        Field(address, "home", "home_id", neighbour="other_home_id", **own),
        Field(address, "offering", "offering_id", **own),
        Field(address, "proposal", "proposal_id", **own),
        Field(address, "visit", "visit_id", **own),
    ]


FIELDS = [
    Field("desk:household-new", "branch", "branch_id"),
    Field("desk:caregiver-new", "branch", "branch_id"),
    Field("desk:enquiry-new", "offering", "offering_id"),
    Field("desk:interview", "home", "home_id", neighbour="other_home_id"),
    Field("desk:proposal-new", "home", "home_id", neighbour="other_home_id"),
    Field("desk:proposal-new", "offering", "offering_id"),
    Field("desk:visit-caregiver", "caregiver", "caregiver_id"),
    Field("desk:board-move", "caregiver", "caregiver_id"),
    Field("desk:plan-action", "staff", "staff_id"),
    Field("desk:day-plan-accept", "moves", "visit_id"),
    Field("desk:household-pair", "caregiver", "caregiver_id"),
    Field("desk:matching-weights", "visit", "visit_id", method="GET"),
    Field("desk:matching-weights", "visit", "visit_id"),
    Field("desk:new-complaint", "household", "household_id", method="QUERY"),
    Field("desk:new-complaint", "visit", "visit_id", method="QUERY"),
    Field("desk:new-complaint", "household", "household_id", method="GET"),
    Field("desk:new-complaint", "visit", "visit_id", method="GET"),
    Field("desk:tie-conversation", "household", "household_id"),
    Field("desk:tie-conversation", "visit", "visit_id"),
    Field("desk:conversation-complaint", "message", "message_id"),
    Field("desk:conversation-consult", "staff", "staff_id"),
    Field("desk:suggestion-boxes", "branch", "branch_id"),
    Field("desk:suggestion-boxes", "caregiver", "caregiver_id"),
    Field("desk:new-call", "household", "household_id", method="QUERY"),
    Field("desk:new-consultation", "household", "household_id", method="QUERY"),
    Field("desk:new-consultation", "household", "household_id", method="GET"),
    Field("desk:new-consultation", "household", "household_id"),
    Field("desk:new-consultation", "staff", "staff_id"),
    Field("desk:visits", "offering", "offering_id", method="GET", filters=True),
    Field("desk:series-new", "home", "home_id", neighbour="other_home_id"),
    Field("desk:series-new", "offering", "offering_id"),
    Field("desk:series-new", "visit", "visit_id"),
    Field("desk:series-new", "caregiver", "caregiver_id"),
    Field("desk:series-change", "caregiver", "caregiver_id"),
    Field("household:series-new", "home", "home_id", neighbour="other_home_id", person="household"),
    Field("household:series-new", "offering", "offering_id", person="household"),
    Field("household:series-new", "visit", "visit_id", person="household"),
    Field("household:series-new", "caregiver", "caregiver_id", person="household"),
    *of_household("household:slots", "GET"),
    *of_household("household:slot-who", "GET"),
    *of_household("household:slot-hold", "POST"),
    Field("household:waiting-join", "home", "home_id", neighbour="other_home_id", person="household"),
    Field("household:waiting-join", "offering", "offering_id", person="household"),
    Field("desk:waiting-add", "offering", "offering_id"),
    Field("desk:waiting-add", "home", "home_id", neighbour="other_home_id"),
    Field("caregiver:offer-accept", "back", "visit_id", person="caregiver"),
    Field("household:slot-hold", "start", "caregiver_id", person="household"),
    Field("household:refuse-offered", "start", "caregiver_id", person="household"),
    *of_household("household:refuse-offered", "POST"),
]


def asked(world: World, field: Field, value: Any) -> tuple[tuple[int, str], list[str]]:
    """The answer to this value in this field, and what was written."""
    ours = world.ours
    named = next(one for one in GUARDED if one.entry.callback.__module__.split(".")[2] == field.address.split(":")[0]
                 and one.name == field.address.split(":")[1])  # fmt: skip
    body = fields_of(ours, named.name) | {field.name: value, "do": "send", "visits": "1", "minutes": "180", "was": ""}
    body |= {"usual": "", "not_included": "", "needed": ""}
    if field.name == "start":
        body["start"] = f"{str(fields_of(ours, 'slot-hold')['start']).partition('-')[0]}-{value}"
    browser, url = ours.people[field.person], named.url(ours.ids)
    with written() as rows:
        if field.method == "QUERY":
            answer: Any = browser.post(f"{url}?{field.name}={value}", {**body, "text": "x"})
        elif field.method == "GET":
            answer = browser.get(url, {name: body[name] for name in ("home", "offering", "start") if name in body}
                                 | {field.name: value})  # fmt: skip
        else:
            answer = ask(browser, "POST", url, body)
    status, text = plain(answer)
    return (status, text.replace(str(value), "")), rows


@pytest.fixture(scope="module")
def branches(world: World) -> World:
    for company in (world.ours, world.theirs):
        with company_scope(company.company_id):
            company.ids["branch_id"] = open_branch(name=company.slug, district="徐汇区", at=AT, by=SYSTEM)
    return world


@pytest.mark.parametrize("field", FIELDS, ids=str)
def test_an_id_of_somebody_else_is_an_id_of_nothing(branches: World, field: Field) -> None:
    foreign = [branches.theirs.ids[field.known_as]]
    foreign += [branches.ours.ids[field.neighbour]] if field.neighbour else []
    nothing, _rows = asked(branches, field, ABSENT)
    assert nothing[0] in ((200,) if field.filters or field.method == "GET" else ()) + REFUSED
    for value in foreign:
        answer, rows = asked(branches, field, value)
        assert answer[0] == nothing[0], field
        assert branches.theirs.slug not in answer[1]
        assert not rows
