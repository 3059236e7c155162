"""说明书里一步一步的话是真的：写的按钮功能区里有，写的清单、口径、公式照写出的结果对，说的话程序真的说。"""

import re
import shutil
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
from command_line import perfxl

from perfxl import read
from perfxl.addin.ribbon_menus import with_forms
from perfxl.functions.cell_functions import cell_functions
from perfxl.model.table import Table
from perfxl.shipped import shipped_folder

DOCS = Path(__file__).parents[1] / "docs"
TASKS = (DOCS / "十件事.md").read_text("utf-8")
OWN_LOOK = (
    (DOCS / "模板.md").read_text("utf-8").partition("## 改成本单位的样子")[2].partition("\n## ")[0]
)
_SPACE = "{http://schemas.microsoft.com/office/2009/07/customui}"
_ADDIN = shipped_folder("addin")
_RIBBON = ElementTree.fromstring(
    with_forms((_ADDIN / "ribbon.xml").read_text("utf-8")).encode("utf-8")
)
# 「绩效 › 生成 › 自评表」。
_PATHS = sorted(
    {
        (page.name, said)
        for page in DOCS.glob("*.md")
        for said in re.findall(r"「([^」]+)」", page.read_text("utf-8"))
    }
)
_SAMPLES = (
    "08_startup_loan_interest.xlsx",
    "19_hr_system_ops_level3.xlsx",
    "24_szyf_training.xlsx",
)


def label(element: ElementTree.Element) -> str:
    """一个按钮、菜单上的字；跟着情形变的，取 VBA 里平常的一种。"""
    if "label" in element.attrib:
        return element.attrib["label"]
    module, _, name = element.attrib["getLabel"].partition(".")
    source = (_ADDIN / "vba" / f"{module}.bas").read_text("utf-8")
    found = re.search(rf"Sub {name}\(.*?label = PerfxlText\(\"([^\"]+)\"\)", source, re.DOTALL)
    assert found, element.attrib
    return found[1]


def labelled(parents: list[ElementTree.Element], wanted: str) -> list[ElementTree.Element]:
    """``parents`` 里面叫 ``wanted`` 的；分组只是隔开，不算一层。"""
    inside = [each for parent in parents for each in parent]
    inside += [each for group in inside if group.tag == f"{_SPACE}group" for each in group]
    named = (f"{_SPACE}{tag}" for tag in ("tab", "menu", "button"))
    tags = set(named)
    return [each for each in inside if each.tag in tags and label(each) == wanted]


@pytest.mark.parametrize(("page", "said"), _PATHS)
def test_every_button_named_in_the_manual_is_on_the_ribbon(page: str, said: str) -> None:
    here = list(_RIBBON.iter(f"{_SPACE}tabs"))
    for step in said.split(" › "):
        here = labelled(here, step)
        assert here, f"{page}：「{said}」里的“{step}”"
    assert here[0].tag == f"{_SPACE}button" or page == "成表.md"


def test_manual_names_buttons_at_all() -> None:
    assert len(_PATHS) > 15


def test_the_table_of_buttons_lists_each_of_them() -> None:
    page = (DOCS / "Excel加载项.md").read_text("utf-8")
    rows = re.findall(r"^\| ([^|]+) \| [^|]+ \| [^|]+ \|$", page, re.MULTILINE)[1:]
    listed = {row.partition(" · ")[0] for row in rows}
    [tab] = _RIBBON.iter(f"{_SPACE}tab")
    shown = {label(each) for group in tab for each in group}
    menus = {label(each) for each in _RIBBON.iter(f"{_SPACE}contextMenus") for each in each.iter()
             if each.tag == f"{_SPACE}button"}  # fmt: skip
    assert listed == shown | {f"右键“{each}”" for each in menus}


def _value(text: str) -> str | float | None:
    """公式里写的一个参数；逗号之间空着的是没有给。"""
    if not text:
        return None
    return text[1:-1] if text.startswith('"') else float(text)


@pytest.mark.parametrize("page", ["函数手册.md", "十件事.md"])
def test_the_formulas_written_give_what_is_written_beside(page: str) -> None:
    functions = {each.name: each.run for each in cell_functions()}
    examples = re.findall(
        r"`=(PERF_\w+)\(([^:)]+)\)` \| ([^|（]+?)(?:（[^）]*）)? \|",
        (DOCS / page).read_text("utf-8"),
    )
    assert len(examples) > 1
    for name, written, result in examples:
        got = functions[name](*map(_value, re.findall(r'(?:^|,)("[^"]*"|[\d.]*)', written)))
        assert (round(got, 2) if isinstance(got, float) else got) == (
            float(result) if re.fullmatch(r"[\d.]+", result) else result
        ), (name, written)


def test_the_manual_names_every_argument_and_part() -> None:
    """表里一个函数几个参数、哪些可省，与登记的一样；``PERF_VALUE`` 的各部分与它自己说的一样。"""
    page = (DOCS / "函数手册.md").read_text("utf-8")
    functions = {each.name: each for each in cell_functions()}
    shown = dict(re.findall(r"^\| `(PERF_\w+)\(([^)]*)\)` \|", page, re.MULTILINE))
    shown["PERF_EXPLAIN"] = shown["PERF_SCORE"]
    del shown["PERF_VERSION"]
    assert set(shown) == set(functions)
    listed = page.partition("## 可省的参数")[2]
    for name, written in shown.items():
        optional = [each.startswith("[") for each in written.split(", ") if each != "…"]
        assert optional == [each.optional for each in functions[name].arguments], name
        for argument in re.findall(r"\[(\w+)\]", written):
            assert f"\n| {argument}" in listed, argument
    known = str(functions["PERF_VALUE"].run("1人", "别的")).partition("可写：")[2]
    assert re.findall(r"^\| (\w+) \| .* \| `=PERF_VALUE", listed, re.MULTILINE) == known.split("、")


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """照“十件事”开头说的放好。"""
    (tmp_path / "收到的").mkdir()
    (tmp_path / "批复").mkdir()
    for name in _SAMPLES:
        assert f"`{name}`" in TASKS
        shutil.copy(shipped_folder("workbooks") / "自评表" / name, tmp_path / "收到的")
    approved = "000_08_创业担保贷款贴息.xlsx"
    assert f"`{approved}`" in TASKS
    shutil.copy(shipped_folder("workbooks") / "目标表" / approved, tmp_path / "批复")
    return tmp_path


def _written(book: Path) -> list[tuple[object, ...]]:
    """一个工作簿里各格的值。"""
    sheets = openpyxl.load_workbook(book).worksheets
    return [row for sheet in sheets for row in sheet.iter_rows(values_only=True)]


def _written_yaml(heading: str) -> str:
    """“十件事”里这一节写着的 YAML。"""
    section = TASKS.partition(f"## {heading}")[2].partition("\n## ")[0]
    found = re.search(r"^( *)```yaml\n(.*?)^ *```", section, re.DOTALL | re.MULTILINE)
    assert found
    return "".join(line.removeprefix(found[1]) for line in found[2].splitlines(keepends=True))


def test_accepting_as_written_takes_the_finding_away(desk: Path) -> None:
    before = perfxl("check", "收到的", cwd=desk).out
    assert "共 3 个文件、3 张表：错误 3 处" in before
    assert "E19　PX504" in before
    (desk / "收到的" / "校验认可.yaml").write_text(_written_yaml("5 认可一处问题"), "utf-8")
    after = perfxl("check", "收到的", cwd=desk).out
    assert "另有 1 处已认可，没有列出" in after
    assert "E19　PX504" not in after


def _own_profile(desk: Path) -> str:
    """照第 3 件写的口径；给完整的路径：读过的口径照路径记着，各个测试里的不是同一份。"""
    path = desk / "我的口径.yaml"
    path.write_text(_written_yaml("3 用自己的口径"), "utf-8")
    return str(path)


def test_an_own_profile_as_written_is_the_one_used(desk: Path) -> None:
    own = _own_profile(desk)
    listed = perfxl("profile", own, cwd=desk).out
    assert "产出指标 40、效益指标 40、满意度指标 10" in listed
    assert "“=”类没有做到：按比例" in listed
    for command in ("check", "score", "summary"):
        done = perfxl(command, "收到的", "--profile", own, cwd=desk)
        assert "口径：某县（检查时指定的）" in done.out + done.err
        assert done.out.count("PX317") == (3 if command == "check" else 0)


def test_the_weights_of_an_own_profile_are_for_new_forms(desk: Path) -> None:
    """收到的表照印的分值评，两份口径评得一样；由批复写的照口径拟分值。"""
    own = _own_profile(desk)
    for name, profile in (("评的", own), ("全国", "全国")):
        assert perfxl("score", "收到的", "--profile", profile, "-o", name, cwd=desk).code == 0
    for book in (desk / "评的").glob("*.xlsx"):
        assert _written(book) == _written(desk / "全国" / book.name)
    made = perfxl("make", "自评表", "--from", "批复", "-o", "成表", "--profile", own, cwd=desk)
    assert made.code == 0
    [book] = (desk / "成表").glob("*.xlsx")
    [table] = read(book).tables
    proposed: Counter[str] = Counter()
    for each in table.indicators:
        assert each.weight.number is not None
        proposed[each.level1.text] += int(each.weight.number)
    assert proposed == {"产出指标": 40, "效益指标": 40, "满意度指标": 10}


def test_two_drafts_are_taken_in_the_order_given(desk: Path) -> None:
    shutil.move(desk / "收到的" / _SAMPLES[2], desk / "改后.xlsx")
    book = openpyxl.load_workbook(desk / "改后.xlsx")
    sheet = book.worksheets[0]
    sheet["I7"], sheet["I18"], sheet["F13"] = 1, "另一个原因", "别的情况"
    book.save(desk / "改前.xlsx")
    unseen = perfxl("compare", "改前.xlsx", "改后.xlsx", cwd=desk)
    assert "内容一样" in unseen.err
    sheet["E21"] = "≥80%"
    book.save(desk / "改前.xlsx")
    forth = perfxl("compare", "改前.xlsx", "改后.xlsx", cwd=desk).out
    assert "自评（1）是“改前.xlsx”，自评（2）是“改后.xlsx”" in forth
    assert "指标值提高：" in forth
    assert "指标值降低：" in perfxl("compare", "改后.xlsx", "改前.xlsx", cwd=desk).out
    steps = [perfxl("compare", *pair, cwd=desk).out
             for pair in (("批复", "收到的"), ("收到的", "批复"))]  # fmt: skip
    assert steps[0] == steps[1]


def test_the_own_name_is_printed_as_the_manual_says(desk: Path) -> None:
    perfxl("template", "new", "自评表", "-o", "我的.xlsx", cwd=desk)
    section = OWN_LOOK.partition("要印上自己单位的名字")[2].partition("要加一栏")[0]
    whole, _, title, unless, always = re.findall(r"`([^`|]+)(?:\\\|可略\}\})?`", section)[:5]
    printed = {}
    for number, (head, filing) in enumerate(((title, unless), (title, always), (whole, always))):
        book = openpyxl.load_workbook(desk / "我的.xlsx")
        sheet = book.worksheets[0]
        assert (sheet["A2"].value, sheet["A4"].value) == (
            "{{标题}}",
            "填报单位（盖章）：{{填报单位}}",
        )
        sheet["A2"], sheet["A4"] = head, filing
        book.save(desk / f"{number}.xlsx")
        assert "没有问题" in perfxl("template", "check", f"{number}.xlsx", cwd=desk).err
        for source in ("收到的", "批复"):
            folder = f"写的{number}"
            perfxl("make", "自评表", "--from", source, "-o", folder, "--template", f"{number}.xlsx", cwd=desk)  # fmt: skip
        for path in (desk / f"写的{number}").glob("*.xlsx"):
            cells = [str(each) for row in _written(path) for each in row if each]
            assert re.fullmatch("某县教育局(2024年度| +年度)?项目支出绩效.*表", cells[0])
            assert ("2024" in cells[0]) is (number == 2 and not path.name.startswith("00"))
            [filed] = [each for each in cells if each.startswith("填报单位")]
            printed[number, path.name[:2]] = filed.partition("：")[2]
    assert set(printed.values()) == {"某县教育局", "黔南布依族苗族自治州人力资源和社会保障局"}
    assert printed[0, "00"].startswith("黔南")
    forced = {printed[n, name] for n in (1, 2) for name in ("00", "08", "19", "24")}
    assert forced == {"某县教育局"}


def test_a_column_and_signatures_of_ones_own_are_written(desk: Path) -> None:
    """插一栏“得分说明”，改签字的一行。"""
    section = OWN_LOOK.partition("要加一栏")[2]
    column, signed = "{{指标.得分说明}}", "经办人：{{经办人}}"
    assert column in section
    assert signed in section
    perfxl("template", "new", "自评表", "-o", "我的.xlsx", cwd=desk)
    book = openpyxl.load_workbook(desk / "我的.xlsx")
    notes = [str(each) for row in book["说明"].iter_rows(values_only=True) for each in row if each]
    assert any("{{经办人}}" in each for each in notes)
    sheet = book.worksheets[0]
    assert (sheet["M13"].value, sheet["A19"].value) == ("备注", "{{落款|可略}}")
    sheet["M13"], sheet["M14"] = "得分说明", column
    sheet["A20"] = f"{signed}　　科室负责人：　　"
    book.save(desk / "我的.xlsx")
    assert perfxl("template", "check", "我的.xlsx", cwd=desk).code == 0
    perfxl("make", "自评表", "--from", "收到的", "-o", "写的", "--template", "我的.xlsx", cwd=desk)
    [path] = (desk / "写的").glob("24_*.xlsx")
    cells = [str(each) for row in _written(path) for each in row if each]
    assert cells[-1].startswith("经办人：")
    assert any("÷" in each or "满分" in each for each in cells)


def test_comparing_and_making_say_what_the_manual_says(desk: Path) -> None:
    compared = perfxl("compare", "批复", "收到的", cwd=desk).out
    for said in ("取消：", "增加：", "上限随预算放宽：", "资金变了：", "只有一步，没有可比的"):
        assert said in compared
    for number in ("", "(2)"):
        made = perfxl("make", "自评表", "--from", "收到的", "-o", "成表", cwd=desk)
        assert f"08_startup_loan_interest（自评表）{number}.xlsx" in made.err
    assert "要由评价人核定" in made.err
    perfxl("template", "new", "自评表", "-o", "我的自评表.xlsx", cwd=desk)
    assert "没有问题" in perfxl("template", "check", "我的自评表.xlsx", cwd=desk).err


def _only_tables(folder: Path) -> tuple[Table, ...]:
    [path] = folder.glob("*.xlsx")
    return read(path).tables


def _filled(desk: Path, **actuals: str) -> list[str]:
    """第 6 件第二条写的空表，填好放进“填好的”，没有写明的照指标值填；给出要评价人定的各行的得分格。"""
    [made] = (desk / "成表").glob("*.xlsx")
    (desk / "填好的").mkdir(exist_ok=True)
    [table] = _only_tables(desk / "成表")
    book = openpyxl.load_workbook(made)
    sheet = book.worksheets[0]
    for fund in table.funds:
        sheet[fund.executed.cell] = fund.budget.number
    for row in table.indicators:
        level2 = row.level2.text.removesuffix("指标")
        qualitative = "达成预期指标" if row.target_value.kind == "qualitative" else row.target.text
        sheet[row.actual.cell] = actuals.get(level2, qualitative)
    book.save(desk / "填好的" / "自评.xlsx")
    return [r.score.cell for r in table.indicators if r.level2.text.removesuffix("指标") in actuals]


def test_a_form_made_from_an_approval_is_filled_in_and_finished(desk: Path) -> None:
    """第 6 件：写空表 → 填完成值 → 再 make 一次，就算好了分；等评价人定的每一格都点名，两条命令一个意思。"""
    assert perfxl("make", "自评表", "--from", "批复", "-o", "成表", cwd=desk).code == 0
    _filled(desk)
    done = perfxl("make", "自评表", "--from", "填好的", "-o", "定稿", cwd=desk)
    assert "自评结论是草稿" in done.err
    [finished] = _only_tables(desk / "定稿")
    assert finished.total.score.number == 100
    assert finished.grade_cell.prefix + finished.grade_cell.text == "等级：优"
    assert "草稿" in finished.conclusion.text
    open_cells = _filled(desk, 时效="2099年12月", 社会效益="部分达成预期指标并具有一定效果")
    assert len(open_cells) >= 2
    again = perfxl("make", "自评表", "--from", "填好的", "-o", "定稿", "--replace", cwd=desk)
    [said] = [line for line in again.err.splitlines() if "要由评价人核定，空着没有写" in line]
    assert "总分、等级没有填" in said
    scored = perfxl("score", "填好的", "-o", "评好的", cwd=desk)
    for cell in open_cells:
        assert cell in scored.err
    # 成表说的是写成的那一份里的格。
    [finished] = _only_tables(desk / "定稿")
    for row in finished.indicators:
        assert (row.score.number is None) == (f"{row.score.cell}“" in said)
    for folder in ("定稿", "评好的"):
        [table] = _only_tables(desk / folder)
        waiting = [row for row in table.indicators if row.score.number is None]
        assert len(waiting) == len(open_cells)
        assert table.total.score.number is None
        assert table.grade_cell.text == ""


def test_a_template_of_ones_own_goes_along_and_signs_once(desk: Path) -> None:
    """第 4 件的模板：接着的一句带着它，签字一行照它印一遍；回到随带的样子，科室负责人还在。"""
    line = re.findall(r"照字打 `([^`]+)`", OWN_LOOK)[0]
    own = desk / "我的自评表.xlsx"
    assert perfxl("template", "new", "自评表", "-o", own.name, cwd=desk).code == 0
    book = openpyxl.load_workbook(own)
    sheet = book.worksheets[0]
    [signed] = [c for row in sheet.iter_rows() for c in row if "落款" in str(c.value)]
    sheet.insert_rows(signed.row)
    sheet.cell(signed.row - 1, 1, line)
    book.save(own)
    chosen = ("--template", own.name, "--no-conclusion")
    first = perfxl("make", "自评表", "--from", "批复", "-o", "待填", *chosen, cwd=desk)
    again = f"--from 待填 -o 定稿 {' '.join(chosen)}"
    assert f"再运行 perfxl make 自评表 {again}" in first.err
    assert perfxl("make", "自评表", *again.split(), cwd=desk).code == 0
    perfxl("make", "自评表", "--from", "定稿", "-o", "随带", cwd=desk)
    for folder in ("待填", "定稿", "随带"):
        [path] = (desk / folder).glob("*.xlsx")
        said = "".join(str(value) for row in _written(path) for value in row if value)
        assert said.count("经办人") == 1, folder
        assert said.count("科室负责人") == 1, folder


def test_three_commands_lead_from_an_approval_to_a_print_without_drafts(desk: Path) -> None:
    """第 6 件的三条命令：每一条说还要填的每一格、接着运行哪一条，末一份没有草稿。"""
    own = _own_profile(desk)
    section = TASKS.partition("## 6 成表，打印")[2].partition("\n## ")[0]
    written = re.findall(r"^perfxl make (自评表 --from \S+ -o \S+)", section, re.MULTILINE)[:3]
    assert [re.findall(r"--from (\S+) -o (\S+)", each)[0] for each in written] == [
        ("批复", "待填"),
        ("待填", "定稿"),
        ("定稿", "打印"),
    ]
    first, second, third = (each.split() for each in written)
    made = perfxl("make", *first, "--profile", own, "--checklist", cwd=desk)
    [table] = _only_tables(desk / "待填")
    [path] = (desk / "待填").glob("*.xlsx")
    blanks = [row.actual.cell for row in table.indicators]
    [said] = [line for line in made.err.splitlines() if "还要填：" in line]
    assert f"{blanks[0]}:{blanks[-1]} 实际完成值" in said
    assert f"{table.goals['actual'].cell} 实际完成情况" in said
    assert (
        f"接着：在“待填”里填好、存盘，再运行 perfxl make {written[1]} --profile {own}" in made.err
    )
    listed = openpyxl.load_workbook(path)["填写清单"]
    to_fill = [str(row[1]) for row in listed.iter_rows(values_only=True)]
    assert {*blanks, table.goals["actual"].cell} <= set(to_fill)

    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    assert "A2 年度" in said
    sheet["A2"] = "（2023年度）"
    for fund in table.funds:
        sheet[fund.executed.cell] = fund.budget.number
    for row in table.indicators:
        met = row.target_value.kind == "qualitative"
        sheet[row.actual.cell] = "达成预期指标" if met else row.target.text
    book.save(path)
    done = perfxl("make", *second, "--profile", own, cwd=desk)
    assert f"{table.goals['actual'].cell} 实际完成情况" in done.err
    assert f"接着：在“定稿”里改好自评结论、存盘，再运行 perfxl make {written[2]}" in done.err

    [finished] = _only_tables(desk / "定稿")
    [path] = (desk / "定稿").glob("*.xlsx")
    kept = perfxl("make", *third, "--profile", own, cwd=desk)
    assert f"{finished.conclusion.cell} 的自评结论还写着“草稿”" in kept.err
    book = openpyxl.load_workbook(path)
    book.worksheets[0][finished.conclusion.cell] = "优。改进措施：（请补写“完工时间”的）。"
    book.save(path)
    unwritten = perfxl("make", *third, "--profile", own, "--replace", cwd=desk)
    assert f"{finished.conclusion.cell} 的自评结论还写着“（请补写……）”" in unwritten.err
    assert "接着：" in unwritten.err
    checked = perfxl("check", "定稿", "--profile", own, cwd=desk)
    assert "自评结论里留着“（请补写‘完工时间’的）”" in checked.out
    book.worksheets[0][finished.conclusion.cell] = "我写的结论。"
    book.save(path)
    last = perfxl("make", *third, "--profile", own, "--replace", cwd=desk)
    assert last.code == 0, last.err
    assert "草稿" not in last.err
    assert "接着：" not in last.err
    [printed] = _only_tables(desk / "打印")
    assert printed.conclusion.text == "我写的结论。"
    assert printed.total.score.number == 100
