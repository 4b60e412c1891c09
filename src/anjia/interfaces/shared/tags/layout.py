"""Panels, lists, states: what holds the content of a page."""

from collections.abc import Sequence
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from anjia.interfaces.shared.html import format_html, format_html_join
from anjia.interfaces.shared.parts import Entry, Group, Link, Stage
from anjia.interfaces.shared.tags.markup import attributes, classes, drawn, optional_icon


def icon(name: str, size: str = "", label: str = "") -> SafeString:
    """``{% icon "home" %}``; ``size``: small, large, huge; a ``label`` makes it speak."""
    return drawn(name, size, label)


def mark() -> SafeString:
    """``{% mark %}``: the sign of the house, before the company's name."""
    return SafeString(
        '<svg class="mark" viewBox="0 0 32 32" aria-hidden="true">'
        '<rect class="mark-ground" width="32" height="32" rx="9"/>'
        '<path class="mark-line" d="M7.5 15.5 16 8l8.5 7.5M10.5 13.5V24h11V13.5M13 18.5l2.3 2.3 4-4.3"/></svg>'
    )


def badge(content: str, tone: str = "", icon: str = "") -> SafeString:
    """``{% badge tone="good" icon="check" %}Kept{% endbadge %}``; tones: "", accent, good, warn, bad."""
    return format_html(
        '<span class="{}">{}{}</span>',
        classes("badge", tone and f"badge-{tone}"),
        optional_icon(icon, "small"),
        SafeString(content.strip()),
    )


def avatar(name: str, size: str = "") -> SafeString:
    """``{% avatar name %}``: the last sign of a Chinese name, the first letter of any other, on a quiet ground."""
    name = name.strip()
    sign = "" if not name else name[0].upper() if name[0].isascii() else name[-1]
    shade = sum(map(ord, name)) % 5
    look = classes("avatar", f"avatar-{shade}", size and f"avatar-{size}")
    return format_html('<span class="{}" aria-hidden="true">{}</span>', look, sign)


def card(
    content: str, title: str = "", note: str = "", flush: bool = False, tone: str = "", **attrs: object
) -> SafeString:
    """``{% card title=_("Visits") %}...{% endcard %}``; ``flush`` lets a table or list touch the edges."""
    look = classes("card", "card-flush" if flush else "", tone and f"card-{tone}", str(attrs.pop("class", "")))
    head = card_head("", title, note) if title else ""
    return format_html("<section{}>{}{}</section>", attributes({"class": look, **attrs}), head, content)


def card_head(content: str, title: str, note: str = "") -> SafeString:
    """``{% card_head _("Visits") %}buttons{% endcard_head %}`` inside a card, when its head has actions."""
    said = format_html('<p class="card-note">{}</p>', note) if note else ""
    actions = format_html('<div class="card-actions">{}</div>', content) if content.strip() else ""
    return format_html(
        '<header class="card-head"><div><h2 class="card-title">{}</h2>{}</div>{}</header>', title, said, actions
    )


def stat(label: str, value: object, note: str = "", tone: str = "", href: str = "", icon: str = "") -> SafeString:
    """``{% stat _("Visits today") 24 note=_("3 not assigned") tone="warn" %}``: one number that matters."""
    tag = "a" if href else "div"
    return format_html(
        '<{0}{1}><span class="stat-label">{2}{3}</span><span class="stat-value">{4}</span>{5}</{0}>',
        tag,
        attributes({"class": classes("stat", tone and f"stat-{tone}"), "href": href}),
        optional_icon(icon, "small"),
        label,
        value,
        format_html('<span class="stat-note">{}</span>', note) if note else "",
    )


def stats(content: str) -> SafeString:
    """``{% stats %}{% stat ... %}{% stat ... %}{% endstats %}``: numbers side by side."""
    return format_html('<div class="stats">{}</div>', content)


def table(content: str, caption: str, stack: bool = False, tall: bool = False, **attrs: object) -> SafeString:
    """``{% table caption=_("Visits") %}<thead>...</thead><tbody>...</tbody>{% endtable %}``.

    ``stack`` turns rows into cards on a phone (give each td a ``data-label``); ``tall`` scrolls inside with the head
    staying in place. The caption names the table for screen readers.
    """
    wrap = classes("table-wrap", "table-stack" if stack else "", "table-tall" if tall else "")
    return format_html(
        '<div class="{}" role="region" aria-label="{}" tabindex="0"><table{}>{}</table></div>',
        wrap,
        caption,
        attributes({"class": classes("table", str(attrs.pop("class", ""))), "aria_label": caption, **attrs}),
        content,
    )


def empty_state(content: str, icon: str, title: str, text: str = "") -> SafeString:
    """``{% empty_state icon="calendar" title=_("No visits today.") %}action{% endempty_state %}``."""
    return _state(content, icon, title, text, "state")


def error_state(content: str, title: str, text: str = "", icon: str = "warning") -> SafeString:
    """``{% error_state title=_("The list could not be read.") %}way out{% enderror_state %}``."""
    return _state(content, icon, title, text, "state state-bad")


def _state(content: str, icon: str, title: str, text: str, look: str) -> SafeString:
    inside = SafeString(content.strip())
    context = {"content": inside, "icon": icon, "title": title, "text": text, "look": look}
    return render_to_string("components/state.html", context)


def skeleton(lines: int = 3, kind: str = "lines") -> dict[str, object]:
    """``{% skeleton 4 %}``: what stands there while the real thing is on its way; ``kind``: lines or rows."""
    return {"lines": range(lines), "kind": kind}


def notice(content: str, tone: str = "", icon: str = "", title: str = "") -> SafeString:
    """``{% notice tone="warn" title=_("...") %}what to do{% endnotice %}``: a remark that stays on the page."""
    chosen = icon or {"good": "check-circle", "warn": "warning", "bad": "warning"}.get(tone, "info")
    context = {"content": content, "tone": tone, "icon": chosen, "title": title}
    return render_to_string("components/notice.html", context)


def facts(content: str, wide: bool = False) -> SafeString:
    """``{% facts %}{% fact _("Home") %}...{% endfact %}{% endfacts %}``: labels and values."""
    return format_html('<dl class="{}">{}</dl>', classes("facts", "facts-wide" if wide else ""), content)


def fact(content: str, label: str) -> SafeString:
    """One line of ``facts``; an empty value is written as a dash."""
    value = content if content.strip() else SafeString("–")
    return format_html('<div class="fact"><dt>{}</dt><dd>{}</dd></div>', label, value)


def row(content: str, href: str = "", icon: str = "", note: str = "") -> SafeString:
    """``{% row href=url icon="key" note=_("...") %}Label{% endrow %}`` inside ``{% rows %}``: one line one can tap."""
    context = {"content": content, "href": href, "icon": icon, "note": note}
    return render_to_string("components/row.html", context)


def rows(content: str) -> SafeString:
    """``{% rows %}{% row %}...{% endrow %}{% endrows %}``: a list of lines for phones."""
    return format_html('<ul class="rows">{}</ul>', content)


@lru_cache(maxsize=256)
def rail_groups(groups: tuple[Group, ...]) -> SafeString:
    """``{% rail_groups rail %}``: what the desk works with, as lists of links; ``parts.Group`` values."""
    written = format_html_join("", "{}", ((_rail_group(group, number),) for number, group in enumerate(groups, 1)))
    return format_html('<div class="rail-nav">{}</div>', written)


def _rail_group(group: Group, number: int) -> SafeString:
    items = format_html_join("", "<li>{}</li>", ((_rail_item(item),) for item in group.items))
    if not group.label:
        return format_html('<div class="rail-group"><ul>{}</ul></div>', items)
    return format_html(
        '<div class="rail-group"><p class="rail-label" id="rail-{0}">{1}</p>'
        '<ul aria-labelledby="rail-{0}">{2}</ul></div>',
        number,
        group.label,
        items,
    )


def _rail_item(item: Link) -> SafeString:
    return format_html(
        '<a class="rail-item" href="{}"{}>{}<span class="rail-text">{}</span>{}</a>',
        item.url,
        SafeString(' aria-current="page"') if item.current else "",
        optional_icon(item.icon),
        item.label,
        format_html('<span class="count">{}</span>', item.count) if item.count else "",
    )


def tabs(items: Sequence[Link], label: str = "") -> dict[str, object]:
    """``{% tabs links %}``: links between the faces of one thing; ``parts.Link`` values."""
    return {"items": items, "label": label}


def timeline(entries: Sequence[Entry], label: str = "") -> dict[str, object]:
    """``{% timeline entries %}``: ``parts.Entry`` values, newest first or as given."""
    return {"entries": entries, "label": label}


def stages(steps: Sequence[Stage], label: str = "", upright: bool = False) -> dict[str, object]:
    """``{% stages steps %}``: how far something has come; ``upright`` writes them one below the other."""
    return {"steps": steps, "label": label, "upright": upright}


def stars(value: float | None) -> dict[str, object]:
    """``{% stars 4.6 %}``: a rating for reading."""
    return {"value": value, "full": round(value or 0), "all": range(1, 6)}


def pager(newer: str = "", older: str = "", note: str = "", target: str = "") -> dict[str, object]:
    """``{% pager newer=url older=url note=_("1-50") %}``: steps through a list by key, not by page number."""
    return {"newer": newer, "older": older, "note": note, "target": target}
