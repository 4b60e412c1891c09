"""What the pages of series show: one series, or a household's."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from anjia.booking import queries as booking
from anjia.booking.queries import SeriesSummary
from anjia.booking.rules import unannounced
from anjia.catalog import queries as catalog
from anjia.dispatch import queries as dispatch
from anjia.households import queries as households
from anjia.interfaces.shared.series_dates import date_lines
from anjia.interfaces.shared.series_sentences import rule_sentence
from anjia.interfaces.shared.series_shown import Named
from anjia.interfaces.shared.series_words import unannounced_words
from anjia.kernel.clock import day_of
from anjia.workforce import queries as workforce

# So many dates are shown at once; what lies behind them is opened by whoever wants it.
DATES_SHOWN = 14


def page_context(series: SeriesSummary, named: Named, *, at: datetime) -> dict[str, Any]:
    """What both pages of a series show: the rule, what comes, what does not and why, the pauses, who usually comes."""
    today = day_of(at)
    visits = booking.visits_of_series(series.id)
    sent = dispatch.crews_of_visits(visit.id for visit in visits)
    names = workforce.names_of({one.caregiver_id for crew in sent.values() for one in crew})
    who = {visit_id: _(", ").join(named(names[one.caregiver_id]) for one in crew) for visit_id, crew in sent.items()}
    term = series.term_on(today)
    following = [one for one in series.terms if one.rule.from_on > today and one != term]
    lines = date_lines(series, who, at=at)
    return {
        "series": series,
        "offering": catalog.offering(series.offering_id),
        "home": households.home(series.home_id),
        "term": term,
        "sentence": rule_sentence(term.rule, today),
        "following": [(one.rule.from_on, rule_sentence(one.rule, today)) for one in following[-1:]],
        "lines": lines[:DATES_SHOWN],
        "later": lines[DATES_SHOWN:],
        "pauses": [one for one in series.pauses if one.paused and one.until_on >= today],
        "unannounced": unannounced_words(unannounced(series.dates(series.made_until))),
        "done": sum(visit.state == "done" for visit in visits),
        "today": today,
    }


def series_rows(household_id: int, *, today: date) -> list[tuple[SeriesSummary, str, str]]:
    """The household's series, each with its service and its rule in one sentence, newest first."""
    found = booking.series_of_household(household_id)
    names = catalog.names_of(one.offering_id for one in found)
    return [(one, names[one.offering_id], rule_sentence(one.term_on(today).rule, today)) for one in found]
