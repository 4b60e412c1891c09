"""Random lives of promises, told to the product and to a model that counts minute by minute."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from anjia.company.operations import found_company
from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.clock import SHANGHAI
from anjia.kernel.queries import story_of
from anjia.kernel.scope import company_scope
from anjia.kernel.workdays import CLOSES, OPENS, is_working_day
from anjia.promises.events import PromiseFact
from anjia.promises.models import Notice, Pause, Promise
from anjia.promises.operations import (
    keep_promise,
    make_promise,
    pause_promise,
    publish_clause,
    release_promise,
    resume_promise,
    sweep_promises,
    void_promise,
)
from anjia.promises.rules import Rung

MINUTE = timedelta(minutes=1)
START = datetime(2025, 9, 30, 16, 0, tzinfo=SHANGHAI)  # a holiday of eight days begins eight hours later
LEAD = Actor("staff", 3, "Lead")
CLAUSES = {"complaint_answered": ("wall", 180), "message_answered": ("working", 150)}
LADDER = tuple(Rung(percent, "quality_lead") for percent in (50, 80, 100, 150))
KINDS = st.sampled_from(sorted(CLAUSES))
SUBJECTS = st.sampled_from(["message:1", "message:2"])


@dataclass
class Life:
    """One promise as the model sees it."""

    kind: str
    made_at: datetime
    pauses: list[list[datetime]] = field(default_factory=list)
    state: str = "open"

    @property
    def paused(self) -> bool:
        return bool(self.pauses) and len(self.pauses[-1]) == 1

    def due(self, now: datetime) -> datetime:
        """Minute by minute: the instant at which no minute is left, with the clock standing still in pauses."""
        clock, left = CLAUSES[self.kind]
        waits = {start: ends[0] if (ends := rest) else now for start, *rest in self.pauses}
        at = self.made_at
        while True:
            while at in waits:
                at = max(waits.pop(at), at)
            if not left:
                return at
            left -= clock == "wall" or _is_open(at)
            at += MINUTE


def _is_open(at: datetime) -> bool:
    minute = at.hour * 60 + at.minute
    return OPENS <= minute < CLOSES and is_working_day(at.date())


class Promising(RuleBasedStateMachine):
    """Runs inside one transaction that is rolled back, so that examples do not meet."""

    def __init__(self) -> None:
        super().__init__()
        self.whole = transaction.atomic()
        self.whole.__enter__()
        company_id = found_company(name="Machine", slug="machine", city="上海", phone="", at=START, by=SYSTEM)
        self.scope = company_scope(company_id)
        self.scope.__enter__()
        self.now = START
        self.lives: dict[int, Life] = {}
        self.open: dict[tuple[str, str], int] = {}
        for kind, (clock, minutes) in CLAUSES.items():
            publish_clause(
                kind=kind,
                minutes=minutes,
                most_fen=0,
                sentence="",
                effective_from=START,
                at=START,
                by=LEAD,
                clock=clock,
                ladder=LADDER,
            )

    def teardown(self) -> None:
        try:
            self._let_time_end()
            for promise in Promise.objects.all():
                self._compare(promise)
        finally:
            self.scope.__exit__(None, None, None)
            transaction.set_rollback(True)
            self.whole.__exit__(None, None, None)

    @rule(minutes=st.sampled_from([1, 7, 30, 75, 90, 180, 600, 1440]))
    def time_passes(self, minutes: int) -> None:
        self.now += minutes * MINUTE

    @rule(kind=KINDS, subject=SUBJECTS)
    def make(self, kind: str, subject: str) -> None:
        made = make_promise(kind=kind, subject=subject, made_at=self.now, household_id=12, by=SYSTEM)
        assert made == self.open.setdefault((kind, subject), made)
        self.lives.setdefault(made, Life(kind, self.now))

    @rule(kind=KINDS, subject=SUBJECTS)
    def keep(self, kind: str, subject: str) -> None:
        kept = keep_promise(kind=kind, subject=subject, evidence="done", at=self.now, by=LEAD)
        assert kept is self._ends(kind, subject, "kept")

    @rule(kind=KINDS, subject=SUBJECTS)
    def release(self, kind: str, subject: str) -> None:
        gone = release_promise(kind=kind, subject=subject, reason="gone", at=self.now, by=LEAD)
        assert gone is self._ends(kind, subject, "released")

    @rule(kind=KINDS, subject=SUBJECTS)
    def void(self, kind: str, subject: str) -> None:
        gone = void_promise(kind=kind, subject=subject, reason="error", at=self.now, by=LEAD)
        assert gone is self._ends(kind, subject, "void")

    @rule(kind=KINDS, subject=SUBJECTS)
    def pause(self, kind: str, subject: str) -> None:
        paused = pause_promise(kind=kind, subject=subject, reason="waits", at=self.now, by=LEAD)
        life = self._life(kind, subject)
        if life is None or life.paused:
            assert not paused
        elif self.now > life.due(self.now):
            assert not paused
            self._close(kind, subject, "broken")
        else:
            assert paused
            life.pauses.append([self.now])

    @rule(kind=KINDS, subject=SUBJECTS)
    def resume(self, kind: str, subject: str) -> None:
        life = self._life(kind, subject)
        assert resume_promise(kind=kind, subject=subject, at=self.now, by=LEAD) is bool(life and life.paused)
        self._go_on(life)

    @rule()
    def sweep(self) -> None:
        running = [key for key, number in self.open.items() if not self.lives[number].paused]
        late = [key for key in running if self.now > self.lives[self.open[key]].due(self.now)]
        assert sweep_promises(at=self.now) == len(late)
        for kind, subject in late:
            self._close(kind, subject, "broken")

    def _life(self, kind: str, subject: str) -> Life | None:
        number = self.open.get((kind, subject))
        return self.lives[number] if number else None

    def _go_on(self, life: Life | None) -> None:
        if life and life.paused:
            life.pauses[-1].append(self.now)

    def _close(self, kind: str, subject: str, state: str) -> None:
        self.lives[self.open.pop((kind, subject))].state = state

    def _ends(self, kind: str, subject: str, state: str) -> bool:
        """Whether the act ends the promise as asked, after the model has moved."""
        life = self._life(kind, subject)
        if life is None:
            return False
        self._go_on(life)
        late = state != "void" and self.now > life.due(self.now)
        self._close(kind, subject, "broken" if late else state)
        return not late

    def _let_time_end(self) -> None:
        for kind, subject in sorted(self.open):
            self.resume(kind, subject)
        self.now += timedelta(days=30)
        self.sweep()
        assert sweep_promises(at=self.now) == 0

    def _compare(self, promise: Promise) -> None:
        life = self.lives[promise.pk]
        assert (promise.state, promise.due_at) == (life.state, life.due(self.now))
        assert promise.state != "kept" or promise.closed_at <= promise.due_at
        assert promise.next_at is None
        assert not Pause.objects.filter(promise=promise, resumed_at=None).exists()
        assert replayed(promise.pk) == (promise.state, promise.due_at, promise.paused_at)
        told = list(Notice.objects.filter(promise=promise).values_list("percent", flat=True))
        assert len(told) == len(set(told))
        assert (100 in told) is (promise.state == "broken")


Replay = tuple[str, datetime | None, datetime | None]

_ENDS = {"Kept": "kept", "Broken": "broken", "Released": "released", "Voided": "void"}


def replayed(promise_id: int) -> Replay:
    """State, due time and beginning of a pause, from the log alone. Two ends of one promise are a fault."""
    state = ""
    due: datetime | None = None
    paused: datetime | None = None
    for fact in reversed(story_of(f"promise:{promise_id}", limit=500)):
        assert isinstance(fact.event, PromiseFact)
        due = fact.event.due_at
        match fact.name.removeprefix("promises.Promise"):
            case "Made":
                state = "open"
            case "Paused":
                paused = fact.at
            case "Resumed":
                paused = None
            case name if name in _ENDS:
                assert state == "open", f"{fact.name} after the end"
                state = _ENDS[name]
    return state, due, paused
