"""Conversations for tests of other areas and of the pages, built by operations only."""

from datetime import datetime

from anjia.kernel.actors import PUBLIC, Actor
from anjia.voice.operations import CallNote, ChatLine, WebForm, hear
from anjia.voice.operations.hearing import Received
from anjia.voice.rules import Channel


def _kept(found: Received | None) -> Received:
    if found is None:
        raise AssertionError("nobody said anything")
    return found


def a_chat(household_id: int, text: str, *, at: datetime, name: str = "陈女士", form_id: str = "") -> Received:
    """The household writes a line in its chat."""
    line = ChatLine(text=text, form_id=form_id, person_id=household_id, name=name)
    return _kept(hear(Channel.CHAT, line, at=at, by=Actor("household", household_id, name)))


def a_work_chat(caregiver_id: int, text: str, *, at: datetime, name: str = "李秀英") -> Received:
    """A caregiver writes a line in hers."""
    line = ChatLine(text=text, form_id="", person_id=caregiver_id, name=name)
    return _kept(hear(Channel.WORK_CHAT, line, at=at, by=Actor("caregiver", caregiver_id, name)))


def a_form(text: str, *, at: datetime, phone: str = "13912345678", name: str = "陈女士", form_id: str = "") -> Received:
    """Somebody sends the public contact form."""
    form = WebForm(text=text, form_id=form_id, name=name, phone=phone)
    return _kept(hear(Channel.WEB_FORM, form, at=at, by=PUBLIC))


def a_call(text: str, *, at: datetime, by: Actor, phone: str = "", household_id: int | None = None) -> Received:
    """Staff notes what somebody said on the phone."""
    note = CallNote(text=text, form_id="", phone=phone, household_id=household_id)
    return _kept(hear(Channel.CALL, note, at=at, by=by))
