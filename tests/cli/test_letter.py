"""``perfxl letter``：一个单位一份意见，Word、Excel 读回来看写了什么。"""

import gc
from dataclasses import replace
from pathlib import Path

import pytest
from command_line import perfxl
from docx import Document
from docx.parts.document import DocumentPart
from gridtext import to_workbook
from openpyxl import load_workbook
from stage_books import (
    READING_ROOMS,
    Followed,
    adjustment,
    application,
    approval,
    approval_list,
    evaluation,
    row,
    write_stages,
)

from perfxl.hosts import whole_file
from perfxl.many_files.letters import opinion_path
from perfxl.rendering.opinions import LetterHead, opinion_facts, sample_opinion
from perfxl.rendering.target_review import QUALITIES
from perfxl.rules.engine.registry import all_rules

FAULTY = Followed(
    names=("=职业技能培训{{单位}}",) * 4,
    unit="云溪县就业局",
    totals=(30, 30, 30, 30),
    rows=(
        row("产出指标 数量指标", ["培训人数 ≥300人 20"] * 4, "same"),
        row("产出指标 质量指标", ["培训合格率 ≥90% 10"] * 4, "same"),
        row("效益指标 社会效益指标", ["新增就业人数 有所增加 30"] * 4, "same"),
    ),
)


SOUND = replace(
    FAULTY,
    names=("图书流动车",) * 4,
    unit="云溪县图书馆",
    rows=(row("产出指标 数量指标", ["下乡次数 ≥40次 90"] * 4, "same"),),
)


def paragraphs(path: Path) -> list[str]:
    return [each.text for each in Document(str(path)).paragraphs]


def write(folder: Path, *more: str) -> Path:
    (folder / "表").mkdir()
    for n, project in enumerate((FAULTY, READING_ROOMS)):
        to_workbook(approval(project), folder / "表" / f"批复{n}.xlsx")
        to_workbook(evaluation(project), folder / "表" / f"自评{n}.xlsx")
    done = perfxl("letter", folder / "表", "-o", folder / "意见", *more)
    assert done.code == 0, done.err
    return folder / "意见"


def test_one_letter_for_each_unit(tmp_path: Path) -> None:
    made = write(tmp_path)
    assert sorted(each.name for each in made.iterdir()) == [
        *("云溪县图书馆审核意见.docx", "云溪县图书馆审核意见.xlsx"),
        *("云溪县就业局审核意见.docx", "云溪县就业局审核意见.xlsx"),
    ]


def test_the_letter_is_a_draft_with_numbered_points_and_blanks(tmp_path: Path) -> None:
    said = paragraphs(write(tmp_path) / "云溪县就业局审核意见.docx")
    assert said[0].startswith("草稿：")
    assert said[1] == "关于云溪县就业局2024年度绩效表格的审核意见（草稿）"
    assert said[2] == "云溪县就业局："
    assert "绩效自评表1张" in said[3]
    # 表里的字照印，不当作占位、公式。
    assert "（一）=职业技能培训{{单位}}" in said
    own = said[: said.index("三、整改要求")]
    numbered = [each for each in own if each[:2] in ("1．", "2．")]
    assert len(numbered) == 2
    assert all("请" in each and "（自评0.xlsx" in each for each in numbered)
    assert not [each for each in said if "{%" in each]
    after = said[said.index("（审核单位盖章）") + 1 :]
    assert after[0] == "　　　　年　　月　　日"
    # 批复是批复单位自己发的：另列在末尾，不要这个单位改。
    assert "不用报送单位改" in after[1]
    assert all("（批复0.xlsx" in each for each in after if each[:1].isdigit())


def test_what_is_wrong_in_an_approval_is_not_for_the_unit_to_mend(tmp_path: Path) -> None:
    path = to_workbook(approval(FAULTY), tmp_path / "批复.xlsx")
    for final in ((), ("--final",)):
        folder = tmp_path / f"意见{len(final)}"
        done = perfxl("letter", path, "-o", folder, *final)
        assert done.code == 0, done.err
        assert "1 个单位的审核意见，共 0 条；批复里要更正的另有 2 条，由批复单位更正" in done.err
        assert ("附在草稿末尾" in done.err) is (not final)
        said = "\n".join(paragraphs(folder / "云溪县就业局审核意见.docx"))
        assert "没有收到你单位新报送的2024年度绩效表格" in said
        assert "没有要整改的。" in said
        assert "核改，连同依据重新报送" not in said
        # 定稿不带批复里要更正的一段，屏幕上说。
        assert ("满意度" in said) is not final
        book = load_workbook(folder / "云溪县就业局审核意见.xlsx")
        texts = [str(c.value) for line in book["审核意见"].iter_rows() for c in line if c.value]
        assert any("满意度" in each for each in texts) is (not final)
        assert book.sheetnames == ["审核意见"]


def test_a_template_without_a_place_for_approvals_is_not_said_to_list_them(tmp_path: Path) -> None:
    own = Document()
    own.add_paragraph("{{单位}}：{{开头}}{{要求}}")
    own.save(str(tmp_path / "本局.docx"))
    path = to_workbook(approval(FAULTY), tmp_path / "批复.xlsx")
    given = ("--template", tmp_path / "本局.docx", "--format", "docx")
    done = perfxl("letter", path, "-o", tmp_path / "意见", *given)
    assert done.code == 0, done.err
    assert "由批复单位更正，没有写进，perfxl check 可以看" in done.err


def test_an_approved_project_without_an_evaluation_is_asked_for(tmp_path: Path) -> None:
    """同一单位这一年别的项目有自评表的才问；预算调整成 0 的不问；一张也没有的单位屏幕上说。"""
    (tmp_path / "表").mkdir()
    culture = replace(READING_ROOMS, unit="云溪县文化馆")
    to_workbook(approval(culture), tmp_path / "表" / "文化馆.xlsx")
    library = replace(SOUND, totals=(30, 30, 0, 0))
    for n, project in enumerate((FAULTY, replace(READING_ROOMS, unit=FAULTY.unit))):
        to_workbook(approval(project), tmp_path / "表" / f"批复{n}.xlsx")
    to_workbook(adjustment(library), tmp_path / "表" / "调整.xlsx")
    done = perfxl("letter", tmp_path / "表", "-o", tmp_path / "一")
    assert "一张也没有收到" not in done.err
    assert "补报" not in "".join(paragraphs(tmp_path / "一" / "云溪县就业局审核意见.docx"))
    to_workbook(evaluation(FAULTY), tmp_path / "表" / "自评.xlsx")
    done = perfxl("letter", tmp_path / "表", "-o", tmp_path / "二")
    assert "这些单位批复了而一张也没有收到：云溪县文化馆。" in done.err
    assert "补报" not in "".join(paragraphs(tmp_path / "二" / "云溪县文化馆审核意见.docx"))
    said = "".join(paragraphs(tmp_path / "二" / "云溪县就业局审核意见.docx"))
    assert "批复了而没有收到自评表的项目，一并补报：乡镇图书室建设；不须自评的，说明理由。" in said
    assert "补报" not in "".join(paragraphs(tmp_path / "二" / "云溪县图书馆审核意见.docx"))


def test_a_step_that_is_past_is_not_asked_to_be_mended(tmp_path: Path) -> None:
    """批复过的申报表用来对照，里面查出的不写，屏幕上说有几条；还没有批复的照写。"""
    (tmp_path / "表").mkdir()
    to_workbook(application(FAULTY), tmp_path / "表" / "申报.xlsx")
    assert perfxl("letter", tmp_path / "表", "-o", tmp_path / "一").code == 0
    said = "\n".join(paragraphs(tmp_path / "一" / "云溪县就业局审核意见.docx"))
    assert "绩效表格（项目支出绩效目标申报表1张）已审核" in said
    assert "（申报.xlsx" in said
    to_workbook(approval(FAULTY), tmp_path / "表" / "批复.xlsx")
    to_workbook(evaluation(FAULTY), tmp_path / "表" / "自评.xlsx")
    done = perfxl("letter", tmp_path / "表", "-o", tmp_path / "二")
    assert "已经过去的一步（批复过的申报表、自评过的监控表）里的 2 条没有写" in done.err
    said = "\n".join(paragraphs(tmp_path / "二" / "云溪县就业局审核意见.docx"))
    assert "绩效表格（绩效自评表1张）已对照批复单位发的表（批复的项目绩效目标表1张）" in said
    assert "和你单位以前报送的表（项目支出绩效目标申报表1张）审核" in said
    assert "（申报.xlsx" not in said


def test_the_workbook_has_no_label_with_nothing_behind_it(tmp_path: Path) -> None:
    path = to_workbook(evaluation(FAULTY), tmp_path / "自评.xlsx")
    for n, more in enumerate(((), ("--contact", "×××"))):
        assert perfxl("letter", path, "-o", tmp_path / str(n), *more).code == 0
        sheet = load_workbook(tmp_path / str(n) / "云溪县就业局审核意见.xlsx")["审核意见"]
        texts = [str(c.value) for line in sheet.iter_rows() for c in line if c.value]
        assert [each for each in texts if each.endswith(("：", "：）"))] == ["云溪县就业局："]
        assert ("（联系人：×××）" in texts) is bool(more)


def test_one_file_given_twice_is_audited_once(tmp_path: Path) -> None:
    path = to_workbook(evaluation(FAULTY), tmp_path / "自评.xlsx")
    assert perfxl("letter", path, "-o", tmp_path / "一").code == 0
    once = paragraphs(tmp_path / "一" / "云溪县就业局审核意见.docx")
    (tmp_path / "又一份").mkdir()
    other = to_workbook(evaluation(FAULTY), tmp_path / "又一份" / "自评.xlsx")
    assert perfxl("letter", path, other, "-o", tmp_path / "二").code == 0
    twice = paragraphs(tmp_path / "二" / "云溪县就业局审核意见.docx")
    points = [[each[:20] for each in said if each[:1].isdigit()] for said in (once, twice)]
    assert points[0] == points[1]
    [said] = [each for each in twice if "没有再审" in each]
    assert "又一份/自评.xlsx" in said


def test_of_two_drafts_the_one_that_counts_is_summed_up(tmp_path: Path) -> None:
    rows = evaluation(SOUND)
    next(line for line in rows if line[0] == "总分")[6] = "88"
    to_workbook(rows, tmp_path / "自评.xlsx")
    to_workbook(evaluation(SOUND), tmp_path / "自评（终稿）.xlsx")
    done = perfxl("letter", tmp_path, "-o", tmp_path / "意见", "--format", "docx")
    assert done.code == 0, done.err
    table = Document(str(tmp_path / "意见" / "云溪县图书馆审核意见.docx")).tables[0]
    assert [line.cells[3].text for line in table.rows] == ["自评", "100"]


def test_the_basis_is_stated_in_the_letter_and_on_the_screen(tmp_path: Path) -> None:
    (tmp_path / "我县.yaml").write_text(
        "extends: 黔南州\nname: 我县\ntitle: 我县自评口径\n", "utf-8"
    )
    path = to_workbook(evaluation(FAULTY), tmp_path / "自评.xlsx")
    done = perfxl("letter", path, "-o", tmp_path / "意见", "--profile", "我县.yaml", cwd=tmp_path)
    assert "口径：我县（检查时指定的）。" in done.err
    said = "\n".join(paragraphs(tmp_path / "意见" / "云溪县就业局审核意见.docx"))
    assert "评分口径：“我县”，我县自评口径。" in said


def test_one_project_under_two_names_has_one_row(tmp_path: Path) -> None:
    """申报、批复、自评写得不同的名称，是同一个项目的一行，用最后一步的名称。"""
    write_stages(READING_ROOMS, tmp_path / "表")
    perfxl("letter", tmp_path / "表", "-o", tmp_path / "意见")
    table = Document(str(tmp_path / "意见" / "云溪县图书馆审核意见.docx")).tables[0]
    assert [line.cells[1].text for line in table.rows] == ["项目", "乡镇图书室建设项目"]


def test_given_deadline_signature_and_date_are_written(tmp_path: Path) -> None:
    given = ("--deadline", "2025年3月31日", "--signature", "云溪县财政局", "--date", "2025年3月1日")
    said = paragraphs(write(tmp_path, *given, "--final") / "云溪县就业局审核意见.docx")
    assert said[0] == "关于云溪县就业局2024年度绩效表格的审核意见"
    assert any(each.startswith("请于2025年3月31日前") for each in said)
    assert said[-2:] == ["云溪县财政局", "2025年3月1日"]


def test_consequences_follow_their_cause(tmp_path: Path) -> None:
    rows = evaluation(READING_ROOMS)
    total = next(line for line in rows if line[0] == "总分")
    total[6] = "60"
    to_workbook(rows, tmp_path / "自评.xlsx")
    done = perfxl("letter", tmp_path / "自评.xlsx", "-o", tmp_path / "意见")
    assert done.code == 0
    said = paragraphs(tmp_path / "意见" / "云溪县图书馆审核意见.docx")
    causes = [n for n, each in enumerate(said) if "总分" in each and each[0].isdigit()]
    assert causes
    book = load_workbook(tmp_path / "意见" / "云溪县图书馆审核意见.xlsx")
    assert book["审核意见"]["A1"].value == "绩效审核意见（草稿）"


def test_the_review_of_targets_proposes_grades_with_reasons(tmp_path: Path) -> None:
    book = load_workbook(write(tmp_path) / "云溪县就业局审核意见.xlsx")
    # 批复、自评过的不附审核表，报来待批的才附。
    assert book.sheetnames == ["审核意见"]
    path = to_workbook(application(FAULTY), tmp_path / "申报.xlsx")
    assert perfxl("letter", path, "-o", tmp_path / "待批").code == 0
    book = load_workbook(tmp_path / "待批" / "云溪县就业局审核意见.xlsx")
    [name] = [each for each in book.sheetnames if each.startswith("审核表")]
    sheet = book[name]
    assert sheet["A1"].value == "项目支出绩效目标审核表（建议稿）"
    table = {line[0].value: line for line in sheet.iter_rows(min_row=5, max_row=9)}
    assert list(table)[:4] == [each.name for each in QUALITIES]
    assert all(table[each.name][2].value in ("优", "良", "中", "差") for each in QUALITIES)
    # 没有满意度指标。
    assert table["相关性"][2].value != "优"
    assert "满意度" in table["相关性"][3].value
    assert all("请人看" in table[each.name][3].value for each in QUALITIES)
    texts = [cell for line in sheet.iter_rows() for cell in line if cell.value]
    assert all(cell.data_type == "s" for cell in texts)


def test_the_reviewed_rules_exist_and_are_told_once() -> None:
    every = [rule for each in QUALITIES for rule in each.rules]
    assert len(every) == len(set(every))
    assert set(every) <= set(all_rules())


def test_a_second_run_replaces_nothing(tmp_path: Path) -> None:
    made = write(tmp_path)
    before = {each: each.read_bytes() for each in made.iterdir()}
    again = perfxl("letter", tmp_path / "表", "-o", made, "--unit", "就业局", "--format", "docx")
    assert again.code == 0
    assert all(each.read_bytes() == content for each, content in before.items())
    assert (made / "云溪县就业局审核意见(2).docx").is_file()


def test_the_letters_are_not_read_as_forms(tmp_path: Path) -> None:
    write(tmp_path)
    done = perfxl("check", tmp_path)
    assert "跳过" in done.err
    assert "没有读成" not in done.err


def test_an_office_restyles_the_template(tmp_path: Path) -> None:
    own = tmp_path / "本局意见.docx"
    assert perfxl("template", "new", "审核意见", "-o", own).code == 0
    assert own.read_bytes() == opinion_path().read_bytes()
    document = Document(str(own))
    document.paragraphs[-1].add_run()
    document.add_paragraph("抄送：{{单位}}财务室")
    document.save(str(own))
    assert perfxl("template", "check", own).code == 0
    said = paragraphs(write(tmp_path, "--template", str(own)) / "云溪县就业局审核意见.docx")
    assert said[-1] == "抄送：云溪县就业局财务室"


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("{{没有的名字}}", "“没有的名字”不认得"),
        ("{{单位", "写得不通"),
        ("{% for 数 in range(9**9) %}{{数}}{% endfor %}", "range 最多"),
        ("{{ ''.__class__.__mro__ }}", "写得不通"),
    ],
)
def test_a_template_written_wrong_is_said_and_nothing_written(
    written: str, told: str, tmp_path: Path
) -> None:
    own = tmp_path / "坏.docx"
    document = Document(str(opinion_path()))
    document.add_paragraph(written)
    document.save(str(own))
    path = to_workbook(evaluation(FAULTY), tmp_path / "自评.xlsx")
    done = perfxl("letter", path, "-o", tmp_path / "意见", "--template", own)
    assert done.code == 2
    assert told in done.err
    assert not (tmp_path / "意见").exists()
    assert perfxl("template", "check", own).code == 2


def test_what_is_no_template_is_said(tmp_path: Path) -> None:
    own = tmp_path / "假.docx"
    own.write_bytes(b"not a document")
    path = to_workbook(evaluation(FAULTY), tmp_path / "自评.xlsx")
    done = perfxl("letter", path, "-o", tmp_path / "意见", "--template", own)
    assert (done.code, done.err.count("不是能用的 Word 模板")) == (2, 1)


def test_a_unit_that_is_not_there_is_said(tmp_path: Path) -> None:
    [path] = write_stages(FAULTY, tmp_path, ["自评"])
    done = perfxl("letter", path, "-o", tmp_path / "意见", "--unit", "农业局")
    assert done.code == 2
    assert "没有“农业局”的绩效表" in done.err
    assert "有的单位：云溪县就业局；有的年度：2024。" in done.err


def test_a_letter_that_cannot_be_written_does_not_cost_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n, project in enumerate((FAULTY, READING_ROOMS)):
        to_workbook(evaluation(project), tmp_path / f"{n}.xlsx")

    def full(path: Path) -> None:
        calls.append(path)
        if len(calls) == 1:
            raise OSError(28, "No space left on device")

    calls: list[Path] = []
    monkeypatch.setattr(whole_file, "to_disk", full)
    done = perfxl("letter", tmp_path, "-o", tmp_path / "意见")
    assert done.code == 2
    assert done.err.count("磁盘满了") == 1
    assert len(list((tmp_path / "意见").iterdir())) == 3


def test_the_projects_of_a_list_go_to_their_own_units(tmp_path: Path) -> None:
    vague = (row("效益指标 社会效益指标", ["乡村面貌 有所改善 90"] * 4, "same"),)
    other = Followed(("乡村建设",) * 4, "云溪县水务局", (10, 10, 10, 10), vague)
    to_workbook(approval_list([READING_ROOMS, other]), tmp_path / "清单.xlsx")
    done = perfxl("letter", tmp_path / "清单.xlsx", "-o", tmp_path / "意见", "--level", "info")
    assert done.code == 0, done.err
    said = {
        unit: "\n".join(paragraphs(tmp_path / "意见" / f"{unit}审核意见.docx"))
        for unit in ("云溪县图书馆", "云溪县水务局")
    }
    assert "（一）乡村建设" in said["云溪县水务局"]
    assert "有所改善" in said["云溪县水务局"]
    assert "有所改善" not in said["云溪县图书馆"]
    book = load_workbook(tmp_path / "意见" / "云溪县水务局审核意见.xlsx")
    assert book.sheetnames == ["审核意见"]


def two_years(folder: Path, project: Followed = FAULTY) -> Path:
    """同样名字的两年的自评表、申报表，各在一个文件夹里。"""
    for year in (2023, 2024):
        own = folder / "表" / f"{year}年"
        own.mkdir(parents=True)
        to_workbook(application(replace(project, year=year)), own / "申报.xlsx")
        to_workbook(evaluation(replace(project, year=year)), own / "自评.xlsx")
    return folder / "表"


def test_each_year_of_a_project_has_its_own_row_heading_and_review(tmp_path: Path) -> None:
    given = two_years(tmp_path)
    done = perfxl("letter", given, "-o", tmp_path / "意见")
    assert done.code == 0, done.err
    made = tmp_path / "意见" / "云溪县就业局审核意见.docx"
    said = paragraphs(made)
    name = "=职业技能培训{{单位}}"
    assert {each for each in said if each.startswith(("（一）", "（二）"))} == {
        f"（{'一二'[n]}）{name}（{year}年度）" for n, year in enumerate((2023, 2024))
    }
    rows = [line.cells[1].text for line in Document(str(made)).tables[0].rows]
    assert rows[1:] == [f"{name}（{year}年度）" for year in (2023, 2024)]
    numbered = [each for each in said if each[:1].isdigit()]
    assert len(set(numbered)) == len(numbered)
    assert all("年/申报.xlsx" in each or "年/自评.xlsx" in each for each in numbered)
    # 自评过的没有审核表；都只有申报表的，一年一份。
    assert load_workbook(made.with_suffix(".xlsx")).sheetnames == ["审核意见"]
    for year in (2023, 2024):
        (given / f"{year}年" / "自评.xlsx").unlink()
    assert perfxl("letter", given, "-o", tmp_path / "待批").code == 0
    book = load_workbook(tmp_path / "待批" / "云溪县就业局审核意见.xlsx")
    reviews = [each for each in book.worksheets if each.title.startswith("审核表")]
    assert [each["A2"].value for each in reviews] == ["2023年度", "2024年度"]


def test_letters_of_one_year_name_it_and_stand_side_by_side(tmp_path: Path) -> None:
    given = two_years(tmp_path)
    for year in ("2023", "2024"):
        done = perfxl("letter", given, "-o", tmp_path / "意见", "--year", year, "--format", "docx")
        assert done.code == 0, done.err
    assert sorted(each.name for each in (tmp_path / "意见").iterdir()) == [
        *("云溪县就业局2023年审核意见.docx", "云溪县就业局2024年审核意见.docx")
    ]


def test_a_letter_with_nothing_to_correct_asks_for_nothing(tmp_path: Path) -> None:
    path = to_workbook(application(SOUND), tmp_path / "申报.xlsx")
    done = perfxl("letter", path, "-o", tmp_path / "意见", "--level", "error", "--final")
    assert done.code == 0, done.err
    said = "\n".join(paragraphs(tmp_path / "意见" / "云溪县图书馆审核意见.docx"))
    assert "已审核，没有错误。" in said
    assert "没有错误的项目" in said
    assert "没有要整改的" in said
    assert "核改" not in said
    assert "草稿" not in done.err


def test_nothing_is_said_of_letters_when_none_was_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = to_workbook(evaluation(FAULTY), tmp_path / "自评.xlsx")

    def full(path: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(whole_file, "to_disk", full)
    done = perfxl("letter", path, "-o", tmp_path / "意见")
    assert done.code == 2
    assert "磁盘满了" in done.err
    assert "个单位的审核意见" not in done.err


def test_a_summary_without_a_head_belongs_to_the_unit_of_its_rows(tmp_path: Path) -> None:
    heads = ["单位", "项目名称", "全年预算数", "执行数", "执行率", "自评得分", "等级"]
    rows: list[list[str]] = [["2024年度绩效自评汇总表"], ["单位：万元"], heads]
    rows += [["云溪县就业局", f"项目{n}", "30", "30", "90%", "95", "优"] for n in (1, 2)]
    to_workbook(rows, tmp_path / "表.xlsx")
    done = perfxl("letter", tmp_path / "表.xlsx", "-o", tmp_path / "意见")
    assert [each.name for each in (tmp_path / "意见").glob("*.docx")] == [
        "云溪县就业局审核意见.docx"
    ]
    assert done.code == 0, done.err
    for line, other in zip(rows[3:], ("云溪县水务局", "云溪县图书馆"), strict=True):
        line[0] = other
    to_workbook(rows, tmp_path / "两家.xlsx")
    assert perfxl("letter", tmp_path / "两家.xlsx", "-o", tmp_path / "意见").code == 0
    said = paragraphs(tmp_path / "意见" / "没有写单位的审核意见.docx")
    assert "（单位名称待填）：" in said
    assert not [each for each in said if "没有写单位的" in each]


def test_the_document_is_titled_as_the_letter(tmp_path: Path) -> None:
    made = write(tmp_path) / "云溪县就业局审核意见.docx"
    title = Document(str(made)).core_properties.title
    assert title == "关于云溪县就业局2024年度绩效表格的审核意见（草稿）"


def test_a_workbook_that_is_no_template_is_found_before_anything_is_written(
    tmp_path: Path,
) -> None:
    path = to_workbook(evaluation(FAULTY), tmp_path / "自评.xlsx")
    own = to_workbook(approval(READING_ROOMS), tmp_path / "批复.xlsx")
    done = perfxl("letter", path, "-o", tmp_path / "意见", "--template", own)
    assert done.code == 2
    assert "批复.xlsx" in done.err
    assert not (tmp_path / "意见").exists()


def test_what_the_program_wrote_is_said_to_be_its_own(tmp_path: Path) -> None:
    write(tmp_path)
    given = tmp_path / "表"
    assert perfxl("indicators", given, "-o", tmp_path / "指标库.xlsx").code == 0
    assert perfxl("compare", given, "-o", tmp_path / "比对.xlsx").code in (0, 1)
    done = perfxl("check", tmp_path)
    for name in ("指标库", "比对", "云溪县就业局审核意见"):
        assert f"“{name}.xlsx”是本程序写的结果" in done.err
    assert "没有绩效、预算的表" not in done.err


def test_a_transfer_is_the_letter_of_its_local_department(tmp_path: Path) -> None:
    """转移支付的表：意见写给地方主管部门，不写给“各乡镇人民政府”。"""
    rows = [
        ["2024年度中央对地方转移支付区域（项目）绩效自评表"],
        ["转移支付（项目）名称", "危房改造补助资金", "", "", "", "", ""],
        ["中央主管部门", "住房和城乡建设部", "", "", "", "", ""],
        ["地方主管部门", "云溪县住建局", "", "", "资金使用单位", "各乡镇人民政府", ""],
        ["一级指标", "二级指标", "三级指标", "指标值", "全年实际完成值", "分值", "得分"],
        ["产出指标", "数量指标", "改造户数", "≥320户", "320户", "50", "50"],
        ["效益指标", "社会效益指标", "受益人数", "≥100人", "", "50", "50"],
    ]
    to_workbook(rows, tmp_path / "转移支付.xlsx")
    done = perfxl("letter", tmp_path / "转移支付.xlsx", "-o", tmp_path / "意见")
    assert done.code == 0, done.err
    assert (tmp_path / "意见" / "云溪县住建局审核意见.docx").is_file()
    summary = perfxl("summary", tmp_path / "转移支付.xlsx")
    assert "云溪县住建局" in summary.out
    assert "各乡镇人民政府" not in summary.out
    made = perfxl(
        "make", "自评表", "--from", tmp_path / "转移支付.xlsx", "-o", tmp_path / "成.xlsx"
    )
    sheet = load_workbook(tmp_path / "成.xlsx").worksheets[0]
    texts = [str(cell.value) for line in sheet.iter_rows() for cell in line if cell.value]
    assert [
        text
        for text in texts
        if text in ("地方主管部门", "云溪县住建局", "资金使用单位", "各乡镇人民政府")
    ] == ["地方主管部门", "云溪县住建局", "资金使用单位", "各乡镇人民政府"]
    assert made.code == 0, made.err
    assert "中央主管部门" in texts  # 自成一行，不写在联系电话后面


def test_a_form_is_known_by_its_short_name() -> None:
    assert "绩效目标审核表" in perfxl("form", "审核表").out
    assert "绩效评价评分表" in perfxl("form", "评分表").out
    assert perfxl("form", "表").code == 2


def test_what_follows_from_a_point_is_counted_apart() -> None:
    """牵连出来的不另编号，开头说另有几处，与校验的处数对得上。"""
    said = str(opinion_facts(sample_opinion(), LetterHead())["开头"])
    assert "错误1处（由它们牵连出来的另有1处，写在各条下面，不另计）" in said


def test_an_evaluation_of_no_unit_is_named_before_it_is_called_missing(tmp_path: Path) -> None:
    (tmp_path / "表").mkdir()
    culture = replace(READING_ROOMS, unit="云溪县文化馆")
    for n, project in enumerate((FAULTY, culture)):
        to_workbook(approval(project), tmp_path / "表" / f"批复{n}.xlsx")
    to_workbook(evaluation(FAULTY), tmp_path / "表" / "自评.xlsx")
    nameless = [
        [("" if text == SOUND.unit else text) for text in line] for line in evaluation(SOUND)
    ]
    to_workbook(nameless, tmp_path / "表" / "无单位.xlsx")
    done = perfxl("letter", tmp_path / "表", "-o", tmp_path / "意见")
    assert "一张也没有收到" not in done.err
    assert "没有读到它们的自评表：云溪县文化馆。有 1 个文件里的自评表没有读到实施单位" in done.err
    assert "无单位.xlsx；请在表上写明实施单位。" in done.err


def test_a_unit_of_very_many_projects_gets_volumes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("perfxl.actions.letter._MOST_IN_VOLUME", 2)
    (tmp_path / "表").mkdir()
    named = [replace(FAULTY, names=(f"{n}村公路养护",) * 4) for n in "甲乙丙丁戊"]
    for n, project in enumerate(named):
        to_workbook(approval(project), tmp_path / "表" / f"批复{n}.xlsx")
        to_workbook(evaluation(project), tmp_path / "表" / f"自评{n}.xlsx")
    whole = tmp_path / "一册"
    assert perfxl("letter", tmp_path / "表", "-o", tmp_path / "意见").code == 0
    monkeypatch.undo()
    assert perfxl("letter", tmp_path / "表", "-o", whole).code == 0

    made = sorted(path.name for path in (tmp_path / "意见").glob("*.docx"))
    assert made == [f"云溪县就业局审核意见（第{n}册，共3册）.docx" for n in (1, 2, 3)]
    texts = [paragraphs(tmp_path / "意见" / name) for name in made]
    assert "意见分成3册，这是第2册" in "".join(texts[1])
    [single] = whole.glob("*.docx")
    for each in named:
        told = [n for n, text in enumerate(texts) if any(each.names[0] in line for line in text)]
        assert len(told) == 1, each.names[0]
    points = [line for text in texts for line in text if "请" in line and ".xlsx" in line]
    assert len(points) >= len(named)
    assert sorted(points) == sorted(
        line for line in paragraphs(single) if "请" in line and ".xlsx" in line
    )


def test_volumes_are_one_unit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("perfxl.actions.letter._MOST_IN_VOLUME", 1)
    (tmp_path / "表").mkdir()
    for n, project in enumerate((FAULTY, replace(FAULTY, names=("乡村公路养护",) * 4))):
        to_workbook(evaluation(project), tmp_path / "表" / f"自评{n}.xlsx")
    done = perfxl("letter", tmp_path / "表", "-o", tmp_path / "意见", "--format", "docx")
    assert "1 个单位的审核意见（项目多的分册，共 2 册）" in done.err + done.out


def test_a_written_letter_is_let_go(tmp_path: Path) -> None:
    """写好的文档各部分互相指着：几百个单位的，不能都堆在内存里。"""
    (tmp_path / "表").mkdir()
    for n in range(6):
        own = replace(FAULTY, unit=f"云溪县第{n}小学", names=(f"第{n}小学校舍维修",) * 4)
        to_workbook(evaluation(own), tmp_path / "表" / f"自评{n}.xlsx")
    gc.collect()
    gc.disable()
    try:
        done = perfxl("letter", tmp_path / "表", "-o", tmp_path / "意见", "--format", "docx")
        kept = [each for each in gc.get_objects() if isinstance(each, DocumentPart)]
    finally:
        gc.enable()
    assert done.code == 0, done.err
    assert len(list((tmp_path / "意见").iterdir())) == 6
    assert len(kept) <= 2
