"""What is written here is what Django's own functions write."""

import pytest
from django.utils import html as django
from django.utils.functional import lazystr
from django.utils.safestring import SafeString, mark_safe
from hypothesis import given
from hypothesis import strategies as st

from anjia.interfaces.shared.html import format_html, format_html_join

texts = st.text(alphabet="<>&\"'{}a 安", max_size=8)
values = st.one_of(texts, texts.map(mark_safe), texts.map(lazystr), st.integers(), st.none(), st.booleans())


@given(st.lists(values, min_size=2, max_size=2))
def test_values_are_escaped_as_django_escapes_them(two):
    written = format_html("<b>{}</b>{}", *two)
    assert written == django.format_html("<b>{}</b>{}", *two)
    assert type(written) is SafeString


@pytest.mark.slow
@given(values, st.lists(st.tuples(values, values), max_size=4))
def test_rows_are_joined_as_django_joins_them(between, rows):
    written = format_html_join(between, "<i>{}</i>{}", rows)
    assert written == django.format_html_join(between, "<i>{}</i>{}", rows)
    assert type(written) is SafeString
