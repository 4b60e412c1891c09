"""What the component tags write."""

from datetime import UTC, datetime

import pytest
from django import forms
from django.template import Context, Template, TemplateSyntaxError

from anjia.interfaces.shared.icons import icons
from anjia.interfaces.shared.parts import Bar, Choice, Day, Entry, Link, Stage


def drawn(source: str, **context: object) -> str:
    return Template(source).render(Context(context))


class Person(forms.Form):
    name = forms.CharField(label="Name", help_text="As on the card.", max_length=8)


def test_every_icon_is_a_drawing_without_style_or_script():
    for name, drawing in icons().items():
        assert drawing.startswith("<"), name
        assert "style=" not in drawing
        assert "<script" not in drawing


def test_an_icon_that_does_not_exist_is_a_mistake_of_the_page():
    with pytest.raises(KeyError):
        drawn('{% icon "unicorn" %}')


def test_an_icon_is_silent_unless_it_has_a_label():
    assert 'aria-hidden="true"' in drawn('{% icon "phone" %}')
    assert 'role="img" aria-label="Call"' in drawn('{% icon "phone" label="Call" %}')


def test_a_button_with_an_address_is_a_link():
    assert drawn('{% button href="/desk/" %}Go{% endbutton %}').startswith('<a class="button" href="/desk/">')


def test_a_button_sends_its_form_unless_it_opens_a_dialog():
    assert 'type="submit"' in drawn("{% button %}Save{% endbutton %}")
    assert 'type="button"' in drawn('{% button opens="move" %}Move{% endbutton %}')


def test_a_button_without_text_is_named_by_its_label():
    html = drawn('{% button icon="x" label="Close" type="button" %}{% endbutton %}')
    assert 'aria-label="Close"' in html
    assert "<span>" not in html


def test_attributes_of_htmx_pass_through_with_hyphens():
    assert 'hx-get="/rows/"' in drawn('{% button hx_get="/rows/" %}More{% endbutton %}')


def test_what_people_typed_is_escaped_everywhere():
    evil = "<script>alert(1)</script>"
    pages = (
        "{% badge %}{{ evil }}{% endbadge %}{% button label=evil %}{{ evil }}{% endbutton %}{% avatar evil %}",
        "{% card title=evil note=evil %}{{ evil }}{% endcard %}{% stat evil evil note=evil %}",
        "{% notice title=evil %}{% endnotice %}{% dialog 'a' title=evil %}{% enddialog %}",
        "{% empty_state icon='x' title=evil text=evil %}{{ evil }}{% endempty_state %}",
        "{% timeline entries %}{% tabs links %}{% stages steps %}",
        "{% bars bars evil %}{% columns bars evil %}{% sparkline values evil %}",
        "{% table caption=evil %}{% endtable %}{% rating 'a' evil error=evil %}",
        "{% search_box evil placeholder=evil %}{% photo_input 'b' evil %}",
        "{% days strip label=evil full=evil %}{% slots times name=evil hx_get=evil %}",
        "{% options pairs chosen=evil %}{% hidden_fields sent %}",
    )
    at = datetime(2026, 11, 22, tzinfo=UTC)
    context = {
        "evil": evil,
        "entries": [Entry(at=at, sentence=evil, by=evil, details=[(evil, evil)])],
        "links": [Link(label=evil, url="/")],
        "steps": [Stage(label=evil, note=evil)],
        "bars": [Bar(label=evil, value=1, shown=evil)],
        "values": (1, 2),
        "strip": [Day(name=evil, label=evil), Day(name=evil, label=evil, url=evil)],
        "times": [Choice(value=evil, label=evil, note=evil)],
        "pairs": [(evil, evil)],
        "sent": {evil: evil},
    }
    for page in pages:
        html = drawn(page, **context)
        assert "&lt;script&gt;" in html
        assert "<script" not in html


def test_money_is_written_in_yuan_and_a_missing_amount_is_a_dash():
    assert drawn("{% money 123450 %}") == '<span class="money">¥1,234.50</span>'
    assert drawn("{% money -100 %}") == '<span class="money">−¥1.00</span>'
    assert drawn("{% money 2000 sign=True %}") == '<span class="money">+¥20.00</span>'
    assert drawn("{% money None %}") == '<span class="money">–</span>'


def test_a_field_ties_its_help_and_its_error_to_the_control():
    html = drawn("{% field form.name %}", form=Person({"name": ""}))
    assert 'for="id_name"' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_helptext"' in html
    assert 'id="id_name_error"' in html
    assert 'aria-invalid="true"' in html


def test_a_field_without_mistakes_says_nothing_of_mistakes():
    html = drawn("{% field form.name %}", form=Person())
    assert "aria-invalid" not in html
    assert "field-error" not in html


def test_a_rating_is_a_radio_group_of_one_to_five():
    html = drawn('{% rating "skill" "Skill" value=4 %}')
    assert html.count('type="radio"') == 5
    assert 'value="4" checked' in html
    assert "<legend" in html


def test_a_day_on_which_nobody_is_free_is_said_and_leads_nowhere():
    strip = [Day(name="today", label="11/22"), Day(name="Mon", label="11/23", url="?a=1&b=2", current=True)]
    full, free = drawn('{% days strip label="Days" full="full" %}', strip=strip).split("<a ")
    assert full.startswith('<nav class="days" aria-label="Days"><span class="day" aria-disabled="true">')
    assert full.endswith('<span class="day-note">full</span></span>')
    assert free.startswith('class="day" href="?a=1&amp;b=2" aria-current="date">')


def test_times_are_one_choice_and_share_what_the_page_adds():
    times = [Choice(value="1", label="08:00", note="王芳"), Choice(value="2", label="08:30", checked=True)]
    first, second = drawn('{% slots times name="start" required=True hx_get="/who/" %}', times=times).split("</label>")[
        :2
    ]
    assert first == (
        '<div class="slots"><label class="slot"><input type="radio" name="start" value="1" hx-get="/who/" required>'
        '08:00<span class="slot-note">王芳</span>'
    )
    assert 'name="start" value="2" checked hx-get="/who/" required>08:30' in second


def test_the_chosen_one_of_a_list_is_marked_and_what_is_asked_for_is_not_sent_unseen():
    html = drawn("{% options pairs chosen=120 %}", pairs=[(60, "1 h"), (120, "2 h")])
    assert html == '<option value="60">1 h</option><option value="120" selected>2 h</option>'
    sent = {"offering": 7, "minutes": 120, "not": "3-4"}
    assert (
        drawn('{% hidden_fields sent "minutes" "not" %}', sent=sent)
        == '<input type="hidden" name="offering" value="7">'
    )


def test_a_post_button_carries_the_token_and_its_hidden_fields():
    html = drawn('{% post_button "/undo/" row=3 %}Undo{% endpost_button %}', csrf_token="t0ken")
    assert 'name="csrfmiddlewaretoken" value="t0ken"' in html
    assert 'name="row" value="3"' in html


def test_a_bar_is_never_longer_than_its_ground():
    assert 'width="100"' in drawn("{% meter 9 8 label='x' %}")
    assert 'width="0' in drawn("{% meter -1 8 label='x' %}")


def test_charts_of_nothing_are_not_broken():
    assert drawn("{% sparkline values 'x' %}", values=()) == ""
    assert "polyline" in drawn("{% sparkline values 'x' %}", values=(3, 3, 3))
    assert "<ul" in drawn("{% bars values %}", values=())


def test_an_avatar_shows_the_given_name_sign_in_chinese_and_the_initial_elsewhere():
    assert ">英<" in drawn('{% avatar "王秀英" %}')
    assert ">A<" in drawn('{% avatar "anna" %}')
    assert "><" in drawn('{% avatar "" %}')


def test_no_component_writes_style_or_handlers():
    with pytest.raises(TemplateSyntaxError):
        drawn("{% button %}unclosed")
    html = drawn("{% meter 1 2 label='x' %}{% rating 'a' 'A' %}{% skeleton %}{% stars 4.5 %}{% pager older='/o' %}")
    assert "style=" not in html
    assert "onclick" not in html
