"""Facts as sentences: names asked once, what is for the family kept apart."""

from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from anjia.catalog.testing import an_offering
from anjia.households import operations
from anjia.households.operations import NewEntry
from anjia.households.rules import EntryKind
from anjia.households.testing import a_home, a_household
from anjia.interfaces.shared.story import _tellers, entries_of, household_entries_of, name_of
from anjia.kernel.actors import PUBLIC, Actor
from anjia.kernel.events import event_kinds
from anjia.kernel.queries import latest_facts, story_of
from anjia.workforce.testing import a_caregiver

ADVISER = Actor("staff", 3, "周宁")
AREAS = ("households", "workforce", "catalog", "company", "billing", "payroll")


@pytest.fixture
def household_id(scope: int, at: datetime) -> int:
    known = operations.register_household(name="陈女士", phone="13912345678", at=at, by=PUBLIC)
    a_home(at, known)
    entry = NewEntry(EntryKind.ACCESS, "密码 2580")
    operations.record_dossier(household_id=known, entries=[entry], at=at, by=ADVISER)
    operations.set_tags(household_id=known, tags=["重点"], at=at, by=ADVISER)
    operations.reveal_phone(household_id=known, purpose="call", at=at, by=ADVISER)
    return known


def test_the_desk_reads_the_whole_story_and_by_whom(household_id: int) -> None:
    entries = entries_of(story_of(f"household:{household_id}"))
    assert len(entries) == 5
    assert [entry.by for entry in entries[:3]] == ["周宁"] * 3
    assert all(entry.sentence and entry.icon for entry in entries)
    assert "2580" not in " ".join(entry.sentence for entry in entries)


def test_the_family_reads_its_part_without_tags_and_without_names_of_staff(household_id: int) -> None:
    entries = household_entries_of(story_of(f"household:{household_id}"))
    assert len(entries) == 4
    text = " ".join(entry.sentence for entry in entries)
    assert "重点" not in text
    assert {entry.by for entry in entries} == {""}


def test_a_page_does_not_link_to_itself(household_id: int) -> None:
    facts = story_of(f"household:{household_id}")
    here = f"/desk/households/{household_id}/"
    assert here in [entry.url for entry in entries_of(facts)]
    assert here not in [entry.url for entry in entries_of(facts, here=here)]


def test_small_facts_are_left_out_when_asked(household_id: int) -> None:
    facts = story_of(f"household:{household_id}", without=("households.TagsSet",))
    assert "households.TagsSet" not in [fact.name for fact in facts]
    assert len(facts) == 4


def questions_of_the_log() -> int:
    with CaptureQueriesContext(connection) as caught:
        entries_of(latest_facts())
    return len(caught)


def test_names_are_asked_once_however_many_facts(scope: int, at: datetime) -> None:
    a_caregiver(at)
    an_offering(at)
    few = questions_of_the_log()
    for number in range(4):
        a_caregiver(at, name=f"阿姨{number}", phone=f"1371234000{number}")
        a_household(at, phone=f"1361234000{number}")
        an_offering(at, code=f"C{number}")
    # One more at most: households are named now too.
    assert questions_of_the_log() <= few + 1
    assert name_of("caregiver", 1) == ""


@pytest.mark.parametrize("name", [name for name in sorted(event_kinds()) if name.partition(".")[0] in AREAS])
def test_every_fact_of_these_areas_has_a_teller(name: str) -> None:
    assert name in _tellers
