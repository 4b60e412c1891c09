"""A small company with one of everything in it, built through operations, and everybody who might ask for it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.contrib.auth import get_user_model
from django.test import Client

from anjia.booking.operations import Agreed, place_order, plan_needs_check
from anjia.booking.rules import Rule
from anjia.catalog.operations import ask_price
from anjia.catalog.testing import an_offering
from anjia.company.operations import engage_staff, found_company
from anjia.company.queries import staff_list
from anjia.company.rules import Role
from anjia.dispatch.operations import assign_visit, hold_slot, release_visit
from anjia.fieldwork.operations import add_photo, check_in, complete_visit, report_incident, set_out, tick_step
from anjia.fieldwork.queries import progress_of
from anjia.fieldwork.rules import When
from anjia.fieldwork.testing import a_photo
from anjia.guarantees.operations import ask_refund, call_for_help, find_justified, grant_goodwill
from anjia.households.operations import NewEntry, add_home, issue_key, record_dossier, register_household
from anjia.households.queries import dossier_of
from anjia.households.rules import EntryKind
from anjia.inspections.operations import draw_spot_checks
from anjia.interfaces.household.views.held import HELD
from anjia.journeys.operations import start_series
from anjia.kernel import clock, jobs
from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.clock import day_of, midnight, monday_of
from anjia.kernel.files import keep_image
from anjia.kernel.models import Job
from anjia.kernel.places import Place
from anjia.kernel.scope import company_scope, current_company_id
from anjia.losses.operations import record_loss
from anjia.losses.rules import Lost
from anjia.offers.operations import join_waiting_list, offer_swap, offer_visit
from anjia.offers.rules import Wished
from anjia.onboarding.operations import preview_import
from anjia.onboarding.testing import a_list_of_households
from anjia.payroll.operations import issue_payslips
from anjia.payroll.queries import payslips_of_caregiver
from anjia.promises.operations import publish_clause, publish_standard_clauses
from anjia.quality.models import PlanStep
from anjia.quality.operations import (
    NewStep,
    ask_due_questions,
    open_complaint,
    plan_corrective_action,
    plan_settlement,
    record_answer,
    request_compensation,
    set_team,
)
from anjia.quality.queries import surveys_of_visits
from anjia.quality.rules import Cause, Scores
from anjia.quality.testing import a_proposal
from anjia.remarks.operations import correct_remark, make_remark
from anjia.remarks.rules import Polarity, Source
from anjia.sales.operations import (
    NewLine,
    plan_home_survey,
    raise_objection,
    receive_enquiry,
    record_home_survey,
    request_home_surveys,
    send_proposal,
)
from anjia.sales.queries import survey_request
from anjia.voice.operations import open_box
from anjia.voice.queries import box, message
from anjia.voice.rules import Enclosure
from anjia.voice.testing import a_letter, a_mailbox, a_stopped_answer, a_work_chat
from anjia.workforce.operations import (
    ask_leave,
    engage_caregiver,
    open_login,
    record_credential,
    record_leave,
    set_working_hours,
)
from anjia.workforce.rules import Hours
from tests.architecture.looked_after import look_after
from tests.architecture.matched import match
from tests.architecture.planned import plan_a_day

HOME = Place(31.1944, 121.4365)
PASSWORD = "warm-kettle-7"
PHONE, OTHER_PHONE = "13912345678", "13912345679"
ALWAYS = tuple(Hours(day, 0, 24 * 60) for day in range(7))


@dataclass
class Company:
    """One company: its ids by the name of the address's parameter, and its people as browsers."""

    slug: str
    company_id: int
    ids: dict[str, Any] = field(default_factory=dict)
    people: dict[str, Client] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)


def a_company(slug: str, number: int) -> Company:
    """The company of this slug; `number` keeps the phones of two companies apart."""
    now = clock.now()
    long_ago = now - timedelta(days=40)
    made = Company(slug, found_company(name=slug, slug=slug, city="上海", phone="02150000000", at=long_ago, by=SYSTEM))
    with company_scope(made.company_id):
        _fill(made, number, now, long_ago)
    return made


def _fill(made: Company, number: int, now: datetime, long_ago: datetime) -> None:
    publish_standard_clauses(at=long_ago, by=SYSTEM)
    staff = _staff(made, number, long_ago)
    ids = made.ids
    ids["offering_id"] = an_offering(long_ago)
    ids["clause_id"] = publish_clause(
        kind="arrival",
        minutes=20,
        most_fen=0,
        sentence="",
        effective_from=long_ago,
        at=long_ago,
        by=SYSTEM,
        offering_id=ids["offering_id"],
    )
    ids["caregiver_id"] = _caregiver(made, "caregiver", number, long_ago)
    ids["other_caregiver_id"] = _caregiver(made, "another caregiver", number + 1, long_ago)
    ids["household_id"] = _household(made.slug, PHONE, long_ago)
    ids["other_household_id"] = _household(made.slug, OTHER_PHONE, long_ago)
    for name, whose in (("home_id", "household_id"), ("other_home_id", "other_household_id")):
        ids[name] = add_home(
            household_id=ids[whose],
            district="徐汇区",
            address=f"{made.slug}路 8 弄 502",
            place=HOME,
            at=long_ago,
            by=SYSTEM,
        )
    record_dossier(
        household_id=ids["household_id"],
        entries=[NewEntry(EntryKind.TABOO, f"{made.slug}不用含氯清洁剂")],
        at=long_ago,
        by=SYSTEM,
    )
    ids["entry_id"] = dossier_of(ids["household_id"])[0].id
    _past_visit(made, staff, now)
    _inbox(made, staff, now)
    _sales(made, now)
    _rest(ids, now)
    ids["series_id"] = _series(ids, now)
    for name, whose in (("household", "household_id"), ("another household", "other_household_id")):
        made.people[name] = _household_browser(made, name, ids[whose], now)
    _hold(made, now)


def _staff(made: Company, number: int, at: datetime) -> dict[Role, Actor]:
    staff = {}
    for place, role in enumerate(Role):
        phone = f"138{number:04d}000{place}"
        staff_id = engage_staff(name=role, phone=phone, password=PASSWORD, roles=[role], at=at, by=SYSTEM)
        staff[role] = Actor("staff", staff_id, role)
    for person in staff_list():
        made.people[person.name] = Client()
        made.people[person.name].force_login(get_user_model().objects.get(pk=person.user_id))
    made.ids["staff_id"] = staff[Role.FINANCE].id
    return staff


def _caregiver(made: Company, name: str, number: int, at: datetime) -> int:
    caregiver_id = engage_caregiver(
        name=f"{made.slug}李阿姨",
        phone=f"137{number:08d}",
        district="徐汇区",
        place=HOME,
        hourly_pay_fen=3800,
        trades={"daily_cleaning": 3},  # type: ignore[dict-item]
        at=at,
        by=SYSTEM,
    )
    set_working_hours(caregiver_id=caregiver_id, hours=ALWAYS, at=at, by=SYSTEM)
    user_id = open_login(caregiver_id=caregiver_id, password=PASSWORD, at=at, by=SYSTEM)
    made.people[name] = Client()
    made.people[name].force_login(get_user_model().objects.get(pk=user_id))
    return caregiver_id


def _household(slug: str, phone: str, at: datetime) -> int:
    return register_household(name=f"{slug}陈女士", phone=phone, at=at, by=SYSTEM)


def _household_browser(made: Company, name: str, household_id: int, at: datetime) -> Client:
    browser = Client()
    token = issue_key(household_id=household_id, at=at, by=SYSTEM)
    made.links[name] = token
    browser.get(f"/h/{token}/")
    return browser


def _order(ids: dict[str, Any], starts_at: datetime, at: datetime) -> int:
    placed = place_order(
        household_id=ids["household_id"],
        offering_id=ids["offering_id"],
        home_id=ids["home_id"],
        starts_at=starts_at,
        minutes=180,
        visit_price_fen=15000,
        at=at,
        by=SYSTEM,
    )
    assign_visit(visit_id=placed.visit_id, caregiver_id=ids["caregiver_id"], at=at, by=SYSTEM)
    ids["order_id"] = placed.order_id
    return placed.visit_id


def _past_visit(made: Company, staff: dict[Role, Actor], now: datetime) -> None:
    """A visit of the week before last that was done, paid, answered badly and worked on."""
    ids = made.ids
    starts_at = midnight(monday_of(day_of(now)) - timedelta(days=14)) + timedelta(hours=10)
    ids["done_visit_id"] = _order(ids, starts_at, starts_at - timedelta(days=2))
    ids["draw_id"] = draw_spot_checks(at=starts_at - timedelta(hours=2), by=SYSTEM)
    by = Actor("caregiver", ids["caregiver_id"], "李阿姨")
    own: dict[str, Any] = {"visit_id": ids["done_visit_id"], "caregiver_id": by.id, "by": by}
    set_out(**own, at=starts_at - timedelta(minutes=20))
    check_in(**own, latitude=HOME.latitude, longitude=HOME.longitude, at=starts_at)
    for when in When:
        add_photo(**own, position=1, when=when, upload=a_photo(), at=starts_at)
    tick_step(**own, position=1, at=starts_at)
    tick_step(**own, position=2, at=starts_at)
    report_incident(**own, kind="damage", text=f"{made.slug}碰倒了一个杯子", upload=a_photo("red"), at=starts_at)
    complete_visit(**own, at=starts_at + timedelta(hours=3))
    jobs.run_due_jobs(at=now)
    ask_due_questions(at=starts_at + timedelta(hours=5))
    progress = progress_of(ids["done_visit_id"])
    ids["photo_id"], ids["incident_id"] = progress.steps[0].before[0].id, progress.incidents[0].id
    ids["survey_id"] = surveys_of_visits([ids["done_visit_id"]])[ids["done_visit_id"]].id
    ids["complaint_id"] = record_answer(
        survey_id=ids["survey_id"],
        scores=Scores(2, 2, 2, 2),
        good_points="",
        points_to_improve=f"{made.slug}水垢没有处理",
        at=starts_at + timedelta(hours=5),
        by=Actor("household", ids["household_id"], "陈女士"),
    )
    look_after(ids, staff[Role.QUALITY_LEAD], starts_at + timedelta(hours=1), now)
    ids["action_id"] = plan_corrective_action(
        complaint_id=ids["complaint_id"],
        staff_id=staff[Role.QUALITY_LEAD].id,
        what=f"{made.slug}除垢复训",
        cause=Cause.WORKMANSHIP,
        due_on=day_of(now) + timedelta(days=5),
        at=now,
        by=staff[Role.QUALITY_LEAD],
    )
    _closed_loop(made, staff, now)
    _guarantees(made, staff, starts_at)
    _remark(ids, lead=staff[Role.QUALITY_LEAD], words=f"{made.slug}又迟到了", at=now)
    issue_payslips(week_on=monday_of(day_of(starts_at)), at=now, by=SYSTEM)
    ids["payslip_id"] = payslips_of_caregiver(ids["caregiver_id"])[0].id
    _offers(ids, now)
    # The next one is planned: most addresses of visits are about it.
    ids["visit_id"] = _order(ids, midnight(day_of(now)) + timedelta(days=3, hours=10), now)
    plan_needs_check(visit_id=ids["visit_id"], at=now, by=SYSTEM)
    ids.update(plan_a_day(ids["visit_id"], ids["caregiver_id"], staff[Role.DISPATCHER], now))
    match(ids, now)


def _offers(ids: dict[str, Any], now: datetime) -> None:
    """A visit that nobody has, offered to the caregiver alone, and another one that she would swap."""
    later = midnight(day_of(now)) + timedelta(days=5, hours=10)
    alone = _order(ids, later, now)
    release_visit(visit_id=alone, at=now, by=SYSTEM)
    ids["offer_id"] = offer_visit(visit_id=alone, caregiver_ids=[ids["caregiver_id"]], at=now, by=SYSTEM)
    hers = _order(ids, later + timedelta(days=1), now)
    today = day_of(now)
    ids["waiting_id"] = join_waiting_list(
        household_id=ids["household_id"],
        offering_id=ids["offering_id"],
        home_id=ids["home_id"],
        price_fen=15000,
        wished=Wished(today, today + timedelta(days=9), (), 0, 24 * 60, 180),
        at=now,
        by=SYSTEM,
    )
    ids["swap_id"] = offer_swap(visit_id=hers, caregiver_id=ids["caregiver_id"], client_id=uuid4(), at=now, by=SYSTEM)


def _closed_loop(made: Company, staff: dict[Role, Actor], now: datetime) -> None:
    """A second complaint with a plan, money that waits for a second person, a team, a pattern and a loss."""
    ids, lead = made.ids, staff[Role.QUALITY_LEAD]
    whose = {"household_id": ids["household_id"], "at": now, "by": staff[Role.ADVISER]}
    mine = {"complaint_id": ids["complaint_id"], "at": now, "by": staff[Role.ADVISER]}
    step = NewStep(f"{made.slug}上门", now + timedelta(days=2))
    ids["planned_complaint_id"] = open_complaint(**whose, text=f"{made.slug}柜门坏了")
    promised = plan_settlement(
        complaint_id=ids["planned_complaint_id"],
        reason="要订货",
        steps=[step],
        at=now,
        by=lead,
    )
    ids["plan_step_id"], ids["first_complaint_id"] = _step_of(promised), ids["complaint_id"]
    ids["compensation_request_id"] = request_compensation(**mine, amount_fen=9000, text=f"{made.slug}补偿")
    given = {"name": f"{made.slug}组", "staff_ids": [lead.id], "causes": ["damage"], "at": now, "by": lead}
    ids["team_id"] = set_team(**given)
    ids["preventive_proposal_id"] = a_proposal(now)
    lost = {"subject": "visit:900001", "household_id": ids["household_id"], "amount_fen": 15000, "guess": "price"}
    ids["loss_id"] = record_loss(lost=Lost.VISIT, **lost, words=f"{made.slug}太贵", at=now, by=SYSTEM)


def _remark(ids: dict[str, Any], *, lead: Actor, words: str, at: datetime) -> None:
    """A text that somebody read otherwise than the reader."""
    about = {"written_at": at, "household_id": ids["household_id"], "at": at, "by": SYSTEM}
    ids["remark_id"] = make_remark(source=Source.MESSAGE, origin="letter:1", text=words, **about)
    ids["label_id"] = correct_remark(remark_id=ids["remark_id"], polarity=Polarity.NEUTRAL, at=at, by=lead)


def _step_of(plan_id: int) -> int:
    return int(PlanStep.objects.get(plan_id=plan_id).pk)


def _sales(made: Company, now: datetime) -> None:
    ids = made.ids
    ids["enquiry_id"] = receive_enquiry(
        household_id=ids["household_id"],
        channel="phone",
        text=f"每周一次，{made.slug}路 8 弄 502",
        offering_id=ids["offering_id"],
        at=now,
        by=SYSTEM,
    )
    ids["objection_id"] = raise_objection(enquiry_id=ids["enquiry_id"], doubt="price", text="贵", at=now, by=SYSTEM)
    sent = send_proposal(
        enquiry_id=ids["enquiry_id"],
        home_id=ids["home_id"],
        lines=[NewLine(offering_id=ids["offering_id"], minutes=180, visits=1, unit_price_fen=15000)],
        not_included="不擦外窗",
        needed_from_household="请留人交接",
        at=now,
        by=SYSTEM,
    )
    ids["proposal_id"], made.links["proposal"] = sent.id, sent.token
    _surveys(made, now)


def _surveys(made: Company, now: datetime) -> None:
    """Two surveys at home: the first was done with a photo, the second is planned."""
    ids, by = made.ids, Actor("staff", made.ids["staff_id"], "周敏")
    starts_at = midnight(day_of(now) - timedelta(days=1)) + timedelta(hours=10)
    asked: dict[str, Any] = {"at": starts_at - timedelta(hours=2), "by": by}
    ids["survey_request_id"] = request_home_surveys(enquiry_id=ids["enquiry_id"], home_id=ids["home_id"], **asked)
    first, ids["home_survey_id"] = (
        plan_home_survey(
            request_id=ids["survey_request_id"], number=number, surveyor_id=by.id or 0, starts_at=when, **asked
        )
        for number, when in ((1, starts_at), (2, starts_at + timedelta(days=2)))
    )
    notes, file_id = f"{made.slug}朝南", keep_image(a_photo(), at=starts_at, by=by)
    record_home_survey(
        survey_id=first, rooms=3, square_metres=90, notes=notes, photo_ids=[file_id], at=starts_at, by=by
    )
    ids["survey_number"] = 2
    (ids["survey_photo_id"],) = survey_request(ids["survey_request_id"]).surveys[0].photos


def _guarantees(made: Company, staff: dict[Role, Actor], starts_at: datetime) -> None:
    """Money asked back and found justified, something extra, and a call for help, each about the visit of before."""
    about: dict[str, Any] = {"visit_id": made.ids["done_visit_id"], "at": starts_at + timedelta(hours=4)}
    lead, family = staff[Role.QUALITY_LEAD], Actor("household", made.ids["household_id"], "陈女士")
    request_id = ask_refund(**about, reason=f"{made.slug}窗户没有擦", by=family)
    find_justified(request_id=request_id, amount_fen=2000, text=f"{made.slug}一扇窗", at=about["at"], by=lead)
    grant_goodwill(**about, title=f"{made.slug}擦冰箱", minutes=10, wish="asked", by=lead)
    made.ids["refund_request_id"] = request_id
    made.ids["emergency_id"] = call_for_help(**about, kind="damage", text=f"{made.slug}漏水", by=family)


def _inbox(made: Company, staff: dict[Role, Actor], now: datetime) -> None:
    """A letter of the household with a photo, whose answer did not go out; a caregiver's chat; a suggestion box."""
    ids = made.ids
    photo = Enclosure("a.jpg", "image/jpeg", a_photo().read())
    a_mailbox(at=now, address=f"desk@{made.slug}.example")
    letter = a_letter(f"{made.slug}卫生间漏水", at=now, household_id=ids["household_id"], enclosures=(photo,))
    ids["conversation_id"], ids["message_id"] = letter.conversation_id, letter.message_id
    ids["attachment_id"] = message(letter.message_id).attachments[0].id
    ids["sending_id"] = a_stopped_answer(letter.conversation_id, at=now, by=staff[Role.ADVISER])
    chat = a_work_chat(ids["caregiver_id"], f"{made.slug}门禁坏了", at=now, photos=(photo,))
    ids["own_attachment_id"] = message(chat.message_id).attachments[0].id
    ids["box_id"] = open_box(name=f"{made.slug}前台", at=now, by=staff[Role.ADVISER])
    ids["code"] = box(ids["box_id"]).code


def _rest(ids: dict[str, Any], now: datetime) -> None:
    ids["batch_id"] = preview_import(
        kind="households", file_name="a.csv", content=a_list_of_households(), at=now, by=SYSTEM
    )
    ids["question_id"] = ask_price(raw_name="擦窗", raw_price="面议", reason="no number", at=now, by=SYSTEM)
    ids["leave_id"] = record_leave(
        caregiver_id=ids["caregiver_id"],
        starts_at=now + timedelta(days=20),
        ends_at=now + timedelta(days=21),
        at=now,
        by=SYSTEM,
    )
    ids["credential_id"] = record_credential(
        caregiver_id=ids["caregiver_id"], kind="skill", issued_on=now.date(), verified=False, at=now, by=SYSTEM
    )
    ids["job_id"] = _dead_job(now)
    ids["leave_request_id"] = ask_leave(
        caregiver_id=ids["caregiver_id"],
        client_id=uuid4(),
        kind="family",
        starts_at=now + timedelta(days=30),
        ends_at=now + timedelta(days=31),
        at=now,
        by=SYSTEM,
    )


def _dead_job(now: datetime) -> int:
    dead = Job.objects.create(
        task="anjia.kernel.jobs.hear",
        arguments={"args": [], "kwargs": {"company_id": current_company_id(), "fact_id": 0, "listener": "x.y"}},
        company_id=current_company_id(),
        state=Job.State.DEAD,
        due_at=now,
        made_at=now,
        closed_at=now,
    )
    return int(dead.pk)


def _series(ids: dict[str, Any], now: datetime) -> int:
    """A series of the household, every week in the evening from next week on."""
    from_on = day_of(now) + timedelta(days=8)
    rule = Rule(from_on, (from_on.weekday(),), starts_minute=18 * 60, minutes=180)
    return start_series(
        household_id=ids["household_id"],
        home_id=ids["home_id"],
        offering_id=ids["offering_id"],
        agreed=Agreed(rule, 15000, ids["caregiver_id"]),
        client_id=uuid4(),
        at=now,
        by=SYSTEM,
    )


def _hold(made: Company, now: datetime) -> None:
    """A time the household keeps, as its phone remembers it."""
    ids = made.ids
    ids["hold_id"] = hold_slot(
        caregiver_id=ids["caregiver_id"],
        starts_at=midnight(day_of(now)) + timedelta(days=5, hours=10),
        minutes=180,
        place=HOME,
        trade="daily_cleaning",
        household_id=ids["household_id"],
        at=now,
        by=SYSTEM,
    )
    session = made.people["household"].session
    session[HELD] = {"hold": ids["hold_id"], "offering": ids["offering_id"], "home": ids["home_id"], "minutes": 180}
    session.save()
