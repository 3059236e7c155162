"""自评表、监控表里没有单独位置的栏目：在资金以上，与 Word 的同样次序；签名的在表下。"""

from pathlib import Path

import pytest
from command_line import perfxl
from docx import Document
from gridtext import changed, to_workbook
from openpyxl import load_workbook
from rule_case import sound

HEAD = "项目编码 | < | 4307 | < | 项目起止时间 | < | 2024年1月至12月 | <"


def source_of(folder: Path) -> Path:
    rows = changed(sound(), {"A24": "填报人：李某　　联系电话：000-1234567"})
    width = len(rows[0])
    head = [*HEAD.split(" | "), *["<"] * width][:width]
    place = next(n for n, row in enumerate(rows) if "项目名称" in row[0])
    return to_workbook([*rows[: place + 1], head, *rows[place + 1 :]], folder / "书.xlsx", "自评")


@pytest.mark.parametrize("template", [(), ("--template", "三栏"), ("--template", "竖版")])
def test_extra_facts_stand_above_the_money_as_in_word(
    template: tuple[str, ...], tmp_path: Path
) -> None:
    source = source_of(tmp_path)
    texts = {}
    for suffix in (".xlsx", ".docx"):
        made = tmp_path / f"成{suffix}"
        done = perfxl("make", "自评表", "--from", source, "-o", made, *template)
        assert done.code == 0, done.err
        texts[suffix] = in_order(made)
    for own in texts.values():
        assert own.index("项目编码") < own.index("项目起止时间") < own.index("资金来源")
        assert own[own.index("项目起止时间") + 1] == "2024年1月至12月"
        assert "填报人：李某　　联系电话：000-1234567" in own


def in_order(made: Path) -> list[str]:
    """各格、各段的字，从上到下，合并的格只算一遍。"""
    if made.suffix == ".xlsx":
        cells = load_workbook(made).active.iter_rows(values_only=True)
        return [str(each) for row in cells for each in row if each is not None]
    document = Document(str(made))
    cells = [cell.text for row in document.tables[0].rows for cell in row.cells]
    whole = [*cells, *(paragraph.text for paragraph in document.paragraphs)]
    return [each for place, each in enumerate(whole) if place == 0 or whole[place - 1] != each]


APPLIED = """\
某县2025年项目支出绩效目标申报表 | < | < | <
项目名称 | 助学 | 实施单位 | 某学校
项目资金（万元） | 年度资金总额 | 100 | <
立项依据 | 某号文件 | < | <
测算依据 | 按人数测算 | < | <
年度总体目标 | 资助到位 | < | <
保障措施 | 专人负责 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 资助人数 | ≥90人
主管部门审核意见 | 同意 | < | <
"""


@pytest.mark.parametrize("suffix", [".xlsx", ".docx"])
@pytest.mark.parametrize("form", ["申报表", "目标表"])
def test_texts_stand_where_they_stood(form: str, suffix: str, tmp_path: Path) -> None:
    """目标以前的在目标以前，指标以后的在指标以后，各照先后。"""
    rows = [line.split(" | ") for line in APPLIED.splitlines()]
    source = to_workbook(rows, tmp_path / "书.xlsx", "申报")
    made = tmp_path / f"成{suffix}"
    done = perfxl("make", form, "--from", source, "-o", made)
    assert done.code == 0, done.err
    own = in_order(made)
    wanted = ["某号文件", "按人数测算", "资助到位", "专人负责", "资助人数"]
    places = [own.index(each) for each in wanted]
    assert places == sorted(places)
    if form == "目标表" and "同意" in own:
        assert own.index("同意") > own.index("资助人数")
