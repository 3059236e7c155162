"""看着一样的比起来一样，看着不一样的不能并成一个。"""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfxl.grammar import Measured, amount, parse, percentage
from perfxl.grammar.glyphs import compact, fold
from perfxl.grammar.visible_text import visible_text
from perfxl.matching.organisations import same_organisation
from perfxl.matching.project_names import SAME, alike, project_code
from perfxl.model.finding import Finding, Severity
from perfxl.reading.labels import field_name, fund_name, indicator_column, level_name
from perfxl.standards.rule_settings import Acceptance

_ANY = st.text(max_size=20)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ⅲ类水质", "III类水质"),
        ("供水量（㎥）", "供水量(m³)"),
        ("㎏/㎡", "kg/m²"),
        ("PM2.5 ㎍/㎥", "PM2.5 µg／m³"),
        ("⑴培训 ⒉宣传 ㈢验收", "(1)培训 2.宣传 (三)验收"),
        ("㋋底前", "12月底前"),
        ("︵一︶︓", "(一):"),
        ("𝟏𝟎𝟎％", "100%"),
        ("ﬁnal ﹟", "final #"),
        ("￥100", "¥100"),
        ("26°C", "26 ℃"),
        ("ＡＢＣ－１２３", "ABC-123"),
        ("⼀级\u200b指\u202e标", "一级 指标"),
        ("❤️", "❤"),
    ],
)
def test_what_looks_alike_compares_alike(one: str, other: str) -> None:
    assert compact(one) == compact(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(("10²", "102"), ("①培训", "1培训"), ("½", "1/2"), ("10³㎡", "103m2"), ("㎡", "m2")),
        *(("100‰", "100%"), ("H₂O", "H2O"), ("一", "—"), ("ｱ", "ア"), ("１０㏄", "10 c")),
    ],
)
def test_what_does_not_look_alike_stays_apart(one: str, other: str) -> None:
    assert compact(one) != compact(other)


@given(_ANY)
def test_folding_is_the_same_before_and_after_cleaning(text: str) -> None:
    assert fold(visible_text(text)) == fold(text)
    assert compact(compact(text)) == compact(text)


@pytest.mark.parametrize(
    "odd", ["\u200b", "\u202d", "\ufeff", "\x0b", "\u2060", "\ufe0f", "\u061c"]
)
def test_unseen_characters_change_no_comparison(odd: str) -> None:
    """标签、级别、名称、编码、金额、值、认可清单：哪里夹着都一样。"""

    def mixed(text: str) -> str:
        return odd + odd.join(text)

    assert level_name(mixed("产出")) == "产出指标"
    assert indicator_column(mixed("年度指标值")) == indicator_column("年度指标值") == "target"
    assert field_name(mixed("项目名称")) == "项目名称"
    assert fund_name(compact(mixed("其中：上级补助"))) == "上级补助"
    assert amount(mixed("188,480.50元")) == Decimal("188480.50")
    assert percentage(mixed("62.83%")) == Decimal("62.83")
    value, plain = parse(mixed("≥9.8万人")), parse("≥9.8万人")
    assert isinstance(value, Measured)
    assert isinstance(plain, Measured)
    assert (value.operator, value.number, value.unit) == (plain.operator, plain.number, plain.unit)
    assert alike(mixed("三支一扶考试经费"), "三支一扶考试经费") == SAME
    assert project_code(mixed("63012300024T000000269-公益性岗位")) == "63012300024T000000269"
    assert same_organisation(mixed("某州人社局"), "[164]某州人社局（本级）")
    finding = Finding(
        rule="PX301", name="weight-sum-off", severity=Severity.ERROR, file="甲.xlsx", sheet="表",
        cells="G15", project=mixed("三支一扶考试经费"), message="", hint="", basis="",
    )  # fmt: skip
    assert Acceptance(rule="PX301", reason="已核对，可以保留", project="三支一扶*").covers(finding)
    assert not Acceptance(rule="PX301", reason="已核对，可以保留", project="就业*").covers(finding)


@pytest.mark.parametrize(
    ("text", "number", "dimension"),
    [
        ("≥100⼈", "100", "person"),
        ("≥100㎥", "100000", "volume"),
        ("≥2㎞", "2000", "length"),
        ("≥3㎢", "9000000", "area"),
        ("≥5㏊", "150000", "area"),
        ("≤35㎎", "0.035", "weight"),
        ("\u202d１８８\u00a0４８０\u202c元", "188480", "money"),
    ],
)
def test_units_in_one_character_are_units(text: str, number: str, dimension: str) -> None:
    value = parse(text)
    assert isinstance(value, Measured), value
    assert (value.base_number, value.dimension) == (Decimal(number), dimension)


def test_a_unit_of_density_is_read_either_way() -> None:
    first, second = parse("≤35㎍/㎥"), parse("≤35μg/m³")
    assert isinstance(first, Measured)
    assert isinstance(second, Measured)
    assert (first.number, first.dimension) == (second.number, second.dimension)


def test_not_less_and_not_more_are_the_signs_of_a_bound() -> None:
    assert (fold("≮95%"), fold("≯5%")) == ("≥95%", "≤5%")
