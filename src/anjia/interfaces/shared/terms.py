"""What clauses mean in words, the same for the desk, the household and the public."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from anjia.catalog import queries as catalog
from anjia.company import queries as company
from anjia.interfaces.shared import formats
from anjia.kernel import clock
from anjia.kernel.money import yuan
from anjia.promises import queries
from anjia.promises.queries import ClauseSummary
from anjia.promises.rules import WORKING, Form, Kind, Remedy

_TELLS_ITS_REMEDY = {Kind.PRE_COMPENSATION, Kind.VISIT_HELD}  # the payment is what is promised


@dataclass(frozen=True)
class Term:
    """A clause for the eye: `meaning` is one sentence made from its figures, `sentence` the company's own if any."""

    clause: ClauseSummary
    name: str
    scope: str
    sentence: str
    meaning: str
    consequence: str
    source: str


@dataclass(frozen=True)
class Names:
    """What branches and services are called, by id."""

    branches: Mapping[int, str]
    offerings: Mapping[int, str]


NOBODY = Names({}, {})


def names_of_scopes() -> Names:
    """What the company's branches and services are called; two queries."""
    branches = {one.id: one.name for one in company.branches()}
    return Names(branches, {one.id: one.name for one in catalog.offerings()})


def term_of(clause: ClauseSummary, names: Names = NOBODY) -> Term:
    """The clause in words of the active language."""
    meaning = meaning_of(clause, names)
    return Term(
        clause=clause,
        name=queries.kind_names()[clause.kind],
        scope=scope_of(clause, names),
        sentence=clause.sentence or meaning,
        meaning=meaning,
        consequence=queries.remedy_of(clause.kind, own=clause.remedy_words),
        source=source_of(clause),
    )


def scope_of(clause: ClauseSummary, names: Names) -> str:
    """For whom it holds: "North · Deep cleaning"; empty for the whole company."""
    parts = [
        names.branches.get(clause.branch_id or 0, ""),
        names.offerings.get(clause.offering_id or 0, ""),
    ]
    return " · ".join(part for part in parts if part)


def source_of(clause: ClauseSummary) -> str:
    """Where the term comes from; empty for the company's own policy without a word."""
    names = {"law": _("From the law: %(words)s"), "contract": _("From the contract: %(words)s"), "own": "%(words)s"}
    return names[clause.source] % {"words": clause.source_words} if clause.source_words else ""


def meaning_of(clause: ClauseSummary, names: Names = NOBODY) -> str:
    """What the figures of a clause mean, in one plain sentence."""
    promised = queries.sentence_of(
        clause.kind, time=time_of(clause), most=yuan(clause.most_fen), times=clause.most_times
    )
    scope, hours = scope_of(clause, names), hours_of(clause)
    words = {
        "scope": _("%(scope)s: ") % {"scope": scope} if scope else "",
        "promised": promised.rstrip(".。"),
        "hours": _(" (working days %(hours)s)") % {"hours": hours} if hours else "",
        "paid": _joined(clause.kind, clause.remedy) if clause.remedy.pays else "",
    }
    return _("%(scope)s%(promised)s%(hours)s%(paid)s.") % words


def _joined(kind: str, remedy: Remedy) -> str:
    """What is paid, as the end of the sentence. Of goodwill the formula says how much of the price is given."""
    if kind == Kind.GOODWILL:
        return _(", for one visit at most %(percent)d%% of its price") % {"percent": remedy.share_percent}
    if kind == Kind.GOODWILL_PAY:
        return _(": %(percent)d%% of the usual pay") % {"percent": remedy.share_percent}
    paid = remedy_words(remedy)
    if kind in _TELLS_ITS_REMEDY:
        return _(": %(paid)s") % {"paid": paid}
    return _("; if we fail, %(paid)s") % {"paid": paid}


def time_of(clause: ClauseSummary) -> str:
    """How long: "2 h", "4 working hours", "5 working days"."""
    if clause.clock != WORKING:
        return formats.span(clause.minutes)
    day = clause.closes_minute - clause.opens_minute
    if clause.minutes % day == 0:
        count = clause.minutes // day
        return ngettext("%(count)d working day", "%(count)d working days", count) % {"count": count}
    if clause.minutes % 60 == 0:
        count = clause.minutes // 60
        return ngettext("%(count)d working hour", "%(count)d working hours", count) % {"count": count}
    return _("%(time)s of working time") % {"time": _in_hours(clause.minutes)}


def _in_hours(minutes: int) -> str:
    """Working time has no days of 24 hours."""
    hours, rest = divmod(minutes, 60)
    return " ".join(filter(None, [_("%d h") % hours if hours else "", _("%d min") % rest if rest else ""]))


def hours_of(clause: ClauseSummary) -> str:
    """The opening hours of a clause in working time: "09:00–18:00"; empty on the wall clock."""
    if clause.clock != WORKING or not clause.minutes:
        return ""
    return f"{hour_of(clause.opens_minute)}–{hour_of(clause.closes_minute)}"


def hour_of(minute: int) -> str:
    """A minute of the day: "09:00", "24:00"."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def remedy_words(remedy: Remedy) -> str:
    """What a breach pays, as a clause of a sentence; empty when nothing is paid."""
    most = _(", at most %(most)s") % {"most": yuan(remedy.most_fen)} if remedy.most_fen else ""
    values = {"amount": yuan(remedy.amount_fen), "percent": remedy.share_percent, "most": most}
    match remedy.form:
        case Form.FIXED:
            return _("we pay %(amount)s%(most)s") % {**values, "most": ""}
        case Form.PER_STARTED_MINUTES:
            each = formats.span(remedy.per_minutes)
            return _("we pay %(amount)s for every %(each)s begun%(most)s") % {**values, "each": each}
        case Form.SHARE:
            return _("we give back %(percent)d%% of the price%(most)s") % values
        case _:
            return ""


def ladder_words(clause: ClauseSummary, roles: Mapping[str, str]) -> str:
    """Who is told when: "50 % Dispatcher, 100 % Owner"; empty when nobody is."""
    rungs = [f"{rung.percent} % {roles.get(rung.role, rung.role)}" for rung in clause.ladder]
    return pgettext("list", ", ").join(rungs)


@dataclass(frozen=True)
class Line:
    """A term in a list, with the address of its version; "" for standard terms, which have none."""

    term: Term
    url: str


def published(address: Callable[..., str]) -> list[Line]:
    """The terms in force that everybody may read; `address` makes one from a kind and a version."""
    names = names_of_scopes()
    return [_line(one, names, address) for one in queries.published_terms(at=clock.now())]


def version_of(kind: str, version: int, address: Callable[..., str]) -> dict[str, Any]:
    """What a page of one version shows. Raises Missing for one that nobody may read."""
    found, names = queries.published_version(kind, version), names_of_scopes()
    return {
        "term": term_of(found, names),
        "holds": found.holds(clock.now()),
        "history": [_line(one, names, address) for one in queries.clauses_of(kind) if not one.withdrawn],
    }


def _line(clause: ClauseSummary, names: Names, address: Callable[..., str]) -> Line:
    return Line(term_of(clause, names), address(clause.kind, clause.version) if clause.version else "")


__all__ = [
    "NOBODY",
    "Line",
    "Names",
    "Term",
    "hour_of",
    "hours_of",
    "ladder_words",
    "meaning_of",
    "names_of_scopes",
    "published",
    "remedy_words",
    "scope_of",
    "source_of",
    "term_of",
    "time_of",
    "version_of",
]
