from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.errors import Refusal
from anjia.kernel.queries import latest_facts
from anjia.kernel.scope import company_scope
from anjia.promises import queries
from anjia.promises.models import Clause
from anjia.promises.operations import make_promise, publish_clause, publish_standard_clauses
from anjia.promises.rules import STANDARD
from anjia.promises.tests.conftest import AT

LEAD = Actor("staff", 3, "Lead")
HOUR = timedelta(hours=1)


def publish(**changes: Any) -> int:
    given: dict[str, Any] = {
        "kind": "complaint_answered",
        "minutes": 240,
        "most_fen": 0,
        "sentence": "Within four hours.",
        "effective_from": AT + HOUR,
        "at": AT,
        "by": LEAD,
    }
    return publish_clause(**{**given, **changes})


def test_standard_clauses_are_version_one_of_every_kind(company: int) -> None:
    assert publish_standard_clauses(at=AT, by=LEAD) == len(STANDARD)
    assert {(row.kind, row.version, row.minutes) for row in queries.clauses()} == {
        (kind.value, 1, terms.minutes) for kind, terms in STANDARD.items()
    }


def test_publishing_the_standard_again_changes_nothing(company: int) -> None:
    publish_standard_clauses(at=AT, by=LEAD)
    facts = len(latest_facts())
    assert publish_standard_clauses(at=AT + HOUR, by=LEAD) == 0
    assert len(latest_facts()) == facts


def test_a_kind_with_an_own_clause_keeps_it(company: int) -> None:
    publish()
    publish_standard_clauses(at=AT, by=LEAD)
    assert queries.clause_in_force("complaint_answered", at=AT + HOUR).minutes == 240


def test_a_new_version_holds_for_new_promises_only(company: int) -> None:
    publish_standard_clauses(at=AT, by=LEAD)
    before = make_promise(kind="complaint_answered", subject="complaint:1", made_at=AT, by=SYSTEM)
    publish()
    make_promise(kind="complaint_answered", subject="complaint:2", made_at=AT + HOUR, by=SYSTEM)
    old, new = (queries.promise_of("complaint_answered", f"complaint:{n}") for n in (1, 2))
    assert old
    assert new
    assert old.id == before
    assert (old.clause_version, old.due_at) == (1, AT + 24 * HOUR)
    assert (new.clause_version, new.due_at) == (2, AT + 5 * HOUR)


def test_a_published_clause_cannot_be_changed_by_anybody(company: int) -> None:
    clause_id = publish()
    with pytest.raises(IntegrityError), transaction.atomic():
        Clause.objects.filter(pk=clause_id).update(minutes=99999)
    with pytest.raises(IntegrityError), transaction.atomic():
        Clause.objects.filter(pk=clause_id).delete()
    assert queries.clause(clause_id).minutes == 240


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"minutes": 0}, "minutes"),
        ({"minutes": -5}, "minutes"),
        ({"minutes": 10**9}, "minutes"),
        ({"most_fen": -1}, "amount"),
        ({"most_fen": 10**12}, "amount"),
        ({"sentence": "x" * 301}, ""),
    ],
)
def test_terms_out_of_bounds_are_refused(company: int, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(Refusal) as refusal:
        publish(**changes)
    assert refusal.value.field == field


def test_a_new_version_cannot_hold_for_the_past(company: int) -> None:
    publish_standard_clauses(at=AT, by=LEAD)
    with pytest.raises(Refusal):
        publish(effective_from=AT - HOUR)


def test_a_new_version_cannot_begin_before_the_newest(company: int) -> None:
    publish(effective_from=AT + 2 * HOUR)
    with pytest.raises(Refusal, match="1"):
        publish(effective_from=AT + HOUR)


def test_the_words_of_a_clause_lose_their_nul(company: int) -> None:
    clause_id = publish(sentence="four\x00 hours\n now")
    assert queries.clause(clause_id).sentence == "four hours now"


def test_without_a_clause_the_standard_terms_are_shown(company: int) -> None:
    shown = queries.clause_in_force("compensation", at=AT)
    assert (shown.version, shown.most_fen) == (0, 500_00)


def test_another_company_has_its_own_clauses(company: int, other_company: int) -> None:
    publish()
    with company_scope(other_company):
        assert queries.clauses() == []
        assert queries.clause_in_force("complaint_answered", at=AT + 9 * HOUR).minutes == 1440
