"""Live pages: a stream of server-sent events that says "changed" when there is a new fact about a thing.

The stream carries no content: the page fetches itself again through its own checked view. It asks the log once a
second, gives the database connection back in between, and ends after ten minutes; the browser then comes again.
"""

import asyncio
from collections.abc import AsyncIterator

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIRequest
from django.db import close_old_connections
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse

from anjia.interfaces.shared.numbers import number_or
from anjia.kernel.queries import latest_fact_id
from anjia.kernel.scope import company_scope

LOOK_SECONDS = 1.0
HEARTBEAT_LOOKS = 15
LONGEST_LOOKS = 600


def live_answer(request: HttpRequest, company_id: int, subject: str) -> HttpResponseBase:
    """The stream about `subject` ("visit:7"). Whether the person may watch is the asking view's to decide.

    A server that cannot stream (WSGI) answers 204, which tells the browser not to come again.
    """
    if not isinstance(request, ASGIRequest):
        return HttpResponse(status=204)
    seen = request.headers.get("Last-Event-ID", "")
    stream = changes(company_id, subject, number_or(-1, seen))
    answer = StreamingHttpResponse(stream, content_type="text/event-stream")
    answer["Cache-Control"] = "no-cache"
    answer["X-Accel-Buffering"] = "no"
    return answer


async def changes(company_id: int, subject: str, seen: int = -1) -> AsyncIterator[str]:
    """Events: the first at once unless the newest fact was `seen`, since the page may be older than the stream."""
    look = sync_to_async(_newest)
    quiet = 0
    for _look in range(LONGEST_LOOKS):
        newest = await look(company_id, subject)
        quiet += 1
        if newest != seen:
            seen, quiet = newest, 0
            yield f"id: {newest}\nevent: changed\ndata: {newest}\n\n"
        elif quiet >= HEARTBEAT_LOOKS:
            quiet = 0
            yield ": still here\n\n"
        await asyncio.sleep(LOOK_SECONDS)


def _newest(company_id: int, subject: str) -> int:
    close_old_connections()
    try:
        with company_scope(company_id):
            return latest_fact_id(subject)
    finally:
        close_old_connections()
