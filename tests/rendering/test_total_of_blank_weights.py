"""有一行没有分值的自评表：分值的合计不知道，不写只加了一部分的数。"""

from decimal import Decimal
from pathlib import Path

import pytest
from gridtext import changed, to_workbook
from making import only_table_in
from rule_case import sound

from perfxl.actions.forms_made import known_form
from perfxl.actions.outcome import MadeSheet
from perfxl.many_files.making import made_sheets, sources_of, write_sheets
from perfxl.many_files.results import process

_ROWS = [f"G{row}" for row in range(15, 22)]


def made(path: Path, changes: dict[str, str], **options: bool) -> list[MadeSheet]:
    source = process(to_workbook(changed(sound(), changes), path), check=False)
    form = known_form("自评表")
    sheets = made_sheets(sources_of(form, [[source]]), made=form, **options)
    write_sheets(sheets, path.with_name("成.xlsx"))
    return sheets


@pytest.mark.parametrize("as_printed", [False, True])
@pytest.mark.parametrize("blank", [_ROWS[:1], _ROWS], ids=["一行", "各行"])
@pytest.mark.parametrize(("printed", "written"), [("", None), ("100", Decimal(100))])
def test_a_sum_of_some_weights_is_no_total(
    as_printed: bool, blank: list[str], printed: str, written: Decimal | None, tmp_path: Path
) -> None:
    """表上印着合计的照印；没有印的空着。"""
    changes = {**dict.fromkeys(blank, ""), "G22": printed}
    sheets = made(tmp_path / "自评.xlsx", changes, as_printed=as_printed)
    assert only_table_in(tmp_path / "成.xlsx").total.weight.number == written
    assert not [said for each in sheets for said in each.cautions if "分值合计" in said]


def test_a_grade_nobody_filled_is_not_called_filled(tmp_path: Path) -> None:
    changes = {**dict.fromkeys(_ROWS, ""), "I22": "", "B23": ""}
    [sheet] = made(tmp_path / "自评.xlsx", changes)
    [said] = [each for each in sheet.cautions if "总分算不出" in each]
    assert "总分照原来填的" in said
    assert said.endswith("，等级没有填")
