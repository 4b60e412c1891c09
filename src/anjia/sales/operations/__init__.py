"""What sales does: enquiries, interviews, proposals."""

from anjia.sales.operations.answers import accept_proposal, decline_proposal, lapse_proposals
from anjia.sales.operations.enquiries import receive_enquiry, record_contact, take_enquiry, win_enquiry
from anjia.sales.operations.home_surveys import (
    move_home_survey,
    plan_home_survey,
    record_home_survey,
    request_home_surveys,
    waive_home_surveys,
)
from anjia.sales.operations.interviews import Answers, hold_interview
from anjia.sales.operations.losing import lose_enquiry
from anjia.sales.operations.objections import answer_objection, raise_objection
from anjia.sales.operations.proposals import NewLine, SentProposal, renew_proposal_link, send_proposal
from anjia.sales.operations.scopes import agree_enquiry_scope, clean_steps, refuse_move_in

__all__ = [
    "Answers",
    "NewLine",
    "SentProposal",
    "accept_proposal",
    "answer_objection",
    "decline_proposal",
    "hold_interview",
    "lapse_proposals",
    "lose_enquiry",
    "raise_objection",
    "receive_enquiry",
    "record_contact",
    "renew_proposal_link",
    "send_proposal",
    "take_enquiry",
    "win_enquiry",
    "move_home_survey",
    "plan_home_survey",
    "record_home_survey",
    "request_home_surveys",
    "waive_home_surveys",
    "agree_enquiry_scope",
    "clean_steps",
    "refuse_move_in",
]
