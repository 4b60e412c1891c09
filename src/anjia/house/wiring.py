"""Every consequence in the system, on one page: who hears which fact, and what runs by the clock."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django_tasks.base import Task

from anjia.billing import handlers as billing
from anjia.booking import handlers as booking
from anjia.booking.events import OrderPlaced, VisitCancelled, VisitMoved, VisitPlanned
from anjia.dispatch import handlers as dispatch
from anjia.dispatch import tasks as dispatch_tasks
from anjia.dispatch.events import (
    AssignmentChanged,
    AssignmentReleased,
    CaregiverAssigned,
    CaregiverRefused,
    HoldReleased,
)
from anjia.fieldwork import handlers as fieldwork
from anjia.fieldwork.events import CaregiverCheckedIn, IncidentReported, ScopeMissed, VisitCompleted
from anjia.guarantees import handlers as guarantees
from anjia.guarantees.events import GoodwillGranted, PreCompensationGranted, RefundGranted
from anjia.house import tasks
from anjia.inspections import handlers as inspections
from anjia.inspections import tasks as inspection_tasks
from anjia.journeys import tasks as journey_tasks
from anjia.kernel.events import Event, Listener, listen
from anjia.losses import handlers as losses
from anjia.losses import tasks as losses_tasks
from anjia.offers import handlers as offers
from anjia.offers import tasks as offers_tasks
from anjia.payroll import handlers as payroll
from anjia.promises import tasks as promise_tasks
from anjia.promises.events import PromiseBroken
from anjia.quality import handlers as quality
from anjia.quality import tasks as quality_tasks
from anjia.quality.events import (
    CompensationGranted,
    ComplaintOpened,
    HouseholdCalledBack,
    HouseholdReplied,
    ObjectionDecided,
    ResolutionContested,
    SurveyAnswered,
)
from anjia.remarks import handlers as remarks
from anjia.sales import tasks as sales_tasks
from anjia.sales.events import EnquiryLost, EnquiryWon, ProposalAccepted, ProposalDeclined, ProposalLapsed
from anjia.voice import handlers as voice
from anjia.voice import tasks as voice_tasks
from anjia.voice.events import MessageReceived
from anjia.workforce.events import (
    CaregiverStatusSet,
    LeaveCancelled,
    LeaveRecorded,
    ServiceAreaSet,
    TradesSet,
    WorkingHoursSet,
)

LISTENERS: dict[type[Event], list[Listener]] = {
    OrderPlaced: [quality.promise_the_arrival, booking.prepare_the_visit],
    VisitPlanned: [quality.promise_the_arrival, booking.prepare_the_next_visit],
    VisitMoved: [
        fieldwork.begin_the_way_anew,
        booking.follow_the_visit,
        quality.promise_another_arrival,
        guarantees.wait_no_more,
        offers.end_stale_offers,
    ],
    VisitCancelled: [
        dispatch.give_the_time_back,
        booking.let_the_visit_go,
        quality.release_the_arrival,
        guarantees.wait_never_more,
        losses.lose_the_visit,
        inspections.drop_the_spot_check,
        offers.end_stale_offers,
    ],
    CaregiverCheckedIn: [quality.keep_the_arrival, guarantees.settle_the_arrival],
    CaregiverAssigned: [dispatch.keep_what_was_weighed, offers.end_stale_offers],
    AssignmentChanged: [dispatch.keep_what_was_weighed, offers.end_stale_offers],
    CaregiverRefused: [dispatch.send_somebody_else],
    CaregiverStatusSet: [dispatch.free_her_visits, offers.offer_to_who_waits],
    LeaveRecorded: [dispatch.free_her_leave],
    AssignmentReleased: [offers.end_stale_offers, offers.offer_to_who_waits],
    HoldReleased: [offers.offer_to_who_waits],
    LeaveCancelled: [offers.offer_to_who_waits],
    WorkingHoursSet: [offers.offer_to_who_waits],
    TradesSet: [offers.offer_to_who_waits],
    ServiceAreaSet: [offers.offer_to_who_waits],
    VisitCompleted: [
        quality.plan_the_question,
        quality.plan_the_first_interview,
        quality.count_the_visit,
        billing.charge_for_visit,
        payroll.earn_for_the_visit,
        losses.find_the_visit_again,
    ],
    PromiseBroken: [
        fieldwork.miss_the_move_in,
        quality.escalate_the_complaint,
        guarantees.make_the_delay_good,
        guarantees.tell_the_owner,
    ],
    ScopeMissed: [guarantees.refund_the_missed_scope],
    PreCompensationGranted: [billing.credit_the_pre_compensation],
    GoodwillGranted: [payroll.earn_for_the_goodwill],
    RefundGranted: [billing.credit_the_refund],
    ObjectionDecided: [quality.strike_her_mark],
    CompensationGranted: [billing.credit_the_compensation],
    SurveyAnswered: [quality.keep_her_mark, remarks.read_the_answer, voice.keep_the_answer],
    ComplaintOpened: [remarks.read_the_complaint],
    HouseholdReplied: [remarks.read_the_reply],
    ResolutionContested: [remarks.read_the_objection],
    MessageReceived: [remarks.read_the_message],
    HouseholdCalledBack: [remarks.read_the_call_note],
    EnquiryLost: [losses.lose_the_enquiry],
    ProposalDeclined: [losses.lose_the_declined_proposal],
    ProposalLapsed: [losses.lose_the_lapsed_proposal],
    ProposalAccepted: [losses.find_the_proposal_again],
    EnquiryWon: [losses.find_the_enquiry_again],
    IncidentReported: [losses.lose_the_visit_at_the_door],
}

EVERY: Mapping[Task[..., Any], timedelta] = {
    promise_tasks.sweep: timedelta(seconds=15),
    dispatch_tasks.sweep_holds: timedelta(minutes=1),
    dispatch_tasks.sweep_shares: timedelta(hours=1),
    journey_tasks.continue_series: timedelta(hours=6),
    offers_tasks.sweep_offers: timedelta(minutes=1),
    offers_tasks.look_after_waiting: timedelta(minutes=15),
    sales_tasks.lapse_proposals: timedelta(minutes=30),
    quality_tasks.look_after_complaints: timedelta(hours=1),
    quality_tasks.look_for_patterns: timedelta(days=1),
    losses_tasks.look_after_losses: timedelta(hours=1),
    quality_tasks.ask_due_questions: timedelta(minutes=1),
    quality_tasks.learn_priors: timedelta(hours=6),
    quality_tasks.plan_quarter: timedelta(hours=6),
    voice_tasks.start_errands: timedelta(seconds=10),
    voice_tasks.start_looks: timedelta(minutes=1),
    inspection_tasks.plan_rounds: timedelta(hours=3),
    inspection_tasks.draw_spot_checks: timedelta(hours=3),
    tasks.prune: timedelta(days=1),
}


def connect() -> None:
    """Tells the kernel who listens. Called once when Django is ready."""
    for kind, listeners in LISTENERS.items():
        for listener in listeners:
            listen(kind, listener)
