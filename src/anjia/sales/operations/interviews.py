"""Hold a needs interview: fixed slots, and what they teach goes into the household's dossier."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from anjia.households import operations as households
from anjia.households import queries as household_queries
from anjia.households.operations import NewEntry
from anjia.households.rules import EntryKind
from anjia.kernel.actors import Actor
from anjia.kernel.errors import Missing
from anjia.kernel.operations import announce
from anjia.kernel.text import clean_text
from anjia.sales.events import InterviewHeld
from anjia.sales.models import Interview
from anjia.sales.operations.enquiries import advance, first_contact, unfinished
from anjia.sales.rules import DOSSIER_KIND, EnquiryState

_MOST = {"content": 1000, "standard": 1000, "frequency": 200}
_MOST_DOSSIER = 500


@dataclass(frozen=True, kw_only=True)
class Answers:
    """The slots of a needs interview. Only what is to be done (`content`) must be filled."""

    content: str
    standard: str = ""
    frequency: str = ""
    special_requests: str = ""
    taboos: str = ""
    preferences: str = ""
    people_at_home: str = ""
    access: str = ""


def hold_interview(*, enquiry_id: int, answers: Answers, at: datetime, by: Actor, home_id: int | None = None) -> int:
    """Writes an interview and its lessons into the dossier; returns its id. A later one stands beside it.

    In the slots that go to the dossier each line is one entry.
    """
    slots = _cleaned(answers)
    with transaction.atomic():
        enquiry = unfinished(enquiry_id)
        if home_id is not None and household_queries.home(home_id).household_id != enquiry.household_id:
            raise Missing
        row = Interview.objects.create(enquiry=enquiry, home_id=home_id, held_at=at, by_name=by.name[:80], **slots)
        households.record_dossier(
            household_id=enquiry.household_id,
            entries=_lessons(slots),
            source=gettext_noop("needs interview"),
            at=at,
            by=by,
        )
        first_contact(enquiry, evidence=gettext_noop("A needs interview was held."), at=at, by=by)
        advance(enquiry, EnquiryState.INTERVIEWED)
        filled = tuple(name for name, text in slots.items() if text)
        fact = InterviewHeld(
            enquiry_id=enquiry.pk, household_id=enquiry.household_id, interview_id=row.pk, slots=filled
        )
        announce(fact, at=at, by=by)
    return int(row.pk)


def _cleaned(answers: Answers) -> dict[str, str]:
    given = asdict(answers)
    slots = {
        name: clean_text(text, most=_MOST.get(name, _MOST_DOSSIER), what=slot_names()[name])
        for name, text in given.items()
    }
    clean_text(slots["content"], most=_MOST["content"], what=slot_names()["content"], least=1)
    return slots


def slot_names() -> dict[str, str]:
    """What each slot is called."""
    return {
        "content": _("what is to be done"),
        "standard": _("the standard"),
        "frequency": _("how often"),
        "special_requests": _("special requests"),
        "taboos": _("taboos"),
        "preferences": _("preferences"),
        "people_at_home": _("the people at home"),
        "access": _("how to get in"),
    }


def _lessons(slots: dict[str, str]) -> list[NewEntry]:
    return [
        NewEntry(EntryKind(kind), line.strip())
        for name, kind in DOSSIER_KIND.items()
        for line in slots[name].splitlines()
        if line.strip()
    ]
