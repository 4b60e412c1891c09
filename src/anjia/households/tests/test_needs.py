"""What a home asks of whoever comes is read from the dossier and corrected by people."""

from datetime import datetime

import pytest

from anjia.households import queries
from anjia.households.operations import NewEntry, record_dossier, register_household, set_needs, strike_entry
from anjia.households.rules import EntryKind, Source, needs_in
from anjia.kernel import fields
from anjia.kernel.actors import SYSTEM


@pytest.mark.parametrize(
    ("text", "needs"),
    [
        ("家里有两只猫", {"cats"}),
        ("没有养猫，有一条狗", {"dogs"}),
        ("家里无宠物", set()),
        ("老人卧床，听不懂普通话只会上海话", {"elder", "bedridden", "shanghainese"}),
        ("宝宝三个月，妈妈过敏", {"infant", "allergy"}),
        ("不抽烟", set()),
        ("We have a baby and no dog", {"infant"}),
        ("", set()),
    ],
)
def test_needs_are_read_from_words(text: str, needs: set[str]) -> None:
    assert needs_in([text]) == needs


def test_people_correct_what_was_read(scope: int, at: datetime) -> None:
    household_id = register_household(name="陈女士", phone="13700001234", source=Source.PHONE, at=at, by=SYSTEM)
    entries = [NewEntry(EntryKind.PEOPLE, "家里有老人"), NewEntry(EntryKind.ACCESS, "狗会叫")]
    record_dossier(household_id=household_id, entries=entries, at=at, by=SYSTEM)
    assert queries.needs_of(household_id) == {"elder"}
    for _ in range(2):
        set_needs(household_id=household_id, needs=["cats"], at=at, by=SYSTEM)
    assert queries.needs_of(household_id) == {"cats"}
    record_dossier(household_id=household_id, entries=[NewEntry(EntryKind.NOTE, "喜欢清淡")], at=at, by=SYSTEM)
    assert queries.needs_of(household_id) == {"cats", "light_food"}


def test_an_entry_is_opened_once_and_a_struck_one_is_read_no_more(
    scope: int, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    unseal = fields.unseal
    monkeypatch.setattr(fields, "unseal", lambda text, context: opened.append(context) or unseal(text, context=context))
    household_id = register_household(name="陈女士", phone="13700001234", source=Source.PHONE, at=at, by=SYSTEM)
    record_dossier(household_id=household_id, entries=[NewEntry(EntryKind.NOTE, "有一条狗")], at=at, by=SYSTEM)
    for _ in range(2):
        assert queries.needs_of(household_id) == {"dogs"}
    assert opened.count("households.DossierEntry.text") == 1
    [entry] = queries.dossier_of(household_id)
    strike_entry(entry_id=entry.id, at=at, by=SYSTEM)
    assert queries.needs_of(household_id) == frozenset()
