"""What the page of one visit shows, gathered from the areas that know it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.utils.translation import gettext as _

from anjia.booking import queries as booking_queries
from anjia.booking.queries import VisitSummary
from anjia.dispatch import queries as dispatch_queries
from anjia.fieldwork import queries as fieldwork_queries
from anjia.fieldwork.queries import StepProgress, VisitProgress
from anjia.fieldwork.rules import State, When
from anjia.households import queries as household_queries
from anjia.households.queries import EntrySummary, HomeSummary
from anjia.households.rules import EntryKind
from anjia.interfaces.caregiver import cards
from anjia.interfaces.caregiver.links import amap_url, geo_url
from anjia.interfaces.shared.progress import IncidentLine, Picture, incident_lines, picture
from anjia.kernel.errors import Missing
from anjia.workforce import queries as workforce_queries

PHOTO = "caregiver:photo"
# What matters at the door comes first; "note" is for the desk.
KINDS = (EntryKind.TABOO, EntryKind.ACCESS, EntryKind.SPECIAL, EntryKind.PEOPLE, EntryKind.PREFERENCE)


@dataclass(frozen=True)
class PhotoBox:
    """Where photos of one step are taken: those there are, and whether the standard wants one."""

    position: int
    when: str
    wanted: bool
    photos: tuple[tuple[int, Picture], ...]


@dataclass(frozen=True)
class StepLine:
    """A step with its tick and its photo boxes."""

    step: StepProgress
    boxes: tuple[PhotoBox, ...]


@dataclass(frozen=True)
class Remember:
    """What to keep in mind in this home, of one kind."""

    kind: str
    words: str
    texts: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class VisitPage:
    """The whole page. Once the visit is done, the address and what is known of the family are no longer shown."""

    visit: VisitSummary
    progress: VisitProgress
    household: str
    masked_phone: str
    home: HomeSummary
    way: cards.Way | None
    amap_url: str
    geo_url: str
    remember: tuple[Remember, ...]
    steps: tuple[StepLine, ...]
    home_boxes: tuple[PhotoBox, ...]
    incidents: tuple[IncidentLine, ...]
    form_id: UUID
    leader: str = ""
    together: str = ""

    @property
    def over(self) -> bool:
        """Whether the visit is done or cancelled."""
        return self.progress.state is State.DONE or self.visit.state == "cancelled"

    @property
    def closed(self) -> bool:
        """Whether she has nothing to do on this page: the visit is over, or another leads it and acts for both."""
        return bool(self.leader) or self.over

    @property
    def at_the_door(self) -> bool:
        """Whether she has arrived and is at work: her steps come before the way."""
        return not self.closed and self.progress.state in (State.AT_THE_DOOR, State.WORKING)

    @property
    def shows_home_photos(self) -> bool:
        """Whether there are photos of the whole home, or may be some yet."""
        return not self.closed or any(box.photos for box in self.home_boxes)


def own_visit(visit_id: int, caregiver_id: int) -> VisitSummary:
    """The visit, when it is this caregiver's. Raises Missing."""
    visit = booking_queries.visit(visit_id)
    _crew(visit_id, caregiver_id)
    return visit


def _crew(visit_id: int, caregiver_id: int) -> list[int]:
    """Who comes, the leading one first. Raises Missing when she is not among them."""
    crew = [one.caregiver_id for one in dispatch_queries.crews_of_visits([visit_id]).get(visit_id, ())]
    if caregiver_id not in crew:
        raise Missing
    return crew


def _beside(visit_id: int, caregiver_id: int) -> dict[str, str]:
    """The name of who leads, if it is not she, and of who comes with her."""
    crew = _crew(visit_id, caregiver_id)
    names = workforce_queries.names_of(one for one in crew if one != caregiver_id) if len(crew) > 1 else {}
    leader = "" if crew[0] == caregiver_id else names.get(crew[0], "")
    return {"leader": leader, "together": _(", ").join(names.values())}


def visit_page(visit_id: int, caregiver_id: int, *, at: datetime) -> VisitPage:
    """Everything the page needs; the same number of queries however many steps and photos. Raises Missing."""
    visit = booking_queries.visit(visit_id)
    beside = _beside(visit_id, caregiver_id)
    household = household_queries.household(visit.household_id)
    home = household_queries.home(visit.home_id)
    progress = fieldwork_queries.progress_of(visit_id)
    over = progress.state is State.DONE
    return VisitPage(
        visit=visit,
        progress=progress,
        household=household.name,
        masked_phone=household.masked_phone,
        home=home,
        way=None if over else cards.way_to(visit, caregiver_id, at=at),
        amap_url=amap_url(home, _("The home")),
        geo_url=geo_url(home),
        remember=() if over else _remember(household_queries.dossier_of(visit.household_id, kinds=KINDS)),
        steps=tuple(_step_line(step) for step in progress.steps),
        home_boxes=_home_boxes(progress),
        incidents=tuple(incident_lines(progress.incidents, "")),
        form_id=uuid4(),
        **beside,
    )


def _remember(entries: list[EntrySummary]) -> tuple[Remember, ...]:
    words = household_queries.kind_names()
    found = [(kind, tuple(entry.text for entry in entries if entry.kind == kind)) for kind in KINDS]
    return tuple(Remember(kind.value, words[kind], texts) for kind, texts in found if texts)


def _step_line(step: StepProgress) -> StepLine:
    boxes = [
        PhotoBox(
            position=step.position,
            when=when.value,
            wanted=when in step.needs,
            photos=tuple((photo.id, picture(photo, step.title, PHOTO)) for photo in photos),
        )
        for when, photos in ((When.BEFORE, step.before), (When.AFTER, step.after))
        if when in step.needs or photos
    ]
    return StepLine(step, tuple(boxes))


def _home_boxes(progress: VisitProgress) -> tuple[PhotoBox, ...]:
    pairs = ((When.BEFORE, progress.home_before), (When.AFTER, progress.home_after))
    title = _("The whole home")
    return tuple(
        PhotoBox(0, when.value, False, tuple((photo.id, picture(photo, title, PHOTO)) for photo in photos))
        for when, photos in pairs
    )
