"""Who asks over HTTP: a household on its phone, somebody at the desk. Each has a session as a browser would.

They come as through a proxy that ended TLS, since a company's cookies travel over https only.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPConnection
from urllib.parse import urlencode

FIELD = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')
START = re.compile(r'name="start" value="(\d+)-(\d+)"')


class Visitor:
    """A browser: keeps its cookies, follows no redirect, and takes an answer of 400 and above for a fault."""

    def __init__(self, address: str) -> None:
        self._origin = address.replace("http://", "https://")
        self._cookies: dict[str, str] = {}
        self._wire = HTTPConnection(address.removeprefix("http://"), timeout=60)

    @property
    def cookies(self) -> dict[str, str]:
        """What the browser keeps."""
        return dict(self._cookies)

    @property
    def origin(self) -> str:
        """The address as the company's proxy shows it."""
        return self._origin

    def close(self) -> None:
        """Ends the connection."""
        self._wire.close()

    def get(self, path: str) -> str:
        """The page."""
        return self._ask("GET", path)[1]

    def post(self, path: str, fields: Mapping[str, str], *, may_refuse: bool = False) -> str:
        """Sends a form; returns where the answer leads, "" when it was refused."""
        return self._ask("POST", path, fields, may_refuse=may_refuse)[0]

    def _ask(
        self, method: str, path: str, fields: Mapping[str, str] | None = None, *, may_refuse: bool = False
    ) -> tuple[str, str]:
        """Where the answer leads, and what it says. No more work than a browser's own: it is in every figure."""
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items()),
            "X-Forwarded-Proto": "https",
            "Origin": self._origin,
        }
        if fields is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._wire.request(method, path, urlencode(fields) if fields is not None else None, headers)
        answer = self._wire.getresponse()
        page = answer.read().decode()
        for line in answer.headers.get_all("set-cookie") or ():
            name, _equals, rest = line.partition("=")
            self._cookies[name] = rest.partition(";")[0]
        if answer.status >= 400 and not (may_refuse and answer.status in (409, 422)):
            raise RuntimeError(f"{method} {path} was answered with {answer.status}")
        return answer.headers.get("location", ""), page


def at_the_desk(address: str, *, phone: str, password: str) -> Visitor:
    """Somebody of the staff, logged in by the form."""
    visitor = Visitor(address)
    fields = dict(FIELD.findall(visitor.get("/accounts/login/")))
    if not visitor.post("/accounts/login/", {**fields, "login": phone, "password": password}):
        raise RuntimeError("the log-in was refused")
    visitor.get("/desk/")
    return visitor


def at_home(address: str, *, token: str) -> Visitor:
    """A household that opened its link."""
    visitor = Visitor(address)
    visitor.get(f"/h/{token}/")
    return visitor


@dataclass(frozen=True)
class Picker:
    """What a household sees when it chooses a time: the form, and each start with the caregiver who fits best."""

    action: str
    fields: dict[str, str]
    starts: list[tuple[str, str]]


def picker_path(offering_id: int, *, minutes: int = 120, day: str = "") -> str:
    """Where the household chooses a time."""
    return f"/home/times/?offering={offering_id}&minutes={minutes}{f'&day={day}' if day else ''}"


def read_picker(page: str) -> Picker:
    """The form of the page."""
    form = re.search(r'<form method="post" action="([^"]+)" id="pick".*?</form>', page, re.DOTALL)
    if form is None:
        return Picker("", {}, [])
    return Picker(form[1], dict(FIELD.findall(form[0])), START.findall(form[0]))


def confirming(page: str) -> tuple[str, dict[str, str]]:
    """Where the page of a held time orders it, and with which fields."""
    form = re.search(r'<form method="post" action="([^"]+/confirm/)".*?</form>', page, re.DOTALL)
    if form is None:
        raise RuntimeError("the page of the held time has no form that confirms it")
    return form[1], dict(FIELD.findall(form[0]))


__all__ = ["Picker", "Visitor", "at_home", "at_the_desk", "confirming", "picker_path", "read_picker"]
