"""一个项目四步的表：申报、批复（单张、清单）、调整、自评，照一份写好的变化排成各地的样子。

一条指标写成一行：各步的“名称 指标值 分值”，没有的写“-”，末尾是应当看出的 ``match``、``change``。
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from gridtext import Rows, parse_rows, to_workbook

STAGES = ("申报", "批复", "调整", "自评")


@dataclass(frozen=True)
class Row:
    """一条指标：类别（各步不同的写四个），各步的名称、指标值、分值。"""

    levels: tuple[tuple[str, str], ...]
    cells: tuple[tuple[str, str, str] | None, ...]
    match: str
    change: str


@dataclass(frozen=True)
class Followed:
    """一个项目：各步的名称、资金（总额、财政拨款，万元）、指标。"""

    names: tuple[str, ...]
    unit: str
    totals: tuple[float, ...]
    rows: tuple[Row, ...]
    year: int = 2024
    units: tuple[str, ...] = field(default=("万元", "万元", "万元", "元"))


def row(levels: str, cells: Sequence[str], match: str, change: str = "") -> Row:
    """``levels`` 是“一级 二级”，几步不同的用 ``/`` 分开；``cells`` 各步一句“名称 指标值 分值”。"""
    kinds = [tuple(each.split()) for each in levels.split("/")]
    kinds = kinds * 4 if len(kinds) == 1 else kinds
    told = [None if each == "-" else tuple(each.split()) for each in cells]
    return Row(tuple(kinds), tuple(told), match, change)  # type: ignore[arg-type]


def money(amount: float, unit: str) -> str:
    """万元折成表上的单位。"""
    value = amount * 10000 if unit == "元" else amount
    return f"{value:.10g}"


def _head(project: Followed, stage: int, title: str, width: int) -> list[str]:
    fill = " | <" * (width - 1)
    return [f"{title}{fill}", f"（{project.year}年度）{fill}"]


def _indicators(
    project: Followed, stage: int
) -> list[tuple[tuple[str, str], tuple[str, str, str]]]:
    found = [(r.levels[stage], r.cells[stage]) for r in project.rows if r.cells[stage]]
    return sorted(found, key=lambda each: _ORDER.index(each[0][0]))  # type: ignore[return-value]


_ORDER = ("成本指标", "产出指标", "效益指标", "满意度指标")


def application(project: Followed) -> Rows:
    """申报表。"""
    unit = project.units[0]
    lines = [
        *_head(project, 0, f"{project.year}年部门项目支出绩效目标申报表", 7),
        f"编制单位：{project.unit} | < | < | < | < | < | 单位：{unit}",
        f"项目名称 | < | {project.names[0]} | < | < | < | <",
        "主管部门 | < | 云溪县财政局 | < | < | < | <",
        f"项目资金 | < | 年度资金总额 | {money(project.totals[0], unit)} | < | < | <",
        f"^ | < | 其中：财政拨款 | {money(project.totals[0], unit)} | < | < | <",
        "^ | < | 其他资金 | 0 | < | < | <",
        "年度总体目标 | < | 完成年度任务 | < | < | < | <",
        "一级指标 | 二级指标 | 三级指标 | 指标值 | 分值 | 指标解释及计算公式 | 上年度指标值或实际水平",
    ]
    for (one, two), (name, target, weight) in _indicators(project, 0):
        lines.append(f"{one} | {two} | {name} | {_text(target)} | {weight} | 实际数 | ")
    return parse_rows("\n".join(lines))


def approval(project: Followed) -> Rows:
    """单张的批复表。"""
    unit = project.units[1]
    lines = [
        *_head(project, 1, "项目支出绩效目标批复表", 5),
        f"项目名称 | < | {project.names[1]} | < | <",
        f"主管部门 | < | 云溪县财政局 | 实施单位 | {project.unit}",
        f"项目资金（{unit}） | < | 资金总额 | {money(project.totals[1], unit)} | <",
        f"^ | < | 财政拨款 | {money(project.totals[1], unit)} | <",
        "^ | < | 其他资金 | 0 | <",
        "年度总体目标 | < | 完成年度任务 | < | <",
        "一级指标 | 二级指标 | 三级指标 | 指标值 | 权重",
    ]
    for (one, two), (name, target, weight) in _indicators(project, 1):
        lines.append(f"{one} | {two} | {name} | {_text(target)} | {weight}")
    return parse_rows("\n".join(lines))


def adjustment(project: Followed) -> Rows:
    """年初、调整后左右并列的批复表。"""
    unit = project.units[2]
    lines = [
        *_head(project, 2, f"{project.year}年部门预算调整项目支出绩效目标批复表", 8),
        f"单位：{unit} | < | < | < | < | < | < | <",
        f"项目名称 | < | {project.names[2]} | < | 主管部门 | 云溪县财政局 | 实施单位 | {project.unit}",
        "项目资金 | < | 年初预算数 | < | < | 调整预算数 | < | <",
        f"年度资金总额 | < | {money(project.totals[1], unit)} | < | < | {money(project.totals[2], unit)} | < | <",
        f"财政拨款 | < | {money(project.totals[1], unit)} | < | < | {money(project.totals[2], unit)} | < | <",
        "其他资金 | < | 0 | < | < | 0 | < | <",
        "年度总体目标 | < | 完成年度任务 | < | < | 完成年度任务 | < | <",
        "绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 三级指标 | 指标值 | 说明",
    ]
    both = [r for r in project.rows if r.cells[1] or r.cells[2]]
    for each in sorted(both, key=lambda r: _ORDER.index(r.levels[2][0])):
        old, new = each.cells[1], each.cells[2]
        one, two = each.levels[2]
        left = f"{old[0]} | {_text(old[1])}" if old else " | "
        right = f"{new[0]} | {_text(new[1])}" if new else " | "
        lines.append(f"^ | {one} | {two} | {left} | {right} | ")
    return parse_rows("\n".join(lines))


def evaluation(project: Followed) -> Rows:
    """自评表。"""
    unit, total = project.units[3], project.totals[3]
    a, b = money(total, unit), money(project.totals[1], unit)
    lines = [
        *_head(project, 3, "项目支出绩效自评表", 9),
        f"项目名称 | < | {project.names[3]} | < | < | < | < | < | <",
        f"主管部门 | < | 云溪县财政局 | < | < | 实施单位 | {project.unit} | < | <",
        f"项目资金（{unit}） | < |  | 年初预算数 | 全年预算数(A) | 全年执行数(B) | 分值 | 执行率 | 得分",
        f"^ | < | 年度资金总额 | {b} | {a} | {a} | 10 | 100% | 10",
        f"^ | < | 其中：财政拨款 | {b} | {a} | {a} | | 100% | ",
        "^ | < | 其他资金 | 0 | 0 | 0 | | | ",
        "年度总体目标 | < | 完成年度任务 | < | < | 全部完成 | < | < | <",
        "一级指标 | 二级指标 | 三级指标 | 年度指标值(A) | 实际完成值(B) | 分值 | 得分 | 未完成原因分析 | 备注",
    ]
    for (one, two), (name, target, weight) in _indicators(project, 3):
        lines.append(f"{one} | {two} | {name} | {_text(target)} | 完成 | {weight} | {weight} | | ")
    lines.append("总分 | < | < | < | < | 100 | 100 | | ")
    return parse_rows("\n".join(lines))


def approval_list(projects: Sequence[Followed]) -> Rows:
    """批复清单：一行一个指标，指标值拆成性质、数值、单位。"""
    lines = [
        f"{projects[0].year}年部门预算项目支出绩效目标批复表" + " | <" * 10,
        "单位：万元" + " | <" * 10,
        "单位 | 项目 | 预算数 | 绩效目标 | 一级指标 | 二级指标 | 三级指标 | 绩效指标性质 | 指标值 | 度量单位 | 分值权重",
    ]
    for number, project in enumerate(projects):
        for n, ((one, two), (name, target, weight)) in enumerate(_indicators(project, 1)):
            head = (
                f"{project.unit} | 5227{number:02}24T000-{project.names[1]} | {money(project.totals[1], '万元')} | 完成年度任务"
                if n == 0
                else "^ | ^ | ^ | ^"
            )
            nature, value, unit = _split(target)
            lines.append(
                f"{head} | {one} | {two} | {name} | {nature} | {value} | {unit} | {weight}"
            )
    return parse_rows("\n".join(lines))


def _split(target: str) -> tuple[str, str, str]:
    if target[0] not in "≥≤=":
        return "定性", target, ""
    digits = "".join(sign for sign in target[1:] if sign.isdigit() or sign == ".")
    return f"'{target[0]}", digits, target[1 + len(digits) :]


def _text(target: str) -> str:
    return f"'{target}" if target[0] == "=" else target


WRITERS = {"申报": application, "批复": approval, "调整": adjustment, "自评": evaluation}


def write_stages(project: Followed, folder: Path, stages: Sequence[str] = STAGES) -> list[Path]:
    """各步一个文件，文件名不说是哪一步。"""
    folder.mkdir(parents=True, exist_ok=True)
    return [
        to_workbook(WRITERS[stage](project), folder / f"{n}.xlsx")
        for n, stage in enumerate(stages, 1)
    ]


READING_ROOMS = Followed(
    names=("乡镇图书室建设经费", "乡镇图书室建设", "乡镇 图书室建设", "乡镇图书室建设项目"),
    unit="云溪县图书馆",
    totals=(25, 20, 18, 18),
    rows=(
        row(
            "产出指标 数量指标",
            [
                "建成图书室数量 ≥15个 10",
                "建成图书室数量 ≥12个 10",
                "建成图书室数量 ≥12个 10",
                "建成图书室数量 ≥12个 10",
            ],
            "same",
            "lowered",
        ),
        row(
            "产出指标 数量指标",
            [
                "配置图书册数 ≥2万册 10",
                "配置图书册数 ≥20000册 10",
                "配置图书册数 ≥2万册 10",
                "配置图书册数 ≥20000册 10",
            ],
            "same",
        ),
        row(
            "产出指标 质量指标",
            [
                "图书验收合格率 ≥95% 10",
                "图书验收合格率 =95% 10",
                "图书验收合格率 =95% 10",
                "图书验收合格率 =95% 10",
            ],
            "same",
            "sign",
        ),
        row(
            "产出指标 时效指标",
            [
                "完成时间 2024年12月底前 10",
                "完成时间 2024年10月底前 10",
                "完成时间 2024年10月31日前 10",
                "完成时间 10月底前 10",
            ],
            "same",
            "earlier",
        ),
        row(
            "成本指标 经济成本指标",
            [
                "图书室建设成本 ≤25万元 10",
                "图书室建设成本 ≤200000元 10",
                "图书室建设成本 ≤18万元 10",
                "图书室建设成本 ≤180000元 10",
            ],
            "same",
            "lowered",
        ),
        row(
            "产出指标 数量指标",
            [
                "培训管理员人数 ≥30人 10",
                "培训图书管理员人数 ≥30人 10",
                "培训图书管理员人数 ≥30人 10",
                "培训图书管理员人数 ≥30人 10",
            ],
            "reworded",
        ),
        row("产出指标 数量指标", ["-", "-", "新增借阅证 ≥500个 5", "新增借阅证 ≥500个 5"], "added"),
        row(
            "效益指标 社会效益指标",
            ["举办阅读活动 ≥5场 5", "举办阅读活动 ≥5场 5", "-", "-"],
            "dropped",
        ),
        row(
            "效益指标 社会效益指标",
            [
                "丰富群众文化生活 有效丰富 15",
                "丰富群众文化生活 持续丰富 15",
                "丰富群众文化生活 持续丰富 15",
                "丰富群众文化生活 持续丰富 15",
            ],
            "same",
            "reworded",
        ),
        row(
            "效益指标 社会效益指标/效益指标 可持续影响指标/效益指标 可持续影响指标/效益指标 可持续影响指标",
            [
                "图书室持续开放天数 ≥300天 5",
                "图书室持续开放天数 ≥300天 5",
                "图书室持续开放天数 ≥300天 5",
                "图书室持续开放天数 ≥300天 5",
            ],
            "same",
        ),
        row(
            "满意度指标 服务对象满意度指标",
            [
                "读者满意度 ≥90% 10",
                "读者满意度 ≥90% 10",
                "读者满意度 ≥90% 10",
                "读者满意度 ≥85% 10",
            ],
            "same",
            "lowered",
        ),
        row(
            "满意度指标 服务对象满意度指标",
            [
                "参加活动的群众 ≥200人 10",
                "参加活动的群众 ≥200人次 10",
                "参加活动的群众 ≥200人次 10",
                "参加活动的群众 ≥200人次 10",
            ],
            "same",
            "unit",
        ),
    ),
)
