"""Who works here, what each is able to do, and when."""

from anjia.workforce.queries.availability import Availability, availability
from anjia.workforce.queries.caregivers import (
    PHONE_PURPOSE,
    CaregiverLogin,
    CaregiverPage,
    CaregiverSummary,
    caregiver,
    caregiver_of_user,
    caregivers,
    caregivers_able,
    caregivers_page,
    count_caregivers,
    known_phones,
    names_of,
    pay_rates_of,
    phone_index,
    ready_caregivers,
    status_names,
)
from anjia.workforce.queries.duty import Duty, duties, duty, ready_districts
from anjia.workforce.queries.on_duty import duty_minutes
from anjia.workforce.queries.requests import (
    LeaveRequestSummary,
    answered_leave_requests,
    leave_kind_names,
    leave_request,
    leave_requests_of,
    open_leave_requests,
    request_state_names,
)
from anjia.workforce.queries.weeks import LeaveSummary, leaves_of, week_of

__all__ = [
    "Availability",
    "CaregiverLogin",
    "CaregiverPage",
    "CaregiverSummary",
    "Duty",
    "LeaveRequestSummary",
    "LeaveSummary",
    "PHONE_PURPOSE",
    "answered_leave_requests",
    "availability",
    "caregiver",
    "caregiver_of_user",
    "caregivers",
    "caregivers_able",
    "caregivers_page",
    "count_caregivers",
    "duties",
    "duty",
    "duty_minutes",
    "known_phones",
    "leave_kind_names",
    "leave_request",
    "leave_requests_of",
    "leaves_of",
    "names_of",
    "open_leave_requests",
    "pay_rates_of",
    "phone_index",
    "ready_caregivers",
    "ready_districts",
    "request_state_names",
    "status_names",
    "week_of",
]
