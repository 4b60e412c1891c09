"""The component tags and filters, registered; what each does stands in ``shared/tags``. Usage: docs/design.md."""

from collections.abc import Callable

from django.template import Library
from django.utils.safestring import SafeString

from anjia.interfaces.shared.tags import charts, choices, controls, layout, shell, words

FILTERS: tuple[Callable[..., str], ...] = (
    words.clock,
    words.end_clock,
    words.hours_on,
    words.day,
    words.short_day,
    words.near_day,
    words.moment,
    words.span,
    words.ago,
    words.kept_reason,
    words.yuan,
    words.undo_url,
)
SINGLE: tuple[Callable[..., SafeString], ...] = (
    layout.icon,
    layout.mark,
    layout.avatar,
    layout.stat,
    layout.rail_groups,
    words.money,
    controls.field,
    controls.fields,
    controls.form_errors,
    controls.search_box,
    choices.days,
    choices.slots,
    choices.options,
    choices.hidden_fields,
    charts.sparkline,
    charts.bars,
    charts.columns,
    charts.meter,
)
ENCLOSING: tuple[Callable[..., SafeString], ...] = (
    layout.badge,
    layout.card,
    layout.card_head,
    layout.stats,
    layout.table,
    layout.notice,
    layout.rows,
    layout.row,
    layout.facts,
    layout.fact,
    layout.empty_state,
    layout.error_state,
    controls.button,
    controls.form_actions,
    controls.dock,
    controls.dialog,
)
INCLUDED: tuple[Callable[..., dict[str, object]], ...] = (
    layout.skeleton,
    layout.tabs,
    layout.timeline,
    layout.stages,
    layout.stars,
    layout.pager,
    controls.rating,
    controls.photo_input,
)

register = Library()
for text in FILTERS:
    register.filter(text)
for single in SINGLE:
    register.simple_tag(single)
for enclosing in ENCLOSING:
    register.simple_block_tag(enclosing)
for included in INCLUDED:
    register.inclusion_tag(f"components/{included.__name__}.html")(included)
register.simple_block_tag(controls.post_button, takes_context=True)
register.simple_tag(shell.language_switch, takes_context=True)
register.simple_tag(shell.user_menu, takes_context=True)
