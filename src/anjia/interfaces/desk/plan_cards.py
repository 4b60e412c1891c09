"""What the pages of day plans show, gathered for a whole page at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from anjia.booking import queries as booking
from anjia.booking.queries import VisitSummary
from anjia.dayplans import queries
from anjia.dayplans.queries import AlternativeSummary, PlanPage
from anjia.dayplans.rules import Aside, Line, Move, Term, Why
from anjia.households import queries as households
from anjia.interfaces.desk.income_rows import MOST_INCOMES
from anjia.interfaces.shared.savings import cost_words, saving_words
from anjia.promises import queries as promises
from anjia.promises.queries import PromiseSummary
from anjia.promises.rules import State
from anjia.workforce import queries as workforce


@dataclass(frozen=True)
class TermRow:
    """A term of the cost before and after. `saved_fen` is what the plan saves of it, less than 0 for more.

    `amounts` says how much of it there is now and then, once where that is the same.
    """

    name: str
    before: Line
    after: Line

    @property
    def saved_fen(self) -> int:
        return self.before.fen - self.after.fen

    @property
    def costs(self) -> tuple[str, str]:
        """What it costs now and then."""
        return cost_words(self.before.fen), cost_words(self.after.fen)

    @property
    def amounts(self) -> str:
        if self.before.term == Term.FAIRNESS:
            return _fair_words(self.before, self.after)
        numbers = dict.fromkeys((self.before.amount, self.after.amount))
        return f"{' → '.join(map(str, numbers))} {queries.term_unit(self.after.term, self.after.amount)}"


def _fair_words(before: Line, after: Line) -> str:
    """The hours now and then, in one sentence where they are of one kind."""
    hours: dict[str, dict[str, None]] = {}
    for line in (before, after):
        hours.setdefault(_fair_sentence(line), {})[str(abs(line.amount))] = None
    return " → ".join(words % {"hours": " → ".join(numbers)} for words, numbers in hours.items())


def _fair_sentence(line: Line) -> str:
    """Hours for those who had more than the others, less those for who had less: less than 0 is what is wanted.

    Each hour weighs by how far off its caregiver is, so that few hours for somebody far ahead can cost more than many
    for those who are a little behind save.
    """
    if not line.amount:
        return _("about as many hours for those who had more as for those who had less")
    if line.amount > 0:
        return _("%(hours)s h for those who had more")
    if line.fen > 0:
        return _("%(hours)s h more for those who had less; those who had more are far ahead")
    return _("%(hours)s h for those who had less, which counts as a saving")


@dataclass(frozen=True)
class PromiseRow:
    """A promise that a move touches, and what becomes of it."""

    name: str
    due_at: datetime
    what: str


@dataclass(frozen=True)
class MoveRow:
    """A visit that is to change, in words. `accepted_by` is the acceptance that made it, None before.

    `second`: of two who come together the second, who moves with the first.
    """

    move: Move
    visit: VisitSummary | None
    household: str
    before: str
    after: str
    new_start: datetime | None
    reason: str
    promises: tuple[PromiseRow, ...]
    accepted_by: int | None
    second: bool

    @property
    def saved_minutes(self) -> int:
        return self.move.way_before - self.move.way_after

    @property
    def added_minutes(self) -> int:
        return -self.saved_minutes


@dataclass(frozen=True)
class VisitRow:
    """A visit with a sentence about it."""

    visit: VisitSummary
    household: str
    sentence: str


@dataclass(frozen=True)
class _Names:
    visits: dict[int, VisitSummary]
    families: dict[int, str]
    people: dict[int, str]

    def family(self, visit_id: int) -> str:
        visit = self.visits.get(visit_id)
        return self.families.get(visit.household_id, "") if visit else ""


def _names(visit_ids: Iterable[int], people: dict[int, str]) -> _Names:
    visits = booking.visits(visit_ids)
    families = households.names_of(visit.household_id for visit in visits.values())
    return _Names(visits, families, people)


def people_of(shown: AlternativeSummary) -> dict[int, str]:
    """The names of all caregivers of whom the page of an answer speaks, by id. One query."""
    moved = (one for move in shown.moves for one in (move.from_id, move.to_id))
    incomes = (one.caregiver_id for one in shown.incomes[:MOST_INCOMES])
    return workforce.names_of([*moved, *shown.without_break, *incomes])


def move_rows(page: PlanPage, shown: AlternativeSummary, people: dict[int, str]) -> list[MoveRow]:
    """The lines of the difference, with one question to each area."""
    visit_ids = {move.visit_id for move in shown.moves} | {
        move.value for move in shown.moves if move.why == Why.ROOM and move.value
    }
    names = _names(visit_ids, people)
    promised = promises.promises_of(f"visit:{move.visit_id}" for move in shown.moves)
    places = {(move.visit_id, move.seat) for move in shown.moves}
    return [
        MoveRow(
            move=move,
            visit=names.visits.get(move.visit_id),
            household=names.family(move.visit_id),
            before=names.people.get(move.from_id or 0, ""),
            after=names.people.get(move.to_id, "") if move.to_id != move.from_id else "",
            new_start=page.start_of(move.to_start) if move.to_start != move.from_start else None,
            reason=_reason(move, names),
            promises=() if move.seat > 1 else tuple(_promise_rows(promised[f"visit:{move.visit_id}"], move)),
            accepted_by=shown.accepted.get(move.visit_id),
            second=move.seat > 1 and (move.visit_id, 1) in places,
        )
        for move in shown.moves
    ]


def _reason(move: Move, names: _Names) -> str:
    before, after = names.people.get(move.from_id or 0, ""), names.people.get(move.to_id, "")
    if move.why == Why.NEARER:
        words = ngettext(
            "%(after)s is %(count)d minute nearer.",
            "%(after)s is %(count)d minutes nearer.",
            move.value,
        )
        return words % {"after": after, "count": move.value}
    if move.why == Why.KNOWN:
        words = ngettext(
            "%(after)s has been there %(count)d time.", "%(after)s has been there %(count)d times.", move.value
        )
        return words % {"after": after, "count": move.value}
    if move.why == Why.ROOM and move.value:
        return _("Makes room for %(household)s.") % {"household": names.family(move.value)}
    said: dict[str, str] = {
        Why.NOBODY: _("Nobody is sent to it."),
        Why.CANNOT: _("%(before)s cannot keep it any more."),
        Why.WISHED: _("The household wishes for %(after)s."),
        Why.FAIRER: _("%(after)s had less work in the last four weeks."),
        Why.INCOME: _("%(after)s has %(percent)d %% of her fair share of income so far."),
        Why.START: _("Begins otherwise, as the household allows."),
    }
    return said.get(move.why, "") % {"before": before, "after": after, "percent": move.value}


def _promise_rows(found: Sequence[PromiseSummary], move: Move) -> Iterable[PromiseRow]:
    names = promises.kind_names()
    for one in found:
        if one.state == State.OPEN:
            moved = move.to_start != move.from_start
            what = _("is made anew for the new start") if moved else _("stays; somebody else keeps it")
            yield PromiseRow(str(names.get(one.kind, one.kind)), one.due_at, what)


def term_rows(page: PlanPage, shown: AlternativeSummary) -> list[TermRow]:
    """The cost term by term, those left out that are nothing before and after."""
    names = queries.term_names()
    before = {line.term: line for line in page.lines}
    rows = [TermRow(names[line.term], before.get(line.term, Line(line.term, 0, 0)), line) for line in shown.lines]
    return [row for row in rows if row.before.fen or row.after.fen]


def aside_rows(found: Sequence[Aside]) -> list[VisitRow]:
    """The visits that were set aside, each with its reason."""
    names, words = _names((one.visit_id for one in found), {}), queries.fault_sentences()
    return [
        VisitRow(names.visits[one.visit_id], names.family(one.visit_id), words.get(one.fault, ""))
        for one in found
        if one.visit_id in names.visits
    ]


def unserved_rows(visit_ids: Sequence[int]) -> list[VisitRow]:
    """The visits that nobody could take."""
    names = _names(visit_ids, {})
    sentence = _("Nobody who could do it is free. Please move it, or ask somebody to change her hours.")
    return [VisitRow(names.visits[one], names.family(one), sentence) for one in visit_ids if one in names.visits]


def break_warnings(shown: AlternativeSummary, people: dict[int, str]) -> list[str]:
    """Who has no break at noon by the answer: first those whom it gives a visit, then those as they are."""
    moved = {move.to_id for move in shown.moves}
    new = [people[one] for one in shown.without_break if one in people and one in moved]
    rest = [people[one] for one in shown.without_break if one in people and one not in moved]
    sentences = {
        _("No break at noon with these changes: %(names)s"): new,
        _("No break at noon as the day stands: %(names)s"): rest,
    }
    return [sentence % {"names": _(", ").join(who)} for sentence, who in sentences.items() if who]


def orphan_rows(trouble: queries.Trouble) -> list[VisitRow]:
    """The visits of today that need somebody, and why."""
    names = _names(trouble.orphans, {})
    return [
        VisitRow(names.visits[one], names.family(one), _trouble(trouble, one))
        for one in trouble.orphans
        if one in names.visits
    ]


def _trouble(trouble: queries.Trouble, visit_id: int) -> str:
    clash = trouble.clashes.get(visit_id)
    return _("Nobody is sent to it.") if clash is None else queries.clash_words(clash)


def summary_words(page: PlanPage, shown: AlternativeSummary) -> str:
    """An answer in a line: how many visits change and what it saves."""
    before = sum(line.fen for line in page.lines)
    saved = before - sum(line.fen for line in shown.lines)
    count = len({move.visit_id for move in shown.moves})
    words = ngettext("%(count)d change, %(saving)s", "%(count)d changes, %(saving)s", count)
    return words % {"count": count, "saving": saving_words(saved)}
