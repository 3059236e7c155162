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
