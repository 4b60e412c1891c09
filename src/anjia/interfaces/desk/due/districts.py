"""Districts that caregivers changed themselves: it counts already, and is to be seen."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from anjia.company.rules import Role
from anjia.interfaces.desk.due.items import Due, page
from anjia.workforce import queries as workforce

SEEN_WITHIN = timedelta(days=1)


def districts(at: datetime) -> list[Due]:
    """Districts that caregivers changed themselves: who, from which, to which. It counts already and is to be seen."""
    found = workforce.districts_to_see()
    names = workforce.names_of(one.caregiver_id for one in found)
    return [
        Due(
            kind="leave",
            icon="map-pin",
            what=_("She changed her districts"),
            about=names.get(one.caregiver_id, ""),
            note=_("from %(before)s to %(after)s") % district_words(one),
            url=page("caregiver", one.caregiver_id),
            due_at=one.said_at + SEEN_WITHIN,
            act=_("See to it"),
            roles=(Role.DISPATCHER,),
            clocked=False,
        )
        for one in found
    ]


def district_words(one: workforce.DistrictChange) -> dict[str, str]:
    """The districts of before and after, as a sentence names them."""
    lists = {"before": one.before, "after": one.after}
    return {name: "、".join(some) or _("everywhere") for name, some in lists.items()}
