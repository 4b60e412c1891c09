"""Every fact of promises and of quality is told in words."""

from collections.abc import Iterator
from dataclasses import fields
from datetime import datetime

import pytest
from django.utils.translation import override

from anjia.interfaces.shared.story import entries_of, household_entries_of, telling_of
from anjia.kernel.events import Event, event_kinds
from anjia.kernel.queries import story_of
from anjia.quality.testing import answer, visit_done

KINDS = [
    kind
    for name, kind in sorted(event_kinds().items())
    if name.startswith(("quality.", "promises.")) and not name.endswith("Fact")
]
VALUES = {"kind": "arrival", "subject": "complaint:7", "severity": "grave", "cause": "pace", "level": 1}


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with override("en"):
        yield


def sample(kind: type[Event], at: datetime) -> Event:
    """A fact of the kind with plausible values."""
    values = {}
    for field in fields(kind):
        plain = {"int": 3, "str": "x", "bool": True, "int | None": 3, "datetime": at, "date": at.date()}
        name = field.type if isinstance(field.type, str) else getattr(field.type, "__name__", str(field.type))
        values[field.name] = VALUES.get(field.name, plain.get(str(name), 3))
    if kind.__name__ == "ComplaintEscalated":
        values["reason"] = "contested"
    return kind(**values)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_fact_is_told_in_words(kind: type[Event], at: datetime) -> None:
    told = telling_of(sample(kind, at))
    assert told.sentence != kind.name
    assert told.sentence.endswith((".", "!"))
    assert told.icon


def test_the_family_reads_its_own_side_of_the_story(scope: int, at: datetime) -> None:
    scene = visit_done(at=at)
    answer(scene, 1, at=at)
    facts = story_of(f"household:{scene.household_id}")
    told = [entry.sentence for entry in household_entries_of(facts)]
    assert told[0].startswith("You told us that something was wrong.")
    assert not any("Promise" in sentence for sentence in told)
    assert any("陈女士 rated the visit: 20 points." in entry.sentence for entry in entries_of(facts))
