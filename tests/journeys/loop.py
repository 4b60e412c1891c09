"""The trust loop as a script: one household's case from the announced delay to the verified improvement.

Each chapter is one or more acts of people or of the clock, by operations. How an act is carried out, and how what
follows from it is delivered, is the caller's: plainly in a test, and under kill -9 in `benchmarks.loop`.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from anjia.billing.operations import record_payment
from anjia.company.operations import engage_staff
from anjia.company.rules import Role
from anjia.fieldwork.operations import add_photo, check_in, complete_visit, set_out, tick_step
from anjia.fieldwork.rules import When
from anjia.fieldwork.testing import HOME, AssignedVisit, a_photo, assigned_visit
from anjia.guarantees.operations import announce_delay, ask_refund, find_justified
from anjia.journeys.operations import pay_granted_refund
from anjia.kernel import jobs
from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.clock import day_of
from anjia.kernel.models import Fact, LedgerTransfer
from anjia.promises.models import Promise
from anjia.promises.operations import publish_standard_clauses, sweep_promises
from anjia.quality.operations import (
    ask_back,
    ask_due_questions,
    check_improvements,
    confirm_resolution,
    contest_resolution,
    decide_compensation,
    finish_corrective_action,
    plan_corrective_action,
    record_answer,
    reply_to_complaint,
    request_compensation,
    resolve_complaint,
)
from anjia.quality.queries import (
    actions_of_complaint,
    complaints_of_household,
    corrective_action,
    open_requests,
    surveys_of_visits,
)
from anjia.quality.rules import Cause, Scores
from anjia.quality.testing import Scene, more_complaints, more_visits

PRICE, DELAY, GIVEN_BACK, REFUNDED = 150_00, 20_00, 120_00, 30_00
REMARK = "灶台没有擦干净，油渍还在，太失望了"
CONTESTED = "灶台背面还是油的，没有擦干净"

Act = Callable[[], Any]


def plainly(act: Act) -> None:
    """Nothing goes wrong."""
    act()


def deliver_plainly(at: datetime) -> None:
    """What is due is delivered."""
    jobs.run_due_jobs(at=at)


@dataclass
class Loop:
    """One case under way. `at` is the loop's own time."""

    company_id: int
    at: datetime
    visit: AssignedVisit
    staff: dict[Role, Actor]
    carry_out: Callable[[Act], None] = plainly
    deliver: Callable[[datetime], None] = deliver_plainly
    acts: int = 0
    ids: dict[str, int] = field(default_factory=dict)

    @property
    def household(self) -> Actor:
        """The family as the one who acts."""
        return Actor("household", self.visit.household_id, "陈女士")

    @property
    def scene(self) -> Scene:
        """The visit as quality's histories name it."""
        visit = self.visit
        return Scene(visit.household_id, visit.caregiver_id, visit.offering_id, visit.visit_id, 0)

    def do(self, operation: Callable[..., Any], by: Actor, **values: Any) -> None:
        """One act of a person now, and what follows from it."""
        self.acts += 1
        self.carry_out(lambda: operation(**values, at=self.at, by=by))
        self.deliver(self.at)

    def clock(self, operation: Callable[..., Any], **values: Any) -> None:
        """One act of the clock now, and what follows from it."""
        self.acts += 1
        self.carry_out(lambda: operation(**values, at=self.at))
        self.deliver(self.at)

    def until(self, at: datetime) -> None:
        """Time passes: promises are swept."""
        self.at = max(self.at, at)
        self.clock(sweep_promises)

    def after(self, **passed: float) -> None:
        """So much time passes."""
        self.until(self.at + timedelta(**passed))


def begin(company_id: int, at: datetime, *, number: int = 1, **ways: Any) -> Loop:
    """Everybody is in place: a visit begins tomorrow, and its work was often complained about before.

    `number` keeps the people of two companies in one database apart. Inside the company's scope.
    """
    publish_standard_clauses(at=at, by=SYSTEM)
    staff = {
        role: Actor("staff", engage_staff(**_person(role, f"1380{number:03d}{place:04d}"), at=at, by=SYSTEM), role)
        for place, role in enumerate(Role)
    }
    visit = assigned_visit(at=at, starts_at=at + timedelta(days=1), phone=f"1391234{number:04d}")
    jobs.run_due_jobs(at=at)
    loop = Loop(company_id, at, visit, staff, **ways)
    more_visits(loop.scene, [at - timedelta(hours=12 * n + 1) for n in range(100)])
    more_complaints(loop.scene, [at - timedelta(days=5 * n + 1) for n in range(10)], Cause.WORKMANSHIP)
    return loop


def _person(role: Role, phone: str) -> dict[str, Any]:
    return {"name": role, "phone": phone, "password": "warm-kettle-7", "roles": [role]}


def the_delay_is_announced(loop: Loop) -> None:
    """An hour before the start she says that she will be forty minutes late."""
    loop.until(loop.visit.starts_at - timedelta(hours=1))
    loop.do(announce_delay, loop.visit.by, visit_id=loop.visit.visit_id, minutes=40, cause="traffic")


def the_visit_is_completed_and_paid(loop: Loop) -> None:
    """She comes when she said; the promised hour has passed by then."""
    own = loop.visit.whose
    loop.until(loop.visit.starts_at + timedelta(minutes=16))
    loop.do(set_out, loop.visit.by, **own)
    loop.until(loop.visit.starts_at + timedelta(minutes=40))
    loop.do(check_in, loop.visit.by, **own, latitude=HOME.latitude, longitude=HOME.longitude)
    for when in When:
        loop.do(add_photo, loop.visit.by, **own, position=1, when=when, upload=a_photo())
    for position in (1, 2, 3):
        loop.do(tick_step, loop.visit.by, **own, position=position)
    loop.after(hours=3)
    loop.do(complete_visit, loop.visit.by, **own)
    paid = {"household_id": loop.visit.household_id, "amount_fen": PRICE - DELAY, "method": "transfer"}
    loop.do(record_payment, loop.staff[Role.FINANCE], **paid)


def the_household_is_asked_and_unhappy(loop: Loop) -> None:
    """Two hours later it is asked, and scores the work with a one."""
    loop.after(hours=2)
    loop.clock(ask_due_questions)
    survey = surveys_of_visits([loop.visit.visit_id])[loop.visit.visit_id]
    loop.ids["survey"] = survey.id
    words = {"good_points": "态度不错", "points_to_improve": REMARK}
    loop.do(record_answer, loop.household, survey_id=survey.id, scores=Scores(2, 1, 2, 2), **words)
    loop.ids["complaint"] = complaints_of_household(loop.visit.household_id)[0].id


def the_company_asks_back(loop: Loop) -> None:
    """An hour later it needs to know something, and its clock stands still."""
    loop.after(hours=1)
    loop.do(ask_back, loop.staff[Role.QUALITY_LEAD], complaint_id=loop.ids["complaint"], text="今晚还是明早方便？")


def the_household_replies(loop: Loop) -> None:
    """After five hours."""
    loop.after(hours=5)
    loop.do(reply_to_complaint, loop.household, complaint_id=loop.ids["complaint"], text="明早可以")


def time_runs_out(loop: Loop, due_at: datetime, minutes: int) -> None:
    """The clock comes by after each rung of the ladder: 50, 80, 100 and 150 percent of the time."""
    for percent in (50, 80, 100, 150):
        loop.until(due_at + timedelta(minutes=minutes * (percent - 100) / 100, seconds=1))


def money_is_asked_for(loop: Loop) -> None:
    """The adviser may not give so much alone."""
    words = {"amount_fen": GIVEN_BACK, "text": "灶台没有擦净"}
    loop.do(request_compensation, loop.staff[Role.ADVISER], complaint_id=loop.ids["complaint"], **words)


def a_second_person_approves(loop: Loop) -> None:
    """And it is credited."""
    request = open_requests()[0].id
    lead = loop.staff[Role.QUALITY_LEAD]
    loop.do(decide_compensation, lead, compensation_request_id=request, approved=True, text="")


def it_is_resolved_contested_and_confirmed(loop: Loop) -> None:
    """The household is not content at once."""
    owner, whose = loop.staff[Role.OWNER], {"complaint_id": loop.ids["complaint"]}
    loop.do(resolve_complaint, owner, **whose, text="主管上门返工")
    loop.after(hours=3)
    loop.do(contest_resolution, loop.household, **whose, text=CONTESTED)
    loop.after(hours=3)
    loop.do(resolve_complaint, owner, **whose, text="再次返工并道歉")
    loop.after(hours=2)
    loop.do(confirm_resolution, loop.household, **whose)


def the_cause_is_worked_on(loop: Loop) -> None:
    """The quality lead has her trained again."""
    lead = loop.staff[Role.QUALITY_LEAD]
    due_on = day_of(loop.at) + timedelta(days=5)
    plan = {"complaint_id": loop.ids["complaint"], "staff_id": lead.id, "what": "除油复训", "due_on": due_on}
    loop.do(plan_corrective_action, lead, **plan, cause=Cause.WORKMANSHIP)
    loop.ids["action"] = actions_of_complaint(loop.ids["complaint"])[0].id
    finish_the_work(loop)


def finish_the_work(loop: Loop) -> None:
    """Done, or done again."""
    loop.after(days=1)
    loop.do(finish_corrective_action, loop.staff[Role.QUALITY_LEAD], action_id=loop.ids["action"], note="复训合格")


def a_refund_is_asked_for_and_granted(loop: Loop) -> None:
    """Within what one person may grant."""
    visit_id, finance = loop.visit.visit_id, loop.staff[Role.FINANCE]
    loop.do(ask_refund, loop.household, visit_id=visit_id, reason="窗台没有做")
    loop.ids["refund"] = _latest("guarantees.RefundAsked")["refund_request_id"]
    loop.after(days=1)
    loop.do(find_justified, finance, request_id=loop.ids["refund"], amount_fen=REFUNDED, text="窗台未做")


def the_refund_is_paid(loop: Loop) -> None:
    """On the tenth day of fifteen."""
    loop.after(days=9)
    loop.do(pay_granted_refund, loop.staff[Role.FINANCE], refund_request_id=loop.ids["refund"], method="transfer")


def _latest(name: str) -> dict[str, Any]:
    return dict(Fact.objects.filter(name=name).order_by("-id")[0].body)


def one_looks(loop: Loop, *, visits: int, complaints: int) -> str:
    """So many visits later, with so many complaints, the day of the look has come; returns what it says."""
    action = corrective_action(loop.ids["action"])
    since = action.checked_at if action.looks and action.checked_at else action.finished_at
    assert since is not None and action.due_on is not None
    more_visits(loop.scene, [since + timedelta(hours=3 * n + 1) for n in range(visits)])
    more_complaints(loop.scene, [since + timedelta(hours=5 * n + 2) for n in range(complaints)], Cause.WORKMANSHIP)
    loop.after(days=max((action.due_on - day_of(loop.at)).days, 1))
    loop.clock(check_improvements, company_id=loop.company_id)
    return str(corrective_action(loop.ids["action"]).outcome)


def settlement_of(loop: Loop, *, number: int = 0) -> Promise:
    """The promise of a settlement: the first, or the one after a contest."""
    subject = f"complaint:{loop.ids['complaint']}"
    row: Promise = Promise.objects.filter(kind="settled_grave", subject=subject).order_by("id")[number]
    return row


def whole(loop: Loop) -> None:
    """The loop from its beginning to its end."""
    the_delay_is_announced(loop)
    the_visit_is_completed_and_paid(loop)
    the_household_is_asked_and_unhappy(loop)
    the_company_asks_back(loop)
    the_household_replies(loop)
    promised = settlement_of(loop)
    time_runs_out(loop, promised.due_at, promised.minutes)
    money_is_asked_for(loop)
    a_second_person_approves(loop)
    it_is_resolved_contested_and_confirmed(loop)
    the_cause_is_worked_on(loop)
    a_refund_is_asked_for_and_granted(loop)
    the_refund_is_paid(loop)
    one_looks(loop, visits=10, complaints=0)
    one_looks(loop, visits=60, complaints=12)
    finish_the_work(loop)
    one_looks(loop, visits=80, complaints=0)


def what_is_left() -> dict[str, Counter[Any]]:
    """Everything the loop has left behind in the company in scope, without numbers that depend on its order."""

    def kinds(rows: Iterable[tuple[Any, ...]]) -> Counter[Any]:
        return Counter(tuple(str(one).partition(":")[0] for one in row) for row in rows)

    return {
        "facts": kinds(Fact.objects.values_list("name")),
        "money": kinds(LedgerTransfer.objects.values_list("journal__key", "debit", "credit", "amount_fen")),
        "promises": kinds(Promise.objects.values_list("kind", "subject", "state", "told_percent")),
    }
