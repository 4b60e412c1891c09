"""A company brings its own lists along: looked at first, taken once, what was wrong comes back with its reason."""

import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.browser.doing import enter, send

# What is read, asked and taken is said by onboarding's own tests on both engines; here are the pages.
pytestmark = [pytest.mark.browser, pytest.mark.once]

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = ROOT.parent / "shared/data/catalogue/daoway_home_cleaning_services_2017.json"
HEADERS = ("客户姓名", "联系电话", "详细地址", "面积", "忌讳", "登记日期")
HOUSEHOLDS = (
    ("王建国", "139 8888 1001", "徐汇区天平路 1 号 301", "89㎡", "不吃香菜", date(2026, 3, 1)),
    ("李秀兰", 13988881002.0, "静安区南京西路 1038 号", "约120平", "", "2026年3月5日"),
    ("赵文", "+86 139-8888-1003", "", "", "", 46090),
    ("王建国", "139 8888 1001", "徐汇区天平路 1 号 301", "89㎡", "不吃香菜", date(2026, 3, 1)),
    ("钱多多", "1398888100", "长宁区愚园路 20 号", "60", "", "3/7/26"),
)
CAREGIVERS = """姓名,手机号,时薪,技能,入职日期
周凤英,13988882001,38元/小时,日常保洁、做饭,2025.3.1
吴玉珍,13988882002,42,老人陪护,2024/11/2
"""


@pytest.fixture(autouse=True)
def _at_the_imports(desk: Page) -> None:
    enter(desk, "adviser")
    desk.goto("/desk/imports/")


def drop(page: Page, kind: str, name: str, content: bytes) -> None:
    """Drops a file where lists of that kind are taken."""
    place = page.locator(f"form:has([name=kind][value={kind}]) input[type=file]")
    with page.expect_navigation():
        place.set_input_files({"name": name, "mimeType": "application/octet-stream", "buffer": content})


def count(page: Page, sort: str) -> int:
    """How many rows of that sort (good, same, bad, asks; "" for all) the page counts above them."""
    tab = page.locator(f".tab[href$='show={sort}']" if sort else ".tab >> nth=0")
    return int(tab.locator(".count").inner_text()) if tab.count() else 0


def test_a_workbook_is_looked_at_taken_once_and_its_bad_row_comes_back(desk: Page) -> None:
    content = _workbook()
    drop(desk, "households", "老客户名单.xlsx", content)
    assert [count(desk, sort) for sort in ("", "good", "same", "bad")] == [5, 3, 1, 1]
    expect(desk.locator("tr", has_text="钱多多")).to_contain_text("10 位")
    with desk.expect_download() as download:
        desk.locator("a[href$='/bad.xlsx']").click()
    rows = list(openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes())).active.values)
    assert [row[0] for row in rows] == ["客户姓名", "钱多多"]
    assert "10 位" in rows[1][-1]

    send(desk)
    expect(desk.locator("a.cell-link", has_text="李秀兰")).to_be_visible()
    desk.goto("/desk/households/?q=13988881002")
    expect(desk.locator("a.cell-link", has_text="李秀兰")).to_have_count(1)

    desk.goto("/desk/imports/")
    drop(desk, "households", "老客户名单.xlsx", content)
    assert [count(desk, sort) for sort in ("good", "same", "bad")] == [0, 4, 1]
    expect(desk.locator("form[action$='/confirm/']")).to_have_count(0)


def _workbook() -> bytes:
    """As people make them: a merged title above the headers, phones as numbers, dates in every way."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["安和家政老客户名单（2026 年 3 月）"])
    sheet.merge_cells("A1:F1")
    sheet.append(HEADERS)
    for row in HOUSEHOLDS:
        sheet.append(row)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def test_a_list_in_the_old_chinese_alphabet_is_read(desk: Page) -> None:
    drop(desk, "caregivers", "阿姨名单.csv", CAREGIVERS.encode("gbk"))
    expect(desk.locator("tr", has_text="周凤英")).to_contain_text("日常保洁")
    assert [count(desk, sort) for sort in ("good", "bad")] == [2, 0]
    send(desk)
    desk.locator("a.cell-link", has_text="吴玉珍").click()
    expect(desk.locator("main")).to_contain_text("2024年11月2日")
    expect(desk.locator("main")).to_contain_text("¥42.00")


def test_an_old_workbook_with_a_new_name_is_refused_in_a_sentence(desk: Page) -> None:
    drop(desk, "households", "名单.xlsx", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(4096))
    refused = desk.locator(".notice-bad")
    expect(refused).to_contain_text("名单.xlsx")
    expect(refused).to_contain_text("另存为 .xlsx")


def test_a_real_price_list_is_taken_and_doubtful_prices_wait_for_a_person(desk: Page) -> None:
    if not CATALOGUE.exists():
        pytest.skip(f"The real price list is not here. Put it at {CATALOGUE} and run again.")
    drop(desk, "prices", CATALOGUE.name, CATALOGUE.read_bytes())
    good, asks = count(desk, "good"), count(desk, "asks")
    assert good > 500 > count(desk, "bad")
    assert 0 < asks < good // 2
    send(desk)
    expect(desk.locator("main a.cell-link").first).to_be_visible()
    desk.goto("/desk/prices/questions/")
    expect(desk.locator(".pager-note")).to_contain_text(str(asks))
