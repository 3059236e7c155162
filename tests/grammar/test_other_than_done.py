"""完成值里的数说的不是做到多少（差多少、每个多少、计划多少、去年多少）的，不拿来打分；名称也这样说的照读。"""

import pytest

from perfxl.grammar import Measured, Unreadable, parse
from perfxl.grammar.context import RowContext, read_actual, read_target


def done(target: str, actual: str, name: str) -> object:
    context = RowContext(name, year=2024)
    return read_actual(actual, context, read_target(target, context))


@pytest.mark.parametrize(
    ("target", "actual", "name", "meaning"),
    [
        ("≤30天", "延期10天", "工期", "晚了多久"),
        ("≤30天", "晚5天", "工期", "晚了多久"),
        ("≤100万元", "超支3万元", "项目成本", "与别的数相差多少"),
        ("≤100万元", "比预算少3万元", "项目成本", "与别的数相差多少"),
        ("≤5‰", "比上年少2‰", "差错率", "与别的数相差多少"),
        ("≥90%", "高于目标3个百分点", "满意度", "与别的数相差多少"),
        ("≥360人次", "多完成12人次", "培训人次", "与别的数相差多少"),
        ("≥100场", "新增5场", "演出场次", "增减了多少"),
        ("≥360人次", "每场120人次", "培训人次", "平均、每个多少"),
        ("≥100场", "月均9场", "演出场次", "平均、每个多少"),
        ("≥100场", "计划100场", "演出场次", "计划做多少"),
        ("≥100场", "应办100场", "演出场次", "计划做多少"),
        ("≥100场", "预计全年完成100场", "演出场次", "计划做多少"),
        ("≥100场", "力争100场", "演出场次", "计划做多少"),
        ("≥100场", "将达100场", "演出场次", "计划做多少"),
        ("≥100场", "上年98场", "演出场次", "往年、几年多少"),
        ("≥100场", "三年累计100场", "演出场次", "往年、几年多少"),
        ("≥100场", "累计演出1000场，其中本年88场", "演出场次", "几年合计的，本年另写着"),
        ("≥100场", "1000场（其中2024年88场）", "演出场次", "几年合计的，本年另写着"),
        ("≥100场", "100场（计划）", "演出场次", "计划做多少"),
        ("≥100场", "100场（未验收）", "演出场次", "没有都算上、都作数的"),
        ("≥100场", "100场，其中20场不合格", "演出场次", "没有都算上、都作数的"),
        ("≥100场", "100场（含去年20场）", "演出场次", "没有都算上、都作数的"),
        ("≥100场", "其中送戏50场", "演出场次", "其中、另外多少"),
    ],
)
def test_another_number_is_not_what_was_done(
    target: str, actual: str, name: str, meaning: str
) -> None:
    value = done(target, actual, name)
    assert isinstance(value, Unreadable)
    assert value.note == f"说的是{meaning}，不是做到多少"


@pytest.mark.parametrize(
    ("target", "actual", "name", "number"),
    [
        ("≥100场", "120场（其中本年新增30场）", "演出场次", 120),
        ("≥20人", "增加23人", "新增就业人数", 23),
        ("≥2万元", "节约2.3万元", "节约成本", 23000),
        ("≥1500元", "人均增收1600元", "人均增收", 1600),
        ("≥90%", "平均满意度95%", "满意度", 95),
        ("≥90%", "比例达95%", "优良比例", 95),
        ("≤5天", "平均用时3天", "处置时间", 3),
        ("≥5%", "较上年增长6%", "增长率", 6),
        ("≥100场", "任务完成102场", "演出场次", 102),
        ("≥100场", "按计划办102场", "演出场次", 102),
        ("≥100场", "计划100场，实际办102场", "演出场次", 102),
        ("≥100场", "累计102场", "演出场次", 102),
        ("≥100台", "新增设备102台", "购置设备", 102),
        ("≥100台", "多用途设备102台", "购置设备", 102),
        ("≥100场", "102场，其中送戏20场", "演出场次", 102),
        ("≥100批次", "102批次（不合格0批次）", "抽检批次", 102),
        ("≥100场", "102场，未完成18场", "演出场次", 102),
        ("≥100人", "再就业102人", "就业人数", 102),
        ("≥100人", "应届生102人", "招聘人数", 102),
        ("≥100人", "少数民族102人", "培训人数", 102),
        ("≥100人", "晚班102人", "值班人数", 102),
        ("≥3小时", "延时服务4小时", "课后服务时长", 4),
        ("≥100亩", "高标准农田102亩", "农田", 102),
    ],
)
def test_what_was_done_in_words(target: str, actual: str, name: str, number: float) -> None:
    value = done(target, actual, name)
    assert isinstance(value, Measured)
    assert float(value.number) == number


def test_so_many_each_time_is_no_total_of_the_times() -> None:
    assert not isinstance(done("≥360人次", "培训3期，每期120人次", "培训人次"), Measured)


@pytest.mark.parametrize("target", ["≤30天", "2024年11月底前"])
def test_ahead_of_time_is_done(target: str) -> None:
    met = parse("提前完成")
    for text in ("提前5天", "提前5天完成", "比计划提前1个月完成"):
        value = done(target, text, "工期")
        assert (value.kind, value.level) == (met.kind, met.level)  # type: ignore[attr-defined]
    assert isinstance(done("≥3天", "提前5天", "提前公示"), Measured)
