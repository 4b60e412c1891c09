"""Things one presses or fills in."""

from typing import Any

from django.forms import BaseForm, BoundField
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from anjia.interfaces.shared.html import format_html, format_html_join
from anjia.interfaces.shared.numbers import number
from anjia.interfaces.shared.tags.markup import attributes, classes, optional_icon


def button(
    content: str,
    tone: str = "",
    size: str = "",
    icon: str = "",
    after: str = "",
    href: str = "",
    opens: str = "",
    label: str = "",
    wide: bool = False,
    **attrs: object,
) -> SafeString:
    """``{% button tone="primary" icon="check" %}Save{% endbutton %}``; a link when ``href`` is given.

    ``tone``: "", primary, quiet, danger, link. ``size``: "", small, large. ``opens``: id of a dialog.
    ``label`` names a button that shows only its icon. Anything else becomes an attribute (``hx_get=``, ``form=``).
    """
    inside = content.strip()
    extra = str(attrs.pop("class", ""))
    look = classes(
        "button",
        tone and f"button-{tone}",
        size and f"button-{size}",
        "button-wide" if wide else "",
        "" if inside else "button-bare",
        extra,
    )
    attrs |= {"class": look, "aria_label": label, "title": label if not inside else "", "data_opens": opens}
    tag = "a" if href else "button"
    attrs |= {"href": href} if href else {"type": attrs.get("type") or ("button" if opens else "submit")}
    text = format_html("<span>{}</span>", SafeString(inside)) if inside else ""
    return format_html(
        "<{0}{1}>{2}{3}{4}</{0}>", tag, attributes(attrs), optional_icon(icon), text, optional_icon(after)
    )


def post_button(
    context: Context,
    content: str,
    url: str,
    tone: str = "",
    size: str = "",
    icon: str = "",
    label: str = "",
    confirm: str = "",
    wide: bool = False,
    **hidden: object,
) -> SafeString:
    """``{% post_button url icon="trash" confirm=_("Remove it?") row=3 %}Remove{% endpost_button %}``.

    A form of one button. What is left over is sent as hidden fields; ``confirm`` asks first.
    """
    return format_html(
        '<form method="post" action="{}" class="{}"{}>{}{}{}</form>',
        url,
        classes("post-button", "post-button-wide" if wide else ""),
        attributes({"data_confirm": confirm}),
        token_field(context),
        format_html_join("", '<input type="hidden" name="{}" value="{}">', hidden.items()),
        button(content, tone=tone, size=size, icon=icon, label=label, wide=wide),
    )


def token_field(context: Context) -> SafeString:
    """What a form that is posted sends along to prove that it is ours; nothing where the page has no token."""
    token = context.get("csrf_token", "")
    hidden = format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', token)
    return hidden if token else SafeString("")


def field(bound: BoundField, label: str = "", prefix: str = "", suffix: str = "", **attrs: object) -> SafeString:
    """``{% field form.name %}``: label, control, help and errors, tied together for screen readers.

    ``prefix`` and ``suffix`` stand inside the control (¥, minutes); anything else becomes an attribute of it.
    """
    widget_attrs: dict[str, Any] = {name.rstrip("_").replace("_", "-"): value for name, value in attrs.items()}
    if bound.errors:
        widget_attrs["aria-invalid"] = "true"
    if str(bound.field.widget.attrs.get("placeholder", "")) == str(bound.label):
        widget_attrs.setdefault("placeholder", "")
    kind = bound.widget_type
    grouped = bound.use_fieldset or kind in {"radioselect", "checkboxselectmultiple"}
    control = bound.as_widget(attrs=widget_attrs)
    if not grouped and kind != "checkbox":
        control = _affixed(control, prefix, suffix)
    return format_html(
        '<{0} class="field field-{1}{2}">\n{3}\n{4}{5}\n</{0}>',
        "fieldset" if grouped else "div",
        kind,
        " field-wrong" if bound.errors else "",
        _named(bound, label or str(bound.label), control, grouped),
        _help(bound),
        _wrong(bound),
    )


def _named(bound: BoundField, label: str, control: SafeString, grouped: bool) -> SafeString:
    """The control with its name: behind a box to tick, over a group of them, before anything else."""
    if bound.widget_type == "checkbox":
        return format_html('<label class="check">{}<span>{}</span></label>', control, label)
    optional = "" if bound.field.required else format_html('<span class="field-optional">{}</span>', _("optional"))
    if grouped:
        return format_html('<legend class="field-label">{}{}</legend>{}', label, optional, control)
    shown = '<label class="field-label" for="{}">{}{}</label>\n{}'
    return format_html(shown, bound.id_for_label, label, optional, control)


def _affixed(control: SafeString, prefix: str, suffix: str) -> SafeString:
    if not (prefix or suffix):
        return control
    before, after = (format_html('<span class="affix">{}</span>', one) if one else "" for one in (prefix, suffix))
    return format_html('<span class="affixed">{}{}{}</span>', before, control, after)


def _help(bound: BoundField) -> SafeString:
    """What helps to fill it in; our own words, which may hold HTML."""
    if not bound.help_text:
        return SafeString("")
    words = SafeString(bound.help_text)
    return format_html('<div class="field-help" id="{}_helptext">{}</div>', bound.auto_id, words)


def _wrong(bound: BoundField) -> SafeString:
    if not bound.errors:
        return SafeString("")
    sentences = format_html_join(" ", "{}", ((one,) for one in bound.errors))
    sign = optional_icon("warning", "small")
    return format_html('<p class="field-error" id="{}_error">{}<span>{}</span></p>', bound.auto_id, sign, sentences)


def fields(form: BaseForm) -> SafeString:
    """``{% fields form %}``: what is wrong with the whole form, hidden fields, and every field in order."""
    written = [form_errors(form), *map(str, form.hidden_fields()), *map(field, form.visible_fields())]
    return SafeString("".join(written))


def form_errors(form: BaseForm) -> SafeString:
    """``{% form_errors form %}``: what is wrong with the form as a whole."""
    wrong = form.non_field_errors()
    if not wrong:
        return SafeString("")
    sentences = format_html_join("", "<p>{}</p>", ((one,) for one in wrong))
    notice = '<div class="notice notice-bad" role="alert">{}<div>{}</div></div>'
    return format_html(notice, optional_icon("warning"), sentences)


def form_actions(content: str, note: str = "") -> SafeString:
    """``{% form_actions %}buttons{% endform_actions %}``: the last row of a form, main action first."""
    said = format_html('<p class="form-actions-note">{}</p>', note) if note else ""
    return format_html('<div class="form-actions">{}{}</div>', content, said)


def dock(content: str) -> SafeString:
    """``{% dock %}button{% enddock %}``: the main action of a phone page, always within thumb's reach."""
    return format_html('<div class="dock">{}</div>', content)


def dialog(content: str, id: str, title: str, open: bool = False, size: str = "") -> SafeString:  # noqa: A002
    """``{% dialog "move" title=_("Move the visit") %}...{% enddialog %}``, opened by ``{% button opens="move" %}``."""
    context = {"id": id, "title": title, "open": open, "size": size, "content": content}
    return render_to_string("components/dialog.html", context)


def rating(
    name: str,
    label: str,
    value: int | str | None = None,
    help: str = "",  # noqa: A002
    error: str = "",
    required: bool = True,
) -> dict[str, object]:
    """``{% rating "attitude" _("Attitude") %}``: one to five, as a radio group."""
    checked = number(value)
    return {
        "name": name,
        "label": label,
        "checked": checked,
        "help": help,
        "error": error,
        "required": required,
        "choices": range(1, 6),
    }


def search_box(
    value: str = "",
    name: str = "q",
    placeholder: str = "",
    url: str = "",
    target: str = "",
    label: str = "",
    key: str = "",
) -> SafeString:
    """``{% search_box query url=... target="#rows" %}``: with a target the rows follow the typing."""
    search, box, follows = _("Search"), f"search-{key or name}", ""
    if target:
        follows = format_html(
            ' hx-get="{0}" hx-trigger="input changed delay:250ms, search" hx-target="{1}" hx-select="{1}"'
            ' hx-swap="outerHTML" hx-push-url="true" hx-include="closest form"',
            url,
            target,
        )
    return format_html(
        '<form class="search" role="search" method="get"{} data-again>\n'
        '<label class="unseen" for="{}">{}</label>{}\n'
        '<input type="search" id="{}" name="{}" value="{}" placeholder="{}" autocomplete="off"'
        ' enterkeyhint="search"{}>\n</form>',
        format_html(' action="{}"', url) if url else "",
        *(box, label or search, optional_icon("search")),
        *(box, name, value or "", placeholder or search, follows),
    )


def photo_input(
    name: str,
    label: str,
    help: str = "",  # noqa: A002
    camera: bool = True,
    multiple: bool = False,
    required: bool = False,
) -> dict[str, object]:
    """``{% photo_input "photo" _("Photo after cleaning") %}``: takes a picture and shows it before sending."""
    return {
        "name": name,
        "label": label,
        "help": help,
        "camera": camera,
        "multiple": multiple,
        "required": required,
    }
