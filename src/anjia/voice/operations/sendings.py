"""Carry answers to the far ends: one try at a time, again later, at last to a person's eyes.

A try is written down before the network is used and again after it, in transactions of their own. A worker that dies
in between leaves the sending UNDER_WAY; the next try counts it as cut off, and the page says that the answer may have
arrived twice: at least once is the most that can be promised to a far end without a key for repeats.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from anjia.company import queries as company
from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.operations import announce
from anjia.promises.operations import keep_promise
from anjia.voice.events import AnswerDelivered, AnswerStopped
from anjia.voice.models import Conversation, Fetching, Message, Sending
from anjia.voice.operations.channels import ADAPTERS, official
from anjia.voice.operations.channels.line import Line, Outgoing, line_of
from anjia.voice.operations.channels.mail import letter_id
from anjia.voice.operations.hearing import add_files, kept_file
from anjia.voice.operations.rows import ANSWERED, facts_of, locked, move, subject_of
from anjia.voice.operations.turns import open_again
from anjia.voice.rules import Channel, Fault, Marks, SendingState, Side, pause_after

LEASE = timedelta(seconds=55)
TAKEN = timedelta(minutes=2)
MOST_AT_ONCE = 200
MOST_ANSWERED = 5


@dataclass(frozen=True)
class Errand:
    """Something to bring to or from a far end: "answer" or "media", of which company."""

    kind: str
    company_id: int
    id: int


@dataclass(frozen=True)
class _Try:
    """One try that has begun."""

    sending_id: int
    number: int
    channel: Channel
    out: Outgoing


def take_errands(*, at: datetime) -> list[Errand]:
    """What is due in all companies, each taken for two minutes, so that many sweeps start it once."""
    taken = []
    for kind, model in (("answer", Sending), ("media", Fetching)):
        due = model.everywhere.filter(next_at__lte=at).order_by("next_at")[:MOST_AT_ONCE]
        for row in due:
            mine = model.everywhere.filter(pk=row.pk, next_at=row.next_at)
            if mine.update(next_at=at + TAKEN):
                taken.append(Errand(kind, row.company_id, row.pk))
    return taken


def send_answer(*, sending_id: int, at: datetime) -> None:
    """Makes one try. Nothing happens when the answer has arrived, was stopped, or another worker is at it."""
    begun = _begin(sending_id, at)
    if begun is None:
        return
    _end(begun, _carry(begun, at), at)


def _begin(sending_id: int, at: datetime) -> _Try | None:
    with transaction.atomic():
        row = Sending.objects.select_for_update(of=("self",)).filter(pk=sending_id).first()
        if row is None or row.state in (SendingState.SENT, SendingState.STOPPED):
            return None
        if row.state == SendingState.UNDER_WAY:
            if row.claimed_at > at - LEASE:
                return None
            row.cut_off += 1
        row.state, row.claimed_at, row.next_at = SendingState.UNDER_WAY, at, at + TAKEN
        row.tries += 1
        row.save(update_fields=["state", "claimed_at", "next_at", "tries", "cut_off"])
        conversation = Conversation.objects.select_related("correspondent").get(pk=row.message.conversation_id)
        return _Try(row.pk, row.tries, Channel(conversation.channel), _outgoing(row.message, conversation))


def _outgoing(message: Message, conversation: Conversation) -> Outgoing:
    heard = Message.objects.filter(conversation=conversation, side=Side.IN, pk__lt=message.pk).order_by("-id")
    names = [one.far_id for one in heard[:MOST_ANSWERED] if one.far_id]
    subject = conversation.subject or _("Your message")
    return Outgoing(
        key=str(message.pk),
        to=conversation.correspondent.address if conversation.correspondent else "",
        text=message.text,
        subject=subject if subject[:3].lower() in ("re:", "回复:") else f"Re: {subject}",
        answers=tuple(reversed(names)),
        company=company.company().name,
    )


def _carry(begun: _Try, at: datetime) -> Fault | None:
    send = ADAPTERS[begun.channel].send
    try:
        line = line_of(begun.channel)
    except Missing:
        return Fault("off", may_try_again=False)
    if send is None:
        return Fault("off", may_try_again=False)
    return send(_named(begun, line), line, at=at)


def _named(begun: _Try, line: Line) -> Outgoing:
    """The answer under the name that its channel gives it, the same at every try."""
    if begun.channel is not Channel.EMAIL:
        return begun.out
    out = begun.out
    name = letter_id(int(out.key), str(line.settings["address"]))
    return Outgoing(name, out.to, out.text, out.subject, out.answers, out.company)


def _end(begun: _Try, fault: Fault | None, at: datetime) -> None:
    with transaction.atomic():
        mine = Sending.objects.filter(pk=begun.sending_id, tries=begun.number, state=SendingState.UNDER_WAY)
        sending = mine.select_for_update(of=("self",)).select_related("message").first()
        if sending is None:
            return
        row = locked(sending.message.conversation_id)
        if fault is None:
            _arrived(sending, row, at)
        else:
            _failed(sending, row, fault, at)


def _arrived(sending: Sending, row: Conversation, at: datetime) -> None:
    sending.state, sending.ended_at, sending.next_at, sending.code, sending.said = SendingState.SENT, at, None, "", ""
    sending.save(update_fields=["state", "ended_at", "next_at", "code", "said"])
    message = sending.message
    if not message.asks_back:
        keep_promise(kind=ANSWERED, subject=subject_of(row), evidence=gettext_noop("answered"), at=at, by=SYSTEM)
    announce(AnswerDelivered(**facts_of(row), message_id=message.pk, tries=sending.tries), at=at, by=SYSTEM)


def _failed(sending: Sending, row: Conversation, fault: Fault, at: datetime) -> None:
    pause = pause_after(sending.tries) if fault.may_try_again else None
    sending.code, sending.said = fault.code[:40], fault.said[:300].replace("\x00", "")
    sending.state = SendingState.WAITING if pause else SendingState.STOPPED
    sending.next_at = at + pause if pause else None
    sending.ended_at = None if pause else at
    sending.save(update_fields=["state", "next_at", "ended_at", "code", "said"])
    if pause is None:
        _ours_again(sending, row, at)


def _ours_again(sending: Sending, row: Conversation, at: datetime) -> None:
    open_again(row, at=at, by=SYSTEM)
    fact = AnswerStopped(
        **facts_of(row), message_id=sending.message_id, code=sending.code or "returned", tries=sending.tries
    )
    announce(fact, at=at, by=SYSTEM)


def send_again(*, sending_id: int, at: datetime, by: Actor) -> int:
    """A person has seen to it: another full set of tries; returns the conversation's id. Refuses one not stopped."""
    with transaction.atomic():
        sending = Sending.objects.select_for_update(of=("self",)).filter(pk=sending_id).first()
        if sending is None:
            raise Missing
        if sending.state != SendingState.STOPPED:
            raise Refusal(_("This answer is not stopped: it goes out by itself, there is nothing to retry."))
        sending.state, sending.tries, sending.next_at, sending.ended_at = SendingState.WAITING, 0, at, None
        sending.save(update_fields=["state", "tries", "next_at", "ended_at"])
        row = locked(sending.message.conversation_id)
        if row.last == sending.message_id:
            move(row, Marks(row.last, 0, 0))
    return int(row.pk)


def note_returned(*, message_ids: tuple[int, ...], at: datetime) -> int:
    """A report came that these letters did not arrive: it is our turn again. Once each; returns how many."""
    noted = 0
    for message_id in message_ids:
        with transaction.atomic():
            mine = Sending.objects.filter(message_id=message_id, returned_at__isnull=True)
            sending = mine.select_for_update(of=("self",)).select_related("message").first()
            if sending is None:
                continue
            Sending.objects.filter(pk=sending.pk).update(returned_at=at, code="returned", next_at=None)
            sending.code = "returned"
            _ours_again(sending, locked(sending.message.conversation_id), at)
            noted += 1
    return noted


def fetch_media(*, fetching_id: int, at: datetime) -> None:
    """Brings a picture or recording here and lays it beside its message, once."""
    row = Fetching.objects.filter(pk=fetching_id, ended_at__isnull=True).first()
    if row is None:
        return
    try:
        found = official.media(row.media_id, line_of(Channel.WECHAT), at=at)
    except Missing:
        found = Fault("off", may_try_again=False)
    with transaction.atomic():
        row = Fetching.objects.select_for_update(of=("self",)).get(pk=fetching_id)
        if row.ended_at:
            return
        row.tries += 1
        pause = pause_after(row.tries) if isinstance(found, Fault) and found.may_try_again else None
        row.next_at, row.ended_at = (at + pause, None) if pause else (None, at)
        if isinstance(found, Fault):
            row.said = found.said[:300]
        else:
            file = kept_file(found, at=at, by=SYSTEM)
            add_files(row.message, [file] if file else [])
        row.save(update_fields=["tries", "next_at", "ended_at", "said"])
