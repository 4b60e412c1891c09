"""What is fixed in a template is written once per language; what depends on the one who asks never is."""

import re
from copy import deepcopy
from datetime import datetime

import pytest
from django.conf import LazySettings
from django.template import Context, Template, engines
from django.template.base import VariableNode
from django.test import Client
from django.urls import NoReverseMatch
from django.urls.base import set_script_prefix
from django.utils import translation

from anjia.interfaces.shared import views
from anjia.interfaces.shared.fixed import Fixed, KnownAddress, Loader, fix
from anjia.interfaces.shared.tags import words

TOKEN = re.compile(r'(csrf-token" content=|csrfmiddlewaretoken" value=)"\w+"')


def fixed(source: str) -> Template:
    template = Template(source)
    fix(template.nodelist)
    return template


def written(template: Template, **context: object) -> str:
    return template.render(Context(context))


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("shell", ["desk", "home", "work", "public", "entrance"])
@pytest.mark.urls("anjia.interfaces.shared.tests.gallery_urls")
def test_a_page_reads_the_same_as_without(
    client: Client, settings: LazySettings, monkeypatch: pytest.MonkeyPatch, at: datetime, shell: str, language: str
) -> None:
    monkeypatch.setattr(views, "now", lambda: at)
    monkeypatch.setattr(words, "now", lambda: at)

    def page() -> str:
        text = client.get(f"/gallery/?shell={shell}", headers={"Accept-Language": language}).content.decode()
        return TOKEN.sub(r"\1", text)

    kept = [page(), page()]
    plain = deepcopy(settings.TEMPLATES)
    plain[0]["OPTIONS"]["loaders"] = plain[0]["OPTIONS"]["loaders"][0][1]
    settings.TEMPLATES = plain
    assert kept == [page(), page()]


def test_text_words_addresses_and_components_become_one_part() -> None:
    source = '<p>{% trans "Close" %}</p>{% static "a.css" %}{% button icon="x" %}{% trans "No" %}{% endbutton %}'
    [part] = fixed(source).nodelist
    assert isinstance(part, Fixed)


@pytest.mark.parametrize(
    "source",
    [
        "{{ name }}",
        "{% trans name %}",
        '{% trans "Close" as word %}',
        "{% static name %}",
        "{% icon name %}",
        "{% button label=name %}Go{% endbutton %}",
        "{% button %}{{ name }}{% endbutton %}",
        '{% badge tone="good" as name %}Kept{% endbadge %}',
        '{% post_button "/" %}Go{% endpost_button %}',
        "{% csrf_token %}",
        '{% url "desk:today" %}',
        "{% language_switch %}",
        "{% include name %}",
        "{% autoescape off %}{% icon 'x' %}<{% endautoescape %}",
    ],
)
def test_what_depends_on_who_asks_is_left_as_it_is(source: str) -> None:
    parts = fixed("{% load i18n %}-" + source + "-").nodelist
    assert len(parts) == 3
    assert not isinstance(parts[1], Fixed)


def test_an_address_of_a_fixed_name_is_kept_and_follows_the_site() -> None:
    template = fixed(
        '{% url "desk:today" %}{% url "no-such-page" as none %}{% url "desk:visits" as all %}{{ none }}, {{ all }}'
    )
    assert [type(part) for part in template.nodelist[:3]] == [KnownAddress] * 3
    set_script_prefix("/house/")
    try:
        assert written(template) == "/house/desk/, /house/desk/visits/"
    finally:
        set_script_prefix("/")
    assert written(template) == written(template) == "/desk/, /desk/visits/"


def test_an_address_that_nobody_has_is_a_mistake_of_the_page() -> None:
    for template in [fixed('{% url "no-such-page" %}')] * 2:
        with pytest.raises(NoReverseMatch):
            written(template)


def test_each_language_has_its_own_words() -> None:
    template = fixed('{% if here %}<b>{% trans "Close" %}</b>{% endif %}')
    found = []
    for language in ("zh-hans", "en", "zh-hans"):
        with translation.override(language):
            found.append(written(template, here=True))
    assert found == ["<b>关闭</b>", "<b>Close</b>", "<b>关闭</b>"]


def test_what_stands_in_a_loop_is_joined_there() -> None:
    template = fixed('{% for name in names %}<i>{% trans "Close" %}</i>{{ name }}{% empty %}{% icon "x" %}{% endfor %}')
    [loop] = template.nodelist
    assert [type(part) for part in (loop.nodelist_loop[0], loop.nodelist_empty[0])] == [Fixed, Fixed]
    with translation.override("en"):
        assert written(template, names="ab") == "<i>Close</i>a<i>Close</i>b"


def test_what_a_component_encloses_is_joined_inside() -> None:
    [card] = fixed('{% card title=name %}<i>{% trans "Close" %}</i>{{ name }}{% endcard %}').nodelist
    assert [type(part) for part in card.nodelist] == [Fixed, VariableNode]


def test_the_pages_of_a_company_are_read_with_it() -> None:
    [loader] = engines["django"].engine.template_loaders
    assert isinstance(loader, Loader)
    assert loader.get_template("base.html").nodelist.get_nodes_by_type(Fixed)
