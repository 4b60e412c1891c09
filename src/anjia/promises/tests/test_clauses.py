from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import override

from anjia.company.operations import open_branch
from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.places import Place
from anjia.kernel.queries import latest_facts
from anjia.kernel.scope import company_scope
from anjia.promises import queries
from anjia.promises.models import Clause, Validity
from anjia.promises.operations import (
    clauses,
    make_promise,
    publish_clause,
    publish_standard_clauses,
    standard,
    withdraw_clause,
)
from anjia.promises.rules import STANDARD, Form, Kind, Remedy, Rung
from anjia.promises.tests.conftest import AT

LEAD = Actor("staff", 3, "Lead")
HOUR = timedelta(hours=1)
ANSWERED = Kind("complaint_answered")
DAY = timedelta(days=1)


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


def test_the_standard_comes_after_what_a_branch_had_first(company: int) -> None:
    north = open_branch(name="北区", district="杨浦区", place=Place(31.27, 121.52), at=AT, by=LEAD)
    publish(branch_id=north)
    publish_standard_clauses(at=AT, by=LEAD)
    answered = [row for row in queries.clauses() if row.kind == "complaint_answered"]
    assert {(row.branch_id, row.version) for row in answered} == {(north, 1), (None, 2)}
    assert queries.clause_in_force("complaint_answered", at=AT + HOUR).minutes == STANDARD[ANSWERED].minutes
    assert queries.clause_in_force("complaint_answered", at=AT + HOUR, branch_id=north).minutes == 240


def test_two_who_publish_the_standard_at_once_publish_it_once(company: int) -> None:
    """The second has looked before the first wrote."""
    publish_standard_clauses(at=AT, by=LEAD)
    facts = len(latest_facts())
    late = [standard._standard(ANSWERED, AT, version=1)]
    with pytest.raises(Refusal, match="刚刚有同事发布了这一版"):
        standard._publish_first(late, at=AT, by=LEAD)
    assert len(latest_facts()) == facts


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
        ({"minutes": 367 * 1440}, "minutes"),
        ({"clock": "sun"}, "clock"),
        ({"opens_minute": 600, "closes_minute": 600}, "opens"),
        ({"closes_minute": 1441}, "opens"),
        ({"most_times": 1001}, "times"),
        ({"most_times": -1}, "times"),
        ({"remedy": Remedy("gold")}, "remedy"),
        ({"remedy": Remedy(Form.FIXED)}, "remedy"),
        ({"remedy": Remedy(Form.FIXED, amount_fen=-1)}, "amount"),
        ({"remedy": Remedy(Form.FIXED, amount_fen=10**12)}, "amount"),
        ({"remedy": Remedy(Form.PER_STARTED_MINUTES, amount_fen=1)}, "remedy"),
        ({"remedy": Remedy(Form.SHARE, share_percent=101)}, "remedy"),
        ({"ladder": (Rung(0, "owner"),)}, "ladder"),
        ({"ladder": (Rung(50, "wizard"),)}, "ladder"),
        ({"ladder": (Rung(50, "owner"), Rung(50, "owner"))}, "ladder"),
        ({"ladder": tuple(Rung(percent, "owner") for percent in range(1, 10))}, "ladder"),
        ({"source": "law"}, "source_words"),
        ({"offering_id": 2**63}, "offering"),
        ({"offering_id": 0}, "offering"),
        ({"effective_from": AT + 6 * 366 * DAY}, "effective_from"),
        ({"effective_to": AT + 2 * HOUR}, "effective_to"),
        ({"offering_id": 5, "effective_to": AT + HOUR}, "effective_to"),
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


def branch(jurisdiction: str = "", name: str = "North") -> int:
    place = Place(31.2, 121.4)
    return open_branch(name=name, district="徐汇区", place=place, at=AT, by=SYSTEM, jurisdiction=jurisdiction)


def minutes_at(hours: int, **scope: int | None) -> int:
    return queries.clause_in_force("complaint_answered", at=AT + hours * HOUR, **scope).minutes


def test_of_several_that_hold_the_most_specific_is_in_force(company: int) -> None:
    north = branch()
    publish(minutes=100)
    publish(minutes=90, branch_id=north)
    publish(minutes=80, offering_id=5)
    publish(minutes=70, branch_id=north, offering_id=5)
    assert minutes_at(1) == 100
    assert minutes_at(1, branch_id=north) == 90
    assert minutes_at(1, offering_id=5) == 80
    assert minutes_at(1, branch_id=north, offering_id=5) == 70
    assert minutes_at(1, branch_id=north + 1, offering_id=6) == 100
    made = {"kind": "complaint_answered", "made_at": AT + HOUR, "by": SYSTEM}
    make_promise(subject="complaint:1", branch_id=north, **made)
    make_promise(subject="complaint:2", offering_id=5, **made)
    dues = [queries.promise_of("complaint_answered", f"complaint:{n}").due_at for n in (1, 2)]  # type: ignore[union-attr]
    assert dues == [AT + HOUR + timedelta(minutes=90), AT + HOUR + timedelta(minutes=80)]


def test_a_narrower_term_with_an_end_gives_way_to_the_wider_one(company: int) -> None:
    publish(minutes=100)
    publish(minutes=60, offering_id=5, effective_from=AT + 2 * HOUR, effective_to=AT + 9 * HOUR)
    assert [minutes_at(hours, offering_id=5) for hours in (1, 2, 8, 9)] == [100, 60, 60, 100]


def test_a_version_that_overlaps_a_published_time_is_refused_with_its_day(company: int) -> None:
    publish(offering_id=5, effective_from=AT + 2 * HOUR, effective_to=AT + 9 * DAY)
    with pytest.raises(Refusal, match=r"(?<!年)3月11日|11 March\."):
        publish(offering_id=5, effective_from=AT + DAY)
    publish(offering_id=5, effective_from=AT + 9 * DAY)


def test_two_versions_that_hold_at_once_are_refused_by_the_database(company: int) -> None:
    clause = Clause.objects.select_related("validity").get(pk=publish())
    other = Clause.objects.get(pk=publish(offering_id=5))
    with pytest.raises(IntegrityError), transaction.atomic():
        Validity.objects.filter(clause=other).update(offering_key=0)
    begins = clause.validity.begins
    with pytest.raises(IntegrityError), transaction.atomic():
        Validity.objects.filter(clause=other).update(offering_key=0, begins=begins - 5, ends=begins + 1)
    assert Validity.objects.filter(clause=other).update(offering_key=0, begins=1, ends=begins) == 1


def test_withdrawing_a_narrower_term_lets_the_wider_one_hold_again(company: int) -> None:
    publish(minutes=100)
    own = publish(minutes=60, offering_id=5)
    withdraw_clause(clause_id=own, effective_to=AT + 5 * HOUR, at=AT + 2 * HOUR, by=LEAD)
    assert [minutes_at(hours, offering_id=5) for hours in (1, 4, 5)] == [60, 60, 100]
    with pytest.raises(Refusal):
        withdraw_clause(clause_id=own, effective_to=AT + 6 * HOUR, at=AT + 6 * HOUR, by=LEAD)
    publish(minutes=50, offering_id=5, effective_from=AT + 7 * HOUR)
    assert minutes_at(8, offering_id=5) == 50


def test_a_version_that_has_not_begun_is_taken_back_as_if_it_had_never_been(company: int) -> None:
    publish(minutes=100)
    mistaken = publish(minutes=1, effective_from=AT + 5 * DAY)
    publish(minutes=80, effective_from=AT + 9 * DAY)
    withdraw_clause(clause_id=mistaken, effective_to=AT + 2 * HOUR, at=AT + 2 * HOUR, by=LEAD)
    assert [minutes_at(days * 24) for days in (4, 6, 9)] == [100, 100, 80]
    assert queries.clause(mistaken).withdrawn
    with pytest.raises(Refusal):
        withdraw_clause(clause_id=mistaken, effective_to=AT + 2 * HOUR, at=AT + 2 * HOUR, by=LEAD)


def test_a_term_of_the_company_is_followed_and_never_ended(company: int, other_company: int) -> None:
    wide = publish()
    with pytest.raises(Refusal):
        withdraw_clause(clause_id=wide, effective_to=AT + 3 * HOUR, at=AT + 2 * HOUR, by=LEAD)
    with company_scope(other_company), pytest.raises(Missing):
        withdraw_clause(clause_id=wide, effective_to=AT + 3 * HOUR, at=AT + 2 * HOUR, by=LEAD)


def test_a_term_below_the_floor_of_the_law_is_refused_with_article_number_and_day(company: int) -> None:
    refund: dict[str, Any] = {"kind": "refund_paid", "effective_from": AT + 3 * DAY}
    said = r"article 10, in force on 5 March 2026, allows at most 15 days"
    with override("en"), pytest.raises(Refusal, match=said) as refusal:
        publish(**refund, minutes=15 * 1440 + 1)
    assert refusal.value.field == "minutes"
    assert publish(**refund, minutes=15 * 1440)


def test_working_time_is_held_to_the_law_by_the_longest_holiday(company: int) -> None:
    working: dict[str, Any] = {"kind": "refund_paid", "clock": "working", "effective_from": AT + 3 * DAY}
    with pytest.raises(Refusal):
        publish(**working, minutes=10 * 9 * 60)
    assert publish(**working, minutes=3 * 9 * 60)


def test_a_branch_without_law_of_its_own_has_the_companys_floor(company: int) -> None:
    with pytest.raises(Refusal):
        publish(kind="refund_paid", minutes=16 * 1440, branch_id=branch("CN-31"))
    with pytest.raises(Missing):
        publish(kind="refund_paid", minutes=60, branch_id=9999)


def test_no_promise_is_due_later_than_the_law_allows_whatever_was_published(
    company: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clauses, "check_floor", lambda clause: None)
    publish(kind="refund_paid", minutes=60 * 1440, effective_from=AT)
    make_promise(kind="refund_paid", subject="refund:1", made_at=AT, by=SYSTEM)
    make_promise(kind="refund_paid", subject="refund:2", made_at=AT, due_at=AT + 90 * DAY, by=SYSTEM)
    assert [one.due_at for one in queries.promises_due(AT + 99 * DAY)] == [AT + 15 * DAY] * 2
