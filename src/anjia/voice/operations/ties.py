"""To whom a conversation belongs: known by its address, or said by a person."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from anjia.booking import queries as booking
from anjia.booking.rules import VisitState
from anjia.dispatch import queries as dispatch
from anjia.households import queries as households
from anjia.kernel.actors import Actor
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.fields import blind_index
from anjia.kernel.operations import announce
from anjia.voice.events import ConversationTied, ConversationUntied
from anjia.voice.models import Conversation, Correspondent
from anjia.voice.operations.rows import facts_of, locked
from anjia.voice.rules import Address, Known
from anjia.voice.rules.visits import VisitTime, visit_about
from anjia.workforce import queries as workforce

LOOKED_AT = 30
TIES = ("household", "caregiver", "visit")


def address_index(address: Address) -> str:
    """Under what an address is found."""
    return blind_index(address.value.strip().lower(), purpose=f"voice.{address.kind}")


def correspondent_at(address: Address, *, name: str, at: datetime) -> Correspondent:
    """Who writes from this address; one seen for the first time is tied to the household or caregiver of its phone."""
    row, new = Correspondent.objects.get_or_create(
        kind=address.kind,
        address_index=address_index(address),
        defaults={"address": address.value, "name": name, "heard_at": at, **_of_phone(address)},
    )
    if not new:
        Correspondent.objects.filter(pk=row.pk).update(heard_at=at, **({"name": name} if name else {}))
    return row  # type: ignore[no-any-return]


def _of_phone(address: Address) -> dict[str, int | None]:
    if address.kind is not Known.PHONE:
        return {}
    household_id = households.household_of_phone(address.value)
    caregiver_id = None if household_id else workforce.known_phones([address.value]).get(address.value)
    return {"household_id": household_id, "caregiver_id": caregiver_id}


@dataclass(frozen=True)
class About:
    """A visit and who was there."""

    visit_id: int | None = None
    caregiver_id: int | None = None


def about_now(household_id: int, at: datetime) -> About:
    """The household's visit under way, or its last one, with its caregiver."""
    found = booking.visits_of_household(household_id, limit=LOOKED_AT)
    times = [VisitTime(one.id, one.starts_at, one.ends_at) for one in found if one.state != VisitState.CANCELLED]
    return about_visit(visit_about(times, at))


def about_visit(visit_id: int | None) -> About:
    """A visit with the caregiver who is or was assigned to it."""
    if visit_id is None:
        return About()
    assigned = dispatch.assignments_of_visits([visit_id]).get(visit_id)
    return About(visit_id, assigned.caregiver_id if assigned else None)


def tie_conversation(
    *,
    conversation_id: int,
    at: datetime,
    by: Actor,
    household_id: int | None = None,
    caregiver_id: int | None = None,
    visit_id: int | None = None,
) -> None:
    """Says to whom it belongs. The address remembers the household or caregiver for whatever comes from it next.

    A visit brings its household and caregiver with it. Raises Missing for what is not of this company, Refusal for a
    visit of another household.
    """
    with transaction.atomic():
        row = locked(conversation_id)
        visit = booking.visit(visit_id) if visit_id is not None else None
        wanted = household_id or (visit.household_id if visit else None)
        if visit and wanted != visit.household_id:
            raise Refusal(_("That visit is another household's. Tie the household of the visit first."))
        if wanted is not None:
            households.household(wanted)
            row.household_id = wanted
        if caregiver_id is not None:
            workforce.caregiver(caregiver_id)
            row.caregiver_id = caregiver_id
        about = about_visit(visit_id) if visit_id else about_now(wanted, at) if wanted else About()
        row.visit_id = about.visit_id or row.visit_id
        row.caregiver_id = caregiver_id or about.caregiver_id or row.caregiver_id
        row.save(update_fields=["household", "caregiver", "visit"])
        _remember(row, household_id=wanted, caregiver_id=caregiver_id)
        announce(ConversationTied(**facts_of(row)), at=at, by=by)


def _remember(row: Conversation, *, household_id: int | None, caregiver_id: int | None) -> None:
    """The address belongs to whom it was tied last: a household or a caregiver, never both."""
    mine = Correspondent.objects.filter(pk=row.correspondent_id)
    if household_id is not None:
        mine.update(household_id=household_id, caregiver_id=None)
    elif caregiver_id is not None and row.household_id is None:
        mine.update(caregiver_id=caregiver_id)


def untie_conversation(*, conversation_id: int, what: str, at: datetime, by: Actor) -> None:
    """Takes a tie away: household (with its visit), caregiver or visit. The address forgets it too.

    A chat belongs to the one whose page it is on, and stays.
    """
    if what not in TIES:
        raise Missing
    with transaction.atomic():
        row = locked(conversation_id)
        if (row.channel, what) in (("chat", "household"), ("work_chat", "caregiver")):
            raise Refusal(_("This chat is on a person's own page. It cannot belong to somebody else."))
        if getattr(row, f"{what}_id") is None:
            return
        before = facts_of(row)
        gone = ("household", "visit") if what == "household" else (what,)
        for name in gone:
            setattr(row, f"{name}_id", None)
        row.save(update_fields=list(gone))
        if what in ("household", "caregiver"):
            Correspondent.objects.filter(pk=row.correspondent_id).update(**{f"{what}_id": None})
        announce(ConversationUntied(**before, what=what), at=at, by=by)
