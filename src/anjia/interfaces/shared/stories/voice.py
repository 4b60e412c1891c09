"""The facts of the inbox in words. What was written is never in them."""

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from anjia.interfaces.shared.story import Telling, name_of, tells
from anjia.quality.queries import team_names
from anjia.voice.events import (
    AnswerDelivered,
    AnswerStopped,
    ChannelConnected,
    ConversationAssigned,
    ConversationDone,
    ConversationFact,
    ConversationReopened,
    ConversationTied,
    ConversationUntied,
    MessageAnswered,
    MessageBecameComplaint,
    MessageReceived,
    NoteWritten,
    SuggestionBoxClosed,
    SuggestionBoxOpened,
)
from anjia.voice.queries import channel_names, fault_words
from anjia.voice.rules import Channel


def _page(name: str, *args: int) -> str:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def _desk(event: ConversationFact) -> str:
    return _page("desk:conversation", event.conversation_id)


def _home(event: ConversationFact) -> str:
    return "" if event.channel == Channel.WORK_CHAT else _page("household:messages")


def _channel(event: ConversationFact) -> str:
    return channel_names()[event.channel]


def _writer(event: ConversationFact) -> str:
    kind, who = (
        ("caregiver", event.caregiver_id)
        if event.channel == Channel.WORK_CHAT
        else (
            "household",
            event.household_id,
        )
    )
    return name_of(kind, who) or _("Somebody")


@tells(MessageReceived)
def received(event: MessageReceived) -> Telling:
    words = _("%(name)s wrote to us (%(channel)s).") % {"name": _writer(event), "channel": _channel(event)}
    told = "" if event.channel in (Channel.WORK_CHAT, Channel.SURVEY) else _("You wrote to us.")
    return Telling(icon="chat", sentence=words, url=_desk(event), to_household=told, household_url=_home(event))


@tells(MessageAnswered)
def answered(event: MessageAnswered) -> Telling:
    words = _("%(name)s was asked something back.") if event.asks_back else _("%(name)s was answered.")
    told = "" if event.channel == Channel.WORK_CHAT else _("We answered you.")
    sentence = words % {"name": _writer(event)}
    return Telling(icon="chat", sentence=sentence, url=_desk(event), to_household=told, household_url=_home(event))


@tells(NoteWritten)
def noted(event: NoteWritten) -> Telling:
    return Telling(icon="edit", sentence=_("A note was written for the colleagues."), url=_desk(event))


@tells(AnswerDelivered)
def delivered(event: AnswerDelivered) -> Telling:
    sentence = _("The answer arrived (%(channel)s).") % {"channel": _channel(event)}
    return Telling(icon="check", sentence=sentence, url=_desk(event))


@tells(AnswerStopped)
def stopped(event: AnswerStopped) -> Telling:
    return Telling(
        icon="warning",
        tone="bad",
        sentence=_("The answer did not arrive (%(channel)s).") % {"channel": _channel(event)},
        url=_desk(event),
        details=((_("Reason"), fault_words(event.code)),),
    )


@tells(ConversationTied)
def tied(event: ConversationTied) -> Telling:
    who = name_of("household", event.household_id) or name_of("caregiver", event.caregiver_id) or "–"
    return Telling(icon="link", sentence=_("The conversation belongs to %(name)s.") % {"name": who}, url=_desk(event))


@tells(ConversationUntied)
def untied(event: ConversationUntied) -> Telling:
    return Telling(icon="undo", sentence=_("A tie of the conversation was taken away."), url=_desk(event))


@tells(ConversationAssigned)
def assigned(event: ConversationAssigned) -> Telling:
    who = name_of("staff", event.staff_id) or team_names().get(event.team, event.team)
    return Telling(icon="hand", sentence=_("%(name)s answers for the conversation.") % {"name": who}, url=_desk(event))


@tells(ConversationDone)
def done(event: ConversationDone) -> Telling:
    return Telling(icon="check-circle", sentence=_("The conversation was called done."), url=_desk(event))


@tells(ConversationReopened)
def reopened(event: ConversationReopened) -> Telling:
    return Telling(icon="undo", sentence=_("The conversation was opened again."), url=_desk(event))


@tells(MessageBecameComplaint)
def became_complaint(event: MessageBecameComplaint) -> Telling:
    url = _page("desk:complaint", event.complaint_id)
    return Telling(icon="warning", sentence=_("A complaint was opened from a message."), url=url)


@tells(ChannelConnected)
def connected(event: ChannelConnected) -> Telling:
    words = _("%(channel)s was connected.") if event.on else _("%(channel)s was switched off.")
    sentence = words % {"channel": channel_names().get(event.channel, event.channel)}
    return Telling(icon="settings", sentence=sentence, url=_page("desk:channels"))


@tells(SuggestionBoxOpened)
def box_opened(event: SuggestionBoxOpened) -> Telling:
    return Telling(icon="plus", sentence=_("A suggestion box was opened."), url=_page("desk:suggestion-boxes"))


@tells(SuggestionBoxClosed)
def box_closed(event: SuggestionBoxClosed) -> Telling:
    return Telling(icon="x", sentence=_("A suggestion box was closed."), url=_page("desk:suggestion-boxes"))
