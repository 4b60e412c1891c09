"""What was said and decided about a complaint, as entries of its timeline."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from anjia.company import queries as company
from anjia.interfaces.shared import formats
from anjia.interfaces.shared.parts import Entry
from anjia.kernel import clock
from anjia.kernel.clock import day_of
from anjia.kernel.money import yuan
from anjia.quality import queries
from anjia.quality.queries import Case, ComplaintSummary, Message


def said_and_decided(case: Case) -> list[Entry]:
    """What was said and decided, the household's first words at the top."""
    people = company.staff_names(message.staff_id for message in case.messages)
    first = Entry(
        at=case.complaint.opened_at,
        sentence=case.complaint.text or _("(no words, only the stars)"),
        icon="warning",
        tone="bad",
        by=_opener(case.complaint),
    )
    teams = queries.team_names(closed=True)
    said = [first, *(_entry(message, people, teams) for message in case.messages)]
    if case.granted:
        words = _("%(amount)s given back: %(text)s")
        values = {"amount": yuan(case.granted.amount_fen), "text": case.granted.text}
        said.append(Entry(at=case.granted.at, sentence=words % values, icon="yuan", by=case.granted.by_name))
    return sorted(said, key=lambda entry: entry.at)


def _opener(complaint: ComplaintSummary) -> str:
    if complaint.survey_id:
        return _("answer after the visit")
    return _("the household") if complaint.opened_by.startswith("household") else _("written down at the desk")


_LOOKS = {
    "reply": ("chat", ""),
    "question": ("clock", "warn"),
    "wait_end": ("refresh", ""),
    "plan": ("list", "accent"),
    "resolution": ("check", "good"),
    "confirmed": ("check-circle", "good"),
    "contested": ("undo", "bad"),
    "escalation": ("arrow-up", "warn"),
    "assessment": ("edit", ""),
    "handover": ("hand", ""),
    "request": ("yuan", "warn"),
    "decision": ("yuan", ""),
}


def _entry(message: Message, people: dict[int, str], teams: dict[str, str]) -> Entry:
    icon, tone = _LOOKS[message.kind]
    return Entry(
        at=message.at,
        sentence=_sentence(message, people, teams),
        icon="user" if message.from_household and message.kind == "reply" else icon,
        tone=tone,
        by=message.by_name or _("The system"),
        details=_steps(message),
    )


def _steps(message: Message) -> tuple[tuple[str, str], ...]:
    """The steps of a plan below its words."""
    if message.plan is None:
        return ()
    return tuple((formats.moment(step.due_at, day_of(clock.now())), step.text) for step in message.plan.steps)


def _sentence(message: Message, people: dict[int, str], teams: dict[str, str]) -> str:
    told = _TOLD.get(message.kind)
    return told(message, people, teams) if told else message.text


def _with(words: str, text: str) -> str:
    return f"{words} {text}".strip()


def _went_up(message: Message, people: dict[int, str], _teams: dict[str, str]) -> str:
    values = {
        "level": queries.level_names()[message.level],
        "name": people.get(message.staff_id or 0, "–"),
        "reason": message.text or queries.reason_names()[message.reason],
    }
    return _("Went up to the %(level)s, %(name)s: %(reason)s") % values


def _judged(message: Message, _people: dict[int, str], _teams: dict[str, str]) -> str:
    values = {
        "severity": queries.severity_names()[message.severity],
        "cause": queries.cause_names().get(message.cause, message.cause),
    }
    return _with(_("Judged: %(severity)s, %(cause)s.") % values, message.text)


def _handed(message: Message, people: dict[int, str], teams: dict[str, str]) -> str:
    values = {"team": teams.get(message.team, message.team), "name": people.get(message.staff_id or 0, "–")}
    return _with(_("Handed to %(team)s: %(name)s.") % values, message.text)


def _asked_for(message: Message, _people: dict[int, str], _teams: dict[str, str]) -> str:
    return _with(_("Asks for %(amount)s back:") % {"amount": yuan(message.amount_fen)}, message.text)


def _decided(message: Message, _people: dict[int, str], _teams: dict[str, str]) -> str:
    return _with(_("Approved.") if message.approved else _("Declined:"), message.text)


def _clock_goes_on(message: Message, _people: dict[int, str], _teams: dict[str, str]) -> str:
    return _("The clock goes on: %(reason)s.") % {"reason": queries.wait_end_names()[message.reason]}


_TOLD: dict[str, Callable[[Message, dict[int, str], dict[str, str]], str]] = {
    "escalation": _went_up,
    "assessment": _judged,
    "handover": _handed,
    "request": _asked_for,
    "decision": _decided,
    "wait_end": _clock_goes_on,
    "confirmed": lambda _message, _people, _teams: _("Settled, says the household."),
}
