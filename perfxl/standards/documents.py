"""规则引用的文件。条款号只在核对过原文后才写；现在都还没有，所以只引文件和转述。"""

from datetime import date

from perfxl.standards.basis import OWN_CONVENTION, Basis

_ISSUED = date(2020, 2, 25)
_EVALUATION = "财预〔2020〕10号（项目支出绩效评价管理办法）"
_FORM = "项目支出绩效目标表、自评表（通行表样）"
_MONITORING = "《中央部门预算绩效运行监控管理暂行办法》（财预〔2019〕136号）"
_ADJUSTMENT = "预算调整绩效目标批复表（遵义市2024年公布的表样）"


# 每年 8 月监控 1—7 月的执行情况。
MONTHS_MONITORED = 7


def monitoring_measures(says: str) -> Basis:
    """《中央部门预算绩效运行监控管理暂行办法》（财预〔2019〕136号）和所附的监控表。"""
    return Basis(document=_MONITORING, says=says)


def evaluation_measures(says: str) -> Basis:
    """财预〔2020〕10号。"""
    return Basis(document=_EVALUATION, says=says, since=_ISSUED)


def form_layout(says: str) -> Basis:
    """目标表、自评表表样本身的栏目和勾稽。"""
    return Basis(document=_FORM, says=says)


def adjustment_layout(says: str) -> Basis:
    """预算调整批复表表样本身的栏目。"""
    return Basis(document=_ADJUSTMENT, says=says)


def own_convention(says: str) -> Basis:
    """我们自己的做法，不是规定。"""
    return Basis(document=OWN_CONVENTION, says=says)
