"""An .xlsx workbook: which sheet is read, and what its cells share."""

import re
from typing import IO

from anjia.onboarding.rules.findings import note, shortened, unreadable
from anjia.onboarding.rules.grids import Grid
from anjia.onboarding.rules.markup import parse
from anjia.onboarding.rules.packages import BROKEN, Package
from anjia.onboarding.rules.sheets import Book, SheetReader, unescaped

# Number formats 27-36 and 50-58 are dates in Chinese, Japanese and Korean workbooks.
_BUILT_IN_DATES = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
_NOT_FORMAT = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
_DATE_LETTERS = re.compile(r"[ymdhsYMDHS年月日]")
_MOST_SHEETS = 50


def read_workbook(content: bytes) -> Grid:
    """The first visible sheet that holds something. Raises Unreadable with the reason."""
    try:
        return _read(Package(content))
    except BROKEN as fault:
        raise unreadable("workbook_damaged", detail=shortened(type(fault).__name__)) from fault


def _read(package: Package) -> Grid:
    main = _main_part(package)
    relations = package.relations_of(main)
    sheets = _sheets_of(package, main, relations)
    book = Book(
        texts=_texts(package, _related(relations, "sharedStrings")),
        date_styles=_date_styles(package, _related(relations, "styles")),
        from_1904=_from_1904(package, main),
    )
    return _first_with_rows(package, sheets, book)


def _main_part(package: Package) -> str:
    found = _related(package.relations_of(""), "officeDocument") or "xl/workbook.xml"
    if package.has("xl/workbook.bin") or found.endswith(".bin"):
        raise unreadable("binary_workbook")
    if package.has("content.xml") and package.has("mimetype"):
        raise unreadable("open_document")
    if not package.has(found) or not package.tags_of(found, "sheets"):
        raise unreadable("not_a_workbook")
    return found


def _related(relations: dict[str, tuple[str, str]], kind: str) -> str:
    return next((part for word, part in relations.values() if word == kind), "")


def _sheets_of(package: Package, main: str, relations: dict[str, tuple[str, str]]) -> list[tuple[str, str]]:
    """Names and parts of the sheets, visible ones first: a hidden sheet is read only when nothing else is there."""
    tags = [tag for _name, tag in package.tags_of(main, "sheet")][:_MOST_SHEETS]
    tags.sort(key=lambda tag: tag.get("state", "visible") != "visible")
    listed = [(tag.get("name", ""), relations.get(tag.get("id", ""), ("", ""))) for tag in tags]
    return [(name, part) for name, (kind, part) in listed if kind == "worksheet" and package.has(part)]


def _first_with_rows(package: Package, sheets: list[tuple[str, str]], book: Book) -> Grid:
    for name, part in sheets:
        reader = SheetReader(book)
        package.read_with(part, reader.read)
        if reader.grid.rows:
            others = [other for other, _part in sheets if other != name]
            if others:
                names = shortened("、".join(others), 80)
                reader.grid.findings.append(note("sheet_chosen", sheet=shortened(name), others=names))
            return reader.grid
    raise unreadable("nothing_in_it")


def _from_1904(package: Package, main: str) -> bool:
    return any(tag.get("date1904") in ("1", "true") for _name, tag in package.tags_of(main, "workbookPr"))


def _date_styles(package: Package, part: str) -> frozenset[int]:
    """The positions of the cell styles that show a date. A missing or odd style part means no dates."""
    if not package.has(part):
        return frozenset()
    tags = package.tags_of(part, "numFmt", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "xf")
    dates = {tag.get("numFmtId", "") for name, tag in tags if name == "numFmt" and _is_date(tag.get("formatCode", ""))}
    dates |= {str(number) for number in _BUILT_IN_DATES}
    styles: list[str] = []
    inside = ""
    for name, tag in tags:
        if name not in ("xf", "numFmt"):
            inside = name
        elif name == "xf" and inside == "cellXfs":
            styles.append(tag.get("numFmtId", ""))
    return frozenset(index for index, number in enumerate(styles) if number in dates)


def _is_date(code: str) -> bool:
    return bool(_DATE_LETTERS.search(_NOT_FORMAT.sub("", code))) and "general" not in code.lower()


def _texts(package: Package, part: str) -> list[str]:
    if not package.has(part):
        return []
    reader = _TextReader()
    package.read_with(part, reader.read)
    return reader.texts


class _TextReader:
    """The shared texts, without the phonetic guides some of them carry."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._pieces: list[str] = []
        self._inside = self._phonetic = False

    def read(self, source: IO[bytes]) -> None:
        parse(source, start=self._start, end=self._end, text=self._take)

    def _start(self, name: str, _attributes: dict[str, str]) -> None:
        if name == "si":
            self._pieces = []
        elif name == "rPh":
            self._phonetic = True
        elif name == "t":
            self._inside = not self._phonetic

    def _end(self, name: str) -> None:
        if name == "si":
            self.texts.append(unescaped("".join(self._pieces)))
        elif name == "rPh":
            self._phonetic = False
        elif name == "t":
            self._inside = False

    def _take(self, text: str) -> None:
        if self._inside:
            self._pieces.append(text)
