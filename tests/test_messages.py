"""The tool that looks after the Chinese: a text that is counted wants an entry with its plural."""

from pathlib import Path

import pytest

from tools import messages

ENTRY = 'msgid "%(n)s day"\nmsgstr "%(n)s \u5929"\n'
COUNTED = 'msgid "%(n)s day"\nmsgid_plural "%(n)s days"\nmsgstr[0] "%(n)s \u5929"\n'
HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
TEMPLATE = "{% load i18n %}{% blocktrans count n=days %}{{ n }} day{% plural %}{{ n }} days{% endblocktrans %}"


@pytest.fixture
def area(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package with one template that counts, the only one that owns texts."""
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text(TEMPLATE)
    (tmp_path / messages.PO).parent.mkdir(parents=True)
    monkeypatch.setattr(messages, "owners", lambda: [tmp_path])
    monkeypatch.setattr(messages, "SOURCE", tmp_path)
    return tmp_path


def test_a_text_that_is_counted_wants_its_plural(area: Path) -> None:
    (area / messages.PO).write_text(HEAD + ENTRY)
    assert "templates/page.html: no Chinese for '%(n)s day'" in messages.check()
    (area / messages.PO).write_text(HEAD + COUNTED)
    assert messages.check() == []


def test_what_is_missing_is_added_with_its_plural(area: Path) -> None:
    messages.extract()
    assert 'msgid_plural "%(n)s days"' in (area / messages.PO).read_text()


def test_an_entry_with_a_plural_serves_a_text_that_is_not_counted(area: Path) -> None:
    (area / "templates" / "page.html").write_text("{% load i18n %}{% blocktrans %}{{ n }} day{% endblocktrans %}")
    (area / messages.PO).write_text(HEAD + COUNTED)
    assert messages.check() == []
