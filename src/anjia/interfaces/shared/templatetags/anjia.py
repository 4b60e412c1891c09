"""The component tags and filters, registered; what each does stands in ``shared/tags``. Usage: docs/design.md."""

from django.template import Library

from anjia.interfaces.shared.tags import charts, controls, layout, words

register = Library()

for write in (words.clock, words.day, words.short_day, words.near_day, words.moment, words.span, words.ago):
    register.filter(write)
register.filter(words.yuan)
register.filter(words.undo_url)

for draw in (layout.icon, layout.avatar, layout.stat, words.money, controls.field):
    register.simple_tag(draw)
for draw in (charts.sparkline, charts.bars, charts.columns, charts.meter):
    register.simple_tag(draw)

for hold in (layout.badge, layout.card, layout.card_head, layout.stats, layout.table, layout.notice, layout.rows):
    register.simple_block_tag(hold)
for hold in (layout.empty_state, layout.error_state, layout.facts, layout.fact, layout.row):
    register.simple_block_tag(hold)
for hold in (controls.button, controls.form_actions, controls.dock, controls.dialog):
    register.simple_block_tag(hold)
register.simple_block_tag(controls.post_button, takes_context=True)

for include in (layout.skeleton, layout.tabs, layout.timeline, layout.stages, layout.stars, layout.pager):
    register.inclusion_tag(f"components/{include.__name__}.html")(include)
for include in (controls.fields, controls.form_errors, controls.rating, controls.search_box, controls.photo_input):
    register.inclusion_tag(f"components/{include.__name__}.html")(include)


@register.inclusion_tag("components/language_switch.html", takes_context=True)
def language_switch(context: dict[str, object]) -> dict[str, object]:
    """``{% language_switch %}``: posts to Django's set_language and comes back to the same page."""
    return {"request": context.get("request"), "csrf_token": context.get("csrf_token")}
