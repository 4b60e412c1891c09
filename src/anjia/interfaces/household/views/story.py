"""What happened between the family and the company, and what the company remembers about the family."""

from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from anjia.households import queries
from anjia.households.rules import EntryKind
from anjia.interfaces.shared.access import Request, for_household
from anjia.interfaces.shared.numbers import number
from anjia.interfaces.shared.story import SMALL, household_entries_of
from anjia.kernel.queries import story_of

STORY = 60
# Notes are the desk's own; everything else was said by the family and is the family's to see.
SEEN = tuple(kind for kind in EntryKind if kind != EntryKind.NOTE)


@for_household
@require_GET
def story(request: Request) -> HttpResponseBase:
    """The family's own story, newest first; `before` asks for the older part."""
    before = request.GET.get("before", "")
    before_id = number(before)
    facts = story_of(f"household:{request.person.id}", limit=STORY, before_id=before_id, without=SMALL)
    names = queries.kind_names()
    context = {
        "remembered": [
            {"kind": names[entry.kind], "text": entry.text}
            for entry in queries.dossier_of(request.person.id, kinds=SEEN)
        ],
        "entries": household_entries_of(facts),
        "older": facts[-1].id if len(facts) == STORY else None,
        "before": before,
        "back": reverse("household:home"),
    }
    return render(request, "household/story/story.html", context)
