"""The entry of the web server."""

import asyncio
import gc
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from tempfile import SpooledTemporaryFile
from typing import Any

import django
from asgiref.sync import sync_to_async
from django.core.exceptions import RequestAborted
from django.core.handlers.asgi import ASGIHandler, get_script_prefix
from django.core.signals import request_started
from django.http import HttpResponseBase
from django.urls import get_resolver, set_script_prefix

THREADS = 16


class Handler(ASGIHandler):
    """Django's handler, but a request runs whole in one of a few threads that stay and keep their connections.

    Django's own starts a thread and opens a connection for each request and changes threads about eight times on
    the way through the middleware: half of the CPU time of a short request. A stream (`interfaces.shared.live`) is
    read in the event loop and holds no thread.
    """

    def __init__(self) -> None:
        super().__init__()
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="web")

    def load_middleware(self, is_async: bool = False) -> None:
        """Builds the chain for the threads, where nothing waits for the event loop."""
        super().load_middleware(is_async=False)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            raise ValueError(f"only HTTP is served here, not {scope['type']}")
        await self.handle(scope, receive, send)

    async def handle(self, scope: Any, receive: Any, send: Any) -> None:
        """Reads the request, has it answered in a thread, sends the answer."""
        try:
            body = await self.read_body(receive)
        except RequestAborted:
            return
        with body:
            answer = await self._in_thread(self._answer, scope, body)
            if not answer.streaming:
                await self.send_response(answer, send)
                return
            try:
                await self._stream(answer, receive, send)
            finally:
                await self._in_thread(answer.close)

    def _in_thread(self, work: Callable[..., Any], *arguments: Any) -> Any:
        return sync_to_async(work, thread_sensitive=False, executor=self._threads)(*arguments)

    def _answer(self, scope: Any, body: SpooledTemporaryFile[bytes]) -> Any:
        set_script_prefix(get_script_prefix(scope))
        request_started.send(sender=self.__class__, scope=scope)
        request, fault = self.create_request(scope, body)
        answer: Any = fault if request is None else self.get_response(request)
        answer._handler_class = self.__class__
        if not answer.streaming:
            answer.close()  # which ends the request for the database connection; the content stays
        return answer

    async def _stream(self, answer: HttpResponseBase, receive: Any, send: Any) -> None:
        """Sends until the end, or until the other side has gone."""
        sending = asyncio.create_task(self.send_response(answer, send))
        gone = asyncio.create_task(self.listen_for_disconnect(receive))
        await asyncio.wait([sending, gone], return_when=asyncio.FIRST_COMPLETED)
        for task in (gone, sending):
            task.cancel()
        ended = await asyncio.gather(sending, gone, return_exceptions=True)
        if isinstance(ended[0], Exception):
            raise ended[0]


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "anjia.house.settings")
django.setup(set_prefix=False)
application = Handler()
get_resolver().url_patterns  # noqa: B018  (loads the pages)
gc.freeze()  # what is loaded stays: looking through it for garbage held requests up for 60 ms now and then
