"""How the demo company looks after its quality: inspections, feedback, talks, advice, prevention, losses, its terms."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from anjia.catalog.queries import standard_of
from anjia.company.rules import Role
from anjia.house.demo.scenes import done, on_day, set_scene
from anjia.house.demo.talking import answer_surveys
from anjia.house.demo.town import Done, Town
from anjia.households.operations import NewEntry
from anjia.households.rules import EntryKind
from anjia.inspections.operations import (
    FindingSeen,
    draw_spot_checks,
    hold_inspection,
    look_again,
    plan_due,
    remedy_deviation,
    set_round,
)
from anjia.inspections.queries import InspectionSummary, deviations, planned
from anjia.inspections.rules import DeviationState, Result, Severity, Target
from anjia.kernel.clock import day_of, midnight, monday_of
from anjia.kernel.errors import Missing
from anjia.kernel.scope import current_company_id
from anjia.law.operations import share_calculation
from anjia.losses.operations import explain_loss, record_missed_visits
from anjia.losses.queries import LossFilter, losses_page
from anjia.promises.operations import publish_clause, see_notices
from anjia.promises.queries import unseen_notices
from anjia.promises.rules import Form, Kind, Remedy
from anjia.quality.operations import (
    decide_objection,
    give_advice,
    hold_deep_interview,
    learn_priors,
    propose_prevention,
    reply_to_answer,
    start_consultation,
    take_up_weak_link,
)
from anjia.quality.queries.feedback import weak_links_of
from anjia.quality.queries.interviews import deep_interviews
from anjia.quality.rules.feedback import Stance
from anjia.quality.rules.interviews import Question
from anjia.workforce.queries import ready_caregivers

TALKS: tuple[dict[Question, str], ...] = (
    {
        Question.WHY_US: "邻居介绍的，说阿姨固定、不用每次重新交代。",
        Question.BEST: "每次都有照片，上班也放心。",
        Question.WORST: "第一次迟到了，后来没有再发生。",
        Question.NEXT_NEEDS: "春节前想做一次深度保洁，还要擦窗。",
    },
    {
        Question.WHY_US: "以前请过零工，东西坏了找不到人。这里有赔付。",
        Question.TRUST: "工号、体检、保险都能查到，这点很重要。",
        Question.HOME_RULES: "书房的文件不要动，猫不能放出门。",
        Question.RECOMMEND: "已经推荐给两位同事。",
    },
)
HABITS = ("春节前要深度保洁和擦窗", "书房文件不移动，猫不出门")
QUESTIONS = (
    (
        9,
        "木地板养护",
        "实木地板起了白印，能不能打蜡？",
        "白印多是水汽，先用微湿软布擦净晾干，再薄涂专用木蜡油；不要用蒸汽拖把。",
    ),
    (
        4,
        "老人防跌",
        "父亲刚做完手术，家里要怎么布置？",
        "床边和卫生间装扶手，收掉地毯，夜灯从床头连到卫生间；阿姨每次离开前会检查一遍。",
    ),
    (1, "儿童过敏", "孩子对尘螨过敏，多久清洗一次床垫比较好？", ""),
)
TAKEN = "已和当班阿姨复盘，下次上门前由主管电话提醒。"
DEVIATIONS = ("抹布没有分色使用", "完工照片只拍了一处", "灶台边角还有油渍", "没有先请家人确认重点")
REASONS = ("need.plan_changed", "elsewhere.company", "price.over_budget", "contact.no_reply")
DAILY_MOST = 12


def look_after(town: Town, first: date, until: date) -> None:
    """Plans what is done every day, and what is set for certain days."""
    for number in range((until - first).days + 1):
        _plan_day(town, first + timedelta(days=number))
    set_scene(town, town.opened_at, lambda t: _set_rounds(town, t))
    set_scene(town, midnight(first + timedelta(days=3)) + timedelta(hours=8), lambda t: _publish(town, t))
    set_scene(town, on_day(until, 1, 5), _propose)
    for number, (days, topic, question, advice) in enumerate(QUESTIONS):
        _consult(town, on_day(until, days, 11, 20), (number, topic, question), advice)
    set_scene(town, on_day(until, 3, 16), lambda t: _reckon(town, t))


def _plan_day(town: Town, day: date) -> None:
    acts: tuple[tuple[float, Callable[[Town, datetime], object]], ...] = (
        (5, lambda _town, t: learn_priors(at=t)),
        (6, lambda _town, t: plan_due(at=t)),
        (11, answer_surveys),
        (15, _talk),
        (16.5, answer_surveys),
        (17, _take_up),
        (18, _explain),
        (19, _inspect),
        (19.5, _put_right),
        (20.5, _see_notices),
    )
    for hour, act in acts:
        _daily(town, midnight(day) + timedelta(hours=hour), act)
    if day.weekday() == 0:
        _daily(town, midnight(day) + timedelta(hours=7), _draw)
    if day.weekday() == 3:
        set_scene(town, midnight(day) + timedelta(hours=5), _propose)


def _daily(town: Town, at: datetime, act: Callable[[Town, datetime], object]) -> None:
    set_scene(town, at, lambda t: act(town, t))


def _set_rounds(town: Town, at: datetime) -> None:
    lead, today = town.staff[Role.QUALITY_LEAD], day_of(at)
    targets = [(Target.BRANCH, branch_id, 1) for branch_id in town.branch_ids[:2]]
    targets += [(Target.CAREGIVER, person.id, 2) for person in ready_caregivers()[:3]]
    for number, (target, target_id, weeks) in enumerate(targets):
        starts_on = today + timedelta(days=3 + number)
        set_round(target=target, target_id=target_id, every_weeks=weeks, starts_on=starts_on, at=at, by=lead)


def _draw(town: Town, at: datetime) -> None:
    """The seed is the week's own here, so that the same demo draws the same visits."""
    draw_spot_checks(at=at, by=town.staff[Role.QUALITY_LEAD], seed=f"demo-{monday_of(day_of(at)).isoformat()}")


def _inspect(town: Town, at: datetime) -> None:
    """What was to be looked at and took place today is written down in the evening."""
    today = [one for one in town.done[-60:] if one.at >= at - timedelta(hours=14)]
    for one in planned(until=at + timedelta(days=7)):
        found = next((visit for visit in today if _fits(one, visit)), None)
        if found is not None and (one.visit_id is not None or one.due_on <= day_of(at) + timedelta(days=1)):
            _hold(town, one, found, at)


def _fits(one: InspectionSummary, visit: Done) -> bool:
    if one.visit_id is not None:
        return one.visit_id == visit.visit_id
    return one.caregiver_id in (None, visit.caregiver.id) and one.branch_id in (None, visit.branch_id)


def _hold(town: Town, one: InspectionSummary, visit: Done, at: datetime) -> None:
    steps = standard_of(visit.offering_id)
    seen = [FindingSeen(position=step.position, result=Result.OK) for step in steps]
    if one.id % 3 == 1:
        severity = Severity.SERIOUS if one.id % 2 else Severity.MINOR
        note = DEVIATIONS[one.id % len(DEVIATIONS)]
        place = one.id % len(seen)
        seen[place] = FindingSeen(steps[place].position, Result.DEVIATION, severity, note)
    hold_inspection(
        inspection_id=one.id,
        visit_id=visit.visit_id,
        findings=seen,
        at_home=bool(one.id % 2),
        agreed=True,
        note="现场看了全程，和家人打过招呼。" if one.id % 2 else "对照照片和打卡记录检查。",
        at=at,
        by=town.staff[Role.QUALITY_LEAD],
    )


def _put_right(town: Town, at: datetime) -> None:
    """What was found is put right the day after, and looked at once more the day after that."""
    since = at - timedelta(hours=12)
    for one in deviations(standing=DeviationState.REMEDIED):
        if one.remedied_at and one.remedied_at < since:
            look_again(finding_id=one.id, right=True, note="复查合格。", at=at, by=town.staff[Role.OWNER])
    for one in deviations(standing=DeviationState.OPEN):
        if one.at < since:
            text = "已当面纠正并补做，重新培训了这一步。"
            remedy_deviation(finding_id=one.id, text=text, at=at, by=town.staff[Role.QUALITY_LEAD])


def _talk(town: Town, at: datetime) -> None:
    """Some of the new households are called for a longer talk, a few days after their first visit."""
    ready = [one for one in deep_interviews() if one.planned_at < at - timedelta(days=3) and not one.id % 4]
    for one in ready[:3]:
        which = one.id // 4 % len(TALKS)
        hold_deep_interview(
            interview_id=one.id,
            answers=TALKS[which],
            summary="整体满意，愿意继续合作。",
            entries=[NewEntry(EntryKind.PREFERENCE, HABITS[which])],
            at=at,
            by=town.staff[Role.ADVISER],
        )


def _take_up(town: Town, at: datetime) -> None:
    """Each team goes through what the answers of the days before showed, and leaves the latest for tomorrow."""
    lead = town.staff[Role.QUALITY_LEAD]
    links = [one for one in weak_links_of(at=at) if one.answered_at < at - timedelta(hours=26) and one.survey_id % 5]
    for one in links[:DAILY_MOST]:
        take_up_weak_link(survey_id=one.survey_id, team=one.team, text=TAKEN, at=at, by=lead)


def _explain(town: Town, at: datetime) -> None:
    """Somebody says why chances were lost; the guess holds until then."""
    record_missed_visits(company_id=current_company_id(), at=at)
    waiting = losses_page(LossFilter(unexplained=True), limit=50).losses
    known = [one for one in waiting if one.lost_at < at - timedelta(hours=20) and one.id % 4]
    for one in known[:DAILY_MOST]:
        reason = one.guess or REASONS[one.id % len(REASONS)]
        explain_loss(loss_id=one.id, reason=reason, at=at, by=town.staff[Role.ADVISER])


def _see_notices(town: Town, at: datetime) -> None:
    for role in (Role.OWNER, Role.QUALITY_LEAD, Role.ADVISER, Role.DISPATCHER):
        staff_id = town.staff[role].id or 0
        told = unseen_notices([role], staff_id=staff_id, branch_id=None, at=at)
        ids = [notice_id for one in told for notice_id in one.ids]
        if ids:
            see_notices(notice_ids=ids, staff_id=staff_id, at=at)


def _propose(at: datetime) -> None:
    propose_prevention(company_id=current_company_id(), at=at)


def _publish(town: Town, at: datetime) -> None:
    """Two terms beyond the standard: more for waiting, and advice sooner."""
    owner = town.staff[Role.OWNER]
    publish_clause(
        kind=Kind.PRE_COMPENSATION,
        minutes=15,
        most_fen=150_00,
        sentence="晚到不用您开口：从约定时间起，每开始三十分钟赔三十元，最多一百五十元，自动记入账户。",
        effective_from=at,
        remedy=Remedy(Form.PER_STARTED_MINUTES, amount_fen=30_00, per_minutes=30, most_fen=150_00),
        at=at,
        by=owner,
    )
    publish_clause(
        kind=Kind.EXPERT_CONSULTATION,
        minutes=3 * 24 * 60,
        most_fen=0,
        sentence="您的疑难问题，三天之内由专人给出书面建议。",
        effective_from=at,
        at=at,
        by=owner,
    )


def _consult(town: Town, at: datetime, asked: tuple[int, str, str], advice: str) -> None:
    number, topic, question = asked
    lead = town.staff[Role.QUALITY_LEAD]

    def ask(t: datetime) -> None:
        consultation_id = start_consultation(
            household_id=done(town, number).household.id or 0,
            topic=topic,
            question=question,
            staff_id=lead.id or 0,
            at=t,
            by=town.staff[Role.ADVISER],
        )
        if advice:
            later = t + timedelta(hours=27)
            advise = lambda then: give_advice(consultation_id=consultation_id, text=advice, at=then, by=lead)  # noqa: E731
            set_scene(town, later, advise)

    set_scene(town, at, ask)


def _reckon(town: Town, at: datetime) -> None:
    """A household that paid a deposit gets a link to what the law says about it."""
    share_calculation(
        kind="deposit",
        typed={"price": "15800", "deposit": "3160", "broke": "company", "on": day_of(at).isoformat()},
        jurisdiction="CN-31",
        result_fen=632_000,
        household_id=done(town).household.id,
        at=at,
        by=town.staff[Role.ADVISER],
    )


def caregiver_says(town: Town, survey_id: int, visit: Done, unhappy: bool, answered_at: datetime) -> None:
    """Some caregivers say something to an answer about them; an objection is decided by a person."""
    if unhappy and survey_id % 3 == 0:
        words, stance = "当天客户家停水，无法处理卫生间，我已在记录里说明。", Stance.OBJECTION
    elif not unhappy and survey_id % 13 == 2:
        words, stance = "谢谢您的肯定，下次会把窗台再擦一遍。", Stance.REMARK
    else:
        return

    def say(t: datetime) -> None:
        if visit.caregiver.id is None:
            raise Missing
        word_id = reply_to_answer(
            survey_id=survey_id, caregiver_id=visit.caregiver.id, stance=stance, text=words, at=t, by=visit.caregiver
        )
        if stance is Stance.OBJECTION:
            set_scene(town, t + timedelta(hours=60), lambda then: _decide(town, word_id, then))

    set_scene(town, answered_at + timedelta(hours=26), say)


def _decide(town: Town, word_id: int, at: datetime) -> None:
    upheld = bool(word_id % 2)
    text = "核对打卡照片，当天确实停水，这次不计入您的指数。" if upheld else "照片显示水未停，请下次先联系主管。"
    decide_objection(word_id=word_id, upheld=upheld, text=text, at=at, by=town.staff[Role.QUALITY_LEAD])
