"""Columns under the names people give them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anjia.onboarding.rules import Kind
from anjia.onboarding.rules.headers import recognise


def columns(kind: Kind, headers: list[str]) -> dict[str, str]:
    return {field: headers[column] for field, column in recognise(kind, headers).columns.items()}


@pytest.mark.parametrize(
    ("kind", "headers", "fields"),
    [
        (
            Kind.HOUSEHOLDS,
            [
                "序号",
                "*客户姓名（必填）",
                "联系电话",
                "紧急联系人电话",
                "小区",
                "详细地址",
                "面积(㎡)",
                "忌讳",
                "客户来源",
            ],
            {"name": 1, "phone": 2, "community": 4, "address": 5, "square_metres": 6, "taboos": 7, "source": 8},
        ),
        (
            Kind.HOUSEHOLDS,
            ["Name", "MOBILE", "Address", "Home Size", "Notes", "Source"],
            {"name": 0, "phone": 1, "address": 2, "square_metres": 3, "notes": 4, "source": 5},
        ),
        (
            Kind.HOUSEHOLDS,
            ["业　主", "电话1", "电话2", "住 址", "喜好"],
            {"name": 0, "phone": 1, "address": 3, "preferences": 4},
        ),
        (
            Kind.CAREGIVERS,
            ["阿姨姓名", "手机", "籍贯", "工种", "时薪（元/小时）", "入职日期", "年龄", "身份证号"],
            {
                "name": 0,
                "phone": 1,
                "native_place": 2,
                "skills": 3,
                "hourly_pay": 4,
                "joined_on": 5,
                "birth": 6,
                "id_number": 7,
            },
        ),
        (
            Kind.PRICES,
            ["className", "type", "name", "text", "price", "oldPrice", "seller", "cities", "detailID"],
            {"category": 1, "name": 2, "scope": 3, "price": 4, "seller": 6, "code": 8},
        ),
        (
            Kind.PRICES,
            ["编号", "服务项目", "单位", "单价（元）", "服务时长", "服务内容", "不包含", "原价"],
            {"code": 0, "name": 1, "unit": 2, "price": 3, "minutes": 4, "scope": 5, "limits": 6},
        ),
    ],
)
def test_columns_are_found(kind: Kind, headers: list[str], fields: dict[str, int]) -> None:
    assert recognise(kind, headers).columns == fields


def test_what_stands_in_brackets_is_kept() -> None:
    assert recognise(Kind.PRICES, ["项目", "价格（元/小时）"]).brackets["price"] == "元/小时"


def test_unknown_columns_are_named_and_a_second_phone_is_said() -> None:
    found = recognise(Kind.HOUSEHOLDS, ["姓名", "手机", "手机2", "星座", ""], ["A", "B", "C", "D", "E"])
    assert found.complete
    assert {finding.code: finding.values for finding in found.findings} == {
        "columns_unknown": {"columns": "星座", "count": 1},
        "column_second": {"column": "手机2", "wanted": "phone"},
        "columns_nameless": {"columns": "E"},
    }


def test_a_missing_column_is_refused_with_what_was_seen() -> None:
    found = recognise(Kind.HOUSEHOLDS, ["姓名", "地址"])
    assert not found.complete
    assert found.findings[0].code == "column_missing"
    assert found.findings[0].values == {"wanted": "phone", "seen": "姓名、地址"}


def test_a_file_of_another_kind_is_noticed() -> None:
    codes = {f.code: f.values for f in recognise(Kind.HOUSEHOLDS, ["服务项目", "价格", "单位"]).findings}
    assert codes["looks_like"] == {"kind": "prices"}


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(st.sampled_from(list(Kind)), st.lists(st.text(max_size=15), max_size=12))
def test_no_headers_raise_and_no_column_counts_twice(kind: Kind, headers: list[str]) -> None:
    found = recognise(kind, headers, [str(n) for n in range(len(headers))])
    assert len(set(found.columns.values())) == len(found.columns)
