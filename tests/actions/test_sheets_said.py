"""成表做完弹出的话：几张一样的合成一句，多的只说前几句。"""

from dataclasses import replace
from pathlib import Path

from perfxl.actions.form_sources import blank_source
from perfxl.actions.forms_made import known_form
from perfxl.actions.made_said import sheets_said
from perfxl.actions.outcome import LeftOut, MadeSheet
from perfxl.many_files.making import made_sheets

MADE = known_form("自评表")
SOURCE = blank_source(MADE)
[SHEET] = made_sheets([SOURCE], made=MADE)


def _sheet(name: str, *cautions: str, left: tuple[str, ...] = ()) -> MadeSheet:
    told = dict.fromkeys(left, LeftOut())
    return replace(SHEET, name=name, cautions=cautions, left_out=told, template=Path("自评表.xlsx"))


def test_nothing_to_tell() -> None:
    assert sheets_said([SOURCE], [_sheet("甲")]) == ()


def test_the_same_of_several_sheets_is_one_sentence() -> None:
    source = replace(SOURCE, instead_of=("“乙”给了两份，只写一份",))
    said = sheets_said([source], [_sheet("甲", "请看", left=("绩效依据",)), _sheet("乙", "请看")])
    assert said == (
        "“乙”给了两份，只写一份。",
        "“甲”等2张：请看。",
        "“甲”里有内容在模板“自评表.xlsx”中没有位置，没有写进：绩效依据。",
    )


def test_of_many_only_the_first_are_told() -> None:
    said = sheets_said([SOURCE], [_sheet(f"第{n}张", f"看第{n}处") for n in range(1, 10)])
    assert said[5:] == ("“第6张”：看第6处。", "还有3句，perfxl make 会逐句说。")
