"""The gallery: every component in every state on one page, for those who build pages."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from anjia.interfaces.shared import samples
from anjia.interfaces.shared.access import for_everyone
from anjia.interfaces.shared.icons import icons
from anjia.interfaces.shared.toasts import say
from anjia.kernel.clock import now

SHELLS = ("desk", "home", "work", "public", "entrance")


@for_everyone
def gallery(request: HttpRequest) -> HttpResponse:
    """All components; ``?shell=desk|home|work|public|entrance`` chooses the shell. Demo and debug mode only."""
    if not (settings.DEBUG or getattr(settings, "DEMO", False)):
        raise Http404
    shell = request.GET.get("shell", "desk")
    if shell not in SHELLS:
        raise Http404
    if "toast" in request.GET:
        _show_toasts(request)
    return render(request, f"gallery/{shell}.html", _context(shell))


def _show_toasts(request: HttpRequest) -> None:
    say(request, _("The visit was moved to 14:30."), undo="/gallery/")
    messages.error(request, _("The photo was not sent. Please take it again."))


def _context(shell: str) -> dict[str, object]:
    at = now()
    return {
        "shell": shell,
        "shells": SHELLS,
        "rail": samples.rail(),
        "tabs": samples.bottom_bar() if shell == "work" else (),
        "icon_names": sorted(icons()),
        "tab_links": samples.tab_links(),
        "entries": samples.entries(at),
        "stages": samples.stages(at),
        "bars": samples.bars(),
        "visits": samples.visits(at),
        "lanes": samples.lanes(),
        "hours": range(8, 20),
        "minutes_of_hours": [(hour, hour * 60) for hour in range(8, 20)],
        "weekly": (18, 22, 21, 26, 24, 31, 29, 34),
        "form": samples.VisitForm(),
        "wrong_form": samples.wrong_form(),
        "at": at,
    }
