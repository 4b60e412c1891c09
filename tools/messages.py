"""Message catalogues: each area and screen keeps its own Chinese beside its texts.

`compile` turns every changed .po into .mo (not committed). `check` lists texts without Chinese, and Chinese without
a text. `extract` adds new texts to the .po of the package in which they stand. English is what the code says.
"""

import sys
from collections import defaultdict
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "anjia"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
PO = Path("locale/zh_Hans/LC_MESSAGES/django.po")
Message = tuple[str | None, str, str]  # context, msgid, and its plural or ""
PLURAL = {"ngettext", "ngettext_lazy", "npgettext"}


def owners() -> list[Path]:
    """The packages that own texts: every area and every screen."""
    screens = [p for p in (SOURCE / "interfaces").iterdir() if p.is_dir() and (p / "__init__.py").exists()]
    areas = [p for p in SOURCE.iterdir() if (p / "__init__.py").exists() and p.name != "interfaces"]
    return sorted(areas + screens)


def python_messages(content: bytes) -> Iterator[Message]:
    found_calls = extract_python(BytesIO(content), list(KEYWORDS), [], {"encoding": "utf-8"})
    for _line, function, found, _comments in found_calls:
        parts = found if isinstance(found, tuple) else (found,)
        context, *texts = parts if function in ("pgettext", "pgettext_lazy", "npgettext") else (None, *parts)
        plural = texts[1] if function in PLURAL and isinstance(texts[1], str) else ""
        if isinstance(texts[0], str) and texts[0]:
            yield context, texts[0], plural


def template_messages(text: str, name: str) -> Iterator[Message]:
    from django.utils.translation.template import templatize

    yield from python_messages(templatize(text, origin=name).encode())


def messages_in(package: Path) -> dict[Message, str]:
    """Every text of the package with the first file that says it."""
    found: dict[Message, str] = {}
    for path in sorted(package.rglob("*")):
        if "/tests/" in str(path) or "/migrations/" in str(path):
            continue
        if path.suffix == ".py":
            found_here = list(python_messages(path.read_bytes()))
        elif path.suffix in (".html", ".txt") and "templates" in path.parts:
            found_here = list(template_messages(path.read_text(), str(path)))
        else:
            continue
        for message in found_here:
            found.setdefault(message, str(path.relative_to(SOURCE)))
    return found


def catalogue(package: Path) -> Catalog:
    path = package / PO
    if not path.exists():
        return Catalog(locale="zh_Hans", domain="django", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale="zh_Hans", domain="django")


def compile_all() -> None:
    for path in SOURCE.rglob("*.po"):
        target = path.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < path.stat().st_mtime:
            with path.open("rb") as file, target.open("wb") as out:
                write_mo(out, read_po(file, locale=path.parts[-3], domain="django"))


def django_ready() -> None:
    from django.conf import settings

    if not settings.configured:
        settings.configure(USE_I18N=True)


def translated() -> dict[Message, str]:
    """All Chinese there is, over all packages: Django merges the catalogues, so any package may hold a text.

    What has a plural also serves a text without; a text that is counted finds nothing that has none.
    """
    known: dict[Message, str] = {}
    for package in owners():
        for message in catalogue(package):
            text = message.string if isinstance(message.string, str) else next(iter(message.string), "")
            msgid, plural = both(message.id)
            if text and msgid:
                known[(message.context, msgid, plural)] = known[(message.context, msgid, "")] = text
    return known


def both(entry: object) -> tuple[str, str]:
    """A text of a catalogue and its plural, each "" where there is none."""
    texts = (entry,) if isinstance(entry, str) else tuple(entry) if isinstance(entry, list | tuple) else ()
    return tuple([*map(str, texts), "", ""][:2])  # type: ignore[return-value]


def placeholders(text: str) -> set[str]:
    import re

    return set(re.findall(r"%\((\w+)\)", text))


def check() -> list[str]:
    """Faults in words: texts without Chinese, Chinese that lost a placeholder, Chinese that nothing says."""
    django_ready()
    known = translated()
    faults: list[str] = []
    said: set[Message] = set()
    for package in owners():
        for message, where in messages_in(package).items():
            said.add(message)
            if message not in known:
                faults.append(f"{where}: no Chinese for {message[1]!r}")
            elif placeholders(message[1]) != placeholders(known[message]):
                faults.append(f"{where}: placeholders differ in {message[1]!r} and {known[message]!r}")
    for package in owners():
        for entry in catalogue(package):
            msgid, plural = both(entry.id)
            if (
                msgid
                and not {(entry.context, msgid, plural), (entry.context, msgid, "")} & said
                and package.name not in ("shared",)
            ):
                faults.append(f"{package.name}: nothing says {msgid!r} any more")
    return faults


def extract() -> None:
    """Adds texts that no catalogue has to the package in which they stand, with empty Chinese, for a person."""
    django_ready()
    known = translated()
    missing: dict[Path, list[Message]] = defaultdict(list)
    for package in owners():
        missing[package] = [message for message in messages_in(package) if message not in known]
    for package, messages in missing.items():
        if messages:
            existing = catalogue(package)
            for context, msgid, plural in messages:
                existing.add((msgid, plural) if plural else msgid, "", context=context)
            (package / PO).parent.mkdir(parents=True, exist_ok=True)
            with (package / PO).open("wb") as out:
                write_po(out, existing, width=110, omit_header=False)
            print(f"{package.name}: {len(messages)} texts want Chinese")


if __name__ == "__main__":
    command = sys.argv[1] if len(sys.argv) > 1 else "check"
    if command == "compile":
        compile_all()
    elif command == "extract":
        extract()
    else:
        listed = check()
        print("\n".join(listed))
        sys.exit(bool(listed))
