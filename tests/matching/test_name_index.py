"""照名称找：比一遍全部也不会多找到一个。"""

import random

from perfxl.matching.name_index import NameIndex
from perfxl.matching.project_names import alike

WORDS = (
    "技工",
    "院校",
    "学校",
    "学生",
    "资助",
    "补助",
    "资金",
    "就业",
    "三支一扶",
    "省级",
    "中央",
    "培训",
)
ENDS = ("", "经费", "项目", "（第二批）", "（2024年）")


def _name(chance: random.Random) -> str:
    words = chance.choices(WORDS, k=chance.randint(1, 7))
    return "".join(words) + chance.choice(ENDS)


def test_everything_alike_is_near() -> None:
    chance = random.Random(20)
    names = [_name(chance) for _ in range(600)]
    # 改掉一两个字的，正是“相近”。
    names += [name[:3] + chance.choice("甲乙丙") + name[4:] for name in names[:200]]
    index = NameIndex((name, place) for place, name in enumerate(names))
    pairs = 0
    for name in names[::4]:
        near = set(index.near(name))
        for place, other in enumerate(names):
            if alike(name, other):
                pairs += 1
                assert place in near, (name, other)
    assert pairs > 500


def test_near_keeps_the_order_and_leaves_strangers_out() -> None:
    index = NameIndex([("公益性岗位补贴", 1), ("公益岗位补贴", 2), ("三支一扶补助", 3)])
    assert index.near("公益性岗位补贴款") == [1, 2]
