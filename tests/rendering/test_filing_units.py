"""由谁填报：没有写的照编制、申报、实施单位；几个实施单位一起的照主管部门，联系人不写在盖章处。"""

import pytest

from perfxl.model.table import Entry
from perfxl.rendering.derived.filing_unit import filing_unit


@pytest.mark.parametrize(
    ("fields", "unit"),
    [
        ({"实施单位": "县图书馆", "主管部门": "县文旅局"}, "县图书馆"),
        ({"实施单位": "县图书馆、县文化馆、县博物馆", "主管部门": "县文旅局"}, "县文旅局"),
        ({"实施单位": "各乡镇小学，县直小学", "申报单位": "县教育局"}, "县教育局"),
        ({"实施单位": "县柑橘中心（联系人：覃某 0736-5330022）"}, "县柑橘中心"),
        ({"实施单位": "县公路中心（5330022）", "主管部门": "县交通局"}, "县公路中心"),
        ({"实施单位": "某局（本级）"}, "某局（本级）"),
        ({"实施单位": "各中小学校", "主管部门": "县教育局"}, "县教育局"),
        ({"实施单位": "全县27所学校", "主管部门": "县教育局"}, "县教育局"),
        ({"实施单位": "县第27中学", "主管部门": "县教育局"}, "县第27中学"),
        ({"填报单位": "县文旅局", "实施单位": "县图书馆"}, "县文旅局"),
        ({"实施单位": "长坪镇"}, "长坪镇"),
        ({"实施单位": "县乡镇企业管理局"}, "县乡镇企业管理局"),
    ],
)
def test_who_seals_a_form_that_does_not_say(fields: dict[str, str], unit: str) -> None:
    found = filing_unit({name: Entry(text, 4, 2) for name, text in fields.items()})
    assert found is not None
    assert found.text == unit


def test_a_department_alone_is_not_taken_for_who_files() -> None:
    assert filing_unit({"主管部门": Entry("县文旅局", 4, 2)}) is None


@pytest.mark.parametrize(
    "units",
    [
        *("县图书馆、县文化馆", "各中小学校", "有关学校", "县直各学校", "全县各乡镇", "乡镇"),
        *("项目乡镇", "局属各单位", "县农业农村局及各乡镇", "镇（街）"),
    ],
)
def test_several_units_are_no_seal_of_one(units: str) -> None:
    assert filing_unit({"实施单位": Entry(units, 4, 2)}) is None
