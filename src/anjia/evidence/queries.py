"""Everything that is known of one case, entry by entry: the same case gives the same bytes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from anjia.billing.queries import account_of
from anjia.booking.queries import OrderSummary, VisitSummary, order, scope_of, visit, visits_of_order
from anjia.company.queries import jurisdiction_of
from anjia.dispatch.queries import history_of
from anjia.evidence.rules import CHAIN, Fault, Finding, as_json, plain
from anjia.fieldwork.queries import PhotoSummary, VisitProgress, progress_of
from anjia.guarantees.queries import (
    delays_of,
    emergencies_of_visit,
    goodwill_of,
    pre_compensations_of,
    refunds_of_visit,
)
from anjia.households.queries import home, household
from anjia.kernel.clock import day_of
from anjia.kernel.files import read_file
from anjia.kernel.money import yuan
from anjia.kernel.queries import FactSummary, story_of
from anjia.law.queries import articles_in_force
from anjia.promises.queries import PromiseSummary, clause, promises_of, promises_to, remedy_of, sentence_of
from anjia.quality.queries import (
    ComplaintSummary,
    actions_of_complaint,
    case_of,
    complaint,
    course_of_complaint,
    decisions_of,
    requests_of_complaint,
    surveys_of_visits,
)
from anjia.sales.queries import interviews_of, proposal
from anjia.voice.queries import MessageSummary, messages_to_household

OWN_FACT = "evidence.EvidencePacked"  # taking a pack is no part of the case, or no second one were the same
LANGUAGES = {"zh": "zh-hans", "en": "en"}
ALL = 10_000
EXTENSIONS = {"image/webp": "webp", "image/jpeg": "jpg", "image/png": "png", "application/pdf": "pdf"}


@dataclass(frozen=True)
class Case:
    """What a pack is about: the complaint, and the visit and order behind it where there are any."""

    complaint: ComplaintSummary
    visit: VisitSummary | None
    order: OrderSummary | None

    @property
    def subjects(self) -> list[str]:
        """How the log and promises name what belongs to the case."""
        found = [f"complaint:{self.complaint.id}"]
        if self.visit is not None:
            found += [f"visit:{self.visit.id}", f"order:{self.visit.order_id}"]
        if self.complaint.survey_id is not None:
            found.append(f"survey:{self.complaint.survey_id}")
        return found


def case_of_complaint(complaint_id: int) -> Case:
    """The case of a complaint. Raises Missing for one of another company."""
    found = complaint(complaint_id)
    held = visit(found.visit_id) if found.visit_id is not None else None
    return Case(found, held, order(held.order_id) if held is not None else None)


def entries_of_case(complaint_id: int) -> dict[str, bytes]:
    """The entries of the pack by their names, without the chain. Phones are masked; the address is the order's."""
    case = case_of_complaint(complaint_id)
    texts: dict[str, Any] = _complaint(case) | _contract(case) | _money(case) | _log(case)
    files: dict[str, bytes] = {}
    promised = _promised(case)
    texts |= {"3-promises/promises.json": promised} | _clauses(promised) | _law(case)
    if case.visit is not None:
        progress = progress_of(case.visit.id)
        texts |= _visit(case.visit, progress)
        files |= _photos(progress)
    messages = _messages(case)
    texts["5-messages/messages.json"] = messages
    files |= _attachments(messages)
    return {name: as_json(value) for name, value in texts.items()} | files | {"read-me.txt": _read_me(case).encode()}


def _complaint(case: Case) -> dict[str, Any]:
    one = case.complaint
    return {
        "1-case/complaint.json": one,
        "1-case/household.json": household(one.household_id),
        "1-case/decisions.json": decisions_of(one.id),
        "1-case/words.json": case_of(one.id),
        "1-case/course.json": course_of_complaint(one.id),
        "1-case/money-asked-for.json": requests_of_complaint(one.id),
        "1-case/corrective-actions.json": actions_of_complaint(one.id),
    }


def _contract(case: Case) -> dict[str, Any]:
    if case.order is None:
        return {}
    texts: dict[str, Any] = {
        "2-contract/order.json": case.order,
        "2-contract/home.json": home(case.order.home_id),
        "2-contract/visits.json": visits_of_order(case.order.id),
    }
    if case.order.proposal_id is not None:
        agreed = proposal(case.order.proposal_id)
        texts["2-contract/proposal.json"] = agreed
        texts["2-contract/interviews.json"] = interviews_of(agreed.enquiry_id)
    if case.visit is not None and (scope := scope_of(case.visit.id)) is not None:
        texts["2-contract/guaranteed-scope.json"] = scope
    return texts


def _promised(case: Case) -> list[PromiseSummary]:
    """Promises about the case, and those to the household made while its order ran."""
    found = {one.id: one for made in promises_of(case.subjects).values() for one in made}
    since = case.order.placed_at if case.order else case.complaint.opened_at
    for one in promises_to(case.complaint.household_id, limit=ALL):
        if one.made_at >= since and one.subject_kind != "visit":
            found.setdefault(one.id, one)
    return [found[key] for key in sorted(found)]


def _clauses(promised: Iterable[PromiseSummary]) -> dict[str, Any]:
    texts = {}
    for clause_id in sorted({one.clause_id for one in promised}):
        term = clause(clause_id)
        said = {"time": f"{term.minutes} min", "most": yuan(term.most_fen), "own": term.sentence}
        words = {}
        for short, language in LANGUAGES.items():
            with override(language):
                words[short] = {
                    "promise": sentence_of(term.kind, **said, times=term.most_times),
                    "remedy": remedy_of(term.kind, own=term.remedy_words),
                }
        texts[f"3-promises/clauses/{term.kind}-version-{term.version}-{term.id}.json"] = {
            "clause": term,
            "words": words,
        }
    return texts


def _law(case: Case) -> dict[str, Any]:
    on = day_of(case.visit.starts_at if case.visit else case.complaint.opened_at)
    place = jurisdiction_of(household(case.complaint.household_id).branch_id)
    articles = articles_in_force(place, on)
    return {"8-law/articles-in-force.json": {"jurisdiction": place, "on": on, "articles": articles, "advice": False}}


def _visit(held: VisitSummary, progress: VisitProgress) -> dict[str, Any]:
    return {
        "4-visit/visit.json": held,
        "4-visit/progress.json": progress,
        "4-visit/caregivers.json": history_of(held.id),
        "4-visit/answer.json": surveys_of_visits([held.id]).get(held.id),
        "4-visit/delays.json": delays_of(held.id),
        "4-visit/emergencies.json": emergencies_of_visit(held.id),
    }


def _photos(progress: VisitProgress) -> dict[str, bytes]:
    shown: list[PhotoSummary] = [*progress.home_before, *progress.home_after]
    for step in progress.steps:
        shown += [*step.before, *step.after]
    return {
        _name("4-visit/photos", f"step-{one.position}-{one.when}-{one.id}", one.file_id): read_file(one.file_id).content
        for one in shown
    }


def _name(folder: str, stem: str, file_id: int) -> str:
    return f"{folder}/{stem}.{EXTENSIONS.get(read_file(file_id).content_type, 'bin')}"


def _messages(case: Case) -> list[MessageSummary]:
    since = case.order.placed_at if case.order else None
    said = messages_to_household(case.complaint.household_id, limit=ALL)
    return [one for one in said if since is None or one.at >= since]


def _attachments(messages: Iterable[MessageSummary]) -> dict[str, bytes]:
    return {
        _name("5-messages/files", f"message-{one.id}-{file.id}", file.file_id): read_file(file.file_id).content
        for one in messages
        for file in one.attachments
    }


def _money(case: Case) -> dict[str, Any]:
    with override("zh-hans"):
        texts: dict[str, Any] = {
            "6-money/account.json": account_of(case.complaint.household_id, limit=ALL)[::-1],
        }
    if case.visit is not None:
        texts |= {
            "6-money/pre-compensation.json": pre_compensations_of(case.visit.id),
            "6-money/goodwill.json": goodwill_of(case.visit.id),
            "6-money/refund-requests.json": refunds_of_visit(case.visit.id),
        }
    return texts


def _log(case: Case) -> dict[str, Any]:
    facts = {fact.id: fact for one in case.subjects for fact in story_of(one, limit=ALL, without=[OWN_FACT])}
    return {"7-log/facts.json": [_fact(facts[key]) for key in sorted(facts)]}


def _fact(fact: FactSummary) -> Mapping[str, Any]:
    return {
        "id": fact.id,
        "fact": fact.name,
        "at": fact.at,
        "by": fact.by,
        "by_name": fact.by_name,
        "caused_by": fact.caused_by_id,
        "body": plain(fact.event.to_body()),
    }


def _read_me(case: Case) -> str:
    """What lies where and how to check it, in both languages."""
    parts = []
    for language in LANGUAGES.values():
        with override(language):
            parts.append(
                _(
                    "Evidence about complaint %(id)d of %(opened)s\n\n"
                    "1-case: the complaint and every decision about it. 2-contract: what was agreed. "
                    "3-promises: what was promised and under which terms. 4-visit: what happened at the home, "
                    "with photos. 5-messages: what was said. 6-money: what was charged, paid and given back. "
                    "7-log: the facts as they were written down. 8-law: the articles in force on that day; this is "
                    "no legal advice.\n\n"
                    "%(chain)s chains all entries by SHA-256. Check this file with: anjia evidence verify FILE\n"
                )
                % {"id": case.complaint.id, "opened": case.complaint.opened_at.isoformat(), "chain": CHAIN}
            )
    return "\n".join(parts)


def finding_words(finding: Finding) -> str:
    """A fault in a sentence for whoever checks a file."""
    words = {
        Fault.NO_PACK: _("This file is not an evidence pack, or it was cut off."),
        Fault.NO_CHAIN: _("The chain of hashes is missing or cannot be read."),
        Fault.CHANGED: _("%(name)s was changed after the pack was made."),
        Fault.MISSING: _("%(name)s was taken out of the pack."),
        Fault.ADDED: _("%(name)s was put into the pack later."),
        Fault.SEAL: _("The seal does not fit the entries."),
        Fault.WRAPPING: _("The entries are whole, but bytes between them were changed."),
    }
    return words[finding.fault] % {"name": finding.name}


def refused_seal(seal: str, expected: str) -> str:
    """What to say when a whole pack is not the one that was expected."""
    return _("The pack is whole, but its seal is %(seal)s, not %(expected)s: it is another pack.") % {
        "seal": seal,
        "expected": expected,
    }


def packs_made(complaint_id: int, *, limit: int = 20) -> list[tuple[datetime, str, str]]:
    """When a pack of the case was taken, by whom, and its seal; the latest first."""
    facts = [fact for fact in story_of(f"complaint:{complaint_id}", limit=ALL) if fact.name == OWN_FACT]
    return [(fact.at, fact.by_name, str(fact.event.to_body()["seal"])) for fact in facts[:limit]]
