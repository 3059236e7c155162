"""前后两个指标值变了什么：单位折算以后一样的没有变，高低照要求说。"""

import pytest

from perfxl.grammar import parse
from perfxl.matching.target_changes import target_change

UNCHANGED = (
    ("≥0.5万人", "≥5000人"), ("≤2万元", "≤20000元"), ("不低于95%", "≥95％"), ("≥95%", "95%以上"),
    ("2024年12月底前", "2024年12月31日前"), ("有效 促进", "有效促进。"), ("优秀", "优"), ("≥12名", "≥12人"),
    ("≥1.5公里", "≥1500米"), ("≥2年", "≥24个月"), ("1次/季度", "4次/年"), ("每季度一次", "4次/年"),
    ("≥1次/月", "≥12次/年"), ("≥1次/月", "≥12次"), ("每半年一次", "2次/年"), ("每月1次", "12次"),
    ("≤500元/人/月", "≤6000元/人/年"), ("90%-95%", "0.9-0.95"), ("3-5公里", "3000-5000米"),
    ("≤50万元", "≤50万"), ("2024年3月-10月", "2024.3-2024.10"), ("2024年1月-12月", "2024年"),
    ("2024年1月-12月", "2024年1月1日至2024年12月31日"), ("2024年3月-10月", "2024年10月底前"),
)  # fmt: skip
CHANGED = (
    ("≥100人", "≥120人", "raised"), ("≥100人", "≥80人", "lowered"), ("≤5%", "≤3%", "lowered"),
    ("≤5%", "≤8%", "raised"), ("=100%", "=90%", "lowered"), ("≥100人", "=80人", "lowered"),
    ("≤100万元", "=120万元", "raised"), ("≥100人", "≥0人", "lowered"), ("≥100人", "0", "lowered"),
    ("2024年10月底前", "2024年12月底前", "later"), ("2024年12月20日前", "2024年9月前", "earlier"),
    ("有效促进", "持续促进", "reworded"), ("≥3次", "有效开展", "reworded"), ("≥30天", "2024年6月前", "reworded"),
    ("≥100人", "≥100人次", "unit"), ("≥100人", "≥50场", "unit"), ("≥100", "≥100人", "unit"),
    ("≤30天", "≤30个工作日", "unit"), ("≥1000元/人", "≥1000元", "unit"),
    ("≥100人", "=100人", "sign"), ("≥100人", "≤100人", "sign"), ("≥100人", "≤80人", "sign"),
    ("100人", "≥100人", "sign"), ("约100人", "100人", "sign"), ("≥100", "≥80人", "lowered"),
    ("III类以上", "IV类以上", "lowered"), ("良", "优", "raised"), ("增长5%", "下降5%", "lowered"),
    ("每月1次", "每季度1次", "lowered"), ("每周1次", "每周2次", "raised"), ("≥1次/月", "≥4次/年", "lowered"),
    ("≤500元/人/月", "≤7200元/人/年", "raised"), ("≤500元/人", "≤500元/人/月", "unit"),
    ("90%-95%", "0.9-0.96", "raised"), ("3-5公里", "3000-6000米", "raised"), ("≤50万元", "≤50", "unit"),
    ("2024年3月-10月", "2024年4月-10月", "reworded"), ("2024年3月-10月", "2024.4-2024.10", "reworded"),
    ("2024年3月-10月", "2024年3月-11月", "later"), ("每月一次", "每月10日前", "reworded"),
)  # fmt: skip


@pytest.mark.parametrize(("old", "new"), UNCHANGED)
def test_what_is_written_otherwise_is_the_same(old: str, new: str) -> None:
    assert (target_change(parse(old), parse(new)), target_change(parse(new), parse(old))) == (
        "",
        "",
    )


@pytest.mark.parametrize(("old", "new", "change"), CHANGED)
def test_what_changed(old: str, new: str, change: str) -> None:
    assert target_change(parse(old), parse(new)).value == change


def test_deadlines_of_two_years_are_compared_within_their_years() -> None:
    def change(old: str, new: str) -> str:
        return target_change(parse(old), parse(new), (2023, 2024)).value

    assert change("2023年12月底前", "2024年12月31日前") == ""
    assert change("2023年2月底前", "2024年2月底前") == ""
    assert change("2023年12月底前", "2024年10月底前") == "earlier"
    assert change("2024年10月底前", "2024年10月底前") == ""
