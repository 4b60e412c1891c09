"""After a visit: the answer, a complaint and how it is worked on, the payment, the next order."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta

from anjia.billing.operations import record_payment, refund
from anjia.billing.queries import balance_of
from anjia.company.rules import Role
from anjia.house.demo.content import BAD_POINTS, GOOD_POINTS, HALF_GOOD, TO_IMPROVE
from anjia.house.demo.looking_after import caregiver_says
from anjia.house.demo.scenes import set_scene
from anjia.house.demo.selling import Client, order
from anjia.house.demo.town import Done, Town
from anjia.kernel.actors import SYSTEM
from anjia.kernel.clock import day_of
from anjia.quality.operations import (
    confirm_resolution,
    finish_corrective_action,
    grant_compensation,
    look_at_action,
    plan_corrective_action,
    record_answer,
    reply_to_complaint,
    resolve_complaint,
    take_complaint,
    verify_improvement,
)
from anjia.quality.queries import bound_of, complaint, corrective_action, recurrence_of, surveys_of_visits
from anjia.quality.rules import ActionState, Cause, CheckOutcome, Scores

ANSWERS, UNHAPPY, PAYS, IGNORED, REFUNDED = 0.62, 0.08, 0.9, 0.2, 0.02
SLOW, PACE = 0.45, 2  # how often a slow caregiver leaves a family unhappy, and which of the four marks says so
REPLY = "非常抱歉给您带来不便。我们已联系当班阿姨核实，明天之前给您答复。"
SETTLED = "已安排免费返工，并由主管到场验收；赔付已记入您的账户。"
# What is done about each cause, and what was seen when it was done.
ACTIONS = {
    Cause.ATTITUDE: ("服务礼仪复训一次，下三次上门后由主管回访。", "复训完成，三次回访客户都满意。"),
    Cause.WORKMANSHIP: ("对照服务标准复训一次，下三次上门由主管抽查。", "复训完成，三次抽查均合格，照片已存档。"),
    Cause.PACE: ("跟资深家政员见习一天，重新分配各步骤时间。", "见习完成，最近三次都在约定时间内做完。"),
    Cause.HANDLING: ("补一次突发情况演练：先上报，再处理。", "演练完成，上报流程考核通过。"),
}
OTHERWISE = ("和家政员逐条复盘，主管跟单三次。", "复盘完成，跟单三次没有新的问题。")
NOT_YET = "回访三家，仍有一家说同样的问题，继续跟单一周。"
HELPED = "同类问题没有再发生，客户已当面确认。"


def afterwards(town: Town, client: Client, done: Done, at: datetime) -> None:
    """Plans what follows a completed visit."""
    unhappy = town.dice.random() < (SLOW if done.caregiver.id == town.slow else UNHAPPY)
    if town.dice.random() < ANSWERS or unhappy:
        later = at + timedelta(hours=town.dice.uniform(2.5, 30))
        town.plan(later, lambda t: answer(town, client, done, unhappy, t))
    if town.dice.random() < PAYS:
        town.plan(at + timedelta(hours=town.dice.uniform(0.1, 50)), lambda t: pay(town, client, t))
    if not unhappy and town.dice.random() < client.family.returns:
        again = at + timedelta(hours=town.dice.uniform(20, 60))
        town.plan(again, lambda t: order(town, client, t, days_ahead=town.dice.choice((3, 5, 6, 9))))


def pay(town: Town, client: Client, at: datetime) -> None:
    """The household pays what it owes; now and then something is returned."""
    owed = balance_of(client.household_id)
    if owed <= 0:
        return
    finance = town.staff[Role.FINANCE]
    method = town.dice.choice(("transfer", "transfer", "cash"))
    record_payment(household_id=client.household_id, amount_fen=owed, method=method, reference="", at=at, by=finance)
    if town.dice.random() < REFUNDED:
        reason = "多收了半小时，按实际时长退回"
        back = min(owed, 2500)
        refund_at = at + timedelta(hours=20)
        town.plan(
            refund_at,
            lambda t: refund(
                household_id=client.household_id, amount_fen=back, method=method, reason=reason, at=t, by=finance
            ),
        )


def answer(town: Town, client: Client, done: Done, unhappy: bool, at: datetime) -> None:
    """The household answers the survey; a low answer opens a complaint by itself."""
    survey = surveys_of_visits([done.visit_id]).get(done.visit_id)
    if survey is None or survey.answered_at:
        return
    dice, words, kindness = town.dice, random.Random(survey.id), client.family.kindness
    marks = [
        dice.randint(1, 3) if unhappy else max(3, min(5, round(4.5 + kindness + dice.uniform(-0.9, 0.6))))
        for _dimension in range(4)
    ]
    weakest = dice.randrange(4)
    if unhappy:
        weakest = PACE if done.caregiver.id == town.slow else weakest
        marks[weakest] = 1
    complaint_id = record_answer(
        survey_id=survey.id,
        scores=Scores(*marks),
        good_points=words.choice(HALF_GOOD) if unhappy else words.choice(GOOD_POINTS),
        points_to_improve=words.choice(BAD_POINTS[weakest]) if unhappy else words.choice(("", "", *TO_IMPROVE)),
        at=at,
        by=client.actor,
    )
    caregiver_says(town, survey.id, done, unhappy, at)
    if complaint_id is not None:
        _work_on(town, client, complaint_id, at, improve=done.caregiver.id != town.slow)


def _work_on(town: Town, client: Client, complaint_id: int, at: datetime, *, improve: bool) -> None:
    """Most complaints are answered and settled in time; some lie until the promise breaks and they go up."""
    lead = town.staff[Role.QUALITY_LEAD]
    ignored = town.dice.random() < IGNORED
    first = at + timedelta(hours=town.dice.uniform(26, 40) if ignored else town.dice.uniform(1, 12))

    def reply(t: datetime) -> None:
        take_complaint(complaint_id=complaint_id, at=t, by=lead)
        reply_to_complaint(complaint_id=complaint_id, text=REPLY, at=t, by=lead)

    def settle(t: datetime) -> None:
        most = bound_of(complaint(complaint_id)).most_fen
        amount = min(most, town.dice.choice((3000, 5000, 8000)))
        if amount > 0:
            grant_compensation(complaint_id=complaint_id, amount_fen=amount, text="返工补偿", at=t, by=lead)
        resolve_complaint(complaint_id=complaint_id, text=SETTLED, at=t, by=lead)

    settled = first + timedelta(hours=town.dice.uniform(4, 30))
    town.plan(town.office_hour(first), reply)
    town.plan(town.office_hour(settled) + timedelta(minutes=1), settle)
    if town.dice.random() < 0.8:
        confirmed = settled + timedelta(hours=40)
        town.plan(confirmed, lambda t: confirm_resolution(complaint_id=complaint_id, at=t, by=client.actor))
    if improve:  # what one caregiver hears again and again is seen by the figures, not case by case
        town.plan(town.office_hour(settled + timedelta(hours=14)), _improving(town, complaint_id))


def _improving(town: Town, complaint_id: int) -> Callable[[datetime], None]:
    """Plans an action on the cause, finishes it, and checks after two weeks whether it helped."""
    lead = town.staff[Role.QUALITY_LEAD]

    def plan(at: datetime) -> None:
        cause = Cause(complaint(complaint_id).cause)
        what, done = ACTIONS.get(cause, OTHERWISE)
        action_id = plan_corrective_action(
            complaint_id=complaint_id,
            staff_id=lead.id,
            what=what,
            cause=cause,
            due_on=day_of(at) + timedelta(days=5),
            at=at,
            by=lead,
        )
        finished = at + timedelta(days=town.dice.choice((2, 3, 4)))
        town.plan(finished, lambda t: finish_corrective_action(action_id=action_id, note=done, at=t, by=lead))
        town.plan(finished + timedelta(days=14, hours=1), lambda t: check(action_id, t))
        if complaint_id % 5 < 2:
            helped = not complaint_id % 5
            set_scene(town, finished + timedelta(days=4), lambda t: judge(action_id, helped, t))

    def judge(action_id: int, helped: bool, at: datetime) -> None:
        """Sometimes a person looks sooner: the work is done, or goes on for a week."""
        until, note = day_of(at) + timedelta(days=7), HELPED if helped else NOT_YET
        verify_improvement(
            action_id=action_id, effective=helped, note=note, due_on=None if helped else until, at=at, by=lead
        )

    def check(action_id: int, at: datetime) -> None:
        """The figures come first; where they cannot tell, the lead says it after the second look."""
        action = corrective_action(action_id)
        if action.state is not ActionState.FINISHED:
            return
        outcome = look_at_action(action_id=action_id, at=at, by=SYSTEM)
        seen = recurrence_of(action_id, at=at)
        if outcome is CheckOutcome.CANNOT_TELL and seen and seen.visits_after and not seen.complaints_after:
            verify_improvement(action_id=action_id, effective=True, note=HELPED, at=at + timedelta(minutes=5), by=lead)
        elif outcome is CheckOutcome.CANNOT_TELL:
            town.plan(at + timedelta(days=14), lambda t: check(action_id, t))

    return plan
