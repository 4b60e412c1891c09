"""Private files: pictures that people send, checked, made small and stripped, handed out only by checked views."""

import hashlib
import io
import os
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from anjia.kernel.actors import Actor
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.models import PrivateFile
from anjia.kernel.scope import current_company_id

MOST_BYTES = 12 * 1024 * 1024
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 1600
FORMATS = ("JPEG", "PNG", "WEBP")
AS_IT_CAME = "application/octet-stream"
Image.MAX_IMAGE_PIXELS = MOST_PIXELS


class Upload(Protocol):
    """What a form hands over."""

    def read(self, num_bytes: int = ..., /) -> bytes: ...


@dataclass(frozen=True)
class KeptFile:
    """A file's bytes and its type, for an answer over HTTP."""

    content_type: str
    content: bytes


def keep_image(upload: Upload, *, at: datetime, by: Actor) -> int:
    """Keeps a picture and returns its id. It is turned upright, scaled to 1600 px, re-encoded without EXIF (no place).

    Raises Refusal for anything that is not a JPEG, PNG or WebP of at most 12 MB and 50 megapixels.
    """
    content = upload.read(MOST_BYTES + 1)
    body, width, height = _encode(_checked(content))
    digest = hashlib.sha256(body).hexdigest()
    _write_once(_path(digest), body)
    row = PrivateFile.objects.create(
        sha256=digest, content_type="image/webp", size=len(body), width=width, height=height, kept_at=at, by=str(by)
    )
    return int(row.pk)


def refuse_no_image(content: bytes) -> None:
    """Raises the Refusal that `keep_image` would raise for these bytes."""
    _checked(content)


def _checked(content: bytes) -> Image.Image:
    if len(content) > MOST_BYTES:
        raise Refusal(_("The photo is larger than 12 MB. Please take it again at a lower resolution."), field="photo")
    return _open(content)


def keep_file(content: bytes, *, at: datetime, by: Actor) -> int:
    """Keeps bytes as they came and returns their id. They are only ever handed out as a download, never shown.

    Raises Refusal for more than 12 MB.
    """
    if len(content) > MOST_BYTES:
        raise Refusal(_("The file is larger than 12 MB. Please send a smaller one."), field="file")
    digest = hashlib.sha256(content).hexdigest()
    _write_once(_path(digest), content)
    row = PrivateFile.objects.create(sha256=digest, content_type=AS_IT_CAME, size=len(content), kept_at=at, by=str(by))
    return int(row.pk)


def read_file(file_id: int) -> KeptFile:
    """The file of this company by id. Whether the reader may see it is the asking view's to decide. Raises Missing."""
    row = PrivateFile.objects.filter(pk=file_id).first()
    if row is None:
        raise Missing
    return KeptFile(row.content_type, _path(row.sha256).read_bytes())


def _open(content: bytes) -> Image.Image:
    try:
        picture = Image.open(io.BytesIO(content), formats=FORMATS)
        if picture.width * picture.height > MOST_PIXELS:
            raise Image.DecompressionBombError
        picture.load()
    except Image.DecompressionBombError as bomb:
        raise Refusal(_("The photo has more than 50 megapixels. Please take a smaller one."), field="photo") from bomb
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as fault:
        sentence = _("This file is not a photo that can be read. JPEG, PNG and WebP are possible.")
        raise Refusal(sentence, field="photo") from fault
    return picture


def _encode(picture: Image.Image) -> tuple[bytes, int, int]:
    upright = ImageOps.exif_transpose(picture).convert("RGB")
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    out = io.BytesIO()
    upright.save(out, "WEBP", quality=80, method=2)
    return out.getvalue(), upright.width, upright.height


def _path(digest: str) -> Path:
    folder: Path = settings.PRIVATE_FILES / str(current_company_id()) / digest[:2]
    return folder / digest


def _write_once(path: Path, body: bytes) -> None:
    """Writes beside and renames, so that a cut leaves either the whole file or none."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as part:
        try:
            part.write(body)
            part.flush()
            os.fsync(part.fileno())
        except OSError:  # a full disk: half a file would stay and fill it further
            Path(part.name).unlink(missing_ok=True)
            raise
    Path(part.name).replace(path)
