"""PX531 生态、社会的内容写错了效益类"""

from collections.abc import Iterator

from perfxl.grammar.patterns import Pattern
from perfxl.model.finding import Severity
from perfxl.model.table import IndicatorClass
from perfxl.rules.engine.form_groups import WITH_INDICATORS
from perfxl.rules.engine.registry import Hit, rule
from perfxl.rules.engine.subject import Subject
from perfxl.rules.facts.target_hits import one_for_all
from perfxl.standards.documents import own_convention

_ECOLOGY = Pattern(
    "节水|节约(?:灌溉)?用水|水质(?:优良|达标|改善)|减排|削减量|二氧化碳|碳排放|化学需氧量|COD|氨氮|颗粒物|PM2\\.?5"
    "|空气质量|森林覆盖|植被|水土流失|沙化|(?:化肥|农药)(?:使用量|用量|减量|施用)|秸秆综合利用|湿地|生物多样性|生态环境"
    "|污水(?:集中)?处理率|垃圾无害化|绿化覆盖|综合能耗|节能"
)
_PEOPLE = Pattern(
    "人数|户数|人次|知晓|满意|投诉|意识|宣传|培训|补贴|补助|事件|事故|起数|收入|就业|岗位"
)
# 说的是人、钱，与自然无关。
_SOCIETY = Pattern(
    "人数|户数|人次|就业|收入|产值|营收|费用|就诊|满意|知晓|培训|学生|教学|医疗|患者|养老|治安|案件|事故|投诉"
    "|岗位|旅游|消费|税收|增收|企业|游客|服务(?:能力|水平)|参保|救助"
)
_NATURE = Pattern(
    "生态|环境|环保|污染|水|空气|大气|绿|植被|森林|林|草|节能|能耗|碳|排放|减排|垃圾|废|噪|尘|秸秆|肥|农药|土|耕地|湿地"
    "|河|湖|沙|生物|物种|资源|浓度|清洁|循环|电动|新能源|用电|纸|美丽|人居|卫生|厕|灰|臭|公园|病虫|渔|鱼|低碳|粪|畜禽|电子化|无纸"
)
_WRONG = (IndicatorClass.SOCIAL_BENEFIT, IndicatorClass.ECONOMIC_BENEFIT)


@rule(
    id="PX531",
    title="生态、社会的内容写错了效益类",
    severity=Severity.INFO,
    forms=WITH_INDICATORS,
    basis=(own_convention("对自然生态环境的影响属生态效益指标"),),
    message="{where}指标写了{what}的内容，共 {times} 格，如“{level3}”。",
    hint="请核对 {cells} 那几行的二级指标，一般放在{due}下。",
)
def ecology_under_social(subject: Subject) -> Iterator[Hit]:
    """节水量、水质优良率、减排量、森林覆盖率写在社会效益、经济效益下，而表里的生态效益另有一类；说人数、事件、收入的不报；
    反过来，生态效益下写着人数、收入、费用，没有一个字说自然环境的，也报。

    一张表合成一条。
    """
    yield from one_for_all(
        (
            stated
            for stated in subject.stated_targets
            if stated.row.indicator_class in _WRONG
            and not stated.row.classified.is_guessed
            and len(stated.row.classified.level2.classes) == 1
            and _ECOLOGY.search(stated.level3.text)
            and not _PEOPLE.search(stated.level3.text)
        ),
        where="社会、经济效益",
        what="生态",
        due="“生态效益指标”",
    )
    yield from one_for_all(
        (
            stated
            for stated in subject.stated_targets
            if stated.row.indicator_class is IndicatorClass.ECOLOGICAL_BENEFIT
            and not stated.row.classified.is_guessed
            and _SOCIETY.search(stated.level3.text)
            and not _NATURE.search(f"{stated.level3.text}{stated.target.text}")
        ),
        where="生态效益",
        what="社会、经济",
        due="“社会效益指标”“经济效益指标”",
    )
