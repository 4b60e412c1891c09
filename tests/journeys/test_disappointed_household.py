"""A visit that disappoints, from the first enquiry to the verified improvement, through the real wiring."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from anjia.billing.operations import record_payment
from anjia.billing.queries import account_of, balance_of
from anjia.booking.operations import place_order
from anjia.booking.queries import visit
from anjia.catalog.queries import standard_of
from anjia.catalog.testing import an_offering
from anjia.company.operations import engage_staff
from anjia.company.rules import Role
from anjia.dispatch.operations import assign_visit, hold_slot
from anjia.dispatch.queries import assignment_of, free_slots, why
from anjia.fieldwork.operations import add_photo, check_in, complete_visit, report_incident, set_out, tick_step
from anjia.fieldwork.rules import When
from anjia.house.demo.pictures import picture
from anjia.households.operations import add_home, register_household
from anjia.households.queries import dossier_of
from anjia.interfaces.shared.story import entries_of, household_entries_of
from anjia.journeys.operations import place_order_from_hold
from anjia.kernel import jobs
from anjia.kernel.actors import PUBLIC, SYSTEM, Actor
from anjia.kernel.clock import day_of, midnight, monday_of
from anjia.kernel.errors import Refusal
from anjia.kernel.places import Place
from anjia.kernel.queries import story_of
from anjia.payroll.operations import issue_payslips
from anjia.payroll.queries import lines_of, payslips_of_caregiver
from anjia.promises.operations import publish_standard_clauses, sweep_promises
from anjia.promises.queries import promise_of
from anjia.quality.operations import (
    confirm_resolution,
    finish_corrective_action,
    grant_compensation,
    plan_corrective_action,
    record_answer,
    resolve_complaint,
    verify_improvement,
)
from anjia.quality.queries import actions_of_complaint, bound_of, case_of, complaint, surveys_of_visits
from anjia.quality.rules import ANSWERED, ActionState, Cause, ComplaintState, Scores, Severity
from anjia.sales.operations import (
    Answers,
    NewLine,
    accept_proposal,
    hold_interview,
    receive_enquiry,
    record_contact,
    send_proposal,
)
from anjia.sales.rules import Channel
from anjia.workforce.testing import a_caregiver

HOME = Place(31.1944, 121.4365)


@dataclass
class Story:
    """Time passes, and what follows from each step is delivered."""

    at: datetime
    staff: dict[Role, Actor] = field(default_factory=dict)

    def after(self, **passed: float) -> datetime:
        self.at += timedelta(**passed)
        sweep_promises(at=self.at)
        jobs.run_due_jobs(at=self.at)
        return self.at

    def deliver(self) -> None:
        jobs.run_due_jobs(at=self.at)


@pytest.fixture
def story(scope: int, at: datetime) -> Story:
    made = Story(at)
    publish_standard_clauses(at=at, by=SYSTEM)
    for number, role in enumerate(Role):
        staff_id = engage_staff(
            name=role, phone=f"1380000000{number}", password="warm-kettle-7", roles=[role], at=at, by=SYSTEM
        )
        made.staff[role] = Actor("staff", staff_id, role)
    return made


def work_through(story: Story, visit_id: int, caregiver: Actor) -> None:
    """The caregiver's day at the door: there, in, every step with its photos, an incident, done, tapped twice."""
    planned = visit(visit_id)
    story.at = planned.starts_at - timedelta(minutes=20)
    own = {"visit_id": visit_id, "caregiver_id": caregiver.id, "by": caregiver}
    set_out(**own, at=story.at)
    story.after(minutes=15)
    check_in(**own, latitude=HOME.latitude, longitude=HOME.longitude, at=story.at)
    for step in standard_of(planned.offering_id):
        for when in When:
            add_photo(**own, position=step.position, when=when, upload=picture(1, clean=True), at=story.at)
        tick_step(**own, position=step.position, at=story.after(minutes=30))
    report_incident(**own, kind="damage", text="碰倒了一个杯子", at=story.at)
    for _impatient_tap in range(2):
        complete_visit(**own, at=story.at)
    story.deliver()


@pytest.mark.slow
def test_one_household_from_first_enquiry_to_verified_improvement(story: Story) -> None:
    adviser, lead = story.staff[Role.ADVISER], story.staff[Role.QUALITY_LEAD]
    offering_id = an_offering(story.at)
    caregiver_id = a_caregiver(story.at)
    caregiver = Actor("caregiver", caregiver_id, "李阿姨")

    household_id = register_household(name="陈女士", phone="13912345678", at=story.at, by=PUBLIC)
    household = Actor("household", household_id, "陈女士")
    home_id = add_home(
        household_id=household_id, district="徐汇区", address="漕溪北路 8 号", place=HOME, at=story.at, by=PUBLIC
    )
    enquiry_id = receive_enquiry(
        household_id=household_id,
        offering_id=offering_id,
        channel=Channel.PUBLIC_PAGE,
        text="想请人每周来打扫一次",
        at=story.at,
        by=PUBLIC,
    )
    promised = promise_of("first_contact", f"enquiry:{enquiry_id}")
    assert promised is not None and promised.due_at == story.at + timedelta(hours=2)

    story.after(minutes=40)
    record_contact(enquiry_id=enquiry_id, channel=Channel.PHONE, note="约了访谈", at=story.at, by=adviser)
    kept = promise_of("first_contact", f"enquiry:{enquiry_id}")
    assert kept is not None and kept.state == "kept"

    answers = Answers(content="三室两厅", taboos="不用含氯清洁剂", preferences="先做厨房")
    hold_interview(enquiry_id=enquiry_id, answers=answers, home_id=home_id, at=story.after(minutes=30), by=adviser)
    assert {entry.text for entry in dossier_of(household_id)} == {"不用含氯清洁剂", "先做厨房"}
    sent = send_proposal(
        enquiry_id=enquiry_id,
        home_id=home_id,
        lines=[NewLine(offering_id=offering_id, minutes=180, visits=1, unit_price_fen=15000)],
        not_included="不擦外窗",
        needed_from_household="请留人交接",
        at=story.after(minutes=20),
        by=adviser,
    )
    assert accept_proposal(proposal_id=sent.id, at=story.after(hours=1), by=household)
    assert not accept_proposal(proposal_id=sent.id, at=story.at, by=household)

    days = free_slots("daily_cleaning", minutes=180, place=HOME, from_day=day_of(story.at), days=7, at=story.at)
    start = next(start for day in days for start in day.starts)
    wanted = {"starts_at": start.at, "minutes": 180, "place": HOME, "trade": "daily_cleaning"}
    hold_id = hold_slot(caregiver_id=start.best_id, **wanted, household_id=household_id, at=story.at, by=household)
    with pytest.raises(Refusal):
        hold_slot(caregiver_id=start.best_id, **wanted, household_id=household_id + 0, at=story.at, by=SYSTEM)
    order = {
        "hold_id": hold_id,
        "household_id": household_id,
        "offering_id": offering_id,
        "home_id": home_id,
        "visit_price_fen": 15000,
        "proposal_id": sent.id,
        "by": household,
    }
    placed = place_order_from_hold(**order, at=story.at)
    assert place_order_from_hold(**order, at=story.after(seconds=3)) == placed
    visit_id = placed.visit_id
    reasons = why(visit_id)
    assert reasons is not None and reasons.reasons
    assert assignment_of(visit_id).caregiver_id == caregiver_id

    work_through(story, visit_id, caregiver)
    story.deliver()
    assert visit(visit_id).state == "done"
    assert balance_of(household_id) == 15000

    survey = surveys_of_visits([visit_id])[visit_id]
    complaint_id = record_answer(
        survey_id=survey.id,
        scores=Scores(3, 2, 3, 3),
        good_points="",
        points_to_improve="卫生间的水垢没有处理",
        at=story.after(hours=3),
        by=household,
    )
    assert complaint_id is not None
    subject = f"complaint:{complaint_id}"
    story.after(hours=25)
    story.after(seconds=1)
    broken = promise_of(ANSWERED[Severity(complaint(complaint_id).severity)], subject)
    assert broken is not None and broken.state == "broken"
    assert any(message.kind == "escalation" for message in case_of(complaint_id).messages)
    assert complaint(complaint_id).owner_id == lead.id

    bound = bound_of(complaint(complaint_id)).most_fen
    assert bound == 15000
    with pytest.raises(Refusal, match=r"¥150\.00"):
        grant_compensation(complaint_id=complaint_id, amount_fen=bound + 1, text="返工", at=story.at, by=lead)
    grant_compensation(complaint_id=complaint_id, amount_fen=6000, text="返工", at=story.at, by=lead)
    with pytest.raises(Refusal):
        grant_compensation(complaint_id=complaint_id, amount_fen=1000, text="再来", at=story.at, by=lead)
    story.deliver()
    assert balance_of(household_id) == 9000

    resolve_complaint(complaint_id=complaint_id, text="已返工并道歉", at=story.after(hours=2), by=lead)
    confirm_resolution(complaint_id=complaint_id, at=story.after(hours=5), by=household)
    assert complaint(complaint_id).state == ComplaintState.CONFIRMED
    action_id = plan_corrective_action(
        complaint_id=complaint_id,
        staff_id=lead.id,
        what="除垢复训",
        cause=Cause.WORKMANSHIP,
        due_on=day_of(story.at) + timedelta(days=5),
        at=story.at,
        by=lead,
    )
    finish_corrective_action(action_id=action_id, note="复训合格", at=story.after(days=3), by=lead)
    with pytest.raises(Refusal):
        verify_improvement(action_id=action_id, effective=True, note="看起来好了", at=story.at, by=lead)
    again = place_order(
        household_id=household_id,
        offering_id=offering_id,
        home_id=home_id,
        starts_at=midnight(monday_of(day_of(story.at)) + timedelta(days=7)) + timedelta(hours=10),
        minutes=180,
        visit_price_fen=0,
        at=story.at,
        by=household,
    )
    assign_visit(visit_id=again.visit_id, caregiver_id=caregiver_id, at=story.at, by=adviser)
    work_through(story, again.visit_id, caregiver)
    story.after(days=15)
    verify_improvement(action_id=action_id, effective=True, note="两周没有再发生", at=story.at, by=lead)
    assert actions_of_complaint(complaint_id)[0].state == ActionState.ACCEPTED

    finance = story.staff[Role.FINANCE]
    record_payment(household_id=household_id, amount_fen=9000, method="transfer", at=story.at, by=finance)
    assert [line.balance_fen for line in account_of(household_id)] == [0, 9000, 15000]
    issue_payslips(week_on=monday_of(day_of(start.at)), at=story.at, by=finance)
    slip = payslips_of_caregiver(caregiver_id)[0]
    assert sum(line.amount_fen for line in lines_of(slip.id)) == slip.total_fen == 11400

    facts = story_of(f"household:{household_id}", limit=500)
    each = [fact.name for fact in facts]
    assert not [entry.sentence for entry in entries_of(facts) if not entry.sentence or entry.sentence in each]
    told = household_entries_of(facts)
    assert len(told) >= 10

    for once in ("billing.VisitCharged", "billing.CompensationCredited", "quality.SurveyAnswered"):
        assert each.count(once) == 1, once
