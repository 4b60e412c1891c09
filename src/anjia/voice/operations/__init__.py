"""Hear on every channel, answer, tie, assign, call done; connect channels and carry answers to their far ends."""

from anjia.voice.operations.answers import answer, write_note
from anjia.voice.operations.boxes import close_box, open_box
from anjia.voice.operations.calls import (
    companies_with_mailbox,
    fetch_letters,
    greet_official,
    hear_official,
)
from anjia.voice.operations.channels.own import CallNote, ChatLine, Slip, SurveyWords, WebForm
from anjia.voice.operations.connections import (
    Finding,
    MailSettings,
    WechatSettings,
    connect_email,
    connect_wechat,
    switch_channel,
    try_channel,
)
from anjia.voice.operations.hearing import Received, receive
from anjia.voice.operations.hears import hear
from anjia.voice.operations.sendings import (
    Errand,
    fetch_media,
    note_returned,
    send_again,
    send_answer,
    take_errands,
)
from anjia.voice.operations.ties import tie_conversation, untie_conversation
from anjia.voice.operations.turns import (
    assign_conversation,
    mark_done,
    open_complaint_from,
    reopen,
    see_here,
    see_there,
)

__all__ = [
    "CallNote",
    "ChatLine",
    "Errand",
    "Finding",
    "MailSettings",
    "Received",
    "Slip",
    "SurveyWords",
    "WebForm",
    "WechatSettings",
    "answer",
    "assign_conversation",
    "close_box",
    "companies_with_mailbox",
    "connect_email",
    "connect_wechat",
    "fetch_letters",
    "fetch_media",
    "greet_official",
    "hear",
    "hear_official",
    "mark_done",
    "note_returned",
    "open_box",
    "open_complaint_from",
    "receive",
    "reopen",
    "see_here",
    "see_there",
    "send_again",
    "send_answer",
    "switch_channel",
    "take_errands",
    "tie_conversation",
    "try_channel",
    "untie_conversation",
    "write_note",
]
