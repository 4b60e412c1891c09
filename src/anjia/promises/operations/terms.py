"""What a clause may say: its bounds, and the floor of the law."""

from datetime import date, datetime, timedelta
from functools import cache

from django.utils.translation import gettext as _

from anjia.company import queries as company
from anjia.company.rules import Role
from anjia.kernel.clock import day_of
from anjia.kernel.dates import day_in_words
from anjia.kernel.errors import Refusal
from anjia.kernel.money import MOST_FEN, within, yuan
from anjia.law import queries as law
from anjia.law.queries import Floor
from anjia.promises import rules
from anjia.promises.models import Clause
from anjia.promises.rules import Form, Kind, Source

AHEAD = timedelta(days=5 * 366)
_MOST_TIMES, _MOST_RUNGS, _MOST_PERCENT = 1000, 8, 500


def check_terms(clause: Clause) -> None:
    """Raises Refusal for terms out of bounds: time, hours, money, remedy, ladder, source."""
    _check_time(clause)
    within(clause.most_fen, 0, MOST_FEN)
    if not 0 <= clause.most_times <= _MOST_TIMES:
        raise Refusal(_("Between 0 and %(most)d times a month are possible.") % {"most": _MOST_TIMES}, field="times")
    _check_remedy(clause)
    _check_ladder(clause)
    if clause.source == Source.LAW and not clause.source_words:
        raise Refusal(_("Please name the article from which this comes."), field="source_words")
    if clause.offering_id is not None and not 0 < clause.offering_id < 2**63:
        raise Refusal(_("This service is not known."), field="offering")


def _check_time(clause: Clause) -> None:
    least = 0 if rules.bounds_an_amount(Kind(clause.kind)) else 1
    if not least <= clause.minutes <= rules.MOST_MINUTES:
        sentence = _("A promise needs a time between %(least)d minute and %(most)d days.")
        raise Refusal(sentence % {"least": least, "most": rules.MOST_MINUTES // 1440}, field="minutes")
    if clause.clock not in (rules.WALL, rules.WORKING):
        raise Refusal(_("A clock runs day and night, or in working hours."), field="clock")
    if not 0 <= clause.opens_minute < clause.closes_minute <= 1440:
        raise Refusal(_("Working hours end after they begin, on the same day."), field="opens")


def _check_remedy(clause: Clause) -> None:
    remedy, field = clause.remedy, "remedy"
    if remedy.form not in set(Form):
        raise Refusal(_("This remedy is not known."), field=field)
    within(remedy.amount_fen, 0, MOST_FEN)
    if remedy.form in (Form.FIXED, Form.PER_STARTED_MINUTES) and not remedy.amount_fen:
        raise Refusal(_("Please say how much is paid: an amount above ¥0.00."), field=field)
    if remedy.form == Form.PER_STARTED_MINUTES and not 1 <= remedy.per_minutes <= rules.MOST_MINUTES:
        raise Refusal(_("Please say for how many begun minutes it is paid: at least 1."), field=field)
    if remedy.form == Form.SHARE and not 1 <= remedy.share_percent <= 100:
        raise Refusal(_("A share of the price lies between 1 and 100 percent."), field=field)


def _check_ladder(clause: Clause) -> None:
    ladder = rules.ladder_from_json(clause.ladder)
    if len(ladder) > _MOST_RUNGS or len(set(ladder)) < len(ladder):
        raise Refusal(_("At most %(most)d different people can be told.") % {"most": _MOST_RUNGS}, field="ladder")
    if any(not 1 <= rung.percent <= _MOST_PERCENT for rung in ladder):
        sentence = _("People are told between 1 and %(most)d percent of the time.")
        raise Refusal(sentence % {"most": _MOST_PERCENT}, field="ladder")
    if any(rung.role not in set(Role) for rung in ladder):
        raise Refusal(_("This place at the desk is not known."), field="ladder")


def check_term(newest: Clause | None, clause: Clause, effective_to: datetime | None, at: datetime) -> None:
    """Raises Refusal for a time in force that lies in the past, that overlaps, or that is none."""
    begins = clause.effective_from
    if begins > at + AHEAD:
        raise Refusal(_("That is more than five years ahead. Please choose an earlier day."), field="effective_from")
    if newest is not None:
        _check_after(newest, begins, at)
    if effective_to is None:
        return
    if clause.branch_id is None and clause.offering_id is None:
        sentence = _("A term of the whole company has no end: publish the version that follows it.")
        raise Refusal(sentence, field="effective_to")
    if not begins < effective_to <= begins + AHEAD:
        raise Refusal(_("It must end after it begins, within five years."), field="effective_to")


def _check_after(newest: Clause, begins: datetime, at: datetime) -> None:
    if begins < at:
        raise Refusal(_("A new version cannot hold for the past. Let it begin now or later."), field="effective_from")
    if begins <= newest.effective_from:
        sentence = _("Version %(version)d begins at or after that time. Let the new version begin later.")
        raise Refusal(sentence % {"version": newest.version}, field="effective_from")
    ends = newest.validity.ends
    if rules.micros_of(begins) < ends < newest.validity.EVER:
        sentence = _(
            "Version %(version)d was published to hold until %(day)s. Let the new version begin then, or withdraw the "
            "other first."
        )
        day = day_in_words(day_of(rules.at_micros(ends)), beside=day_of(at))
        raise Refusal(sentence % {"version": newest.version, "day": day}, field="effective_from")


def check_floor(clause: Clause) -> None:
    """Raises Refusal for a clause below what the law allows anywhere it would hold, naming the article."""
    day = day_of(clause.effective_from)
    for place in sorted(_places(clause.branch_id)):
        if floor := law.floor_of(clause.kind, place, day):
            _check_against(clause, floor, day)


def _places(branch_id: int | None) -> set[str]:
    """Whose law holds where the clause would: at one branch, or wherever the company is."""
    if branch_id is not None:
        return {company.jurisdiction_of(branch_id)}
    return {company.jurisdiction_of(None)} | {branch.jurisdiction for branch in company.branches()}


def _check_against(clause: Clause, floor: Floor, day: date) -> None:
    values = {"article": floor.article, "day": day_in_words(day)}
    if floor.most_minutes is not None:
        wall = rules.longest_wall_minutes(clause.minutes, clause.runs_on, day)
        if wall > floor.most_minutes:
            sentence = _(
                "%(article)s, in force on %(day)s, allows at most %(most)d days. This term could take %(days)d days: "
                "please shorten it."
            )
            numbers = {"most": floor.most_minutes // 1440, "days": -(-wall // 1440)}
            raise Refusal(sentence % {**values, **numbers}, field="minutes")
    if clause.most_fen < floor.least_fen:
        sentence = _("%(article)s, in force on %(day)s, asks for at least %(least)s. This term offers %(most)s.")
        amounts = {"least": yuan(floor.least_fen), "most": yuan(clause.most_fen)}
        raise Refusal(sentence % {**values, **amounts}, field="most")


@cache
def _kinds_with_floors() -> frozenset[str]:
    """Of most kinds the law says nothing: for those no promise asks whose law holds."""
    return frozenset(bound.kind for pack in law.packs() for one in pack.articles for bound in one.bounds)


def no_later_than_the_law(kind: str, due: datetime, *, made_at: datetime, branch_id: int | None) -> datetime:
    """The due time, or the last instant that the law leaves, whichever comes first: also for terms published before."""
    if kind not in _kinds_with_floors():
        return due
    floor = law.floor_of(kind, company.jurisdiction_of(branch_id), day_of(made_at))
    if floor is None or floor.most_minutes is None:
        return due
    return min(due, made_at + timedelta(minutes=floor.most_minutes))
