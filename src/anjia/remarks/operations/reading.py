"""Make a remark of a text: read it once, keep what decided."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from anjia.households import queries as households
from anjia.kernel.actors import Actor
from anjia.kernel.operations import announce
from anjia.kernel.text import clean_text
from anjia.remarks.events import RemarkRead
from anjia.remarks.models import Remark, RemarkAspect
from anjia.remarks.operations.machines import machine_in_use
from anjia.remarks.rules import LEANING, MOST_READ, Aspect, Deciding, Polarity, Source, read
from anjia.remarks.rules.machine import Machine

RANKS = {Polarity.UNHAPPY: 0, Polarity.NEUTRAL: 1, Polarity.HAPPY: 2}
CASUAL = (Source.MESSAGE, Source.CALL_NOTE)
_MOST_WORDS = 200


@dataclass(frozen=True)
class Decision:
    """How a text is read, and by which reader (None: the lexicon)."""

    polarity: Polarity
    unhappiness: float
    aspects: dict[Aspect, Polarity]
    wish: bool
    words: tuple[Deciding, ...]
    reader_id: int | None


def decide(text: str, source: Source, using: tuple[int, Machine] | None) -> Decision:
    """Reads the text with the trained reader, if there is one, else with the lexicon."""
    reading = read(text, leaning=LEANING[source])
    if using is None:
        polarity, aspects = reading.polarity, reading.aspects
        return Decision(polarity, reading.unhappy, aspects, reading.wishes, reading.words, None)
    reader_id, machine = using
    verdict = machine.verdict(text, reading)
    polarity = Polarity.UNHAPPY if verdict.is_unhappy else _otherwise(reading.polarity)
    turned = tuple(word for word in reading.words if word.kind not in ("happy", "unhappy"))
    words = tuple(sorted({*verdict.words, *turned}))
    return Decision(polarity, verdict.unhappy, reading.aspects, reading.wishes, words, reader_id)


def _otherwise(polarity: Polarity) -> Polarity:
    """What a text is that the trained reader does not call unhappy."""
    return Polarity.NEUTRAL if polarity is Polarity.NEUTRAL else Polarity.HAPPY


def make_remark(
    *,
    source: Source,
    origin: str,
    text: str,
    written_at: datetime,
    household_id: int | None,
    at: datetime,
    by: Actor,
    visit_id: int | None = None,
    caregiver_id: int | None = None,
    offering_id: int | None = None,
) -> int | None:
    """Reads a text and keeps it as a remark, once per `origin`; returns its id, None when it says nothing.

    A message or call note that judges nothing and wishes nothing ("tomorrow at three?") is no remark.
    Only the first 4,000 characters are kept and read: no more is needed to tell what somebody is unhappy about.
    """
    clean = clean_text(text[: MOST_READ * 2], most=MOST_READ * 2)[:MOST_READ].strip()
    if not clean:
        return None
    with transaction.atomic():
        about = {
            "source": source,
            "text": clean,
            "written_at": written_at,
            "household_id": household_id,
            "visit_id": visit_id,
            "caregiver_id": caregiver_id,
            "offering_id": offering_id,
            "branch_id": households.household(household_id).branch_id if household_id else None,
        }
        decision = decide(clean, source, machine_in_use())
        if source in CASUAL and decision.polarity is Polarity.NEUTRAL and not decision.aspects:
            return None
        row, new = Remark.objects.get_or_create(origin=origin, defaults={**about, **columns_of(decision)})
        if new:
            put_aspects(row, decision.aspects)
            _tell(row, decision, at=at, by=by)
        return int(row.pk)


def columns_of(decision: Decision) -> dict[str, object]:
    """The decision as a remark keeps it."""
    return {
        "polarity": decision.polarity,
        "rank": RANKS[decision.polarity],
        "unhappiness": round(decision.unhappiness, 4),
        "wish": decision.wish,
        "words": [list(word) for word in decision.words[:_MOST_WORDS]],
        "reader_id": decision.reader_id,
    }


def put_aspects(row: Remark, aspects: dict[Aspect, Polarity]) -> None:
    """Replaces what the remark says of each aspect."""
    RemarkAspect.objects.filter(remark=row).delete()
    RemarkAspect.objects.bulk_create(
        RemarkAspect(remark=row, aspect=aspect, polarity=polarity, written_at=row.written_at)
        for aspect, polarity in aspects.items()
    )


def _tell(row: Remark, decision: Decision, *, at: datetime, by: Actor) -> None:
    def about(wanted: Polarity) -> tuple[str, ...]:
        return tuple(aspect.value for aspect, polarity in decision.aspects.items() if polarity is wanted)

    fact = RemarkRead(
        remark_id=row.pk,
        household_id=row.household_id,
        visit_id=row.visit_id,
        caregiver_id=row.caregiver_id,
        source=row.source,
        polarity=decision.polarity.value,
        unhappy_about=about(Polarity.UNHAPPY),
        happy_about=about(Polarity.HAPPY),
        wish=decision.wish,
    )
    announce(fact, at=at, by=by)
