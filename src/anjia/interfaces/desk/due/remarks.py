"""What waits around what people say: unhappy words for whoever looks after the aspect."""

from datetime import datetime, timedelta

from django.utils.translation import ngettext, pgettext

from anjia.interfaces.desk.due.items import Due, page
from anjia.remarks import queries

LOOK_BACK = timedelta(days=30)
NOTED_WITHIN = timedelta(days=3)


def unhappy_words(at: datetime) -> list[Due]:
    """One line an aspect, for the role that looks after it; due three days after the first of them."""
    names = queries.aspect_names()
    return [
        Due(
            kind="remark",
            icon="chat",
            what=ngettext("%(count)d unhappy text to read", "%(count)d unhappy texts to read", one.count)
            % {"count": one.count},
            about=names[one.aspect],
            url=page("remarks", query=f"?aspect={one.aspect}"),
            due_at=one.since + NOTED_WITHIN,
            act=pgettext("act", "Read"),
            roles=(one.role,),
            clocked=False,
        )
        for one in queries.unnoted(since=at - LOOK_BACK)
    ]
