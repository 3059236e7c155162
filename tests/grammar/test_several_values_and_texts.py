"""一格几个值怎样分、怎样并；没有数的文字、等级、读不出的各说什么。"""

import pytest

from perfxl.grammar import Attainment, Compound, Placeholder, Qualitative, Unreadable, parse, show
from perfxl.grammar.compounds import joined, pieces
from perfxl.grammar.glyphs import fold
from perfxl.grammar.numbered_lists import items
from perfxl.grammar.text_values import blank, described, grade, hint


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("4250人,平均2000元/年", ["4250人", "平均2000元/年"]),
        ("≥3次≥5人", ["≥3次", "≥5人"]),
        ("3次和5人", ["3次", "5人"]),
        ("3次并不少于5人", ["3次", "不少于5人"]),
        ("16+2个", ["16个", "2个"]),
        ("≥10+5万元", ["≥10万元", "≥5万元"]),
        ("12个+5个", ["12个", "5个"]),
        ("2024年6月30日前完成率100%", ["2024年6月30日前", "完成率100%"]),
        ("6月底前完成100公里,验收率100%", ["6月底前", "完成100公里", "验收率100%"]),
        ("2024年11月建成3座", ["2024年11月", "建成3座"]),
        ("3场200人次", ["3场", "200人次"]),
        ("培训3期≥150人", ["培训3期", "≥150人"]),
        ("3米5厘米", []),
        ("1.65场2.13期", []),
        ("2次3次", []),
        ("3万5千元", []),
        ("互联网+3个平台", []),
        ("目前完成3座", []),
        ("3年前建成5座", []),
        ("1,000人", []),
        ("供水和供电", []),
        ("1.培训;2.宣传", []),
        ("培训3次。宣传,5人", []),
        ("3人," * 30, []),
    ],
)
def test_a_cell_comes_apart(text: str, parts: list[str]) -> None:
    assert pieces(text) == parts


def test_parts_become_one_value_only_with_a_number_or_a_date() -> None:
    three, five, words = parse("3次"), parse("5人"), parse("安全")
    assert joined("x", [three, words, five]) == Compound(raw="x", parts=(three, words, five))
    assert joined("x", [words, words]) is None
    assert joined("x", [parse("即时办理"), words]) is None
    assert joined("x", [three, parse("≥1↑")]) == Unreadable(raw="x", note="不认识的符号“↑”")


@pytest.mark.parametrize(
    ("text", "level"),
    [
        *(("达成预期指标", Attainment.MET), ("部分达成", Attainment.PARTIAL)),
        *(("未完成预期指标且效果较差", Attainment.UNMET), ("未全部完成", Attainment.PARTIAL)),
        *(("完成率", None), ("不达标率", None), ("安全", None)),
    ],
)
def test_a_grade(text: str, level: Attainment | None) -> None:
    value = grade(text, text)
    assert (value.level if isinstance(value, Qualitative) else None) == level


def test_a_cut_off_grade_is_told_and_not_guessed() -> None:
    value = grade("完成预期指标且效果转", "完成预期指标且效果转")
    assert isinstance(value, Qualitative)
    assert value.level is None
    assert "截断" in value.note


def test_blanks_and_hints() -> None:
    assert [bool(blank("", text)) for text in ("", "/", "——", "无", "0", "无偿")] == [
        True, True, True, True, False, False,
    ]  # fmt: skip
    assert isinstance(hint("", "指标1:"), Placeholder)
    assert hint("", "XXL码") is None


@pytest.mark.parametrize(
    ("text", "note"),
    [
        *(
            ("10²", "不认识的符号“²”"),
            ("13月底前", "没有13月"),
            ("1/3", "分数、比例"),
            ("1E+30", "科学计数"),
        ),
        *(
            ("≥", "只有比较符号"),
            ("≥≤", "只有比较符号"),
            ("≥≥3x", "比较符号重叠"),
            ("1.2.3", "两个小数点"),
        ),
        *(
            ("1,2", "千分位"),
            ("≥x", "比较符号后面没有数"),
            ("abc", "看不出是数"),
            ("≥优良", "没有数"),
        ),
    ],
)
def test_why_it_is_not_read(text: str, note: str) -> None:
    value = described(text, text)
    assert isinstance(value, Unreadable)
    assert note in value.note


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("安全、自主可控", ""),
        ("共建成3所学校", "文字里的数没有读"),
        ("1.培训教师", "文字里的数没有读"),
    ],
)
def test_other_words_stay_words(text: str, note: str) -> None:
    assert described(text, text) == Qualitative(raw=text, note=note)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("1.≤260万元；\n2.≤85.6万元", "≤2600000元；≤856000元"),
        ("1.≥3000元/年；\n2.1500户", "≥3000元/年；1500户"),
        ("1.1个；\n2.≥120份；\n3.2项", "1个；≥120份；2项"),
        ("1.≥95%\n2.100%", "≥95%；100%"),
        ("1、及时；2、≥90%", "及时；≥90%"),
        ("（1）≥60场（2）≥12期", "≥60场；≥12期"),
        ("①≥60场②2024年12月底前", "≥60场；2024年12月底前"),
        ("1)≥60场\n2)≥12期\n3)≥3个", "≥60场；≥12期；≥3个"),
    ],
)
def test_numbered_items_are_several_values(text: str, shown: str) -> None:
    value = parse(text)
    assert isinstance(value, Compound)
    assert show(value) == shown


@pytest.mark.parametrize(
    "text",
    [
        "1.5万元",
        "1、2、3号楼",
        "(1)",
        "1.培训;2.宣传",
        "1.已完成1人。2.已完成2人。",
        "1.95%\n2.5人",
    ],
)
def test_no_numbered_items(text: str) -> None:
    assert items(fold(text)) == [] or not isinstance(parse(text), Compound)


def test_an_item_not_understood_makes_the_whole_so() -> None:
    assert isinstance(parse("1.≥60场；2.≥1↑"), Unreadable)
