"""三级指标名称说的是不是比率。"""

import re
from functools import lru_cache

from perfxl.grammar.words import RATES

# 结尾不是比率的“率”。
_NOT_RATES = (
    *("频率", "效率", "税率", "汇率", "利率", "功率", "心率", "速率", "分辨率", "倍率", "容积率"),
    *("死亡率", "发病率"),
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
