"""成表里挪了位置的字照原来的字体，窄的一列不把一个括号折到下一行，得分说明不请人核定已经定了的分。"""

from pathlib import Path

import pytest
from command_line import perfxl
from gridtext import changed, to_workbook
from openpyxl import load_workbook
from rule_case import sound

SPLIT = """\
某县2024年项目支出绩效目标申报表 | < | < | < | < | <
项目名称 | 培训 | < | 实施单位 | 某局 | <
项目资金（万元） | 年度资金总额 | < | 100 | < | <
年度总体目标 | 办好 | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位
产出指标 | 数量指标 | 期数 | ≥ | 5 | 期
填表人：张某 | < | < | 联系电话：000-1234567 | < | <
"""


def test_words_moved_from_a_column_left_out_keep_their_look(tmp_path: Path) -> None:
    """合写的指标值一栏去掉了，“联系电话”的一格从它开始。"""
    rows = [line.split(" | ") for line in SPLIT.splitlines()]
    source = to_workbook(rows, tmp_path / "书.xlsx", "申报")
    assert perfxl("make", "申报表", source, "-o", tmp_path / "成.xlsx").code == 0
    cells = [c for row in load_workbook(tmp_path / "成.xlsx").active.iter_rows() for c in row]
    phone, filler = (
        next(c for c in cells if str(c.value).startswith(label))
        for label in ("联系电话：000", "填表人：")
    )
    assert (phone.font.name, phone.font.sz) == (filler.font.name, filler.font.sz)
    assert phone.alignment.vertical == filler.alignment.vertical


def test_a_filled_score_is_not_asked_for_again_beside_it(tmp_path: Path) -> None:
    source = to_workbook(changed(sound(), {"F20": "群众反映较好"}), tmp_path / "书.xlsx", "自评")
    own = tmp_path / "我的自评表.xlsx"
    assert perfxl("template", "new", "自评表", "-o", own).code == 0
    book = load_workbook(own)
    sheet = book.worksheets[0]
    place = next(c for row in sheet.iter_rows() for c in row if c.value == "{{指标.备注}}")
    place.value = "{{指标.得分说明}}"
    book.save(own)
    done = perfxl("make", "自评表", source, "-o", tmp_path / "成.xlsx", "--template", own)
    assert done.code == 0, done.err
    cells = load_workbook(tmp_path / "成.xlsx").active.iter_rows(values_only=True)
    texts = [str(each) for row in cells for each in row if each is not None]
    assert "照所填的30分" in texts
    assert not [each for each in texts if "请评价人" in each]
    assert any("÷" in each or "满分" in each for each in texts)


def test_a_name_of_money_is_not_broken_at_its_bracket(tmp_path: Path) -> None:
    """最长的资金来源放得下一行，宽由最宽的一列让出。"""
    name = "财政拨款（县级）"
    source = to_workbook(changed(sound(), {"C9": f"其中：{name}"}), tmp_path / "书.xlsx", "自评")
    assert perfxl("make", "自评表", source, "-o", tmp_path / "成.xlsx").code == 0
    sheet = load_workbook(tmp_path / "成.xlsx").active
    cell = next(c for row in sheet.iter_rows() for c in row if name in str(c.value))
    assert sheet.row_dimensions[cell.row].height < 30


def _first_texts(path: Path) -> list[str]:
    rows = load_workbook(path).active.iter_rows(values_only=True)
    return [str(each) for row in rows for each in row if each is not None]


def test_a_row_the_form_does_not_have_is_not_printed_empty(tmp_path: Path) -> None:
    """原来的申报表没有项目类别、资金性质：照它写的整行不印，由别的表写的印着待填。"""
    rows = [line.split(" | ") for line in SPLIT.splitlines()]
    source = to_workbook(rows, tmp_path / "书.xlsx", "申报")
    assert perfxl("make", "申报表", source, "-o", tmp_path / "成.xlsx").code == 0
    texts = _first_texts(tmp_path / "成.xlsx")
    assert not {"项目类别", "项目属性", "资金性质"} & {*texts}
    sheet = load_workbook(tmp_path / "成.xlsx").active
    # 栏目名仍管着资金各行，不一行一遍。
    assert texts.count("项目\n资金\n情况") == 1
    assert any(
        sheet[str(each).split(":")[0]].value == "项目\n基本\n情况"
        for each in sheet.merged_cells.ranges
    )
    printed = [*rows[:2], ["项目类别", "", "<", "项目属性", "", "<"], *rows[2:]]
    source = to_workbook(printed, tmp_path / "印着.xlsx", "申报")
    assert perfxl("make", "申报表", source, "-o", tmp_path / "印着成.xlsx").code == 0
    assert {"项目类别", "项目属性"} <= {*_first_texts(tmp_path / "印着成.xlsx")}
    assert perfxl("make", "申报表", "--blank", "-o", tmp_path / "空.xlsx").code == 0
    assert {"项目类别", "项目属性", "资金性质"} <= {*_first_texts(tmp_path / "空.xlsx")}


def test_the_side_label_of_a_long_form_has_no_empty_box_in_the_header(tmp_path: Path) -> None:
    """第二页起，重印的表头左边一格与下面的“绩效指标”之间没有框线；别的三边照旧。"""
    rows = [line.split(" | ") for line in SPLIT.splitlines()]
    rows[6:6] = [["产出指标", "数量指标", f"期数{n}", "≥", "5", "期"] for n in range(60)]
    source = to_workbook(rows, tmp_path / "书.xlsx", "申报")
    assert perfxl("make", "目标表", source, "-o", tmp_path / "成.xlsx").code == 0
    sheet = load_workbook(tmp_path / "成.xlsx").active
    [first, *_] = [each.id + 1 for each in sheet.row_breaks.brk]
    cell = sheet.cell(first, 1)
    assert str(cell.value).replace("\n", "") == "绩效指标"
    assert cell.border.top is None or cell.border.top.style is None
    assert cell.border.left.style
    assert sheet.cell(first, 2).border.top.style


@pytest.mark.parametrize("form", [("批复表",), ("目标表",), ("申报表", "--blank")])
def test_long_texts_stand_before_or_after_the_goals_as_in_the_source(
    form: tuple[str, ...], tmp_path: Path
) -> None:
    """申报表里目标以前的立项依据、目标以后的保障措施，写成批复、目标、新一年的申报都照它的先后。"""
    rows = [line.split(" | ") for line in SPLIT.splitlines()]
    at = next(n for n, row in enumerate(rows) if row[0] == "年度总体目标")
    wide = ["<"] * (len(rows[at]) - 2)
    before = [
        "立项依据",
        "《农村供水工程维修养护办法》（水发〔2024〕18号）；县人民政府常务会议纪要。",
        *wide,
    ]
    after = [
        "保障措施",
        "成立以分管领导为组长的领导小组，实行招标投标制、建设监理制、合同管理制，专款专用。",
        *wide,
    ]
    rows = [*rows[:at], before, rows[at], after, *rows[at + 1 :]]
    source = to_workbook(rows, tmp_path / "书.xlsx", "申报")
    assert perfxl("make", *form, "--from", source, "-o", tmp_path / "成.xlsx").code == 0
    texts = _first_texts(tmp_path / "成.xlsx")
    [goal] = [n for n, text in enumerate(texts) if text in ("年度总体目标", "年度目标")]
    assert texts.index("立项依据") < goal < texts.index("保障措施")
