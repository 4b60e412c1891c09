"""What the codes of sales are called."""

from django.utils.translation import pgettext

from anjia.sales.rules import Channel, Doubt, EnquiryState, Loss, ProposalState


def channel_names() -> dict[str, str]:
    """Ways by which households and the company talk."""
    return {
        Channel.PHONE: pgettext("enquiry channel", "Phone"),
        Channel.PUBLIC_PAGE: pgettext("enquiry channel", "Booking page"),
        Channel.WECHAT: pgettext("enquiry channel", "WeChat"),
        Channel.WALK_IN: pgettext("enquiry channel", "Walked in"),
        Channel.REFERRAL: pgettext("enquiry channel", "Referral"),
    }


def state_names() -> dict[str, str]:
    """How far an enquiry has come."""
    return {
        EnquiryState.OPEN: pgettext("enquiry state", "Waiting for us"),
        EnquiryState.CONTACTED: pgettext("enquiry state", "In contact"),
        EnquiryState.INTERVIEWED: pgettext("enquiry state", "Interviewed"),
        EnquiryState.PROPOSED: pgettext("enquiry state", "Proposal sent"),
        EnquiryState.WON: pgettext("enquiry state", "Won"),
        EnquiryState.LOST: pgettext("enquiry state", "Lost"),
    }


def loss_names() -> dict[str, str]:
    """Why an enquiry was lost."""
    return {
        Loss.PRICE: pgettext("loss", "Price"),
        Loss.NO_CAREGIVER: pgettext("loss", "No fitting caregiver"),
        Loss.NO_ANSWER: pgettext("loss", "No answer any more"),
        Loss.CHOSE_ANOTHER: pgettext("loss", "Chose another company"),
        Loss.NOT_IN_AREA: pgettext("loss", "Outside our area"),
        Loss.PLAN_CHANGED: pgettext("loss", "Plans changed"),
    }


def doubt_names() -> dict[str, str]:
    """What a household doubts."""
    return {
        Doubt.PRICE: pgettext("doubt", "Price"),
        Doubt.TRUST: pgettext("doubt", "Trust in the company"),
        Doubt.SAFETY: pgettext("doubt", "Safety"),
        Doubt.QUALITY: pgettext("doubt", "Quality"),
        Doubt.CAREGIVER: pgettext("doubt", "The caregiver"),
        Doubt.TIME: pgettext("doubt", "Time"),
        Doubt.CONTRACT: pgettext("doubt", "Contract and refund"),
        Doubt.OTHER: pgettext("doubt", "Something else"),
    }


def proposal_state_names() -> dict[str, str]:
    """How a proposal stands."""
    return {
        ProposalState.SENT: pgettext("proposal state", "Waiting for an answer"),
        ProposalState.ACCEPTED: pgettext("proposal state", "Accepted"),
        ProposalState.DECLINED: pgettext("proposal state", "Declined"),
        ProposalState.LAPSED: pgettext("proposal state", "Lapsed"),
        ProposalState.REPLACED: pgettext("proposal state", "Replaced by a newer one"),
    }
