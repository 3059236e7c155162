"""三级指标名称说的是不是比率，会不会超过 100%。"""

import re
from functools import lru_cache

from perfxl.grammar.words import RATES

# 结尾不是比率的“率”。
_NOT_RATES = (
    *("频率", "效率", "税率", "汇率", "利率", "功率", "心率", "速率", "分辨率", "倍率", "容积率"),
    *("死亡率", "发病率"),
)
# 做到全部就是 100%，不会更多。
AT_MOST_HUNDRED = (
    *("合格率", "到位率", "覆盖率", "覆盖面", "满意度", "满意率", "准确率", "及时率", "达标率"),
    *("优良率", "优秀率", "通过率", "知晓率", "入学率", "巩固率", "普及率", "参保率", "结案率"),
    *("办结率", "完好率", "成活率", "就业率", "出勤率", "到岗率", "支付率", "发放率", "足额率"),
    *("合规率", "规范率", "按期完工率", "整改率", "化解率", "销号率", "识别率", "匹配率"),
    *("按时完成率", "按期完成率", "如期完成率", "及时完成率", "出庭率", "胜诉率"),
    *("拨付率", "兑付率", "兑现率", "到账率", "建档率", "接种率", "签约率", "处置率", "处理率"),
    *("答复率", "回复率", "公开率", "完整率", "存活率", "保证率", "度汛率"),
)
_MARKS = "（）()≥≤=%％。，,、；; "


@lru_cache(maxsize=8192)
def bare(name: str) -> str:
    """名称去掉空白、句末标点和括注。

    >>> bare("验收合格率（%）"), bare("满意度≥"), bare("（购置）设备 数量。")
    ('验收合格率', '满意度', '（购置）设备数量')
    """
    text = re.sub(r"[（(][^（）()]*[）)]$", "", "".join(name.split()).rstrip("。，,；;")) or name
    return text.rstrip(_MARKS)


@lru_cache(maxsize=8192)
def says_rate(name: str) -> bool:
    """名称说的是比率、满意度。

    >>> says_rate("验收合格率（%）"), says_rate("巡查频率"), says_rate("培训人数")
    (True, False, False)
    """
    text = bare(name)
    return text.endswith("有效率") or (text.endswith(RATES) and not text.endswith(_NOT_RATES))


@lru_cache(maxsize=8192)
def at_most_hundred(name: str) -> bool:
    """不会超过 100%、越高越好的比率：合格率、到位率、满意度；“不合格率”不是。

    >>> at_most_hundred("验收合格率"), at_most_hundred("任务完成率"), at_most_hundred("收入增长率")
    (True, False, False)
    >>> at_most_hundred("抽检不合格率")
    False
    """
    text = bare(name)
    found = next((word for word in AT_MOST_HUNDRED if text.endswith(word)), "")
    return bool(found) and not text.removesuffix(found).endswith(("不", "未"))
