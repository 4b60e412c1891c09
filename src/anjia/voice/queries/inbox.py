"""Conversations, one by one and by page."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q, QuerySet

from anjia.households import queries as households
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.fields import blind_index
from anjia.kernel.text import masked_phone, normal_phone
from anjia.voice.models import Conversation, Message
from anjia.voice.rules import Channel, Known, Standing, Way, standing_of, way_of
from anjia.workforce import queries as workforce

MOST_READ = 2000


@dataclass(frozen=True)
class ConversationSummary:
    """A conversation and whose turn it is. `person` is the writer's name or masked address where no tie names one."""

    id: int
    channel: str
    subject: str
    person: str
    household_id: int | None
    caregiver_id: int | None
    visit_id: int | None
    branch_id: int | None
    staff_id: int | None
    team: str
    began_at: datetime
    heard_at: datetime
    standing: Standing
    last: int
    waits_from: int
    unseen: bool
    reachable: bool

    @property
    def name(self) -> str:
        """How promises name it."""
        return f"conversation:{self.id}"

    @property
    def way(self) -> Way:
        """How an answer reaches the person."""
        return way_of(Channel(self.channel), has_household=self.household_id is not None)


@dataclass(frozen=True, kw_only=True)
class InboxFilter:
    """Which conversations; `standing` "" asks for all, `staff_id` for those one answers for."""

    standing: str = ""
    channel: str = ""
    staff_id: int | None = None
    team: str = ""
    household_id: int | None = None
    query: str = ""


@dataclass(frozen=True)
class ConversationPage:
    """Some conversations, and the key of the following ones."""

    conversations: tuple[ConversationSummary, ...]
    next_key: int | None


def _summary(row: Conversation) -> ConversationSummary:
    known = row.correspondent
    return ConversationSummary(
        id=row.pk,
        channel=row.channel,
        subject=row.subject,
        person=(known.name or shown_address(known.kind, known.address)) if known else "",
        household_id=row.household_id,
        caregiver_id=row.caregiver_id,
        visit_id=row.visit_id,
        branch_id=row.branch_id,
        staff_id=row.staff_id,
        team=row.team,
        began_at=row.began_at,
        heard_at=row.heard_at,
        standing=standing_of(row.marks),
        last=row.last,
        waits_from=row.waits_from,
        unseen=row.seen_here < row.last,
        reachable=known is not None or row.household_id is not None or row.channel == Channel.WORK_CHAT,
    )


def shown_address(kind: str, address: str) -> str:
    """An address as a list shows it: a phone and an openid masked, an e-mail address as it is."""
    if kind == Known.PHONE:
        return masked_phone(address)
    return f"…{address[-4:]}" if kind == Known.OPENID else address


def conversation(conversation_id: int) -> ConversationSummary:
    """The conversation by id. Raises Missing."""
    row = Conversation.objects.filter(pk=conversation_id).select_related("correspondent").first()
    if row is None:
        raise Missing
    return _summary(row)


def inbox_page(wanted: InboxFilter, *, key: int | None = None, limit: int = 40) -> ConversationPage:
    """One page: what waits for us the longest first, anything else the latest first."""
    rows = _narrowed(wanted)
    if wanted.standing == Standing.US:
        rows = rows.filter(waits_from__gt=key or 0).order_by("waits_from")
    else:
        rows = (rows.filter(last__lt=key) if key else rows).order_by("-last")
    found = list(rows.select_related("correspondent")[: limit + 1])
    shown = tuple(_summary(row) for row in found[:limit])
    if len(found) <= limit:
        return ConversationPage(shown, None)
    return ConversationPage(shown, shown[-1].waits_from if wanted.standing == Standing.US else shown[-1].last)


def _narrowed(wanted: InboxFilter) -> QuerySet[Conversation]:
    exact = {name: getattr(wanted, name) for name in ("channel", "staff_id", "team", "household_id")}
    rows: QuerySet[Conversation] = Conversation.objects.filter(**{name: one for name, one in exact.items() if one})
    if wanted.standing == Standing.US:
        rows = rows.filter(waits_from__gt=0)
    elif wanted.standing == Standing.THEM:
        rows = rows.filter(waits_from=0, closed__lt=F("last"))
    elif wanted.standing == Standing.DONE:
        rows = rows.filter(waits_from=0, closed__gte=F("last"))
    return rows.filter(_matching(wanted.query)) if wanted.query else rows


def _matching(query: str) -> Q:
    """By household, caregiver, the writer's name, phone or e-mail address, or words of the latest messages."""
    caregivers = [one.id for one in workforce.caregivers_page(query, limit=50).caregivers]
    return (
        Q(household_id__in=households.ids_matching(query))
        | Q(caregiver_id__in=caregivers, channel=Channel.WORK_CHAT)
        | Q(correspondent__name__icontains=query)
        | Q(correspondent__address_index__in=_indexes(query))
        | Q(pk__in=_saying(query))
    )


def _indexes(query: str) -> list[str]:
    found = [blind_index(query.strip().lower(), purpose=f"voice.{Known.EMAIL}")]
    try:
        found.append(blind_index(normal_phone(query), purpose=f"voice.{Known.PHONE}"))
    except Refusal:
        return found
    return found


def _saying(query: str) -> set[int]:
    """Conversations in whose latest messages the words stand. The texts are sealed, so the newest 2,000 are read."""
    rows = Message.objects.order_by("-id").values_list("conversation_id", "text")[:MOST_READ]
    words = query.lower()
    return {conversation_id for conversation_id, text in rows if words in text.lower()}


def count_waiting(*, staff_id: int | None = None) -> int:
    """How many conversations wait for us; of one member of staff if asked for."""
    rows = Conversation.objects.filter(waits_from__gt=0)
    return int((rows.filter(staff_id=staff_id) if staff_id else rows).count())


def conversations_of_household(household_id: int, *, limit: int = 50) -> list[ConversationSummary]:
    """A household's conversations, the latest first."""
    rows = Conversation.objects.filter(household_id=household_id).exclude(channel=Channel.WORK_CHAT).order_by("-last")
    return [_summary(row) for row in rows.select_related("correspondent")[:limit]]


def conversations_of_caregiver(caregiver_id: int, *, limit: int = 50) -> list[ConversationSummary]:
    """Conversations that households had and that are tied to a caregiver, the latest first: for the desk."""
    rows = Conversation.objects.filter(caregiver_id=caregiver_id).order_by("-last")
    return [_summary(row) for row in rows.select_related("correspondent")[:limit]]


def conversation_of_caregiver(caregiver_id: int) -> ConversationSummary | None:
    """Her own chat with the company; None before the first word."""
    rows = Conversation.objects.filter(caregiver_id=caregiver_id, channel=Channel.WORK_CHAT)
    row = rows.select_related("correspondent").first()
    return _summary(row) if row else None
