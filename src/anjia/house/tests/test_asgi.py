"""The entry of the web server: whole requests in kept threads, streams in the event loop."""

import asyncio
from collections.abc import AsyncIterator
from threading import current_thread
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse

from anjia.house.asgi import Handler

Message = dict[str, Any]


def scope(path: str) -> Message:
    return {
        "type": "http",
        "method": "GET",
        "path": path,
        "query_string": b"",
        "headers": [(b"host", b"localhost")],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
    }


class Browser:
    """The other side of a connection: sends an empty body, and goes when it is told to."""

    def __init__(self) -> None:
        self.asked = False
        self.gone = asyncio.Event()
        self.sent: list[Message] = []

    async def receive(self) -> Message:
        if not self.asked:
            self.asked = True
            return {"type": "http.request"}
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Message) -> None:
        self.sent.append(message)


def test_a_page_is_answered_whole_in_a_kept_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    handler, threads = Handler(), []
    get_response = handler.get_response

    def noted(request: HttpRequest) -> HttpResponseBase:
        threads.append(current_thread().name)
        return get_response(request)

    monkeypatch.setattr(handler, "get_response", noted)

    async def ask() -> list[Message]:
        browser = Browser()
        await handler(scope("/nothing/here/"), browser.receive, browser.send)
        return browser.sent

    answers = [asyncio.run(ask()) for _time in range(2)]
    assert [answer[0]["status"] for answer in answers] == [404, 404]
    assert all(answer[1]["body"] and not answer[1]["more_body"] for answer in answers)
    assert {name[:3] for name in threads} == {"web"}


def test_a_stream_ends_when_the_other_side_has_gone() -> None:
    events: list[str] = []

    async def changes(browser: Browser) -> AsyncIterator[str]:
        try:
            yield "changed"
            browser.gone.set()
            await asyncio.sleep(60)
        finally:
            events.append("ended")

    async def watch() -> list[Message]:
        browser = Browser()
        browser.asked = True
        await Handler()._stream(StreamingHttpResponse(changes(browser)), browser.receive, browser.send)
        return browser.sent

    sent = asyncio.run(asyncio.wait_for(watch(), 10))
    assert [message.get("body") for message in sent] == [None, b"changed"]
    assert events == ["ended"]


def test_a_fault_within_a_stream_is_not_swallowed() -> None:
    async def broken() -> AsyncIterator[str]:
        yield "one"
        raise ZeroDivisionError

    async def watch() -> None:
        browser = Browser()
        browser.asked = True
        await Handler()._stream(StreamingHttpResponse(broken()), browser.receive, browser.send)

    with pytest.raises(ZeroDivisionError):
        asyncio.run(watch())


def test_only_http_is_served() -> None:
    with pytest.raises(ValueError, match="websocket"):
        asyncio.run(Handler()({"type": "websocket"}, None, None))
