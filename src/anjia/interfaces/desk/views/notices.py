"""What the ladder told whoever is at the desk, and that it was seen."""

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from anjia.households import queries as households
from anjia.interfaces.desk.clocks import clock_of
from anjia.interfaces.shared.access import Request, for_desk
from anjia.interfaces.shared.stories.company import role_names
from anjia.interfaces.shared.stories.promises import desk_page_of
from anjia.kernel import clock
from anjia.promises import operations, queries


@for_desk()
@require_GET
def notices(request: Request) -> HttpResponseBase:
    """Promises whose time runs out, of which this person was told and which this person has not seen."""
    now, staff = clock.now(), request.person.at_desk
    found = queries.unseen_notices(staff.roles, staff_id=staff.id, branch_id=staff.branch_id, at=now)
    families = households.names_of(one.promise.household_id for one in found)
    rows = [
        {
            "notice": one,
            "ids": " ".join(map(str, one.ids)),
            "role": role_names().get(one.role, one.role),
            "clock": clock_of(one.promise, at=now, undone=True),
            "household": families.get(one.promise.household_id or 0, ""),
            "url": desk_page_of(one.promise.subject),
        }
        for one in found
    ]
    return render(request, "desk/promises/notices.html", {"rows": rows, "seen_url": reverse("desk:notices-seen")})


@for_desk()
@require_POST
def seen(request: Request) -> HttpResponseBase:
    """Marks notices as seen by whoever asks."""
    typed = request.POST.get("ids", "")[:2000].split()
    ids = [int(one) for one in typed if one.isascii() and one.isdecimal() and len(one) < 19]
    operations.see_notices(notice_ids=ids, staff_id=request.person.id, at=clock.now())
    return redirect("desk:notices")
