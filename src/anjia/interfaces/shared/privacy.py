"""What browsers keep and logs say of private pages, and which pages of the log-in are there at all."""

import logging
import re
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase

# The pages of django-allauth that Anjia wants. Signing up, other addresses, other phones and resets by e-mail are not
# among them: a company engages its people and knows them by the phone it wrote down.
ACCOUNT_PAGES = {
    "account_login",
    "account_logout",
    "account_inactive",
    "account_reauthenticate",
    "account_change_password",
}
PRIVATE = ("desk", "household", "caregiver")
_LINK = re.compile(r"/([hp])/[\w-]{20,}")


class PrivacyMiddleware:
    """Keeps private answers out of every cache, so that the next person at a shared phone finds nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = self.get_response(request)
        if _is_private(request) and not answer.has_header("Cache-Control"):
            answer["Cache-Control"] = "private, no-store"
        return answer

    def process_view(self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any) -> None:
        if view.__module__.startswith("allauth.") and not _is_wanted(request):
            raise Http404


def _is_wanted(request: HttpRequest) -> bool:
    name = (request.resolver_match.url_name if request.resolver_match else "") or ""
    return name in ACCOUNT_PAGES or name.startswith("mfa_")


def _is_private(request: HttpRequest) -> bool:
    """Whether the page is one person's: behind a log-in, or behind an unguessable link."""
    if request.resolver_match is None:
        return False
    view = request.resolver_match.func
    linked = "token" in request.resolver_match.kwargs
    return linked or getattr(view, "audience", "") in PRIVATE or view.__module__.startswith("allauth.")


class WithoutTokens(logging.Filter):
    """Takes the tokens of links out of log lines: whoever reads a log must not be able to open a household's pages."""

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        if _LINK.search(said):
            record.msg, record.args = _LINK.sub(r"/\1/…", said), ()
        return True
