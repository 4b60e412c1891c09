"""The rule of a series in one sentence."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from anjia.booking.rules import Rule
from anjia.interfaces.shared import formats
from anjia.interfaces.shared.series_forms import how_often, spoken_minute


def rule_sentence(rule: Rule, today: date) -> str:
    """How it comes, in one sentence."""
    names = formats.weekdays()
    daily = rule.every_weeks == 1 and len(rule.weekdays) == len(names)
    values = {
        "often": how_often(rule.every_weeks),
        "days": _(", ").join(names[day] for day in rule.weekdays),
        "time": f"{spoken_minute(rule.starts_minute)}–{spoken_minute((rule.starts_minute + rule.minutes) % 1440)}",
    }
    words = _("Every day, %(time)s") if daily else _("%(often)s on %(days)s, %(time)s")
    return words % values + _ends(rule, today)


def _ends(rule: Rule, today: date) -> str:
    ends = []
    if rule.until_on:
        ends.append(pgettext("series", "until %(day)s") % {"day": formats.short_day(rule.until_on, today)})
    if rule.visits:
        ends.append(ngettext("%(count)d visit", "%(count)d visits", rule.visits) % {"count": rule.visits})
    return "".join(_(", %(part)s") % {"part": part} for part in ends)
