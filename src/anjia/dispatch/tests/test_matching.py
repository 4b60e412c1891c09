"""Every part of a score counts by its published weight, is kept with the decision, and can be looked at again."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from anjia.booking import queries as booking
from anjia.booking.testing import plan_visit
from anjia.dispatch import handlers, queries
from anjia.dispatch.events import CaregiverAssigned
from anjia.dispatch.operations import (
    ask_review,
    assign_visit,
    count_shares,
    decide_review,
    favour_caregiver,
    publish_weights,
    reassign,
)
from anjia.dispatch.rules import (
    Ground,
    Job,
    Outcome,
    Part,
    Record,
    Roster,
    Side,
    Standing,
    Weights,
    WorkingTime,
    candidates,
    midnight_minute,
    roster_of,
    share_of,
    work_of,
)
from anjia.dispatch.testing import visit_with
from anjia.households.operations import NewEntry, record_dossier
from anjia.households.rules import EntryKind
from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.queries import story_of
from anjia.promises import queries as promises
from anjia.workforce.operations import keep_mark, set_suiting

MONDAY = date(2026, 3, 2)
START = midnight_minute(MONDAY) + 600
JOB = Job(120, 31.23, 121.47, MONDAY, 7)
HUNDRED = dict.fromkeys(Part, 100)
LEAD = Actor("staff", 3, "林经理")


def roster(ids: list[int]) -> Roster:
    return roster_of([WorkingTime(one, 31.2, 121.4, 3, [(day, 0, 1440) for day in range(7)]) for one in ids])


def record(people: int, seed: int, weights: Weights | None = None) -> Record:
    draw = np.random.default_rng(seed)

    def column(low: int, high: int) -> np.ndarray:
        return draw.integers(low, high, people).astype(np.int64)

    standing = Standing(
        suits=column(0, 8),
        limits=column(0, 2),
        low=column(20, 100),
        marks=column(0, 60),
        favoured=column(0, 2).astype(bool),
        district=column(-1, 2),
        hours=column(0, 200),
        income=column(0, 200),
    )
    week = column(0, 3000).reshape(1, -1)
    return Record(column(0, 9), week, column(0, 101), column(0, 6).reshape(1, -1), standing, weights)


@pytest.mark.slow
@given(st.integers(1, 12), st.integers(0, 10_000))
def test_the_score_is_the_sum_of_its_reasons_and_ids_only_break_ties(people: int, seed: int) -> None:
    kept = record(people, seed)
    low, high = list(range(1, people + 1)), list(range(901, people + 901))
    first = candidates(roster(low), work_of([]), kept, JOB, START)
    second = candidates(roster(high), work_of([]), kept, JOB, START)
    assert [one.caregiver_id + 900 for one in first] == [one.caregiver_id for one in second]
    assert all(one.score == sum(reason.points for reason in one.reasons) for one in first)
    order = [(-one.score, one.caregiver_id) for one in first]
    assert order == sorted(order)


@pytest.mark.slow
@given(st.sampled_from(list(Part)), st.integers(0, 10_000))
def test_a_part_that_counts_nothing_gives_no_points_and_changes_no_other(part: Part, seed: int) -> None:
    kept = record(5, seed)
    without = replace(kept, weights=Weights(HUNDRED | {part: 0}, 1))
    whole = {one.caregiver_id: one for one in candidates(roster([1, 2, 3, 4, 5]), work_of([]), kept, JOB, START)}
    for one in candidates(roster([1, 2, 3, 4, 5]), work_of([]), without, JOB, START):
        assert not any(reason.points for reason in one.reasons if reason.part == part)
        others = [reason for reason in one.reasons if reason.part != part]
        expected = [reason for reason in whole[one.caregiver_id].reasons if reason.part != part]
        assert [reason for reason in others if reason.points] == [reason for reason in expected if reason.points]


def test_the_share_looks_at_the_last_eight_visits() -> None:
    assert share_of(roster([1, 2]), [1, 1, 2, 1, 9, 1, 1, 1, 2, 2]).tolist() == [75, 12]
    assert share_of(roster([1, 2]), []).tolist() == [0, 0]


def grounds(candidate: queries.CandidateSummary) -> dict[Part, int]:
    points: dict[Part, int] = {}
    for line in candidate.reasons:
        points[line.part] = points.get(line.part, 0) + line.points
    return points


@pytest.mark.slow
def test_what_the_areas_know_is_weighed(wang: int, li: int, at: datetime, tuesday: datetime) -> None:
    visit_id = plan_visit(at=at, starts_at=tuesday)
    household_id = booking.visit(visit_id).household_id
    entries = [NewEntry(EntryKind.PEOPLE, "家里有宝宝"), NewEntry(EntryKind.SPECIAL, "有一条狗")]
    record_dossier(household_id=household_id, entries=entries, at=at, by=SYSTEM)
    set_suiting(caregiver_id=wang, strengths=["infant"], limits=[], districts=["徐汇区"], at=at, by=SYSTEM)
    set_suiting(caregiver_id=li, strengths=[], limits=["dogs"], districts=["静安区"], at=at, by=SYSTEM)
    for number in range(40):
        keep_mark(caregiver_id=wang, survey_id=number, index=96, at=at)
        keep_mark(caregiver_id=li, survey_id=1000 + number, index=70, at=at)
    favour_caregiver(household_id=household_id, caregiver_id=wang, at=at, by=SYSTEM)
    first, second = queries.candidates_for(visit_id, at=at)
    assert (first.caregiver_id, second.caregiver_id) == (wang, li)
    assert grounds(first)[Part.SUITING] == 6
    assert grounds(second)[Part.SUITING] == -30
    assert grounds(first)[Part.RATING] > grounds(second)[Part.RATING]
    assert grounds(first)[Part.PREFERENCE] == 20
    assert grounds(second)[Part.PREFERENCE] == -5
    assert "Good with: a baby" in [line.sentence for line in first.reasons]


def test_who_had_less_than_her_share_comes_first(wang: int, li: int, at: datetime, tuesday: datetime) -> None:
    visit_with(wang, at=at, starts_at=tuesday)
    now = tuesday + timedelta(days=7)
    assert count_shares(at=now) >= 1
    count_shares(at=now)
    other = plan_visit(at=now, starts_at=now + timedelta(days=1), phone="13700009999")
    found = {one.caregiver_id: one for one in queries.candidates_for(other, at=now)}
    assert grounds(found[li])[Part.FAIRNESS] == 16
    assert grounds(found[wang])[Part.FAIRNESS] == 0


def test_weights_are_published_in_versions_and_old_decisions_keep_theirs(
    wang: int, li: int, at: datetime, tuesday: datetime
) -> None:
    before = visit_with(wang, at=at, starts_at=tuesday)
    publish_weights(percents=HUNDRED | {Part.WAY: 50}, reason="路程少算", effective_from=at, at=at, by=LEAD)
    after = visit_with(li, at=at, starts_at=tuesday)
    versions = [one.weights_version for one in queries.assignments_of_visits([before, after]).values()]
    assert sorted(versions) == [0, 1]
    assert queries.weights_of_version(1).of(Part.WAY) == 50
    assert queries.weights_of_version(9).version == 0
    [published] = queries.weights_published()
    assert (published.version, published.by_name) == (1, "林经理")
    for percents, reason, effective_from in (
        (HUNDRED | {Part.WAY: 301}, "好", at + timedelta(hours=1)),
        (dict.fromkeys(Part, 0), "好", at + timedelta(hours=1)),
        (HUNDRED, "", at + timedelta(hours=1)),
        (HUNDRED, "再改", at),
    ):
        with pytest.raises(Refusal):
            publish_weights(percents=percents, reason=reason, effective_from=effective_from, at=at, by=LEAD)


def assigned(visit_id: int) -> CaregiverAssigned:
    events = [fact.event for fact in story_of(f"visit:{visit_id}")]
    return next(event for event in events if isinstance(event, CaregiverAssigned))


def test_what_was_weighed_is_kept_once_with_everybodys_own_reasons(
    wang: int, li: int, at: datetime, tuesday: datetime
) -> None:
    visit_id = plan_visit(at=at, starts_at=tuesday)
    assign_visit(visit_id=visit_id, at=at, by=SYSTEM)
    for _ in range(2):
        handlers.keep_what_was_weighed(assigned(visit_id), at=at)
    assignment = queries.assignment_of(visit_id)
    assert assignment is not None
    assert assignment.chosen_by == "system"
    weighed = queries.weighed_for(assignment.id)
    assert [(one.place, one.sent) for one in weighed] == [(1, True), (2, False)]
    [hers] = queries.weighed_of_caregiver(weighed[1].caregiver_id)
    assert hers.lines[0].part == Part.WAY
    assert hers.reasons[0].ground in (Ground.FROM_HOME, Ground.FROM_VISIT)


def test_a_person_looks_again_within_the_promised_time(wang: int, li: int, at: datetime, tuesday: datetime) -> None:
    visit_id = visit_with(wang, at=at, starts_at=tuesday)
    handlers.keep_what_was_weighed(assigned(visit_id), at=at)
    assignment = queries.assignment_of(visit_id)
    assert assignment is not None
    household_id = booking.visit(visit_id).household_id
    asked = {"assignment_id": assignment.id, "words": "为什么换人", "at": at, "by": SYSTEM}
    review_id = ask_review(side=Side.HOUSEHOLD, asker_id=household_id, **asked)
    other_id = ask_review(side=Side.CAREGIVER, asker_id=li, **asked)
    with pytest.raises(Refusal, match="asked about this before"):
        ask_review(side=Side.HOUSEHOLD, asker_id=household_id, **asked)
    for side, stranger in ((Side.HOUSEHOLD, household_id + 1), (Side.CAREGIVER, 99_999)):
        with pytest.raises(Missing):
            ask_review(side=side, asker_id=stranger, **asked)
    assert {one.subject for one in promises.promises_due(at + timedelta(days=9), kinds=["match_reviewed"])} == {
        f"match_review:{review_id}",
        f"match_review:{other_id}",
    }
    reassign(visit_id=visit_id, caregiver_id=li, reason="复核后换人", at=at, by=LEAD)
    decide_review(review_id=review_id, outcome=Outcome.CHANGED, words="已为您换人", at=at, by=LEAD)
    with pytest.raises(Refusal, match="decided on this already"):
        decide_review(review_id=review_id, outcome=Outcome.STANDS, words="维持", at=at, by=LEAD)
    found = queries.review(review_id)
    assert (found.outcome, found.answer, found.decided_by) == ("changed", "已为您换人", "林经理")
    assert queries.reviews_of(caregiver_id=li, assignment_ids=[assignment.id])[assignment.id].outcome == ""
    with pytest.raises(Missing):
        decide_review(review_id=99_999, outcome=Outcome.STANDS, words="维持", at=at, by=LEAD)
