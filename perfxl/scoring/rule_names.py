"""给分规则的中文名：写在评分说明里，会计一看就知道按哪一条。"""

_NAMES = {
    "met": "做到得满分",
    "over": "超过得满分",
    "missed-equal-zero": "“=”类没做到不得分",
    "missed": "没做到按比例",
    "attainment": "定性分档",
    "docked": "做到了，单位写明原因扣了分",
    "docked-boundary": "正好在界上，单位写明原因扣了分",
    "late": "做完了但过期，由评价人给分",
    "execution-rate": "执行率按比例",
    "execution-as-printed": "照印的执行率按比例",
    "execution-unread": "执行数没有读到",
    "shared-weight": "几行合用一格分值",
    "compound": "一格几个值",
    "uncalculated": "公式没有计算结果",
    "accepted": "认可了，照所填",
    "weight-missing": "没有分值",
    "actual-missing": "没有完成值",
    "actual-unreadable": "完成值读不懂",
    "target-missing": "没有指标值",
    "target-unreadable": "指标值读不懂",
    "sign-missing": "指标值没有写符号",
    "unit-differs": "单位不同",
    "not-comparable": "不能比较",
}


def rule_name(rule: str) -> str:
    """``Judged.rule`` 的中文名；细分的取大类。

    >>> rule_name("missed-at-least"), rule_name("missed-equal-zero"), rule_name("met-deadline")
    ('没做到按比例', '“=”类没做到不得分', '做到得满分')
    """
    return _NAMES[rule] if rule in _NAMES else _NAMES[rule.partition("-")[0]]
