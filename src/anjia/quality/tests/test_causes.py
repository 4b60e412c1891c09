"""The tree of causes and the teams."""

from datetime import datetime

import pytest

from anjia.kernel.actors import Actor
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.scope import company_scope
from anjia.quality import queries
from anjia.quality.operations import add_cause, close_cause, close_team, open_complaint, set_team
from anjia.quality.queries import ComplaintFilter
from anjia.quality.rules import BUILT_IN, Cause, covers, is_code
from anjia.quality.testing import Scene


def test_every_built_in_cause_has_a_name_and_a_code_that_fits() -> None:
    names = queries.built_in_cause_names()
    codes = {*Cause, *(leaf for leaves in BUILT_IN.values() for leaf in leaves)}
    assert set(names) == codes
    assert all(is_code(code) and len(code) <= 40 for code in codes)


@pytest.mark.parametrize(
    ("wide", "narrow", "covered"),
    [
        ("damage", "damage.broken", True),
        ("damage.broken", "damage.broken", True),
        ("damage.broken", "damage", False),
        ("pace", "damage.broken", False),
    ],
)
def test_a_first_level_covers_its_leaves(wide: str, narrow: str, covered: bool) -> None:
    assert covers(wide, narrow) is covered


def test_a_company_adds_causes_under_and_beside_the_built_in_ones(scene: Scene, lead: Actor, at: datetime) -> None:
    leaf = add_cause(parent="damage", name="地板进水", at=at, by=lead)
    top = add_cause(parent="", name="宠物", at=at, by=lead)
    under = add_cause(parent=top, name="宠物走失", at=at, by=lead)
    assert (leaf, top, under) == ("damage.own1", "own2", "own2.own3")
    assert "地板进水" in queries.cause_names()[leaf]
    assert top in queries.top_cause_names()
    codes = [code for code, _name in queries.cause_choices()]
    assert codes.index("damage.missing") < codes.index(leaf) < codes.index("money")
    complaint_id = open_complaint(
        household_id=scene.household_id, text="地板泡了", cause=leaf, at=at, by=scene.household
    )
    assert [c.id for c in queries.complaints_page(ComplaintFilter(cause="damage")).complaints] == [complaint_id]


def test_what_is_closed_is_no_longer_chosen_and_keeps_its_name(scene: Scene, lead: Actor, at: datetime) -> None:
    top = add_cause(parent="", name="宠物", at=at, by=lead)
    under = add_cause(parent=top, name="宠物走失", at=at, by=lead)
    close_cause(code=top, at=at, by=lead)
    assert {top, under}.isdisjoint(dict(queries.cause_choices()))
    assert queries.cause_name(under) == queries.cause_names()[under]
    with pytest.raises(Refusal):
        open_complaint(household_id=scene.household_id, text="猫跑了", cause=under, at=at, by=scene.household)
    with pytest.raises(Missing):
        close_cause(code=top, at=at, by=lead)
    add_cause(parent="", name="宠物", at=at, by=lead)


def test_a_built_in_cause_stays(lead: Actor, at: datetime) -> None:
    for code in ("damage", "damage.broken"):
        with pytest.raises(Refusal):
            close_cause(code=code, at=at, by=lead)


@pytest.mark.parametrize(("parent", "name"), [("damage.broken", "三级"), ("nothing", "无"), ("", "长" * 41), ("", " ")])
def test_a_cause_that_cannot_be_is_refused(lead: Actor, at: datetime, parent: str, name: str) -> None:
    with pytest.raises(Refusal):
        add_cause(parent=parent, name=name, at=at, by=lead)


def test_the_same_name_stands_once_in_a_place(lead: Actor, at: datetime) -> None:
    add_cause(parent="damage", name="<b>=1+1</b>", at=at, by=lead)
    with pytest.raises(Refusal):
        add_cause(parent="damage", name="<b>=1+1</b>", at=at, by=lead)
    add_cause(parent="money", name="<b>=1+1</b>", at=at, by=lead)


def test_a_team_is_formed_changed_and_closed(lead: Actor, adviser: Actor, at: datetime) -> None:
    given = {"name": "客户关怀组", "at": at, "by": lead}
    team_id = set_team(**given, staff_ids=[lead.id, lead.id], causes=["damage"])
    with pytest.raises(Refusal):
        set_team(**given, staff_ids=[lead.id], causes=[])
    set_team(**given, staff_ids=[adviser.id], causes=[], team_id=team_id)
    assert [(one.name, one.staff_ids) for one in queries.teams()] == [("客户关怀组", (adviser.id,))]
    close_team(team_id=team_id, at=at, by=lead)
    with pytest.raises(Missing):
        close_team(team_id=team_id, at=at, by=lead)
    assert (queries.teams(), f"team:{team_id}" in queries.team_names(closed=True)) == ([], True)


def test_a_team_of_nobody_or_of_strangers_is_refused(lead: Actor, at: datetime) -> None:
    for people in ([], [987654]):
        with pytest.raises(Refusal):
            set_team(name="客户关怀组", staff_ids=people, causes=[], at=at, by=lead)
    with pytest.raises(Refusal):
        set_team(name="客户关怀组", staff_ids=[lead.id], causes=["nothing"], at=at, by=lead)


def test_another_company_has_its_own_tree(lead: Actor, stranger_id: int, at: datetime) -> None:
    code = add_cause(parent="damage", name="地板进水", at=at, by=lead)
    with company_scope(stranger_id):
        assert code not in queries.cause_names()
        assert add_cause(parent="damage", name="地板进水", at=at, by=lead) == code
