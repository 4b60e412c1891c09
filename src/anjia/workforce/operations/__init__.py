"""Engage caregivers, say what they can do and when they work."""

from anjia.workforce.operations.areas import keep_to_districts, see_districts, set_service_area
from anjia.workforce.operations.caregivers import change_caregiver, engage_caregiver, set_status
from anjia.workforce.operations.credentials import (
    demand_paper,
    record_credential,
    verify_credential,
    withdraw_credential,
)
from anjia.workforce.operations.leaves import cancel_leave, record_leave
from anjia.workforce.operations.logins import open_login
from anjia.workforce.operations.marks import keep_mark, strike_mark
from anjia.workforce.operations.packing import pack_weeks
from anjia.workforce.operations.requests import ask_leave, grant_leave, refuse_leave, withdraw_leave_request
from anjia.workforce.operations.suiting import answer_claim, say_suiting, set_suiting
from anjia.workforce.operations.weeks import set_trades, set_working_hours

__all__ = [
    "answer_claim",
    "ask_leave",
    "say_suiting",
    "keep_mark",
    "keep_to_districts",
    "set_suiting",
    "strike_mark",
    "cancel_leave",
    "change_caregiver",
    "demand_paper",
    "engage_caregiver",
    "grant_leave",
    "open_login",
    "pack_weeks",
    "record_credential",
    "record_leave",
    "refuse_leave",
    "see_districts",
    "set_service_area",
    "set_status",
    "set_trades",
    "set_working_hours",
    "verify_credential",
    "withdraw_credential",
    "withdraw_leave_request",
]
