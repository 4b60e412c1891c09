"""What is answered when something failed that no page could foresee."""

import errno
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

RETRY_SECONDS = "10"
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)


def failed(request: HttpRequest) -> HttpResponse:
    """503 while the database or the disk is away, which passes, else 500. Asks neither the database nor the session."""
    away = _is_away(sys.exc_info()[1])
    answer = HttpResponse(render_to_string("503.html" if away else "500.html"), status=503 if away else 500)
    if away:
        answer["Retry-After"] = RETRY_SECONDS
        answer["Cache-Control"] = "no-store"
    return answer


def _is_away(fault: BaseException | None) -> bool:
    return isinstance(fault, OperationalError | InterfaceError) or (isinstance(fault, OSError) and fault.errno in FULL)
