"""Photos as answers over HTTP. The asking view has decided before that this person may see them."""

import io

from django.http import HttpRequest, HttpResponse
from PIL import Image

from anjia.kernel.files import KeptFile, read_file

SMALL_SIDE = 360
A_WEEK = 7 * 24 * 3600


def photo_answer(request: HttpRequest, file_id: int) -> HttpResponse:
    """The photo; with `?small` a thumbnail of at most 360 px. Only the reader's own browser may keep it."""
    kept = read_file(file_id)
    if "small" in request.GET:
        kept = KeptFile(kept.content_type, thumbnail(kept.content))
    answer = HttpResponse(kept.content, content_type=kept.content_type)
    answer["Cache-Control"] = f"private, max-age={A_WEEK}, immutable"
    answer["Content-Disposition"] = "inline"
    return answer


def thumbnail(content: bytes) -> bytes:
    """A picture that the kernel kept, made small."""
    picture = Image.open(io.BytesIO(content))
    picture.thumbnail((SMALL_SIDE, SMALL_SIDE))
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=70, method=2)
    return out.getvalue()
