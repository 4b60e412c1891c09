"""Marks are counted once per survey, ratings say how sure they are, strengths and limits are kept."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils.translation import override

from anjia.kernel.actors import SYSTEM
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.models import Fact
from anjia.kernel.scope import company_scope
from anjia.workforce import queries
from anjia.workforce.operations import answer_claim, keep_mark, say_suiting, set_suiting, strike_mark
from anjia.workforce.queries import SuitingSummary
from anjia.workforce.rules import MarkSums, rating_of
from anjia.workforce.testing import a_caregiver

COMPANY = MarkSums(400, 400 * 84, 400 * (84 * 84 + 150))


def sums(count: int, mean: int) -> MarkSums:
    return MarkSums(count, count * mean, count * mean * mean)


def test_more_marks_make_the_interval_narrower() -> None:
    widths = [one.high - one.low for one in (rating_of(sums(n, 80), COMPANY) for n in (0, 1, 2, 8, 50, 300))]
    assert widths == sorted(widths, reverse=True)
    assert len(set(widths)) == len(widths)


def test_two_perfect_marks_do_not_pass_fifty_good_ones() -> None:
    few, many = rating_of(sums(2, 100), COMPANY), rating_of(sums(50, 92), COMPANY)
    assert few.low < many.low
    assert few.count == 2


@pytest.mark.parametrize("company", [MarkSums(), MarkSums(1, 100, 10_000), MarkSums(60, 6000, 600_000)])
def test_a_company_with_few_or_equal_marks_still_has_ratings(company: MarkSums) -> None:
    rating = rating_of(MarkSums(), company)
    assert 20 <= rating.low < rating.mean < rating.high <= 100 or rating.high == 100


def test_a_survey_counts_once_and_is_struck_once(scope: int, at: datetime) -> None:
    her, other = a_caregiver(at), a_caregiver(at, phone="13812345679")
    for _ in range(2):
        keep_mark(caregiver_id=her, survey_id=7, index=90, at=at)
    keep_mark(caregiver_id=other, survey_id=8, index=60, at=at)
    assert queries.mark_sums() == {
        her: MarkSums(1, 90, 8100),
        other: MarkSums(1, 60, 3600),
        None: MarkSums(2, 150, 11_700),
    }
    for _ in range(2):
        strike_mark(survey_id=8, at=at)
    strike_mark(survey_id=99, at=at)
    assert queries.mark_sums(other) == {other: MarkSums(), None: MarkSums(1, 90, 8100)}
    assert set(queries.ratings_of([her, other])) == {her}
    with pytest.raises(Missing):
        keep_mark(caregiver_id=99_999, survey_id=9, index=90, at=at)


def test_strengths_limits_and_districts_are_set_anew(scope: int, at: datetime) -> None:
    her = a_caregiver(at)
    for _ in range(2):
        set_suiting(
            caregiver_id=her, strengths=["infant"], limits=["dogs"], districts=["徐汇区", " "], at=at, by=SYSTEM
        )
    [said] = queries.suiting_of().values()
    assert (said.strengths, said.limits, said.districts) == ({"infant"}, {"dogs"}, {"徐汇区"})
    assert queries.suiting_of(her) == {her: said}
    with override("en"), pytest.raises(Refusal, match="strength and her limit"):
        set_suiting(caregiver_id=her, strengths=["dogs"], limits=["dogs"], districts=[], at=at, by=SYSTEM)
    set_suiting(caregiver_id=her, strengths=[], limits=[], districts=[], at=at, by=SYSTEM)
    assert queries.suiting_of(her) == {}


def test_her_own_word_counts_at_once_or_waits_for_the_desk(scope: int, at: datetime) -> None:
    her = a_caregiver(at)
    common: dict[str, Any] = {"caregiver_id": her, "at": at, "by": SYSTEM}
    set_suiting(**common, strengths=["halal"], limits=[], districts=["徐汇区"])
    say_suiting(**common, strengths=["halal", "cats", "infant"], limits=["dogs"])
    said = queries.suiting_of(her)[her]
    assert (said.strengths, said.claims, said.limits) == ({"halal", "cats"}, {"infant"}, {"dogs"})
    assert said.districts == {"徐汇区"}
    assert [(one.caregiver_id, one.word, one.said_at) for one in queries.open_claims()] == [(her, "infant", at)]
    later = at + timedelta(hours=1)
    say_suiting(**common | {"at": later}, strengths=["halal", "cats", "infant"], limits=[])
    assert queries.open_claims()[0].said_at == at
    told = Fact.objects.filter(name="workforce.SuitingSaid").count()
    say_suiting(**common | {"at": later}, strengths=["halal", "cats", "infant"], limits=[])
    assert Fact.objects.filter(name="workforce.SuitingSaid").count() == told
    say_suiting(**common, strengths=[], limits=[])
    assert queries.open_claims() == []
    assert queries.suiting_of(her)[her] == SuitingSummary(districts=frozenset({"徐汇区"}))


def test_a_claim_is_answered_once_and_only_a_confirmed_one_counts(scope: int, stranger_id: int, at: datetime) -> None:
    her = a_caregiver(at)
    common: dict[str, Any] = {"caregiver_id": her, "at": at, "by": SYSTEM}
    say_suiting(**common, strengths=["infant", "elder", "allergy"], limits=[])
    with company_scope(stranger_id), pytest.raises(Missing):
        answer_claim(**common, word="infant", confirmed=True)
    answer_claim(**common, word="infant", confirmed=True)
    answer_claim(**common, word="elder", confirmed=False)
    for word in ("infant", "elder", "cats"):
        with override("en"), pytest.raises(Refusal, match="no longer waits"):
            answer_claim(**common, word=word, confirmed=True)
    said = queries.suiting_of(her)[her]
    assert (said.strengths, said.claims, said.denied) == ({"infant"}, {"allergy"}, {"elder"})
    # The desk's own word answers what it names, and leaves the rest waiting.
    set_suiting(**common, strengths=["infant", "elder"], limits=[], districts=[])
    said = queries.suiting_of(her)[her]
    assert (said.strengths, said.claims, said.denied) == ({"infant", "elder"}, {"allergy"}, frozenset())
