"""三级指标名称说的是什么：比率、越少越好的事、件数。"""

from functools import lru_cache

from perfxl.grammar.patterns import Pattern
from perfxl.grammar.units import is_bare_unit, lookup
from perfxl.grammar.words import CLASSIFIERS
from perfxl.reading.rate_names import AT_MOST_HUNDRED, bare

_IN_BRACKETS = Pattern(r"[（(]([^（）()]+)[）)]$")
# 越高越好的比率。
_WANTED = (
    *AT_MOST_HUNDRED,
    *("完成率", "利用率", "使用率", "有效率", "帮扶率", "回收率", "保障率", "处置率", "响应率"),
    *("安置率", "转化率", "兑付率", "兑现率", "拨付率", "下达率", "公开率", "落实率", "受益率"),
)
_TURNED = Pattern("[不未非漏错误欠]")
# 高过一定的数反而不好，两个方向都有。
_BOTH_WAYS = Pattern("(?:病床|床位|车位|设备负荷|资源占用)使用率$|负荷率$")
# 越少越好的事，写在名称结尾。
_UNWANTED = Pattern(
    r"(?:投诉|失误|差错|错误|事故|故障|损失|违规|违纪|违法|流失|失业|死亡|伤亡|辍学|逾期|超期|延误|拖欠"
    r"|返贫|群体性事件|信访|上访|舆情|误报|漏报|漏检|错报|泄露|泄密|返工|破损|超标(?:排放)?|差评|中断|空置|浪费"
    r"|再犯罪|退回|闲置|不合格|不达标|不满意|未完成|成灾|受害|发病|漏损|损耗|亡人|缺勤|违章|退货|次品|废品)"
    r"(?:事件|案件|问题|行为|情况)?(?:发生|出现)?(?:率|度|数|次数|件数|起数|宗数|数量|金额|人数|天数|比例|占比)?$"
)
# 越低越好的浓度、能耗和涨幅。
_UNWANTED_MEASURES = Pattern(
    "(?:PM2\\.?5|PM10|颗粒物|二氧化硫|氮氧化物|臭氧|污染物|氨氮|化学需氧量)(?:年均|平均|排放)*(?:浓度|排放量)$"
    "|(?:费用|成本|价格|物价|支出)(?:年)?(?:平均)?(?:增幅|涨幅|增长率|增速|上涨率|上涨幅度)$|(?:能耗|水耗|电耗|煤耗)$"
)
# 说的是怎样应对，不是这件事本身。
_HANDLED = Pattern(
    "处理|办结|化解|整改|查处|排查|处置|调解|结案|修复|下降|降低|减少|防范|预防|演练|培训|宣传|补偿|恢复|解决"
    "|响应|救助|帮扶|调处|监测|鉴定|检测|治理|回复|答复|再就业|控制|挽回|避免|保险|追回|清欠|消除|整治|救援"
    "|应急|赔付|补贴|受理|接访|办理|登记|统计|上报|报告|收集|抚恤|发放|待遇|排除|审理|打击|查办|审查|参保|零|无|未收到|未发生|未出现"
)
_EVENTS = Pattern(
    "(?:事件|事故|案件|投诉|会议|招聘会|培训班|活动|培训|检查|场次|场数|次数|件数|起数|宗数|份数|册数|户数"
    "|人数|人次|家数|个数|台数|套数|台套数|辆数|座数|处数|数量|事件数|事故数|案件数|投诉数|站点数|人员数)$"
)
# 要人等的时间，越短越好。
_WAIT = Pattern(
    "(?:修复|响应|办理|办结|处置|处理|发放|拨付|下达|支付|审核|审批|受理|等待|等候|送达|到账|完成|反馈|回复"
    "|消退|抢修|抢通|恢复|整改|报送|上报|出具|候诊|排队|停诊|停机|停电|停水|中断|积水|登记|答复|出警|到场|赶赴|移交)"
    "(?:平均)?(?:时长|时间|天数|时限|期限|周期|用时|耗时|工作日)$"
    "|(?:建设|施工|总|上架|维修|检测|改造)(?:工期|周期)$|(?:平均|查档|办事|办理|审批|检索)(?:用时|耗时)$"
    "|(?:交付|上线|完工|竣工|投用|投运|建成|投入使用)(?:完成)?时间$"
    "|(?<!保存)(?<!保管)(?<!质保)(?<!留存)(?<!存储)(?<!服务)(?<!使用)(?<!有效)(?<!保障)时限$"
)
# 越多越好的金额、数量、年限。
_WANTED_AMOUNTS = Pattern(
    "(?:成交额|销售额|营业额|交易额|产值|增加值|营业收入|旅游收入|经营性?收入|增收|利润|税收|挽回(?:经济)?损失)(?:总额|金额|额)?$"
    "|^(?:受益|惠及|覆盖|救助|带动|服务).{0,8}(?:人数|户数|人次|人口|人员数量|农户|群众)$"
    "|^(?:培训|新建|改造|补助|安装|修复|疏通|绿化|造林|举办|开展).{2,10}(?:数量|面积|长度|里程|人数|人次|户数|场次|期数|次数|个数)$"
    "|(?:节水|节能|减排|削减|增产)量?$|(?:使用|设计|持续|服务)(?:寿命|年限)$"
)
# 做了多少，越多越好：只看数的是件数、面积一类的。
_DONE_AMOUNTS = Pattern(
    "^(?:建设(?!用地|期)|新建|建成|购置|更新|改造(?!期)|安装|培训|举办|维修|养护|救助|种植|铺设|配备).{2,16}(?<![率比])$"
)
# 比上年好多少，越大越好。
_WANTED_CHANGES = Pattern(
    "(?:事故|浓度|死亡率?|发病率?|化肥.{0,4}|农药.{0,4}|能耗|投诉|案件)(?:发生率)?(?:下降|降低|减少)(?:率|比例|幅度)$"
    "|(?:收入|产值|游客.{0,3}|用户.{0,3}|读者.{0,3}|就业.{0,3}|企业.{0,3}|产量)(?:年)?(?:增长率|增幅|增长比例)$"
)
# 本来要控制的。
_CAPPED = Pattern("期间|会议|公务|接待|出国|控制|费用|成本|不超|三公")
# 名称里有这些词的，写百分数说的是比率。
_COMPARED = Pattern(
    "达|完成|占|比|率|增|升|提高|下降|降低|减少|压减|覆盖|到位|任务|计划|发放|兑现|落实"
)


# 本来没有单位的数。
_UNITLESS = Pattern(
    "指数|系数|比值|倍数|排名|名次|位次|(?<!有)效率|PUE|[pP][hH]|[^对]比$|能力值|评分|得分"
)


@lru_cache(maxsize=8192)
def needs_no_unit(name: str) -> bool:
    """名称说的数本来没有单位：指数、系数、排名。

    >>> needs_no_unit("农田灌溉水有效利用系数"), needs_no_unit("建成图书室数量")
    (True, False)
    """
    return _UNITLESS.search(bare(name)) is not None


@lru_cache(maxsize=8192)
def unit_in_brackets(name: str) -> str:
    """名称末尾括号里的通行单位；没有、不是单位的为 ``""``。

    >>> unit_in_brackets("营造林面积（万亩）"), unit_in_brackets("每公里造价(万元/公里)"), unit_in_brackets("设备（新）")
    ('万亩', '万元/公里', '')
    >>> unit_in_brackets("维修墓碑（块）")
    '块'
    """
    found = _IN_BRACKETS.search("".join(name.split()))
    if found is None:
        return ""
    text = found[1].removeprefix("单位").lstrip(":：")
    unit = lookup(text.removeprefix("万"))
    if text in CLASSIFIERS:
        return text
    return text if is_bare_unit(text) or (unit is not None and "/" in text and unit.known) else ""


@lru_cache(maxsize=8192)
def is_wanted_rate(name: str) -> bool:
    """越高越好的比率；“不合格率”“漏报率”不是。

    >>> is_wanted_rate("验收合格率"), is_wanted_rate("验收不合格率"), is_wanted_rate("系统故障率")
    (True, False, False)
    """
    text = bare(name)
    if _BOTH_WAYS.search(text):
        return False
    found = next((word for word in _WANTED if text.endswith(word)), "")
    if not found or is_unwanted(name):
        return False
    return not _TURNED.search(text[-len(found) - 1 : len(text) - len(found)])


@lru_cache(maxsize=8192)
def is_unwanted(name: str) -> bool:
    """越少越好的事：投诉、事故、差错率；“投诉处理率”“事故下降率”不是。

    >>> is_unwanted("投诉次数"), is_unwanted("投诉办结率"), is_unwanted("安全事故发生率")
    (True, False, True)
    """
    text = bare(name)
    if _UNWANTED_MEASURES.search(text):
        return True
    return _UNWANTED.search(text) is not None and not _HANDLED.search(text)


@lru_cache(maxsize=8192)
def counts_events(name: str) -> bool:
    """名称说的是次数、件数、人数、事件，不是比率。

    >>> counts_events("招聘会次数"), counts_events("重大群体性事件"), counts_events("人数达招募计划数")
    (True, True, False)
    """
    text = bare(name)
    return _EVENTS.search(text) is not None and not _COMPARED.search(text)


@lru_cache(maxsize=8192)
def is_wait(name: str) -> bool:
    """要人等的时间，越短越好。

    >>> is_wait("补助发放完成天数"), is_wait("免费开放天数")
    (True, False)
    """
    return _WAIT.search(bare(name)) is not None


@lru_cache(maxsize=8192)
def is_wanted_amount(name: str) -> bool:
    """越多越好的金额、人数。

    >>> is_wanted_amount("展会现场成交额"), is_wanted_amount("受益农户户数"), is_wanted_amount("三公经费总额")
    (True, True, False)
    """
    text = bare(name)
    return (
        _WANTED_AMOUNTS.search(text) is not None
        and not _CAPPED.search(text)
        and not is_unwanted(name)
    )


@lru_cache(maxsize=8192)
def is_wanted_change(name: str) -> bool:
    """比上年好多少。

    >>> is_wanted_change("道路交通事故下降率"), is_wanted_change("门诊次均费用增幅")
    (True, False)
    """
    return _WANTED_CHANGES.search(bare(name)) is not None


@lru_cache(maxsize=8192)
def is_done_amount(name: str) -> bool:
    """建了、买了、修了多少，越多越好（数的是件数、面积一类时）。

    >>> is_done_amount("建设村级应急广播终端"), is_done_amount("改造期间停水次数")
    (True, False)
    """
    text = bare(name)
    found = _DONE_AMOUNTS.search(text) is not None
    return found and not _CAPPED.search(text) and not is_unwanted(name)
