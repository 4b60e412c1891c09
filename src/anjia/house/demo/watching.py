"""How the demo company looks after its quality: rounds, spot checks, long talks, objections, an expert's advice."""

import random
from datetime import date, datetime, timedelta

from anjia.booking import queries as booking
from anjia.catalog import queries as catalog
from anjia.company.rules import Role
from anjia.dispatch import queries as dispatch
from anjia.house.demo.town import Town
from anjia.households.operations import NewEntry, set_tags
from anjia.households.rules import EntryKind
from anjia.inspections import operations, queries
from anjia.inspections.operations import FindingSeen
from anjia.inspections.queries import InspectionSummary
from anjia.inspections.rules import DeviationState, Result, Severity, Target
from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.clock import day_of, midnight, monday_of
from anjia.kernel.errors import Missing, Refusal
from anjia.quality import operations as quality
from anjia.quality.queries import answers_page
from anjia.quality.queries.feedback import objections
from anjia.quality.queries.interviews import consultations, deep_interviews
from anjia.quality.rules.feedback import Stance
from anjia.quality.rules.interviews import Question
from anjia.workforce import queries as workforce

DEVIATES, GRAVE = 0.1, 0.25
ROUNDS, CHECKS_A_DAY, TALKS_A_DAY = 3, 4, 2
NOTES = ("台面边角有油渍", "水龙头根部水垢", "地面靠墙一圈没拖到", "镜面有水痕")
DONE = ("当场重做，拍照留底", "换布后重新擦了一遍", "补做并请客户看过")
OBJECTS = ("那天小区停水，后半段没法做", "客户临时加了两个房间，时间不够", "进门时已经有划痕，我当场说过")
TALKS = {
    Question.WHY_US: "朋友推荐，看中有服务标准和验收照片。",
    Question.BEST: "固定同一位阿姨，进门先问今天先做哪间。",
    Question.WORST: "第一次换人没有提前说。",
    Question.HOME_RULES: "孩子午睡一点到三点，请先做厨房。",
    Question.NEXT_NEEDS: "年前想做一次擦窗和油烟机清洗。",
}
ASKED, ADVISED = "实木地板多久打一次蜡合适？用什么蜡？", "半年一次即可，用固体蜡薄涂；平时拧干拖布，别用碱性清洁剂。"


def watch_over(town: Town, day: date, *, first: bool, seed: int) -> None:
    """Plans a day's care for quality; it has dice of its own, so that the rest of the demo stays as it was."""
    dice = random.Random(f"{seed} {day}")
    if first:
        town.plan(midnight(day) + timedelta(hours=8), lambda at: _set_rounds(town, at))
    town.plan(midnight(day) + timedelta(hours=7), lambda at: _morning(at))
    town.plan(midnight(day) + timedelta(hours=17, minutes=30), lambda at: _look(town, dice, at))
    town.plan(midnight(day) + timedelta(hours=18, minutes=30), lambda at: _put_right(town, dice, at))
    town.plan(midnight(day) + timedelta(hours=15), lambda at: _talk(town, dice, at))


def _set_rounds(town: Town, at: datetime) -> None:
    for number, one in enumerate(workforce.ready_caregivers()[:ROUNDS]):
        operations.set_round(
            target=Target.CAREGIVER,
            target_id=one.id,
            every_weeks=2,
            starts_on=day_of(at) + timedelta(days=2 + number),
            at=at,
            by=town.staff[Role.QUALITY_LEAD],
        )


def _morning(at: datetime) -> None:
    operations.plan_due_rounds(at=at)
    operations.draw_spot_checks(at=at, by=SYSTEM, seed=f"demo {monday_of(day_of(at))}")
    quality.learn_priors(at=at)
    quality.plan_quarter(at=at)


def _look(town: Town, dice: random.Random, at: datetime) -> None:
    """The quality lead walks through some homes of the day."""
    held = 0
    for one in queries.planned():
        visit_id = _visit_of(one, at)
        if visit_id is not None and held < CHECKS_A_DAY:
            held += 1
            _hold(town, dice, one, visit_id, at)


def _visit_of(one: InspectionSummary, at: datetime) -> int | None:
    if one.visit_id is not None:
        visit = booking.visit(one.visit_id)
        return visit.id if visit.state == "done" and visit.starts_at <= at else None
    done = booking.visits_between(day_of(at) - timedelta(days=4), day_of(at), state="done")
    assigned = dispatch.assignments_of_visits(visit.id for visit in done)
    hers = [visit.id for visit in done if visit.id in assigned and assigned[visit.id].caregiver_id == one.caregiver_id]
    return hers[-1] if hers else None


def _hold(town: Town, dice: random.Random, one: InspectionSummary, visit_id: int, at: datetime) -> None:
    steps = catalog.standard_of(booking.visit(visit_id).offering_id)
    if not steps:
        return
    operations.hold_inspection(
        inspection_id=one.id,
        visit_id=visit_id,
        findings=[_seen(dice, step.position) for step in steps],
        at_home=True,
        agreed=True,
        note="",
        at=at,
        by=town.staff[Role.QUALITY_LEAD],
    )


def _seen(dice: random.Random, position: int) -> FindingSeen:
    if dice.random() > DEVIATES:
        return FindingSeen(position, Result.OK)
    severity = Severity.SERIOUS if dice.random() < GRAVE else Severity.MINOR
    return FindingSeen(position, Result.DEVIATION, severity, note=dice.choice(NOTES))


def _put_right(town: Town, dice: random.Random, at: datetime) -> None:
    """What was found yesterday is put right, what was put right is looked at again."""
    for one in queries.deviations(standing=DeviationState.REMEDIED):
        operations.look_again(finding_id=one.id, right=dice.random() < 0.9, note="", at=at, by=town.staff[Role.OWNER])
    for one in queries.deviations(standing=DeviationState.OPEN):
        if one.at < at - timedelta(hours=12):
            by = Actor("caregiver", one.caregiver_id, workforce.names_of([one.caregiver_id])[one.caregiver_id])
            operations.remedy_deviation(finding_id=one.id, text=dice.choice(DONE), at=at, by=by)


def _talk(town: Town, dice: random.Random, at: datetime) -> None:
    """Some long talks are held, a key household is named, an objection and a question come up."""
    adviser = town.staff[Role.ADVISER]
    for one in deep_interviews(limit=TALKS_A_DAY):
        answers = {question: TALKS[question] for question in dice.sample(sorted(TALKS), 3)}
        entry = NewEntry(EntryKind.PREFERENCE, "先做厨房，午睡时间别吸尘")
        quality.hold_deep_interview(
            interview_id=one.id, answers=answers, summary="", entries=[entry], at=at, by=adviser
        )
    early = at - timedelta(days=2)
    said = [one for one in answers_page(answered=True).surveys if one.answered_at and one.answered_at < early]
    low = [one for one in said if (one.index or 100) < 60]
    if low and dice.random() < 0.5:
        _object(low[0].id, low[0].caregiver_id, dice, at)
    _decide(town, at)
    if low and dice.random() < 0.15:
        set_tags(household_id=low[0].household_id, tags=["重点"], at=at, by=adviser)
        _ask_expert(town, low[0].household_id, low[0].visit_id, at)
    for waiting in consultations():
        if waiting.started_at < at - timedelta(hours=20):
            quality.give_advice(consultation_id=waiting.id, text=ADVISED, at=at, by=town.staff[Role.QUALITY_LEAD])


def _object(survey_id: int, caregiver_id: int, dice: random.Random, at: datetime) -> None:
    try:
        quality.reply_to_answer(
            survey_id=survey_id,
            caregiver_id=caregiver_id,
            stance=Stance.OBJECTION,
            text=dice.choice(OBJECTS),
            at=at,
            by=Actor("caregiver", caregiver_id),
        )
    except (Missing, Refusal):  # too new to be read, or said before
        return


def _decide(town: Town, at: datetime) -> None:
    """An objection is decided after four days; the first ones are upheld."""
    for one in objections():
        if one.word.at < at - timedelta(days=4):
            quality.decide_objection(
                word_id=one.word.id,
                upheld=one.word.id % 2 == 1,
                text="与物业和照片核对过。",
                at=at,
                by=town.staff[Role.QUALITY_LEAD],
            )


def _ask_expert(town: Town, household_id: int, visit_id: int, at: datetime) -> None:
    quality.start_consultation(
        household_id=household_id,
        topic="地板养护",
        question=ASKED,
        staff_id=town.staff[Role.QUALITY_LEAD].id,
        origin=f"visit:{visit_id}",
        at=at,
        by=town.staff[Role.ADVISER],
    )
