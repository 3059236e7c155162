"""规则引用的文件。读过原文的字句才写条款号和核对日；凭记忆转述的，``DOCUMENTS`` 里说明。"""

from datetime import date

from perfxl.standards.basis import OWN_CONVENTION, Basis

_ISSUED = date(2020, 2, 25)
_EVALUATION = "财预〔2020〕10号（项目支出绩效评价管理办法）"
_FORM = "项目支出绩效目标表、自评表（通行表样）"
_MONITORING = "《中央部门预算绩效运行监控管理暂行办法》（财预〔2019〕136号）"
_ADJUSTMENT = "预算调整绩效目标批复表（遵义市2024年公布的表样）"
_BUDGET = "部门预算批复表（遵义市2024年公布的表样）"
_LIST = "部门预算项目支出绩效目标批复表（湟源县公布的表样）"
_NOTES = "公开的自评表表注（预算执行率20分的表样）"
_TRANSFER = "《中央对地方专项转移支付绩效目标管理暂行办法》（财预〔2015〕163号）"
_GUIDE = "财预〔2021〕101号（中央部门项目支出核心绩效目标和指标设置及取值指引）"
_READ = date(2026, 11, 30)

# 各文件的字句是怎样知道的，印在规则说明的前面。
DOCUMENTS = {
    _FORM: "读过的公开表样上印着的栏目、行名和提示；没有印在表上的写“本项目约定”",
    _ADJUSTMENT: "读过公布的表",
    _BUDGET: "读过公布的表",
    _LIST: "读过公布的表",
    _NOTES: "读过表下的注",
    _TRANSFER: "读过第一条至第三条（高校网站的转载），其余没有读",
    _GUIDE: "只读过印发通知和开头（2021年8月18日印发），指标、分值的内容是凭记忆转述",
    _EVALUATION: "没有找到原文，凭记忆转述；定量指标怎样记分，与上面的表注相合",
    _MONITORING: "没有找到原文，凭记忆转述",
}


def monitoring_measures(says: str) -> Basis:
    """《中央部门预算绩效运行监控管理暂行办法》（财预〔2019〕136号）和所附的监控表。"""
    return Basis(document=_MONITORING, says=says)


def evaluation_measures(says: str) -> Basis:
    """财预〔2020〕10号。"""
    return Basis(document=_EVALUATION, says=says, since=_ISSUED)


def form_layout(says: str) -> Basis:
    """目标表、自评表表样上印着的栏目、行名。"""
    return Basis(document=_FORM, says=says)


def adjustment_layout(says: str) -> Basis:
    """预算调整批复表表样本身的栏目。"""
    return Basis(document=_ADJUSTMENT, says=says)


def budget_layout(says: str) -> Basis:
    """部门预算批复表（收支总体、功能分类、项目支出）表样本身的栏目。"""
    return Basis(document=_BUDGET, says=says)


def list_layout(says: str) -> Basis:
    """批复清单表样本身的栏目。"""
    return Basis(document=_LIST, says=says)


def form_notes(says: str) -> Basis:
    """公开的自评表下面的注。"""
    return Basis(document=_NOTES, says=says)


def transfer_measures(article: str, says: str) -> Basis:
    """财预〔2015〕163号里读过的一条。"""
    return Basis(
        document=_TRANSFER, says=says, article=article, since=date(2015, 9, 29), checked_on=_READ
    )


def indicator_guide(says: str) -> Basis:
    """财预〔2021〕101号，凭记忆转述。"""
    return Basis(document=_GUIDE, says=says, since=date(2021, 8, 18))


def own_convention(says: str) -> Basis:
    """我们自己的做法，不是规定。"""
    return Basis(document=OWN_CONVENTION, says=says)
