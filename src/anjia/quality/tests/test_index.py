"""The index of caregivers, services and branches from real answers."""

from datetime import datetime, timedelta
from typing import Any

import numpy as np
import pytest

from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.errors import Refusal
from anjia.kernel.scope import company_scope
from anjia.quality.models import IndexPrior
from anjia.quality.operations import decide_objection, learn_priors, publish_weights, reply_to_answer
from anjia.quality.queries.index import Group, index_table, monthly_means, prior_at, standings_of, weights_in_force
from anjia.quality.rules.answers import Dimension, Scores
from anjia.quality.rules.feedback import Stance
from anjia.quality.rules.index import STANDARD_WORTH
from anjia.quality.testing import Scene, answer, caregiver, visit_done

DAY = timedelta(days=1)
SKILL_COUNTS = {
    Dimension.ATTITUDE: 10,
    Dimension.SKILL: 70,
    Dimension.EFFICIENCY: 10,
    Dimension.PROBLEM_SOLVING: 10,
}


def answers(at: datetime, who: int, *scores: int | tuple[int, ...], phone: str = "13912345678") -> list[Scene]:
    scenes = []
    for score in scores:
        scene = visit_done(at=at - DAY, caregiver_id=who, phone=phone)
        answer(scene, *(score if isinstance(score, tuple) else (score,)), at=at - DAY)
        scenes.append(scene)
    return scenes


def table(at: datetime, group: Group = Group.CAREGIVER) -> Any:
    return index_table(group, since=at - 30 * DAY, until=at)


def test_a_line_has_mean_interval_spread_and_the_share_below_sixty(scope: int, at: datetime) -> None:
    who = caregiver(at=at)
    answers(at, who, 5, 4, 2, (5, 3, 4, 1))
    (line,) = table(at).lines
    points = [100, 80, 40, 68]
    assert line.mean == pytest.approx(np.mean(points))
    assert line.deviation == pytest.approx(np.std(points, ddof=1))
    assert (line.sample.count, line.sample.low_share) == (4, 0.25)
    assert line.interval[0] < 72 < line.interval[1]
    assert line.dimensions["skill"] == pytest.approx(3.5)


@pytest.mark.slow
def test_few_answers_are_drawn_in_and_not_ranked(scope: int, at: datetime) -> None:
    many, few = caregiver(at=at), caregiver(at=at, name="王桂芳", phone="13700000002")
    answers(at, many, *[4] * 8)
    answers(at, few, 5, phone="13912345679")
    found = table(at)
    first, second = found.lines
    assert (first.id, first.rank, second.id, second.rank) == (many, 1, few, None)
    assert found.prior.worth == STANDARD_WORTH
    assert second.shrunk == pytest.approx((100 + found.prior.mean * 10) / 11)


def test_services_and_branches_have_theirs(scope: int, at: datetime) -> None:
    (scene,) = answers(at, caregiver(at=at), 5)
    assert [line.id for line in table(at, Group.OFFERING).lines] == [scene.offering_id]
    assert [line.id for line in table(at, Group.BRANCH).lines] == [0]


def test_any_number_of_groups_costs_the_same(scope: int, at: datetime, django_assert_num_queries: Any) -> None:
    people = [caregiver(at=at, phone=f"1370000001{n}") for n in range(4)]
    answers(at, people[0], 5)
    with django_assert_num_queries(2):
        table(at)
    for who in people[1:]:
        answers(at, who, 4)
    with django_assert_num_queries(2):
        table(at)
    learn_priors(at=at)
    with django_assert_num_queries(3):
        assert len(standings_of(people, at=at)) == 4
    with django_assert_num_queries(2):
        monthly_means(Group.CAREGIVER, people, months=6, until=at)


def test_an_upheld_objection_takes_the_answer_out_of_her_index_but_not_the_services(
    scope: int, lead: Actor, at: datetime
) -> None:
    who = caregiver(at=at)
    _good, bad = answers(at - DAY, who, 5, 1)
    by = Actor("caregiver", who, "李秀英")
    word = reply_to_answer(
        survey_id=bad.survey_id, caregiver_id=who, stance=Stance.OBJECTION, text="那天停水", at=at, by=by
    )
    assert table(at).lines[0].sample.count == 2
    decide_objection(word_id=word, upheld=True, text="物业证实停水", at=at, by=lead)
    assert table(at).lines[0].sample.count == 1
    assert table(at, Group.OFFERING).lines[0].sample.count == 2
    assert standings_of([who], at=at)[who].count == 1
    assert monthly_means(Group.CAREGIVER, [who], months=2, until=at)[who] == [None, 100.0]


def test_a_rejected_objection_changes_nothing(scope: int, lead: Actor, at: datetime) -> None:
    who = caregiver(at=at)
    (bad,) = answers(at - DAY, who, 1)
    word = reply_to_answer(
        survey_id=bad.survey_id, caregiver_id=who, stance=Stance.OBJECTION, text="不是我", at=at, by=SYSTEM
    )
    decide_objection(word_id=word, upheld=False, text="派单记录是您", at=at, by=lead)
    assert table(at).lines[0].sample.count == 1


def test_published_weights_hold_for_all_answers_in_view_from_their_beginning(scope: int, at: datetime) -> None:
    who = caregiver(at=at)
    answers(at, who, (5, 1, 5, 5))
    publish_weights(weights=SKILL_COUNTS, least_ranked=3, effective_from=at, at=at, by=SYSTEM)
    before = index_table(Group.CAREGIVER, since=at - 30 * DAY, until=at - timedelta(seconds=1))
    after = index_table(Group.CAREGIVER, since=at - 30 * DAY, until=at)
    assert (before.weights.version, before.lines[0].mean) == (0, 76.0)
    assert (after.weights.version, after.lines[0].mean) == (1, 44.0)
    assert weights_in_force(at).terms.least_ranked == 3


def test_an_answer_keeps_the_index_of_the_weights_it_was_given_under(scope: int, at: datetime) -> None:
    from anjia.quality.queries import survey

    publish_weights(weights=SKILL_COUNTS, least_ranked=3, effective_from=at - 2 * DAY, at=at - 2 * DAY, by=SYSTEM)
    (scene,) = answers(at, caregiver(at=at), (5, 1, 5, 5))
    assert survey(scene.survey_id).index == 44


@pytest.mark.parametrize(
    ("weights", "least", "hours", "field"),
    [
        ({**SKILL_COUNTS, Dimension.SKILL: 60}, 8, 0, "weights"),
        ({**SKILL_COUNTS, Dimension.SKILL: 69, Dimension.ATTITUDE: 11}, 8, 0, "weights"),
        (SKILL_COUNTS, 1, 0, "least_ranked"),
        (SKILL_COUNTS, 101, 0, "least_ranked"),
        (SKILL_COUNTS, 8, -1, "effective_from"),
    ],
)
def test_weights_that_are_none_are_refused(
    scope: int, at: datetime, weights: dict[Dimension, int], least: int, hours: int, field: str
) -> None:
    from_ = at + timedelta(hours=hours)
    with pytest.raises(Refusal) as refusal:
        publish_weights(weights=weights, least_ranked=least, effective_from=from_, at=at, by=SYSTEM)
    assert refusal.value.field == field


def test_a_version_cannot_begin_before_the_newest(scope: int, at: datetime) -> None:
    publish_weights(weights=SKILL_COUNTS, least_ranked=8, effective_from=at + 2 * DAY, at=at, by=SYSTEM)
    with pytest.raises(Refusal):
        publish_weights(weights=SKILL_COUNTS, least_ranked=9, effective_from=at + DAY, at=at, by=SYSTEM)


@pytest.mark.slow
def test_families_see_the_mean_drawn_in_with_its_count(scope: int, at: datetime) -> None:
    good, plain = caregiver(at=at), caregiver(at=at, phone="13700000002")
    answers(at, good, 5)
    answers(at, plain, *[4] * 9)
    standing = standings_of([good, plain, 999], at=at)
    assert set(standing) == {good, plain}
    assert (standing[good].stars, standing[good].count) == (4.2, 1)  # (100 + 10 × 82) / 11 / 20
    assert standing[plain].stars == 4.1  # (720 + 10 × 82) / 19 / 20


def test_the_prior_is_learned_once_a_day_in_every_company(scope: int, stranger_id: int, at: datetime) -> None:
    answers(at, caregiver(at=at), 5, 4)
    assert prior_at(at).mean == 90.0
    assert learn_priors(at=at) == 2
    assert learn_priors(at=at) == 0
    assert (IndexPrior.objects.get().mean, prior_at(at).answers) == (90.0, 2)
    with company_scope(stranger_id):
        assert index_table(Group.CAREGIVER, since=at - 30 * DAY, until=at).lines == ()


@pytest.mark.slow
def test_sums_in_the_database_agree_with_single_answers(scope: int, at: datetime) -> None:
    rng = np.random.default_rng(3)
    who, scores = caregiver(at=at), [tuple(map(int, rng.integers(1, 6, 4))) for _n in range(6)]
    answers(at, who, *scores)
    sample = table(at).lines[0].sample
    points = [sum(w * s for w, s in zip((6, 6, 4, 4), Scores(*one).each().values(), strict=True)) for one in scores]
    assert (sample.total, sample.squares, sample.low) == (
        sum(points),
        sum(p * p for p in points),
        sum(p < 60 for p in points),
    )
