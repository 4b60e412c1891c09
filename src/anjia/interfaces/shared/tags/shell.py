"""What stands around every page: the language, and the menu of whoever is logged in.

What is the same for everybody is written once for each language, and again where the site has other addresses.
"""

from functools import lru_cache

from django.template import Context
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from anjia.interfaces.shared.addresses import Site, address_if_any, site
from anjia.interfaces.shared.html import format_html, format_html_join
from anjia.interfaces.shared.tags.controls import token_field
from anjia.interfaces.shared.tags.layout import avatar
from anjia.interfaces.shared.tags.markup import drawn

_CURRENT, _NOTHING = SafeString(' aria-current="true"'), SafeString("")


def language_switch(context: Context) -> SafeString:
    """``{% language_switch %}``: posts to Django's set_language and comes back to the same page."""
    request, change, language = context.get("request"), address_if_any("set_language"), get_language()
    if not change:
        return _NOTHING
    return format_html(
        '<form class="language" method="post" action="{}" data-again>{}<input type="hidden" name="next" value="{}">{}'
        '<button class="language-choice" name="language" value="zh-hans" lang="zh-Hans"{}>中文</button>'
        '<button class="language-choice" name="language" value="en" lang="en"{}>English</button></form>',
        *(change, token_field(context), request.get_full_path() if request else "", drawn("language", "small")),
        *(_CURRENT if language == one else _NOTHING for one in ("zh-hans", "en")),
    )


def user_menu(context: Context) -> SafeString:
    """``{% user_menu %}``: who is logged in, and the way to the log-in's own pages and out."""
    user = context.get("user")
    if not (user and user.is_authenticated):
        return _NOTHING
    links, leave, leaving = _menu(get_language(), site())
    return format_html(
        '<details class="menu" data-menu><summary class="menu-open">{}<span class="menu-name">{}</span>{}</summary>'
        '<div class="menu-list">{}{}</div></details>',
        *(avatar(user.name or "?", "small"), user.name or user.email, drawn("chevron-down", "small"), links),
        leave and format_html('<form method="post" action="{}">{}{}</form>', leave, token_field(context), leaving),
    )


@lru_cache(maxsize=64)
def _menu(_language: str | None, _site: Site) -> tuple[SafeString, str, SafeString]:
    """The links of the menu in a language, where one logs out, and the button for it."""
    pages = (("mfa_index", "shield", _("Two-step log-in")), ("account_change_password", "key", _("Change password")))
    link = '<a class="menu-item" href="{}">{}{}</a>'
    known = [(address_if_any(name), drawn(icon), label) for name, icon, label in pages]
    button = format_html('<button class="menu-item" type="submit">{}{}</button>', drawn("log-out"), _("Log out"))
    return format_html_join("", link, (one for one in known if one[0])), address_if_any("account_logout"), button
