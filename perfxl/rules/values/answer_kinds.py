"""完成值答的是不是指标值问的：数对数、文字对文字（PX209、PX220 共用）。"""

from perfxl.grammar import Deadline, Kind, Measured, Qualitative, Value
from perfxl.scoring.in_one_kind import in_one_kind


def lacks_number(target: Value, actual: Value) -> bool:
    """指标值是数，完成值是文字或时间；工期一类的时长可以用完成日期回答，不超过几件的可以答“未发生”。"""
    if not isinstance(target, Measured):
        return False
    if isinstance(in_one_kind(target, actual)[1], Measured):
        return False
    if isinstance(actual, Deadline):
        return target.kind is not Kind.DURATION and actual.dated
    if target.kind is Kind.DURATION and isinstance(actual, Qualitative) and actual.level:
        return False  # 收到申请后30日内：达成预期指标
    return isinstance(actual, Qualitative)


def needs_no_number(target: Value, actual: Value) -> bool:
    """指标值是文字，完成值是数。"""
    return isinstance(target, Qualitative) and isinstance(actual, Measured)
