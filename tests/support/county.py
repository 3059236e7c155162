"""一个编的县：四个单位、两年、六种表样；真值先写，表照真值写出，不经本程序。"""

from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from gridtext import Rows, add_sheet, to_workbook

CENT = Decimal("0.01")


def half_up(number: Decimal) -> Decimal:
    return number.quantize(CENT, ROUND_HALF_UP)


@dataclass(frozen=True)
class Truth:
    """一个项目一年；金额以元计，``goal``、``done`` 是数量指标的目标和完成，``band`` 是评价人给效益的分。

    ``wrong`` 是表上填的总分比应有的多几分；``has_total`` 为假的，表上没有总分。
    """

    unit: str
    supervisor: str
    project: str
    year: int
    initial: int | None
    adjusted: int
    executed: int
    goal: int
    done: int
    band: int = 30
    wrong: int = 0
    code: str = ""
    has_total: bool = True

    @property
    def rate(self) -> Decimal:
        return half_up(Decimal(self.executed) / self.adjusted * 100)

    @property
    def rate_score(self) -> Decimal:
        return half_up(Decimal(10) * self.executed / self.adjusted)

    @property
    def quantity_score(self) -> Decimal:
        return min(Decimal(20), half_up(Decimal(20) * self.done / self.goal))

    @property
    def total(self) -> Decimal:
        return self.rate_score + self.quantity_score + 10 + 10 + 10 + self.band + 10

    @property
    def printed_total(self) -> Decimal:
        return self.total + self.wrong

    @property
    def grade(self) -> str:
        return grade_of(self.total)

    @property
    def indicators(self) -> list[list[str]]:
        """一级、二级、三级、指标值、完成值、分值、得分、原因。"""
        benefit = {30: "达成预期指标"}.get(self.band, "部分达成预期指标并具有一定效果")
        missed = "" if self.done >= self.goal else "入冬停工。改进措施：提前开工。"
        short = "" if self.band == 30 else "覆盖面偏小。改进措施：扩大到全县。"
        return [
            ["产出指标", "数量指标", "完成数量", f"≥{self.goal}处", f"{self.done}处", "20",
             str(self.quantity_score), missed],
            ["产出指标", "质量指标", "验收合格率", "≥95%", "97%", "10", "10", ""],
            ["产出指标", "时效指标", "完成时间", f"{self.year}年12月底前", f"{self.year}年11月", "10", "10", ""],
            ["产出指标", "成本指标", "项目总成本", f"≤{self.adjusted}元", f"{self.executed}元", "10", "10", ""],
            ["效益指标", "社会效益指标", "改善群众生活", "有效改善", benefit, "30", str(self.band), short],
            ["满意度指标", "服务对象满意度指标", "群众满意度", "≥90%", "94%", "10", "10", ""],
        ]  # fmt: skip


def grade_of(total: Decimal) -> str:
    return next(
        name for name, low in (("优", 90), ("良", 80), ("中", 60), ("差", 0)) if total >= low
    )


def plain(number: Decimal) -> str:
    return format(Decimal(number).normalize(), "f")


def wan(amount: int | None) -> str:
    return "" if amount is None else plain(Decimal(amount) / 10000)


def _merged(rows: list[list[str]]) -> list[list[str]]:
    """一级、二级相同的，下面的并上去。"""
    found: list[list[str]] = []
    for place, row in enumerate(rows):
        above = rows[place - 1] if place else None
        same = above is not None and above[0] == row[0]
        found.append(["^" if same else row[0], *row[1:]])
    return found


def standard(truth: Truth) -> Rows:
    """黔南的样子：元，各期俱全，年度写在标题下一行。"""
    t = truth
    body = [
        ["绩效指标" if not n else "^", *row[:7], row[7], ""]
        for n, row in enumerate(_merged(t.indicators), 0)
    ]
    head = ["绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值（A）", "实际完成值（B）", "分值", "得分",
            "未完成原因分析", "备注"]  # fmt: skip
    for row in body:
        row[0] = "^"
    blank = "" if t.initial is None else str(t.initial)
    code = [["项目编码", "<", t.code, *["<"] * 7]] if t.code else []
    return [
        ["项目支出绩效目标自评表", *["<"] * 9],
        [f"（{t.year}年度）", *["<"] * 9],
        ["单位（盖章）：", "", "", "", "", f"填报日期：{t.year + 1}0215", "", "", "", ""],
        ["项目名称", "<", t.project, *["<"] * 7],
        *code,
        ["主管部门", "<", t.supervisor, "<", "<", "实施单位", t.unit, "<", "<", "<"],
        ["项目资金（元）", "<", "资金来源", "年初预算数", "全年预算数（A）", "全年执行数（B）", "分值", "执行率", "得分", "<"],
        ["^", "^", "年度资金总额：", blank, str(t.adjusted), str(t.executed), "10", f"{t.rate}%", str(t.rate_score), "<"],
        ["^", "^", "财政拨款：", blank, str(t.adjusted), str(t.executed), "-", "-", "-", "<"],
        ["年度总体目标", "预期目标", "<", "<", "<", "实际完成情况", "<", "<", "<", "<"],
        ["^", f"完成{t.goal}处改造", "<", "<", "<", f"已完成{t.done}处", "<", "<", "<", "<"],
        head,
        *body,
        ["总分", *["<"] * 5, "100", plain(t.printed_total), "", ""],
        ["自评结论", f"{grade_of(t.printed_total)}。各项工作照计划推进。", *["<"] * 8],
        ["联系人：×××", *["<"] * 9],
    ]  # fmt: skip


def in_wan(truth: Truth) -> Rows:
    """万元，没有年初一栏，分值在指标值前，偏差原因和改进措施，末行合计，标题里写年度。"""
    t = truth
    return [
        [f"{t.year}年度项目支出绩效自评表", *["<"] * 8],
        ["项目名称", t.project, "<", "<", "实施单位", t.unit, "<", "<", "<"],
        ["主管部门", t.supervisor, "<", "<", "项目编码", t.code or "", "<", "<", "<"],
        ["项目资金（万元）", "", "全年预算数", "全年执行数", "分值", "执行率", "得分", "", ""],
        ["^", "资金总额", wan(t.adjusted), wan(t.executed), "10", f"{t.rate}%", str(t.rate_score), "", ""],
        ["^", "其中：财政拨款", wan(t.adjusted), wan(t.executed), "—", f"{t.rate}%", "—", "", ""],
        ["年度总体目标", "预期目标", f"完成{t.goal}处", "<", "实际完成情况", f"完成{t.done}处", "<", "<", "<"],
        ["一级指标", "二级指标", "三级指标", "分值", "年度指标值", "实际完成值", "得分", "偏差原因分析及改进措施", "<"],
        *[
            [a, b, c, weight, target, actual, score, why, "<"]
            for a, b, c, target, actual, weight, score, why in _merged(t.indicators)
        ],
        ["合计", "<", "<", "100", "", "", plain(t.printed_total), "", ""],
    ]  # fmt: skip


def split(truth: Truth) -> Rows:
    """指标值拆成性质、数值、单位；资金分当年、上年结转；单位写在右上角。"""
    t = truth
    rows = []
    for a, b, c, target, actual, weight, score, why in _merged(t.indicators):
        sign = target[0] if target[0] in "≥≤" else ""
        number = target.lstrip("≥≤")
        unit = next((u for u in ("处", "%", "元") if number.endswith(u)), "")
        rows.append([a, b, c, sign, number.removesuffix(unit), unit, actual, weight, score, why])
    return [
        [f"{t.unit}{t.year}年项目支出绩效自评表", *["<"] * 9],
        ["", "", "", "", "", "", "", "", "单位：元", ""],
        ["项目名称", "<", t.project, *["<"] * 7],
        ["主管部门", "<", t.supervisor, "<", "<", "实施单位", t.unit, "<", "<", "<"],
        ["预算执行情况", "<", "资金来源", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分", "<"],
        ["^", "^", "年度资金总额", str(t.initial or ""), str(t.adjusted), str(t.executed), "10",
         plain(t.rate / 100), str(t.rate_score), "<"],
        ["^", "^", "其中：当年财政拨款", str(t.initial or ""), str(t.adjusted), str(t.executed), "", "", "", "<"],
        ["^", "^", "上年结转资金", "0", "0", "0", "", "", "", "<"],
        ["^", "^", "其他资金", "0", "0", "0", "", "", "", "<"],
        ["一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位", "实际完成值", "分值", "得分", "偏差原因"],
        *rows,
        ["总分", *["<"] * 6, "100", plain(t.printed_total), ""],
        ["自评等级", "<", grade_of(t.printed_total), *["<"] * 7],
    ]  # fmt: skip


def listed(truths: list[Truth]) -> Rows:
    """清单：一行一个指标，左边写着单位、编码、项目、预算；几个项目在一张工作表上。"""
    head = ["单位名称", "项目编码", "项目名称", "全年预算数（万元）", "全年执行数（万元）", "一级指标", "二级指标", "三级指标",
            "年度指标值", "实际完成值", "分值", "得分"]  # fmt: skip
    rows = [[f"{truths[0].year}年项目支出绩效自评清单", *["<"] * 11], head]
    for t in truths:
        own = [t.unit, t.code, t.project, wan(t.adjusted), wan(t.executed)]
        for row in t.indicators:
            rows.append([*own, *row[:7]])
    return rows


def stacked(tables: list[Rows]) -> Rows:
    """几张表一张接一张写在一张工作表上。"""
    return [row for each in tables for row in [*each, [], []]]


@dataclass
class County:
    """写好的县：各项目的真值（文件、工作表在 ``places``），该在 ``ignored`` 的文件，读不了的文件。"""

    folder: Path
    truths: list[Truth] = field(default_factory=list)
    places: list[tuple[str, str]] = field(default_factory=list)
    ignored: set[str] = field(default_factory=set)
    unread: set[str] = field(default_factory=set)
    files: int = 0

    def write(self, name: str, rows: Rows, sheet: str, *truths: Truth) -> Path:
        """写一个工作簿。"""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        to_workbook(rows, path, sheet)
        self.files += 1
        for each in truths:
            self.truths.append(each)
            self.places.append((name, sheet))
        return path


def write_county(folder: Path) -> County:
    """四个单位、2023 和 2024 两年。"""
    county = County(folder)
    for year in (2023, 2024):
        more = year - 2023
        _education(county, year, more)
        _health(county, year, more)
        _water(county, year, more)
        _roads(county, year, more)
    _oddities(county)
    return county


def _education(county: County, year: int, more: int) -> None:
    unit, top = "云溪县第一小学", "云溪县教育局"
    one = Truth(unit, top, "校舍维修", year, 1200000, 1265000, 1201800, 20, 20)
    two = Truth(unit, top, "供暖补助", year, 846000, 846000, 676800 + more, 40, 31)
    three = Truth(
        top, top, "教师培训", year, 380000, 380000, 380000, 300, 312, code=f"JY{year}0001"
    )
    for each in (one, two, three):
        name = f"{year}/教育局/{each.project}.xlsx"
        county.write(name, standard(each), "自评表", each)


def _health(county: County, year: int, more: int) -> None:
    unit = "云溪县卫生健康局"
    one = Truth(unit, unit, "基本公共卫生服务", year, None, 5230000, 5100000 + more, 80, 80)
    two = Truth(unit, unit, "乡村医生补助", year, None, 990000, 495000, 100, 40, band=20)
    three = Truth(unit, unit, "疾控设备购置", year, None, 2500000, 2500000, 10, 10, wrong=-9)
    for number, each in enumerate((one, two, three), 1):
        county.write(f"卫健局/{year}/{number}.xlsx", in_wan(each), "Sheet1", each)


def _water(county: County, year: int, more: int) -> None:
    unit = "云溪县水务局"
    one = Truth(unit, unit, "中小河流治理", year, 8000000, 7600000, 3800000 + more, 12, 6)
    two = Truth(unit, unit, "农村饮水安全", year, 3000000, 3000000, 2989000, 66, 66)
    path = county.write(f"水务局{year}年.xlsx", split(one), "河流", one)
    add_sheet(path, split(two), "饮水")
    county.truths.append(two)
    county.places.append((f"水务局{year}年.xlsx", "饮水"))


def _roads(county: County, year: int, more: int) -> None:
    unit = "云溪县交通运输局"
    lines = [
        Truth(unit, "", f"县道{n}号线养护", year, None, 400000 * n, 380000 * n + more, 10, 10,
              code=f"JT{year}{n:04}", has_total=False)
        for n in (1, 2, 3)
    ]  # fmt: skip
    county.write(f"交通/{year}年清单.xlsx", listed(lines), "清单", *lines)
    pair = [
        Truth(unit, unit, "客运站改造", year, 600000, 600000, 540000, 3, 3),
        Truth(unit, unit, "公交补贴", year, 900000, 910000, 910000, 25, 20 + more),
    ]
    county.write(f"交通/{year}年.xlsx", stacked([standard(each) for each in pair]), "自评", *pair)


def _oddities(county: County) -> None:
    """重复的、同一项目不同数的、汇总表、别的表、无关的、坏的。"""
    first = county.truths[0]
    copy = county.write("2023/教育局/校舍维修 - 副本.xlsx", standard(first), "自评表")
    blanks = Truth(**{**first.__dict__, "project": "校舍 维修经费", "unit": "云溪县 第一小学"})
    other = county.write("收/校舍.xlsx", in_wan(blanks), "表")
    second = next(each for each in county.truths if each.project == "教师培训")
    changed = Truth(**{**second.__dict__, "executed": 300000})
    conflicting = county.write("收/教师培训.xlsx", standard(changed), "自评表")
    summary = county.write("教育局汇总.xlsx", _summary(county.truths, 2024), "汇总表")
    target = [[row[place] for place in range(8)] for row in standard(first)]
    approved = [
        ["项目支出绩效目标批复表", *["<"] * 4],
        ["（2024年度）", *["<"] * 4],
        ["项目名称", "<", "校舍维修", "<", "<"],
        ["实施单位", "<", "云溪县第一小学", "<", "<"],
        ["年度资金总额（元）", "<", "1200000", "<", "<"],
        ["绩效指标", "一级指标", "二级指标", "三级指标", "指标值"],
        *[["^" if n else "", *row[1:5]] for n, row in enumerate(target[11:16])],
    ]
    only_target = county.write("批复/校舍.xlsx", approved, "批复表")
    wages = county.write("杂/名册.xlsx", [["姓名", "职务"], ["甲", "科员"]], "名册")
    county.ignored |= {
        path.relative_to(county.folder).as_posix()
        for path in (copy, other, conflicting, summary, only_target, wages)
    }
    broken = county.folder / "杂/坏.xlsx"
    broken.write_bytes(b"PK\x03\x04 cut short")
    county.unread.add("杂/坏.xlsx")
    county.files += 1


def _summary(truths: list[Truth], year: int) -> Rows:
    """教育局自己的汇总表：一处执行数抄错，漏了一个项目。"""
    own = [t for t in truths if t.supervisor == "云溪县教育局" and t.year == year][:2]
    rows = [
        [str(n), t.project, t.unit, wan(t.adjusted), wan(t.executed + (10000 if n == 2 else 0)), f"{t.rate}%",
         plain(t.printed_total), grade_of(t.printed_total), ""]
        for n, t in enumerate(own, 1)
    ]  # fmt: skip
    return [
        [f"云溪县教育局{year}年度项目支出绩效自评结果汇总表", *["<"] * 8],
        ["单位：万元", *["<"] * 8],
        [
            "序号",
            "项目名称",
            "实施单位",
            "全年预算数",
            "全年执行数",
            "执行率",
            "自评得分",
            "等级",
            "主要问题",
        ],
        *rows,
    ]
