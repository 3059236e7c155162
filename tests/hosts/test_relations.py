"""工作表部件的关系：添几条，编号不与用掉的重，整个类型记着，照抄的各添各的。"""

from pathlib import Path

from gridtext import to_workbook
from rule_case import sound

from perfxl.hosts.editor.package import OFFICE, EditedPackage

SHEET = "xl/worksheets/sheet1.xml"


def package(tmp_path: Path) -> EditedPackage:
    path = to_workbook(sound(), tmp_path / "表.xlsx")
    return EditedPackage(path, path.read_bytes())


def test_a_new_relation_has_a_free_id_and_keeps_its_kind(tmp_path: Path) -> None:
    edited = package(tmp_path)
    first = edited.relate(SHEET, "hyperlink", "http://example.cn/", external=True)
    second = edited.relate(SHEET, "drawing", "xl/drawings/drawing1.xml")
    assert first != second
    assert [each.id for each in edited.relations(SHEET)] == [first, second]
    assert [each.full_kind for each in edited.relations(SHEET)] == [
        f"{OFFICE}/hyperlink",
        f"{OFFICE}/drawing",
    ]
    edited.unrelate(SHEET, first)
    third = edited.relate(SHEET, "comments", "xl/comments1.xml")
    assert {each.id for each in edited.relations(SHEET)} == {second, third}
    assert third != second


def test_copies_of_a_package_have_their_own_relations(tmp_path: Path) -> None:
    edited = package(tmp_path)
    held = edited.relate(SHEET, "hyperlink", "http://example.cn/", external=True)
    copied = edited.copied()
    added = copied.relate(SHEET, "hyperlink", "http://example.cn/2", external=True)
    assert [each.id for each in edited.relations(SHEET)] == [held]
    assert [each.id for each in copied.relations(SHEET)] == [held, added]
