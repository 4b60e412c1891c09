"""The bar at the bottom of the caregiver's phone."""

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from anjia.interfaces.shared.parts import Link


def bottom_bar(chosen: str, *, unread: int = 0) -> list[Link]:
    """Visits, pay, messages (with how many she has not seen), me."""
    places = (
        ("today", _("My visits"), "today"),
        ("payslips", _("Pay"), "wallet"),
        ("messages", _("Messages"), "chat"),
        ("me", _("Me"), "user"),
    )
    return [
        Link(label=label, url=url, icon=icon, current=name == chosen, count=unread if name == "messages" else 0)
        for name, label, icon in places
        if (url := _url(f"caregiver:{name}"))
    ]


def _url(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
