"""The company's own channels: a call noted by staff, the web form, a survey's words, a slip, and the two chats."""

from dataclasses import dataclass
from datetime import datetime

from anjia.kernel.text import clean_line, clean_text, normal_phone
from anjia.voice.rules import Address, Channel, Enclosure, Inbound, Known

MOST_TEXT = 2000
MOST_NAME = 40


@dataclass(frozen=True, kw_only=True)
class CallNote:
    """What somebody said on the phone; `what` names the field in a refusal."""

    text: str
    form_id: str
    phone: str = ""
    name: str = ""
    household_id: int | None = None
    visit_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class WebForm:
    """The public contact form: a phone to be called at, or an e-mail address."""

    text: str
    form_id: str
    name: str
    phone: str


@dataclass(frozen=True, kw_only=True)
class Slip:
    """A slip for the suggestion box; without a phone it is anonymous."""

    text: str
    form_id: str
    phone: str = ""
    branch_id: int | None = None
    caregiver_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class ChatLine:
    """A line of the household's or the caregiver's chat, with photos."""

    text: str
    form_id: str
    person_id: int
    name: str
    photos: tuple[Enclosure, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SurveyWords:
    """What a household wrote in a survey. `complained`: a low mark has opened a complaint already."""

    survey_id: int
    household_id: int
    name: str
    visit_id: int
    caregiver_id: int
    good_points: str
    points_to_improve: str
    written_at: datetime
    complained: bool = False


def _words(text: str, *, least: int = 1) -> str:
    return clean_text(text, most=MOST_TEXT, least=least, what="")


def _phone(raw: str) -> Address | None:
    return Address(Known.PHONE, normal_phone(raw)) if clean_line(raw, most=1000) else None


def _once(channel: Channel, form_id: str, person: object = "") -> str:
    """A form sent twice says the same; without an id each sending is its own."""
    return f"{channel}:{person}:{form_id}" if form_id else ""


def receive_call(raw: CallNote, /, *, at: datetime) -> Inbound | None:
    """Staff noted what somebody said."""
    return Inbound(
        channel=Channel.CALL,
        text=_words(raw.text),
        at=at,
        origin=_once(Channel.CALL, raw.form_id),
        sender_name=clean_line(raw.name, most=MOST_NAME),
        address=_phone(raw.phone),
        household_id=raw.household_id,
        visit_id=raw.visit_id,
    )


def receive_form(raw: WebForm, /, *, at: datetime) -> Inbound | None:
    """A stranger or a household wrote from the public page."""
    return Inbound(
        channel=Channel.WEB_FORM,
        text=_words(raw.text),
        at=at,
        origin=_once(Channel.WEB_FORM, raw.form_id),
        sender_name=clean_line(raw.name, most=MOST_NAME),
        address=_phone(raw.phone),
    )


def receive_slip(raw: Slip, /, *, at: datetime) -> Inbound | None:
    """Somebody put a slip into the suggestion box."""
    return Inbound(
        channel=Channel.SUGGESTION,
        text=_words(raw.text),
        at=at,
        origin=_once(Channel.SUGGESTION, raw.form_id),
        address=_phone(raw.phone),
        branch_id=raw.branch_id,
        caregiver_id=raw.caregiver_id,
    )


def receive_chat(raw: ChatLine, /, *, at: datetime) -> Inbound | None:
    """The household wrote on its page."""
    return Inbound(
        channel=Channel.CHAT,
        text=_words(raw.text, least=0 if raw.photos else 1),
        at=at,
        origin=_once(Channel.CHAT, raw.form_id, raw.person_id),
        thread=f"household:{raw.person_id}",
        sender_name=raw.name,
        household_id=raw.person_id,
        enclosures=raw.photos,
    )


def receive_work_chat(raw: ChatLine, /, *, at: datetime) -> Inbound | None:
    """A caregiver wrote on hers."""
    return Inbound(
        channel=Channel.WORK_CHAT,
        text=_words(raw.text, least=0 if raw.photos else 1),
        at=at,
        origin=_once(Channel.WORK_CHAT, raw.form_id, raw.person_id),
        thread=f"caregiver:{raw.person_id}",
        sender_name=raw.name,
        caregiver_id=raw.person_id,
        enclosures=raw.photos,
    )


def receive_survey(raw: SurveyWords, /, *, at: datetime) -> Inbound | None:
    """A survey was answered in words too. Praise wants no answer, nor what has become a complaint by itself."""
    words = [raw.points_to_improve.strip(), raw.good_points.strip()]
    if not any(words):
        return None
    return Inbound(
        channel=Channel.SURVEY,
        text="\n\n".join(filter(None, words)),
        at=raw.written_at,
        origin=f"{Channel.SURVEY}:{raw.survey_id}",
        thread=f"survey:{raw.survey_id}",
        sender_name=raw.name,
        household_id=raw.household_id,
        visit_id=raw.visit_id,
        caregiver_id=raw.caregiver_id,
        needs_answer=bool(raw.points_to_improve.strip()) and not raw.complained,
    )
