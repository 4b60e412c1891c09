"""A setting, a fact, a command or a word of the field without documentation fails the build."""

import re
from pathlib import Path

import pytest

from anjia.interfaces.shared import story
from anjia.kernel.events import event_kinds

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = [
    "README.md",
    "README.zh-CN.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "STYLE.md",
    "CHANGELOG.md",
    "SECURITY.md",
]


def read(name: str) -> str:
    return (ROOT / name).read_text()


@pytest.mark.parametrize("name", [*DOCUMENTS, "LICENSE"])
def test_the_document_is_there(name: str) -> None:
    assert len(read(name)) > 400


def test_every_setting_is_documented() -> None:
    settings = set(re.findall(r'"(ANJIA_[A-Z_]+)"', read("src/anjia/house/settings.py")))
    listed = set(re.findall(r"`(ANJIA_[A-Z_]+)`", read("docs/settings.md")))
    assert settings == listed


def facts() -> set[str]:
    """Every fact that an area can announce."""
    kinds = event_kinds().items()
    ours = ((name, kind) for name, kind in kinds if kind.__module__.startswith("anjia."))
    return {name for name, kind in ours if not kind.__subclasses__() and ".tests." not in kind.__module__}


def test_every_fact_is_documented() -> None:
    listed = set(re.findall(r"^\| `([a-z]+\.[A-Za-z]+)`", read("docs/events.md"), re.MULTILINE))
    assert facts() == listed


def test_every_command_is_documented() -> None:
    commands = {p.stem for p in (ROOT / "src").rglob("management/commands/*.py") if p.stem != "__init__"}
    listed = set(re.findall(r"`manage.py ([a-z_]+)", read("docs/how-to/operate.md")))
    assert commands <= listed


def test_links_between_documents_lead_somewhere() -> None:
    broken = []
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+?)(?:#[^)]*)?\)", path.read_text()):
            if not (path.parent / target).exists():
                broken.append(f"{path.relative_to(ROOT)} -> {target}")
    assert not broken


def test_the_glossary_pairs_english_and_chinese() -> None:
    rows = re.findall(r"^\| ([a-z][^|]+) \| ([^|]+) \|", read("docs/glossary.md"), re.MULTILINE)
    assert len(rows) >= 40
    assert all(re.search(r"[\u4e00-\u9fff]", chinese) for _english, chinese in rows)


def test_visits_that_come_again_and_again_are_called_a_series_in_both_languages() -> None:
    other_words = re.compile("定期上门|定期服务|[Rr]egular visits")
    texts = {path: path.read_text() for path in (ROOT / "src").rglob("*.po")}
    assert any("周期预约" in text for text in texts.values())
    assert [str(path) for path, text in texts.items() if other_words.search(text)] == []


def test_every_fact_is_told_in_words() -> None:
    assert facts() - set(story._tellers) == set()
