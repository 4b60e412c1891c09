"""Files for tests, as companies send them."""

from collections.abc import Sequence

HOUSEHOLDS = ("客户姓名", "联系电话", "详细地址", "面积", "忌讳", "备注", "客户来源")
CAREGIVERS = ("阿姨姓名", "手机", "籍贯", "技能", "时薪(元)", "入职日期", "区域", "身份证号")
PRICES = ("服务项目", "价格", "服务内容")


def csv_of(headers: Sequence[str], *rows: Sequence[str]) -> bytes:
    """A text file of these columns and rows."""
    lines = (",".join(f'"{cell}"' for cell in row) for row in (headers, *rows))
    return "\r\n".join(lines).encode()


def a_list_of_households() -> bytes:
    """Two good households and one whose phone has a digit too few."""
    return csv_of(
        HOUSEHOLDS,
        ("王女士", "139 1234 5678", "徐汇区天平路 1 号 301", "89㎡", "不吃香菜", "有一只猫", "朋友介绍"),
        ("李先生", "13800000001.0", "浦东新区世纪大道 2 号", "", "", "", "微信"),
        ("赵女士", "1391234567", "静安区南京西路 3 号", "", "", "", ""),
    )
