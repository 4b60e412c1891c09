"""What two sides said to each other, as a person's own page shows it; and files that came with it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from anjia.interfaces.shared.photos import photo_answer
from anjia.interfaces.shared.reasons import kept_reason
from anjia.kernel.errors import Refusal
from anjia.kernel.files import MOST_BYTES, read_file, refuse_no_image
from anjia.voice import queries
from anjia.voice.queries import AttachmentSummary, MessageSummary
from anjia.voice.rules import Channel, Enclosure, Side

OWN_PAGE = (Channel.CHAT, Channel.WORK_CHAT)
MOST_PHOTOS = 6


@dataclass(frozen=True, kw_only=True)
class TalkFile:
    """A file of a message with the address at which this reader may have it."""

    url: str
    name: str
    is_photo: bool


@dataclass(frozen=True, kw_only=True)
class TalkLine:
    """One message for the person whose page it is; `channel` is named where it did not come from this page."""

    id: int
    mine: bool
    who: str
    at: datetime
    text: str
    channel: str = ""
    files: tuple[TalkFile, ...] = ()


def talk_of(messages: Iterable[MessageSummary], *, company: str, url_of: Callable[[int], str]) -> list[TalkLine]:
    """The messages as lines, without what staff wrote among themselves."""
    names = queries.channel_names()
    return [
        TalkLine(
            id=one.id,
            mine=one.side is Side.IN,
            who=_("You") if one.side is Side.IN else company,
            at=one.at,
            text=read_words(one.text),
            channel="" if one.channel in OWN_PAGE else names[one.channel],
            files=tuple(files_of(one.attachments, url_of)),
        )
        for one in messages
        if one.side is not Side.NOTE
    ]


def read_words(text: str) -> str:
    """The words as they were written; what stands in brackets for a letter is the product's own."""
    return kept_reason(text) if text.startswith("[") else text


def files_of(attachments: Iterable[AttachmentSummary], url_of: Callable[[int], str]) -> list[TalkFile]:
    """The files with their addresses; one without a name is called a file."""
    return [TalkFile(url=url_of(one.id), name=one.name or _("file"), is_photo=one.is_photo) for one in attachments]


def photos_in(request: HttpRequest) -> tuple[Enclosure, ...]:
    """The photos of a form, at most six. Raises Refusal for what is no photo."""
    uploads = request.FILES.getlist("photo")
    if len(uploads) > MOST_PHOTOS:
        raise Refusal(_("Please send at most %(most)d photos at once.") % {"most": MOST_PHOTOS}, field="photo")
    found = []
    for upload in uploads:
        content = upload.read(MOST_BYTES + 1)
        refuse_no_image(content)
        found.append(Enclosure(str(upload.name or "")[:200], "image/jpeg", content))
    return tuple(found)


def form_id(request: HttpRequest) -> str:
    """What names one sending of a form; what is too long to be one of ours names nothing."""
    given = request.POST.get("form_id", "")
    return given if len(given) <= 64 else ""


def fresh_id() -> str:
    """A name for the form that is shown now, so that sending it twice says it once."""
    return str(uuid4())


def file_answer(request: HttpRequest, attachment: AttachmentSummary) -> HttpResponse:
    """The file: a photo shown, anything else as a download that no browser opens by itself."""
    if attachment.is_photo:
        return photo_answer(request, attachment.file_id)
    kept = read_file(attachment.file_id)
    answer = HttpResponse(kept.content, content_type="application/octet-stream")
    answer.headers["Content-Disposition"] = _download(attachment.name)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _download(name: str) -> str:
    plain = "".join(sign for sign in name if sign.isalnum() or sign in "._- ")[-80:].strip() or "file"
    return content_disposition_header(as_attachment=True, filename=plain) or "attachment"
