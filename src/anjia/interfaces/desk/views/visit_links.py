"""The link of a visit, for a family without a log-in: made, shown once, closed."""

from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from anjia.company.rules import Role
from anjia.interfaces.desk.sheets import sheet
from anjia.interfaces.shared.access import Request, for_desk
from anjia.interfaces.shared.toasts import say
from anjia.kernel import clock
from anjia.offers import operations

SENDERS = (Role.DISPATCHER, Role.ADVISER)


@for_desk(*SENDERS)
@require_POST
def make(request: Request, visit_id: int) -> HttpResponseBase:
    """Makes the link and shows it, this once, to be copied."""
    token = operations.make_visit_link(visit_id=visit_id, at=clock.now(), by=request.person.actor)
    link = request.build_absolute_uri(reverse("public:visit-link", args=[token]))
    back = reverse("desk:visit", args=[visit_id])
    return sheet(request, "desk/requests/_link.html", {"link": link}, title=_("Link to this visit"), back=back)


@for_desk(*SENDERS)
@require_POST
def close(request: Request, visit_id: int) -> HttpResponseBase:
    """Closes the link."""
    operations.revoke_visit_link(visit_id=visit_id, at=clock.now(), by=request.person.actor)
    say(request, _("The link is closed. The next click on it leads nowhere."))
    return redirect("desk:visit", visit_id)
