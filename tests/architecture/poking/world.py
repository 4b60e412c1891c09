"""A company in the midst of its work, by operations only, with something behind every address in several states."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from itertools import product
from typing import Any
from uuid import uuid4

from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import URLPattern

from anjia.booking.operations import Agreed
from anjia.booking.queries import visits_of_household, visits_of_series
from anjia.booking.rules import Rule
from anjia.booking.testing import plan_visit
from anjia.catalog.queries import price_questions
from anjia.company.operations import engage_staff, found_company
from anjia.company.queries import staff_list
from anjia.company.rules import Role
from anjia.dispatch.testing import caregiver, hold, visit_with
from anjia.fieldwork import operations as fieldwork
from anjia.fieldwork.queries import progress_of
from anjia.fieldwork.rules import When
from anjia.fieldwork.testing import AssignedVisit, a_photo, arrive, assigned_visit
from anjia.guarantees import operations as guarantees
from anjia.households.operations import issue_key
from anjia.households.queries import dossier_of
from anjia.inspections.operations import FindingSeen, draw_spot_checks, hold_inspection, set_round
from anjia.inspections.queries import deviations, planned
from anjia.inspections.rules import Result, Severity, Target
from anjia.journeys.operations import cancel_visit_and_release, end_series, start_series
from anjia.kernel import jobs
from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.clock import day_of, midnight, monday_of
from anjia.kernel.files import keep_image
from anjia.kernel.scope import company_scope
from anjia.losses.operations import record_loss
from anjia.losses.rules import Lost
from anjia.offers import operations as offers
from anjia.offers.rules import Wished
from anjia.onboarding import operations as onboarding
from anjia.onboarding.testing import PRICES, a_list_of_households, csv_of
from anjia.payroll.operations import issue_payslips
from anjia.payroll.queries import payslips_of_caregiver
from anjia.promises.operations import publish_clause, publish_standard_clauses
from anjia.quality import operations as quality
from anjia.quality import queries as quality_queries
from anjia.quality.rules import Cause, Scores
from anjia.quality.rules.feedback import Stance
from anjia.quality.testing import a_proposal
from anjia.remarks.operations import correct_remark, make_remark
from anjia.remarks.rules import Polarity, Source
from anjia.sales import operations as sales
from anjia.sales import queries as sales_queries
from anjia.sales.testing import Asking, ask, propose
from anjia.voice import operations as voice
from anjia.voice import queries as voice_queries
from anjia.voice.rules import Enclosure
from anjia.voice.testing import a_letter, a_mailbox, a_stopped_answer, a_work_chat
from anjia.workforce.operations import ask_leave, open_login, record_credential, record_leave, refuse_leave
from anjia.workforce.queries import leaves_of
from tests.architecture.matched import match
from tests.architecture.planned import plan_a_day

PASSWORD = "warm-kettle-7"


@dataclass
class World:
    """The rows behind the addresses, by the name that the address gives them, and who may open them."""

    at: datetime
    company_id: int
    rows: dict[str, list[Any]] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    user_ids: dict[str, int] = field(default_factory=dict)

    @cached_property
    def clients(self) -> dict[str, Client]:
        """One browser for each audience, reading Chinese."""
        made = {name: Client() for name in ("desk", "caregiver", "household", "everyone")}
        for name, user_id in self.user_ids.items():
            made[name].force_login(get_user_model().objects.get(pk=user_id))
        made["household"].get(f"/h/{self.tokens['household']}/")
        return made

    def addresses(self, route: str, entry: URLPattern) -> Iterator[str]:
        """The address once for each row that may stand in it."""
        names = list(entry.pattern.converters)
        for chosen in product(*(self.rows[name] for name in names)):
            made = "/" + route
            for name, value in zip(names, chosen, strict=True):
                for kind in ("int:", "str:", "slug:", ""):
                    made = made.replace(f"<{kind}{name}>", str(value))
            yield made


def build_world(at: datetime) -> World:
    """Visits (past, under way, planned) of one household and one caregiver, and all that hangs on them."""
    founded = at - timedelta(days=20)
    company_id = found_company(name="安和家政", slug="anhe", city="上海", phone="02150000000", at=founded, by=SYSTEM)
    world = World(at, company_id)
    with company_scope(company_id):
        publish_standard_clauses(at=founded, by=SYSTEM)
        owner = _owner(world, founded)
        visits = _visits(world, at)
        _voices(world, visits, owner, at)
        _looked_after(world, visits["past"], owner, at)
        _guarantees(world, visits, owner, at)
        _sales(world, owner, at)
        _lists(world, owner, at)
        _the_rest(world, visits["past"], owner, at)
    return world


def _owner(world: World, at: datetime) -> Actor:
    desk: Any = {"password": PASSWORD, "at": at, "by": SYSTEM}
    roles = [Role.OWNER, Role.QUALITY_LEAD]
    staff_id = engage_staff(name="周敏", phone="13800000001", roles=roles, **desk)
    other_id = engage_staff(name="许静", phone="13800000002", roles=[Role.FINANCE], **desk)
    world.user_ids["desk"] = next(person.user_id for person in staff_list() if person.id == staff_id)
    world.rows["staff_id"] = [other_id]
    return Actor("staff", staff_id, "周敏")


def _visits(world: World, at: datetime) -> dict[str, AssignedVisit]:
    past = assigned_visit(at=at - timedelta(days=9), starts_at=at - timedelta(days=7))
    world.rows["draw_id"] = [draw_spot_checks(at=at - timedelta(days=8), by=SYSTEM, seed="poking")]
    same: Any = {"caregiver_id": past.caregiver_id}
    later = assigned_visit(at=at - timedelta(days=5), starts_at=at - timedelta(days=3), **same)
    now = assigned_visit(at=at - timedelta(days=2), starts_at=at - timedelta(minutes=30), **same)
    planned = assigned_visit(at=at - timedelta(days=1), starts_at=at + timedelta(days=1), **same)
    for visit in (past, later, now):
        _work(visit, done=visit is not now)
    world.rows["visit_id"] = [planned.visit_id, now.visit_id, past.visit_id]
    world.rows["caregiver_id"] = [past.caregiver_id]
    world.rows["household_id"] = [past.household_id]
    world.rows["home_id"] = [past.home_id]
    world.rows["offering_id"] = [past.offering_id]
    world.rows["position"] = [1, 99]
    world.rows["word"] = ["infant", "weather"]
    planning = plan_a_day(planned.visit_id, past.caregiver_id, SYSTEM, at)
    world.rows.update({name: [key] for name, key in planning.items()})
    seen = progress_of(past.visit_id)
    world.rows["photo_id"] = [seen.steps[0].before[0].id]
    world.rows["incident_id"] = [seen.incidents[0].id]
    return {"past": past, "later": later}


def _work(visit: AssignedVisit, *, done: bool) -> None:
    arrived = arrive(visit)
    for step, when in product((1, 2, 3), When):
        act: Any = {**visit.whose, "position": step, "at": arrived, "by": visit.by}
        fieldwork.add_photo(**act, when=when, upload=a_photo())
        fieldwork.tick_step(**act)
    if done:
        what: Any = {"kind": "damage", "text": "碰倒了一个杯子", "upload": a_photo()}
        fieldwork.report_incident(**visit.whose, **what, at=arrived, by=visit.by)
        fieldwork.complete_visit(**visit.whose, at=arrived + timedelta(hours=3), by=visit.by)
        jobs.run_due_jobs(at=arrived + timedelta(hours=3, minutes=1))
        quality.ask_due_questions(at=arrived + timedelta(hours=6))


def _voices(world: World, visits: dict[str, AssignedVisit], owner: Actor, at: datetime) -> None:
    asked = quality_queries.surveys_of_visits([visits["past"].visit_id, visits["later"].visit_id])
    answered, still = asked[visits["past"].visit_id], asked[visits["later"].visit_id]
    household = Actor("household", visits["past"].household_id, "陈女士")
    settled = quality.record_answer(
        survey_id=answered.id,
        scores=Scores(2, 2, 3, 3),
        good_points="准时",
        points_to_improve="水垢没有处理",
        at=at - timedelta(days=6),
        by=household,
    )
    fresh = quality.open_complaint(
        household_id=household.id, visit_id=visits["later"].visit_id, text="杯子碎了", at=at, by=household
    )
    assert settled is not None
    quality.resolve_complaint(complaint_id=settled, text="已返工并道歉", at=at - timedelta(days=5), by=owner)
    whose: Any = {"complaint_id": settled, "staff_id": owner.id, "cause": Cause.WORKMANSHIP, "due_on": day_of(at)}
    days_ago: Any = {"at": at - timedelta(days=4), "by": owner}
    planned = quality.plan_corrective_action(**whose, what="除垢复训", **days_ago)
    finished = quality.plan_corrective_action(**whose, what="换清洁剂", **days_ago)
    quality.finish_corrective_action(action_id=finished, note="已换", **days_ago)
    world.rows["survey_id"] = [still.id, answered.id]
    world.rows["complaint_id"] = [fresh, settled]
    world.rows["action_id"] = [planned, finished]
    _closed_loop(world, fresh, owner, at)


def _closed_loop(world: World, complaint_id: int, owner: Actor, at: datetime) -> None:
    step = quality.NewStep("上门量尺寸", at + timedelta(days=2))
    quality.plan_settlement(complaint_id=complaint_id, reason="配件要订货", steps=[step], at=at, by=owner)
    plan = quality_queries.case_of(complaint_id).plan
    assert plan is not None
    adviser_id = engage_staff(
        name="顾青", phone="13800007701", password=PASSWORD, roles=[Role.ADVISER], at=at, by=SYSTEM
    )
    asks = Actor("staff", adviser_id, "顾青")
    asked: Any = {"complaint_id": complaint_id, "amount_fen": 9000, "text": "杯子", "at": at, "by": asks}
    world.rows["plan_step_id"] = [plan.steps[0].id]
    world.rows["compensation_request_id"] = [quality.request_compensation(**asked)]
    team: Any = {"name": "客户关怀组", "staff_ids": [owner.id], "causes": ["damage"], "at": at, "by": owner}
    world.rows["team_id"] = [quality.set_team(**team)]
    world.rows["preventive_proposal_id"] = [a_proposal(at)]
    household_id = quality_queries.complaint(complaint_id).household_id
    lost: Any = {"household_id": household_id, "amount_fen": 15000, "guess": "price.too_high", "at": at, "by": owner}
    world.rows["loss_id"] = [record_loss(lost=Lost.VISIT, subject=f"visit:{n}", **lost) for n in (900001, 900002)]


def _looked_after(world: World, visit: AssignedVisit, owner: Actor, at: datetime) -> None:
    """A spot check with a deviation, a round to come, an objection, an interview and a consultation."""
    checked, now = planned()[0].id, {"at": at, "by": owner}
    seen = FindingSeen(1, Result.DEVIATION, Severity.MINOR, photo=a_photo())
    held: Any = {"visit_id": visit.visit_id, "findings": [seen], "at_home": True, "agreed": True, "note": ""}
    hold_inspection(inspection_id=checked, **held, at=at - timedelta(days=7) + timedelta(hours=1), by=owner)
    every: Any = {"target": Target.CAREGIVER, "target_id": visit.caregiver_id, "every_weeks": 2}
    world.rows["finding_id"] = [deviations()[0].id]
    world.rows["round_id"] = [set_round(**every, starts_on=day_of(at), **now)]
    world.rows["inspection_id"] = [planned()[0].id, checked]
    reply: Any = {"survey_id": world.rows["survey_id"][1], "caregiver_id": visit.caregiver_id, "text": "那天停水"}
    her = Actor("caregiver", visit.caregiver_id, "李阿姨")
    world.rows["word_id"] = [quality.reply_to_answer(**reply, stance=Stance.OBJECTION, at=at, by=her)]
    world.rows["interview_id"] = [quality.plan_interview(household_id=visit.household_id, **now)]
    asked: Any = {"household_id": visit.household_id, "topic": "地板", "question": "多久打蜡", "staff_id": owner.id}
    world.rows["consultation_id"] = [quality.start_consultation(**asked, **now)]


def _guarantees(world: World, visits: dict[str, AssignedVisit], owner: Actor, at: datetime) -> None:
    household = Actor("household", visits["past"].household_id, "陈女士")
    asked: Any = {"reason": "窗户没有擦", "at": at - timedelta(days=2), "by": household}
    judged, fresh = (guarantees.ask_refund(visit_id=visits[name].visit_id, **asked) for name in ("past", "later"))
    guarantees.find_justified(request_id=judged, amount_fen=6000, text="两扇窗", at=at, by=owner)
    extra: Any = {"title": "擦冰箱", "minutes": 10, "wish": "asked", "at": at, "by": owner}
    guarantees.grant_goodwill(visit_id=visits["later"].visit_id, **extra)
    called: Any = {"visit_id": visits["later"].visit_id, "kind": "gas", "by": household}
    seen_to, alarm = (guarantees.call_for_help(**called, at=at - timedelta(hours=hours)) for hours in (5, 1))
    guarantees.answer_emergency(emergency_id=seen_to, text="已关阀", at=at, by=owner)
    world.rows["refund_request_id"] = [fresh, judged]
    world.rows["emergency_id"] = [alarm, seen_to]


def _sales(world: World, owner: Actor, at: datetime) -> None:
    phones = ("13912345678", "13912345671", "13912345672")
    accepted, sent, fresh = (ask(at=at - timedelta(hours=3), phone=phone) for phone in phones)
    proposals = []
    for asking in (accepted, sent):
        answers = sales.Answers(content="三室两厅", taboos="不用含氯清洁剂", preferences="先做厨房")
        talked: Any = {"answers": answers, "home_id": asking.home_id, "at": at - timedelta(hours=1), "by": owner}
        sales.hold_interview(enquiry_id=asking.enquiry_id, **talked)
        proposals.append(propose(asking, at=at - timedelta(minutes=30)))
    household = Actor("household", accepted.household_id, "陈女士")
    sales.accept_proposal(proposal_id=proposals[0].id, at=at - timedelta(minutes=20), by=household)
    doubt = sales.raise_objection(enquiry_id=fresh.enquiry_id, doubt="price", text="有点贵", at=at, by=owner)
    world.rows["enquiry_id"] = [fresh.enquiry_id, sent.enquiry_id, accepted.enquiry_id]
    world.rows["proposal_id"] = [proposals[0].id, proposals[1].id]
    world.rows["objection_id"] = [doubt]
    _surveys(world, fresh, owner, at)
    world.rows["token"] = [proposals[1].token]


def _surveys(world: World, asking: Asking, owner: Actor, at: datetime) -> None:
    """Two surveys at home: the first was done with a photo, the second is planned."""
    yesterday = midnight(day_of(at) - timedelta(days=1)) + timedelta(hours=10)
    asked: Any = {"at": yesterday - timedelta(hours=2), "by": owner}
    request_id = sales.request_home_surveys(enquiry_id=asking.enquiry_id, home_id=asking.home_id, **asked)
    whose: Any = {"request_id": request_id, "surveyor_id": owner.id, **asked}
    first = sales.plan_home_survey(number=1, starts_at=yesterday, **whose)
    second = sales.plan_home_survey(number=2, starts_at=yesterday + timedelta(days=2), **whose)
    file_id = keep_image(a_photo(), at=yesterday, by=owner)
    found: Any = {"rooms": 3, "square_metres": 90, "notes": "朝南", "photo_ids": [file_id]}
    sales.record_home_survey(survey_id=first, **found, at=yesterday, by=owner)
    world.rows["survey_request_id"] = [request_id]
    world.rows["survey_number"] = [1, 2, 3]
    world.rows["home_survey_id"] = [second, first]
    world.rows["survey_photo_id"] = list(sales_queries.survey_request(request_id).surveys[0].photos)


def _lists(world: World, owner: Actor, at: datetime) -> None:
    signed: Any = {"at": at, "by": owner}
    prices = csv_of(PRICES, ("开荒保洁", "面议", "新房"), ("擦玻璃", "15 元/平米", "内外"))
    confirmed = onboarding.preview_import(kind="prices", file_name="价目.csv", content=prices, **signed)
    onboarding.confirm_import(batch_id=confirmed, **signed)
    jobs.run_due_jobs(at=at)
    listed = a_list_of_households()
    fresh = onboarding.preview_import(kind="households", file_name="客户.csv", content=listed, **signed)
    world.rows["batch_id"] = [fresh, confirmed]


def _remark(world: World, household_id: int, at: datetime) -> None:
    about: Any = {"written_at": at, "household_id": household_id, "at": at, "by": SYSTEM}
    remark_id = make_remark(source=Source.MESSAGE, origin="letter:1", text="又迟到了", **about)
    world.rows["remark_id"] = [remark_id]
    world.rows["label_id"] = [correct_remark(remark_id=remark_id or 0, polarity=Polarity.HAPPY, at=at, by=SYSTEM)]
    world.rows["aspect"] = ["punctuality", "weather"]


def _inbox(world: World, visit: AssignedVisit, owner: Actor, at: datetime) -> None:
    photo = Enclosure("a.jpg", "image/jpeg", a_photo().read())
    a_mailbox(at=at)
    letter = a_letter("卫生间漏水", at=at, household_id=visit.household_id, enclosures=(photo,))
    stopped = a_stopped_answer(letter.conversation_id, at=at, by=owner)
    chat = a_work_chat(visit.caregiver_id, "门禁坏了", at=at, photos=(photo,))
    box_id = voice.open_box(name="前台", at=at, by=owner)
    world.rows["conversation_id"] = [letter.conversation_id, chat.conversation_id]
    world.rows["attachment_id"] = [voice_queries.message(letter.message_id).attachments[0].id]
    world.rows["own_attachment_id"] = [voice_queries.message(chat.message_id).attachments[0].id]
    world.rows["sending_id"], world.rows["box_id"] = [stopped], [box_id]
    world.rows["code"], world.rows["channel"] = [voice_queries.box(box_id).code], ["email", "wechat"]


def _series(world: World, at: datetime) -> None:
    """A series in the evening, with a date cancelled by itself, and one that has ended."""
    household_id, home_id, offering_id = (world.rows[name][0] for name in ("household_id", "home_id", "offering_id"))
    day = day_of(at) + timedelta(days=3)
    ground: Any = {"household_id": household_id, "home_id": home_id, "offering_id": offering_id, "at": at, "by": SYSTEM}
    made = [
        start_series(**ground, agreed=Agreed(Rule(day, (day.weekday(),), minute, 60), 8000), client_id=uuid4())
        for minute in (16 * 60, 17 * 60)
    ]
    gone = visits_of_series(made[0])[1]
    cancel_visit_and_release(visit_id=gone.id, reason="出差", at=at, by=SYSTEM)
    end_series(series_id=made[1], from_on=day + timedelta(days=8), client_id=uuid4(), at=at, by=SYSTEM)
    world.rows["series_id"] = made


def _offers(world: World, at: datetime) -> None:
    """A visit that nobody has, offered; and a swap that was taken back."""
    caregiver_id = world.rows["caregiver_id"][0]
    alone = plan_visit(at=at, starts_at=at + timedelta(days=4))
    world.rows["offer_id"] = [offers.offer_visit(visit_id=alone, at=at, by=SYSTEM)]
    hers = visit_with(caregiver_id, at=at, starts_at=at + timedelta(days=6))  # five days on is a Sunday
    made: Any = {"visit_id": hers, "caregiver_id": caregiver_id, "client_id": uuid4(), "at": at, "by": SYSTEM}
    other_id = caregiver("李敏", at=at, number=77)
    world.rows["swap_id"] = [offers.offer_swap(**made)]
    wished = Wished(day_of(at), day_of(at) + timedelta(days=9), (), 0, 24 * 60, 120)
    whose = {name: world.rows[name][0] for name in ("household_id", "home_id", "offering_id")}
    world.rows["waiting_id"] = [offers.join_waiting_list(**whose, price_fen=15000, wished=wished, at=at, by=SYSTEM)]
    offers.withdraw_offer(offer_id=world.rows["swap_id"][0], at=at, by=SYSTEM)
    _weighed(world, other_id, at)


def _weighed(world: World, other_id: int, at: datetime) -> None:
    """A choice that was weighed, a wish that a person look again, and a household's word about a caregiver."""
    coming, _under_way, done = world.rows["visit_id"]
    ids = {"visit_id": coming, "done_visit_id": done, "other_caregiver_id": other_id}
    ids |= {name: world.rows[name][0] for name in ("caregiver_id", "household_id")}
    match(ids, at)
    world.rows.update({name: [ids[name]] for name in ("own_weighed_id", "review_id", "preference_id")})


def _the_rest(world: World, visit: AssignedVisit, owner: Actor, at: datetime) -> None:
    caregiver_id, household_id = visit.caregiver_id, visit.household_id
    away = at + timedelta(days=30)
    record_leave(caregiver_id=caregiver_id, starts_at=away, ends_at=away + timedelta(days=1), at=at, by=owner)
    world.user_ids["caregiver"] = open_login(caregiver_id=caregiver_id, password=PASSWORD, at=at, by=SYSTEM)
    world.tokens["household"] = issue_key(household_id=household_id, at=at, by=SYSTEM)
    held = hold(caregiver_id, at=at, starts_at=at + timedelta(days=2), household_id=household_id)
    issue_payslips(week_on=monday_of(day_of(at)) - timedelta(days=7), at=at, by=owner)
    asked: Any = {"caregiver_id": caregiver_id, "kind": "family", "at": at, "by": owner}
    requests = [
        ask_leave(**asked, client_id=uuid4(), starts_at=away + timedelta(days=n), ends_at=away + timedelta(days=n + 1))
        for n in (5, 8)
    ]
    refuse_leave(leave_request_id=requests[1], answer="排满了", at=at, by=owner)
    world.rows["leave_request_id"] = requests
    _series(world, at)
    paper = {"caregiver_id": caregiver_id, "kind": "skill", "issued_on": day_of(at)}
    world.rows["credential_id"] = [record_credential(**paper, at=at, by=owner)]
    _offers(world, at)
    world.rows["leave_id"] = [leaves_of(caregiver_id)[0].id]
    world.rows["hold_id"] = [held]
    world.rows["order_id"] = [visits_of_household(household_id)[0].order_id]
    world.rows["entry_id"] = [dossier_of(household_id)[0].id]
    world.rows["payslip_id"] = [payslips_of_caregiver(caregiver_id)[0].id]
    world.rows["question_id"] = [price_questions()[0].id]
    world.rows["job_id"] = [1]
    _inbox(world, visit, owner, at)
    own: Any = {"kind": "complaint_answered", "minutes": 60, "most_fen": 0, "sentence": "", "effective_from": at}
    world.rows["clause_id"] = [publish_clause(**own, offering_id=world.rows["offering_id"][0], at=at, by=SYSTEM)]
    world.rows["version"] = [1, 99]
    world.rows["slug"], world.rows["kind"] = ["anhe"], ["csv", "complaint_answered", "refund"]
    world.rows["role"] = ["adviser"]
    _remark(world, household_id, at)
