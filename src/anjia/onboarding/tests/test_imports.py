"""Imports on the real database: nothing before the confirmation, everything once after it."""

import io
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
from django.db import connection
from django.utils import translation

from anjia.catalog import queries as catalog
from anjia.catalog.operations import list_offering, retire_offering, set_question_aside
from anjia.company.operations import open_branch
from anjia.households import queries as households
from anjia.households.testing import a_household
from anjia.kernel.actors import Actor
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.places import Place
from anjia.kernel.queries import story_of
from anjia.kernel.scope import company_scope
from anjia.onboarding import queries
from anjia.onboarding.models import ImportedThing, ImportRow
from anjia.onboarding.operations import confirm_import, discard_import, preview_import, write_some
from anjia.onboarding.testing import CAREGIVERS, HOUSEHOLDS, PRICES, a_list_of_households, csv_of
from anjia.workforce import queries as workforce

pytestmark = pytest.mark.usefixtures("scope", "in_english")
BY = Actor("staff", 3, "周敏")
CATALOGUE = Path(__file__).resolve().parents[5] / "shared/data/catalogue/daoway_home_cleaning_services_2017.json"


@pytest.fixture
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def preview(content: bytes, at: datetime, kind: str = "households", name: str = "名单.csv") -> int:
    return preview_import(kind=kind, file_name=name, content=content, at=at, by=BY)


def import_now(content: bytes, at: datetime, kind: str = "households", name: str = "名单.csv") -> queries.BatchSummary:
    batch_id = preview(content, at, kind, name)
    confirm_import(batch_id=batch_id, at=at, by=BY)
    return queries.batch(batch_id)


def verdicts(batch_id: int) -> dict[int, str]:
    return {row.number: row.verdict for row in queries.rows_page(batch_id).rows}


def said(batch_id: int, number: int) -> str:
    (row,) = (row for row in queries.rows_page(batch_id).rows if row.number == number)
    return " ".join(finding.sentence for finding in row.findings)


def test_a_preview_writes_nothing_anywhere_else(at: datetime) -> None:
    batch = queries.batch(preview(a_list_of_households(), at))
    assert (batch.rows, batch.new, batch.bad, batch.state) == (3, 2, 1, "previewed")
    assert households.count_households() == 0
    assert verdicts(batch.id) == {2: "new", 3: "new", 4: "bad"}
    assert "10 digits" in said(batch.id, 4)
    assert story_of(f"batch:{batch.id}")[0].name == "onboarding.ImportPreviewed"


def test_a_confirmation_writes_households_homes_and_dossiers(at: datetime) -> None:
    batch = import_now(a_list_of_households(), at)
    assert (batch.state, batch.written, batch.bad) == ("confirmed", 2, 1)
    wang = households.household_of_phone("13912345678")
    assert wang is not None
    assert households.household(wang).source == "referral"
    (home,) = households.homes_of(wang)
    assert (home.district, home.address, home.square_metres) == ("徐汇区", "徐汇区天平路 1 号 301", 89)
    assert [(str(entry.kind), entry.text) for entry in households.dossier_of(wang)] == [
        ("taboo", "不吃香菜"),
        ("note", "有一只猫"),
    ]


def test_the_same_file_and_an_overlapping_one_write_nothing_twice(at: datetime) -> None:
    import_now(a_list_of_households(), at)
    again = import_now(a_list_of_households(), at + timedelta(days=1))
    assert (again.same, again.written) == (2, 0)
    assert "22 November 2026" in again.findings[0].sentence
    more = csv_of(
        HOUSEHOLDS,
        ("王女士", "13912345678", "徐汇区天平路 1 号 301", "89㎡", "不吃香菜", "有一只猫", "朋友介绍"),
        ("钱先生", "13700000002", "", "", "", "", ""),
    )
    overlapping = import_now(more, at)
    assert (overlapping.same, overlapping.written) == (1, 1)
    assert households.count_households() == 3
    assert ImportedThing.objects.count() == 3


def test_two_files_previewed_before_either_is_confirmed_write_each_line_once(at: datetime) -> None:
    first, second = (preview(a_list_of_households(), at, name=name) for name in ("a.csv", "b.csv"))
    more = [write_some(batch_id=batch_id, at=at, by=BY, most=1) for batch_id in (first, second, first, second)]
    assert any(more)
    for batch_id in (second, first, first):
        confirm_import(batch_id=batch_id, at=at, by=BY)
    assert queries.batch(first).written + queries.batch(second).written == 2
    assert households.count_households() == 2
    confirmed = [fact for fact in story_of(f"batch:{first}") if fact.name == "onboarding.ImportConfirmed"]
    assert len(confirmed) == 1


def test_a_confirmation_that_broke_off_goes_on_where_it_stopped(at: datetime) -> None:
    batch_id = preview(a_list_of_households(), at)
    assert write_some(batch_id=batch_id, at=at, by=BY, most=1)
    assert queries.batch(batch_id).state == "previewed"
    with pytest.raises(Refusal):
        discard_import(batch_id=batch_id, at=at, by=BY)
    confirm_import(batch_id=batch_id, at=at, by=BY)
    assert queries.batch(batch_id).written == 2


def test_written_rows_keep_no_copy_of_the_persons(at: datetime) -> None:
    batch = import_now(a_list_of_households(), at)
    written = [row for row in queries.rows_page(batch.id).rows if row.written_at]
    assert all(not row.cells and not row.values and row.thing.startswith("household:") for row in written)


def test_the_database_holds_no_row_in_the_clear(at: datetime) -> None:
    preview(a_list_of_households(), at)
    with connection.cursor() as cursor:
        cursor.execute("SELECT body, key FROM onboarding_importrow")
        assert not any("王女士" in str(row) or "13912345678" in str(row) for row in cursor.fetchall())


def test_a_known_household_keeps_its_name_and_gains_what_is_new(at: datetime) -> None:
    known = a_household(at, name="王小姐", phone="13912345678")
    batch_id = preview(a_list_of_households(), at)
    assert verdicts(batch_id)[2] == "changed"
    assert "王小姐" in said(batch_id, 2)
    confirm_import(batch_id=batch_id, at=at, by=BY)
    assert households.household(known).name == "王小姐"
    assert len(households.homes_of(known)) == 1


def test_one_household_in_two_rows_gets_both_homes_and_a_contradiction_is_refused(at: datetime) -> None:
    content = csv_of(
        HOUSEHOLDS,
        ("王女士", "13912345678", "徐汇区天平路 1 号", "", "", "", ""),
        ("王女士", "13912345678", "静安区新闸路 2 号", "", "", "", ""),
        ("王女士", "13912345678", "徐汇区天平路 1 号", "", "", "", ""),
        ("孙先生", "13912345678", "", "", "", "", ""),
        ("周女士", "13912345670", "长宁区定西路 5 号", "", "", "", ""),
        ("周女士", "13912345671", "长宁区定西路 5 号", "", "", "", ""),
    )
    batch = import_now(content, at)
    assert verdicts(batch.id) == {2: "new", 3: "new", 4: "same", 5: "bad", 6: "new", 7: "new"}
    assert "Is it one household?" in said(batch.id, 7)
    wang = households.household_of_phone("13912345678")
    assert wang is not None
    assert [home.district for home in households.homes_of(wang)] == ["徐汇区", "静安区"]


def test_an_address_outside_the_known_districts_is_kept_as_a_note(at: datetime) -> None:
    import_now(csv_of(HOUSEHOLDS, ("王女士", "13912345678", "苏州市姑苏区1号", "三室一厅", "", "", "58同城")), at)
    wang = households.household_of_phone("13912345678")
    assert wang is not None
    assert not households.homes_of(wang)
    texts = [entry.text for entry in households.dossier_of(wang)]
    assert texts == ["来源：58同城", "地址：苏州市姑苏区1号", "面积：三室一厅"]


def test_caregivers_come_ready_with_their_skills_and_without_identity_numbers(at: datetime) -> None:
    content = csv_of(
        CAREGIVERS,
        ("张阿姨", "13600000001", "安徽", "保洁、做饭", "38", "2024年3月1日", "徐汇", "340101198001011234"),
        ("李阿姨", "13600000002", "江苏", "开车", "40元/小时", "", "浦东新区", ""),
        ("王阿姨", "13600000003", "四川", "月嫂", "12000元/月", "", "静安区", ""),
        ("赵阿姨", "13600000004", "四川", "保洁", "38", "1/2/2026", "静安区", ""),
    )
    batch_id = preview(content, at, "caregivers")
    page = queries.rows_page(batch_id)
    assert "340101198001011234" not in json.dumps([(row.cells, row.values) for row in page.rows])
    assert "身份证号" in " ".join(finding.sentence for finding in queries.batch(batch_id).findings)
    assert verdicts(batch_id) == {2: "new", 3: "new", 4: "bad", 5: "bad"}
    assert "2026-01-02 or 2026-02-01" in said(batch_id, 5)
    confirm_import(batch_id=batch_id, at=at, by=BY)
    found = {her.name: her for her in workforce.caregivers_page().caregivers}
    assert {name: (her.status, dict(her.trades), her.hourly_pay_fen) for name, her in found.items()} == {
        "张阿姨": ("ready", {"daily_cleaning": 3, "cooking": 3}, 3800),
        "李阿姨": ("applicant", {}, 4000),
    }
    again = import_now(content.replace(b"38", b"39"), at, "caregivers")
    assert (again.same, again.written) == (2, 0)


def test_a_caregiver_without_a_district_is_taken_to_live_near_the_branch(at: datetime) -> None:
    row = ("张阿姨", "13600000001", "安徽", "保洁", "38", "", "", "")
    assert "district is missing" in said(preview(csv_of(CAREGIVERS, row), at, "caregivers"), 2)
    open_branch(name="徐家汇店", district="徐汇区", place=Place(31.19, 121.43), at=at, by=BY)
    batch_id = preview(csv_of(CAREGIVERS, row), at, "caregivers")
    assert verdicts(batch_id) == {2: "new"}
    assert "徐汇区 is assumed" in said(batch_id, 2)


def test_prices_are_listed_or_asked(at: datetime) -> None:
    content = csv_of(
        PRICES,
        ("日常保洁", "35元/小时", "2小时起订，含工具"),
        ("擦玻璃", "面议", "高空除外"),
        ("沙发清洗", "120元/座", ""),
        ("神秘服务", "100元/次", ""),
    )
    batch = import_now(content, at, "prices")
    assert (batch.understood, batch.asked, batch.written) == (3, 3, 4)
    (offering,) = catalog.offerings()
    assert (offering.name, offering.unit, offering.price_fen, offering.public) == ("日常保洁", "per_hour", 3500, False)
    assert (offering.least_minutes, offering.trade, offering.limits) == (120, "daily_cleaning", "2小时起订")
    questions = {question.raw_name: question.reason for question in catalog.price_questions()}
    assert set(questions) == {"擦玻璃", "沙发清洗", "神秘服务"}
    assert "¥120.00 per piece" in questions["沙发清洗"]
    again = import_now(content, at, "prices")
    assert (again.same, again.written) == (4, 0)
    set_question_aside(question_id=catalog.price_questions()[0].id, at=at, by=BY)
    import_now(content, at, "prices", "别名.csv")
    assert len(catalog.price_questions()) == 2


def test_a_changed_price_is_shown_and_then_revised(at: datetime) -> None:
    import_now(csv_of(PRICES, ("日常保洁", "35元/小时", "")), at, "prices")
    later = at + timedelta(days=30)
    batch_id = preview(csv_of(PRICES, ("日常保洁", "40元/小时", "")), later, "prices")
    assert verdicts(batch_id) == {2: "changed"}
    assert "from ¥35.00 to ¥40.00 per hour" in said(batch_id, 2)
    confirm_import(batch_id=batch_id, at=later, by=BY)
    (offering,) = catalog.offerings(at=later)
    assert offering.price_fen == 4000


def test_a_price_list_meets_services_that_were_typed_in_by_hand(at: datetime) -> None:
    def typed(name: str, code: str, price_fen: int) -> int:
        return list_offering(
            name=name,
            code=code,
            trade="daily_cleaning",
            unit="per_hour",
            price_fen=price_fen,
            usual_minutes=120,
            least_minutes=60,
            at=at,
            by=BY,
        )

    typed("日常保洁", "A1", 3500)
    typed("小时工", "A2", 3500)
    retire_offering(offering_id=typed("旧项目", "A3", 3500), at=at, by=BY)
    content = csv_of(
        ("编号", "服务项目", "价格"),
        ("A1", "日常保洁", "35元/小时"),
        ("A2", "小时工", "200元/次"),
        ("A3", "旧项目保洁", "35元/小时"),
    )
    batch_id = preview(content, at, "prices")
    assert verdicts(batch_id) == {2: "same", 3: "changed", 4: "bad"}
    confirm_import(batch_id=batch_id, at=at, by=BY)
    assert len(catalog.offerings()) == 2
    assert "per hour" in catalog.price_questions()[0].reason


def test_what_another_area_refuses_becomes_a_bad_row_with_its_sentence(at: datetime) -> None:
    batch_id = preview(csv_of(("编号", "项目", "价格"), ("A1", "保洁", "35元/小时")), at, "prices")
    list_offering(
        name="别的",
        code="A1",
        trade="cooking",
        unit="per_hour",
        price_fen=1,
        usual_minutes=60,
        least_minutes=60,
        at=at,
        by=BY,
    )
    confirm_import(batch_id=batch_id, at=at, by=BY)
    assert queries.batch(batch_id).bad == 1
    assert "A1" in said(batch_id, 2)
    assert not ImportedThing.objects.exists()


def test_the_bad_rows_come_back_with_reasons_and_are_taken_once_mended(at: datetime) -> None:
    content = csv_of(
        HOUSEHOLDS,
        ("=HYPERLINK(1)", "+861391234567", "@x", "", "-1", "", ""),
        ("王女士", "1391234567", "徐汇区1号", "", "", "+加急", ""),
    )
    batch_id = preview(content, at)
    book = openpyxl.load_workbook(io.BytesIO(queries.bad_rows_workbook(batch_id)))
    rows = list(book.active.iter_rows(values_only=True))
    assert rows[0] == (*HOUSEHOLDS, "Reason")
    assert rows[1][:3] == ("'=HYPERLINK(1)", "'+861391234567", "'@x")
    assert not any(cell.data_type == "f" for row in book.active.iter_rows() for cell in row)
    assert "10 digits" in str(rows[2][-1])
    sheet = book.active
    sheet["B3"] = "13912345678"
    sheet.delete_rows(2)
    mended = io.BytesIO()
    book.save(mended)
    batch = import_now(mended.getvalue(), at, name="改好.xlsx")
    assert batch.written == 1
    wang = households.household_of_phone("13912345678")
    assert wang is not None
    assert [entry.text for entry in households.dossier_of(wang)] == ["+加急"]


def test_the_reasons_are_in_the_readers_language(at: datetime) -> None:
    batch_id = preview(a_list_of_households(), at)
    with translation.override("zh-hans"):
        assert "10 位" in said(batch_id, 4)
        book = openpyxl.load_workbook(io.BytesIO(queries.bad_rows_workbook(batch_id)))
        assert book.active["H1"].value == "原因"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        ("姓名,地址\n王,x\n".encode(), "no column for phone"),
        ("服务项目,价格\n保洁,35元/小时\n".encode(), "Price list"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00", "PNG"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_plain_words(content: bytes, words: str, at: datetime) -> None:
    with pytest.raises(Refusal) as refused:
        preview(content, at)
    assert words in refused.value.sentence
    assert not queries.batches()


def test_a_discarded_file_leaves_no_rows_and_cannot_be_confirmed(at: datetime) -> None:
    batch_id = preview(a_list_of_households(), at)
    for _time in range(2):
        discard_import(batch_id=batch_id, at=at, by=BY)
    assert not ImportRow.objects.exists()
    with pytest.raises(Refusal):
        confirm_import(batch_id=batch_id, at=at, by=BY)
    assert households.count_households() == 0


def test_a_file_in_force_cannot_be_discarded(at: datetime) -> None:
    batch = import_now(a_list_of_households(), at)
    with pytest.raises(Refusal):
        discard_import(batch_id=batch.id, at=at, by=BY)


def test_strangers_see_nothing_of_it(at: datetime, stranger_id: int) -> None:
    batch_id = preview(a_list_of_households(), at)
    with company_scope(stranger_id):
        assert not queries.batches()
        for look in (queries.batch, queries.bad_rows_workbook):
            with pytest.raises(Missing):
                look(batch_id)
        assert not queries.rows_page(batch_id).rows
        with pytest.raises(Missing):
            confirm_import(batch_id=batch_id, at=at, by=BY)
        with pytest.raises(Missing):
            discard_import(batch_id=batch_id, at=at, by=BY)


def test_pages_and_filters(at: datetime) -> None:
    rows = [(f"客户{n}", f"1380000{n:04d}", "", "", "", "", "") for n in range(120)]
    batch_id = preview(csv_of(HOUSEHOLDS, *rows, ("坏", "1", "", "", "", "", "")), at)
    first = queries.rows_page(batch_id)
    assert (len(first.rows), first.next_after) == (50, 51)
    assert queries.rows_page(batch_id, after=51).rows[0].number == 52
    assert [row.number for row in queries.rows_page(batch_id, show="bad").rows] == [122]
    assert len(queries.rows_page(batch_id, show="good", limit=500).rows) == 120


@pytest.mark.skipif(
    not CATALOGUE.exists(),
    reason=f"needs a real price list: lay the folder shared/data beside the clone, so that this exists: {CATALOGUE}",
)
def test_a_real_marketplace_price_list_is_read(at: datetime) -> None:
    batch = import_now(CATALOGUE.read_bytes(), at, "prices", CATALOGUE.name)
    assert batch.rows == 579
    assert batch.understood >= 500
    assert batch.bad <= 5
    assert batch.written == batch.good
    again = import_now(CATALOGUE.read_bytes(), at, "prices", CATALOGUE.name)
    assert again.written == 0
    assert len(catalog.offerings()) + len(catalog.price_questions()) >= 500
