"""What the pages of the inbox show, gathered for a whole page at once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from anjia.booking import queries as booking
from anjia.booking.queries import VisitSummary
from anjia.company import queries as company
from anjia.households import queries as households
from anjia.interfaces.desk.clocks import Clock, clock_of
from anjia.interfaces.shared.talk import TalkFile, files_of, read_words
from anjia.promises import queries as promises
from anjia.promises.rules import State
from anjia.quality import queries as quality
from anjia.voice import queries
from anjia.voice.queries import ConversationSummary, MessageSummary
from anjia.voice.rules import Channel, Side, Standing
from anjia.workforce import queries as workforce

ICONS = {
    Channel.CALL: "phone",
    Channel.WEB_FORM: "document",
    Channel.SURVEY: "star",
    Channel.EMAIL: "external",
    Channel.WECHAT: "chat",
    Channel.SUGGESTION: "edit",
    Channel.CHAT: "home",
    Channel.WORK_CHAT: "broom",
}
VISITS_SHOWN = 4
WORDS_SHOWN = 60


@dataclass(frozen=True)
class InboxRow:
    """One line of the list."""

    conversation: ConversationSummary
    who: str
    channel: str
    icon: str
    words: str
    ours: bool
    standing: str
    owner: str
    clock: Clock | None
    under_way: bool


@dataclass(frozen=True)
class DeskMessage:
    """One message on the desk's page of a conversation."""

    row: MessageSummary
    files: tuple[TalkFile, ...]
    mine: bool
    note: bool
    who: str


def who_of(one: ConversationSummary, families: dict[int, str], caregivers: dict[int, str]) -> str:
    """Whose conversation it is, by the best name there is."""
    if one.channel == Channel.WORK_CHAT:
        return caregivers.get(one.caregiver_id or 0, "")
    return families.get(one.household_id or 0, "") or one.person or _("anonymous")


def rows_of(found: Sequence[ConversationSummary], *, at: datetime) -> list[InboxRow]:
    """The lines of a page, with one question to each area."""
    families = households.names_of(one.household_id for one in found)
    caregivers = workforce.names_of(one.caregiver_id for one in found)
    people = company.staff_names(one.staff_id for one in found)
    teams, channels, standings = quality.team_names(), queries.channel_names(), queries.standing_names()
    words = queries.latest_words(one.last for one in found)
    promised = promises.promises_of(one.name for one in found)
    visits = booking.visits(one.visit_id for one in found if one.visit_id)
    return [
        InboxRow(
            conversation=one,
            who=who_of(one, families, caregivers),
            channel=channels[one.channel],
            icon=ICONS[Channel(one.channel)],
            words=words.get(one.last, ("", ""))[1][:WORDS_SHOWN],
            ours=words.get(one.last, ("", ""))[0] == Side.OUT,
            standing=standings[one.standing],
            owner=people.get(one.staff_id or 0, "") or teams.get(one.team, ""),
            clock=_clock(one, promised[one.name], at),
            under_way=_is_under_way(visits.get(one.visit_id or 0), at),
        )
        for one in found
    ]


def _is_under_way(visit: VisitSummary | None, at: datetime) -> bool:
    return visit is not None and visit.starts_at <= at <= visit.ends_at


def _clock(one: ConversationSummary, promised: Sequence[promises.PromiseSummary], at: datetime) -> Clock | None:
    """The promised answer, while it is our turn: broken or not."""
    latest = promised[-1] if promised else None
    if latest is None or one.standing is not Standing.US or latest.state not in (State.OPEN, State.BROKEN):
        return None
    return clock_of(latest, at=at, undone=True)


def messages_of(one: ConversationSummary, who: str) -> list[DeskMessage]:
    """The messages with who said them and addresses for their files."""

    def url_of(file_id: int) -> str:
        return reverse("desk:attachment", args=[file_id])

    return [
        DeskMessage(
            row=replace(row, text=read_words(row.text)),
            files=tuple(files_of(row.attachments, url_of)),
            mine=row.side is not Side.IN,
            note=row.side is Side.NOTE,
            who=row.by_name or (who if row.side is Side.IN else _("The system")),
        )
        for row in queries.messages_of(one.id)
    ]


def side_facts(one: ConversationSummary, *, at: datetime) -> dict[str, Any]:
    """Household, caregiver, last visits, open complaints and open promises beside the talk."""
    family = households.household(one.household_id) if one.household_id else None
    visits = booking.visits_of_household(family.id, limit=VISITS_SHOWN) if family else []
    complaints = (
        [row for row in quality.complaints_of_household(family.id, limit=5) if not row.settled] if family else []
    )
    causes = quality.cause_names()
    promised = [row for row in promises.promises_to(family.id, limit=20) if row.state == State.OPEN] if family else []
    suggested = queries.suggested_household(one.id) if family is None and one.channel != Channel.WORK_CHAT else None
    return {
        "family": family,
        "caregiver": workforce.names_of([one.caregiver_id]).get(one.caregiver_id or 0, ""),
        "visit": booking.visits([one.visit_id]).get(one.visit_id) if one.visit_id else None,
        "visits": visits,
        "complaints": [(row, causes.get(row.cause, row.cause)) for row in complaints],
        "promised": [clock_of(row, at=at) for row in promised],
        "suggested": households.household(suggested) if suggested else None,
    }
