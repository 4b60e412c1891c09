"""Reads the forms of a page as a browser would: where each goes and what it sends when nothing is changed."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

NUMBERED = {"number", "range"}


@dataclass
class Form:
    """One form: its address, its method, what it would send, and which of its fields take files."""

    action: str
    method: str
    sends: dict[str, list[str]] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)

    @property
    def files(self) -> list[str]:
        return [name for name, kind in self.kinds.items() if kind == "file"]


class _Reader(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__()
        self.address, self.forms = address, list[Form]()
        self.form: Form | None = None
        self.area = self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        posts = said.get("hx-post") or said.get("data-post")
        if tag == "form" or posts:
            action = posts or said.get("action") or self.address
            made = Form(action, "post" if posts else said.get("method", "get").lower())
            self.forms.append(made)
            if tag == "form":
                self.form = made
        if self.form is not None and said.get("name"):
            self._field(self.form, tag, said)
        elif tag == "option" and self.form is not None and self.select:
            self._option(self.form, said)

    def _field(self, form: Form, tag: str, said: dict[str, str]) -> None:
        name, kind = said["name"], said.get("type", "text") if tag == "input" else tag
        form.kinds[name] = kind
        self.select = name if tag == "select" else ""
        self.area = name if tag == "textarea" else ""
        held = form.sends.setdefault(name, [])
        if kind in {"radio", "checkbox"}:
            if "checked" in said or (kind == "radio" and not held):
                held[:] = [said.get("value", "on")]
        elif kind in {"input", "file", "select", "textarea"}:
            return
        elif said.get("value") or not held:
            held.append(said.get("value", "") or _plausible(name, kind, said))

    def _option(self, form: Form, said: dict[str, str]) -> None:
        held = form.sends[self.select]
        if "selected" in said or not held or not held[0]:
            held[:] = [said.get("value", "")]

    def handle_data(self, text: str) -> None:
        if self.form is not None and self.area:
            self.form.sends[self.area] = [text.strip() or "几句话"]

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = None
        elif tag == "textarea" and self.form is not None and self.area:
            self.form.sends[self.area] = self.form.sends[self.area] or ["几句话"]
            self.area = ""
        elif tag == "select":
            self.select = ""


def _plausible(name: str, kind: str, said: dict[str, str]) -> str:
    if kind == "tel" or "phone" in name:
        return "13912340099"
    if kind in {"date", "datetime-local"}:
        return "2026-12-01" + ("T08:00" if kind != "date" else "")
    if kind in NUMBERED or said.get("inputmode") in {"numeric", "decimal"}:
        return said.get("min") or "30"
    return {"email": "mei@anhe.example", "password": "warm-kettle-8", "hidden": ""}.get(kind, "好的")


def forms_of(html: str, address: str) -> list[Form]:
    """Every form of the page, and every button that posts by itself."""
    reader = _Reader(address)
    reader.feed(html)
    return reader.forms
