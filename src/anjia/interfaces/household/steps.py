"""A complaint as the family sees it: the steps, with the promised times, and what was said."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from anjia.interfaces.shared import formats
from anjia.interfaces.shared.parts import Stage
from anjia.kernel import clock
from anjia.kernel.money import yuan
from anjia.promises.queries import PromiseSummary
from anjia.promises.rules import State
from anjia.quality.queries import Case, Message, level_names
from anjia.quality.rules import ANSWERED, SETTLED, ComplaintState


@dataclass(frozen=True)
class Words:
    """Something that was said or done, as the family reads it; `mine` when the family said it."""

    at: datetime
    text: str
    mine: bool
    note: bool = False


def steps_of(case: Case, promised: Sequence[PromiseSummary]) -> list[Stage]:
    """Told, answered, settled, confirmed: each with its time, or the time by which it is promised."""
    today = clock.day_of(clock.now())
    complaint = case.complaint
    answered = _latest(promised, ANSWERED.values())
    settled = _latest(promised, SETTLED.values())
    ours = [m for m in case.messages if m.kind in ("reply", "question", "plan", "resolution") and not m.from_household]
    first = next(iter(ours), None)
    told = formats.moment(complaint.opened_at, today)
    return [
        Stage(label=_("You told us"), state="done", note=told),
        _promised(_("We answer you"), first.at if first else None, answered, today),
        *_plan(case, promised, today),
        _settled(case, settled, today, waits=first is None),
        _confirmed(complaint.state),
    ]


def _plan(case: Case, promised: Sequence[PromiseSummary], today: date) -> list[Stage]:
    """What we promised to do on the way, step by step."""
    if case.plan is None or case.complaint.settled:
        return []
    found = {promise.subject: promise for promise in promised}
    return [_promised(step.text, step.done_at, found.get(step.subject), today) for step in case.plan.steps]


def _settled(case: Case, promise: PromiseSummary | None, today: date, *, waits: bool) -> Stage:
    if case.complaint.waiting:
        note = _("We wait for a word from you; the time stands still until then.")
        return Stage(label=_("We settle it"), state="todo", note=note)
    return _promised(_("We settle it"), case.resolved_at, promise, today, waits=waits)


def _latest(promised: Sequence[PromiseSummary], kinds: Collection[str]) -> PromiseSummary | None:
    """What was promised last of these; what another promise has taken the place of does not count."""
    return next((one for one in reversed(promised) if one.kind in kinds and one.state != State.RELEASED), None)


def _promised(
    label: str, done_at: datetime | None, promise: PromiseSummary | None, today: date, *, waits: bool = False
) -> Stage:
    if done_at is not None:
        return Stage(label=label, state="done", note=formats.moment(done_at, today))
    if promise is None:
        return Stage(label=label)
    due = formats.moment(promise.due_at, today)
    if promise.state == State.BROKEN:
        note = _("Promised by %(due)s and not kept. It went up by itself.") % {"due": due}
        return Stage(label=label, state="late", note=note)
    return Stage(label=label, state="todo" if waits else "current", note=_("promised by %(due)s") % {"due": due})


def _confirmed(state: ComplaintState) -> Stage:
    label = _("You say whether it is settled")
    states = {ComplaintState.CONFIRMED: "done", ComplaintState.RESOLVED: "current"}
    return Stage(label=label, state=states.get(state, "todo"))


def said_to_household(case: Case) -> list[Words]:
    """What was said, by time; what went on inside is told in one line and without its reasons."""
    said = [_words(message) for message in case.for_household if message.kind != "wait_end"]
    if case.complaint.text:
        said.append(Words(case.complaint.opened_at, case.complaint.text, mine=True))
    if case.granted:
        words = _("We give you %(amount)s back: %(text)s")
        values = {"amount": yuan(case.granted.amount_fen), "text": case.granted.text}
        said.append(Words(case.granted.at, words % values, mine=False))
    return sorted(said, key=lambda one: one.at)


def _words(message: Message) -> Words:
    if message.kind == "escalation":
        text = _("Your complaint went up to the %(level)s.") % {"level": level_names()[message.level]}
        return Words(message.at, text, mine=False, note=True)
    if message.kind == "confirmed":
        return Words(message.at, _("You confirmed that it is settled."), mine=True, note=True)
    return Words(message.at, message.text, mine=message.from_household)
