"""Conversations for tests of other areas and of the pages, built by operations only."""

from datetime import datetime

from anjia.kernel.actors import PUBLIC, SYSTEM, Actor
from anjia.voice.operations import (
    CallNote,
    ChatLine,
    MailSettings,
    WebForm,
    answer,
    connect_email,
    hear,
    receive,
    send_answer,
    switch_channel,
    tie_conversation,
)
from anjia.voice.operations.hearing import Received
from anjia.voice.queries import messages_of
from anjia.voice.rules import Address, Channel, Enclosure, Inbound, Known


def _kept(found: Received | None) -> Received:
    if found is None:
        raise AssertionError("nobody said anything")
    return found


def a_chat(household_id: int, text: str, *, at: datetime, name: str = "陈女士", form_id: str = "") -> Received:
    """The household writes a line in its chat."""
    line = ChatLine(text=text, form_id=form_id, person_id=household_id, name=name)
    return _kept(hear(Channel.CHAT, line, at=at, by=Actor("household", household_id, name)))


def a_work_chat(
    caregiver_id: int, text: str, *, at: datetime, name: str = "李秀英", photos: tuple[Enclosure, ...] = ()
) -> Received:
    """A caregiver writes a line in hers."""
    line = ChatLine(text=text, form_id="", person_id=caregiver_id, name=name, photos=photos)
    return _kept(hear(Channel.WORK_CHAT, line, at=at, by=Actor("caregiver", caregiver_id, name)))


def a_form(text: str, *, at: datetime, phone: str = "13912345678", name: str = "陈女士", form_id: str = "") -> Received:
    """Somebody sends the public contact form."""
    form = WebForm(text=text, form_id=form_id, name=name, phone=phone)
    return _kept(hear(Channel.WEB_FORM, form, at=at, by=PUBLIC))


def a_call(text: str, *, at: datetime, by: Actor, phone: str = "", household_id: int | None = None) -> Received:
    """Staff notes what somebody said on the phone."""
    note = CallNote(text=text, form_id="", phone=phone, household_id=household_id)
    return _kept(hear(Channel.CALL, note, at=at, by=by))


def a_mailbox(*, at: datetime, address: str = "hello@anhe.example") -> None:
    """The company has a mailbox at which nothing answers."""
    to = MailSettings(
        address=address,
        user="",
        password="tea-and-rice",  # noqa: S106  (tests and nothing else)
        imap_host="127.0.0.1",
        imap_port=1,
        imap_security="none",
        smtp_host="127.0.0.1",
        smtp_port=1,
        smtp_security="none",
    )
    connect_email(to=to, at=at, by=SYSTEM)


def a_letter(text: str, *, at: datetime, household_id: int, enclosures: tuple[Enclosure, ...] = ()) -> Received:
    """A letter came in and was tied to a household."""
    inbound = Inbound(
        channel=Channel.EMAIL,
        text=text,
        at=at,
        origin=text,
        subject=text,
        sender_name="陈女士",
        address=Address(Known.EMAIL, "chen@example.cn"),
        enclosures=enclosures,
    )
    kept = receive(inbound, at=at, by=PUBLIC)
    tie_conversation(conversation_id=kept.conversation_id, household_id=household_id, at=at, by=SYSTEM)
    return kept


def a_stopped_answer(conversation_id: int, *, at: datetime, by: Actor) -> int:
    """An answer that did not go out, since the channel was switched off; returns the sending's id."""
    message_id = answer(conversation_id=conversation_id, text="明天到", at=at, by=by)
    switch_channel(channel=Channel.EMAIL, on=False, at=at, by=by)
    sending = next(one.sending for one in messages_of(conversation_id) if one.id == message_id)
    if sending is None:
        raise AssertionError("an e-mail is sent")
    send_answer(sending_id=sending.id, at=at)
    switch_channel(channel=Channel.EMAIL, on=True, at=at, by=by)
    return sending.id
