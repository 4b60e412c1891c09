"""Individual income tax withheld from service pay (劳务报酬): once a month as usual, or cumulatively by a platform."""

from collections.abc import Collection, Sequence
from itertools import accumulate

from anjia.law.rules.lines import Line, Outcome, Rounding, Wrong, money, share

USUAL_ARTICLE = "withholding-measures.8"
PLATFORM_ARTICLE = "platform-withholding.cumulative"
SMALL_FEN, SMALL_DEDUCTION_FEN = 400_000, 80_000
COST_PERCENT = 20
MONTHLY_DEDUCTION_FEN = 500_000
# (up to and with, rate in per cent, quick deduction); the last has no upper end. 公告2018年第61号, tables 2 and 1.
Bracket = tuple[int | None, int, int]
USUAL_BRACKETS: tuple[Bracket, ...] = ((2_000_000, 20, 0), (5_000_000, 30, 200_000), (None, 40, 700_000))
YEARLY_BRACKETS: tuple[Bracket, ...] = (
    (3_600_000, 3, 0),
    (14_400_000, 10, 252_000),
    (30_000_000, 20, 1_692_000),
    (42_000_000, 25, 3_192_000),
    (66_000_000, 30, 5_292_000),
    (96_000_000, 35, 8_592_000),
    (None, 45, 18_192_000),
)


def bracket_of(taxable_fen: int, brackets: Sequence[Bracket]) -> Bracket:
    """The bracket in which the taxable amount falls; upper ends belong to it."""
    return next(row for row in brackets if row[0] is None or taxable_fen <= row[0])


def _tax_line(code: str, taxable_fen: int, brackets: Sequence[Bracket], article_id: str) -> Line:
    _upto, percent, quick_fen = bracket_of(taxable_fen, brackets)
    amount = share(taxable_fen, percent, 100, Rounding.HALF_UP) - quick_fen
    values = {"taxable_fen": taxable_fen, "percent": percent, "quick_fen": quick_fen}
    return Line(code, amount, article_id, values, Rounding.HALF_UP)


def usual_withholding(income_fen: int, in_force: Collection[str]) -> Outcome:
    """What is withheld from one payment, or from a month's payments for the same work taken together. Raises Wrong."""
    money(income_fen, "income_fen")
    if USUAL_ARTICLE not in in_force:
        return Outcome((), None, (Line("no_article_then"),))
    if income_fen <= SMALL_FEN:
        taxable = max(income_fen - SMALL_DEDUCTION_FEN, 0)
        values = {"income_fen": income_fen, "less_fen": SMALL_DEDUCTION_FEN}
        base = Line("taxable_less_fixed", taxable, USUAL_ARTICLE, values)
    else:
        taxable = share(income_fen, 100 - COST_PERCENT, 100, Rounding.HALF_UP)
        values = {"income_fen": income_fen, "percent": 100 - COST_PERCENT}
        base = Line("taxable_share", taxable, USUAL_ARTICLE, values, Rounding.HALF_UP)
    tax = _tax_line("tax", taxable, USUAL_BRACKETS, USUAL_ARTICLE)
    notes = (Line("month_is_one_time", article_id=USUAL_ARTICLE), Line("yearly_settlement", article_id=USUAL_ARTICLE))
    return Outcome((base, tax), tax.amount_fen, notes)


def platform_withholding(incomes_fen: Sequence[int], in_force: Collection[str]) -> Outcome:
    """What a platform withholds month by month, from the first month with it on; the result is the last month's.

    A month in which the tax so far falls withholds nothing; the difference is settled after the year. Raises Wrong.
    """
    if not 1 <= len(incomes_fen) <= 12:
        raise Wrong("months_bounds", "incomes", least=1, most=12)
    for income in incomes_fen:
        money(income, "incomes")
    if PLATFORM_ARTICLE not in in_force:
        return Outcome((), None, (Line("no_article_then"),))
    lines: list[Line] = []
    withheld = 0
    for month, total in enumerate(accumulate(incomes_fen), start=1):
        lines += _platform_month(month, total, withheld)
        withheld += lines[-1].amount_fen or 0
    return Outcome(tuple(lines), lines[-1].amount_fen, (Line("yearly_settlement", article_id=PLATFORM_ARTICLE),))


def _platform_month(month: int, income_fen: int, withheld_fen: int) -> list[Line]:
    after_costs = share(income_fen, 100 - COST_PERCENT, 100, Rounding.HALF_UP)
    taxable = max(after_costs - month * MONTHLY_DEDUCTION_FEN, 0)
    values = {
        "month": month,
        "income_fen": income_fen,
        "percent": 100 - COST_PERCENT,
        "less_fen": month * MONTHLY_DEDUCTION_FEN,
    }
    so_far = _tax_line("tax_so_far", taxable, YEARLY_BRACKETS, PLATFORM_ARTICLE)
    due = max((so_far.amount_fen or 0) - withheld_fen, 0)
    taken = {"month": month, "so_far_fen": so_far.amount_fen or 0, "withheld_fen": withheld_fen}
    return [
        Line("taxable_so_far", taxable, PLATFORM_ARTICLE, values, Rounding.HALF_UP),
        so_far,
        Line("withheld_this_month", due, PLATFORM_ARTICLE, taken),
    ]
