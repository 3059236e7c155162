"""窗格里的调整批复表：拖进来的各个文件，写明是年初的、调整后的照写的；说不准的问，不猜。"""

import base64
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from browser import PATIENCE
from command_line import perfxl as typed
from gridtext import parse_rows, to_workbook
from opened_pane import FAULTY

from perfxl.pane import engine
from perfxl.pane.service import Service

if TYPE_CHECKING:
    from playwright.sync_api import Page

_TARGET = """
{title} | < | < | <
项目名称 | {project}
主管部门 | 云溪县教育局 | 实施单位 | 云溪县第一中学
项目资金（万元） | 年度资金总额 | {amount} |
 | 其中：财政拨款 | {amount} |
总体目标 | 修缮校舍{amount}间
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 修缮校舍间数 | ≥{amount}间
 | 质量指标 | 验收合格率 | '=100%
效益指标 | 社会效益指标 | 受益学生人数 | ≥500人
满意度指标 | 服务对象满意度指标 | 师生满意度 | ≥90%
填表人：某某 | | 填报日期：{date} |
"""
_PLAIN = "项目支出绩效目标表（2024年度）"
_ADJUSTED = "预算调整项目支出绩效目标表（2024年度）"
_Written = Callable[..., Path]


@pytest.fixture
def written(tmp_path: Path) -> _Written:
    def write(
        name: str,
        amount: int,
        *,
        title: str = _PLAIN,
        project: str = "校舍维修",
        date: str = "",
    ) -> Path:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        text = _TARGET.format(title=title, amount=amount, project=project, date=date)
        to_workbook(parse_rows(text), path)
        return path

    return write


def _made(*paths: Path, **others: object) -> dict[str, Any]:
    first, *rest = (
        {"name": path.name, "content": base64.b64encode(path.read_bytes()).decode()}
        for path in paths
    )
    request = {
        "schema": "perfxl.request/1",
        "command": "make",
        "form": "调整批复表",
        "workbook": first,
        "others": rest,
        **others,
    }
    answered: dict[str, Any] = json.loads(engine.answer(json.dumps(request)))
    return answered


def _cells(path: Path) -> list[list[Any]]:
    return [list(row) for row in openpyxl.load_workbook(path).worksheets[0].values]


def _as_typed(initial: Path, adjusted: Path, folder: Path) -> list[list[Any]]:
    made = folder / f"命令行 {initial.stem}.xlsx"
    typed("make", "调整批复表", "--from", initial, "--from", adjusted, "-o", made)
    return _cells(made)


def _saved(answered: dict[str, Any], folder: Path) -> list[list[Any]]:
    path = folder / "窗格.xlsx"
    path.write_bytes(base64.b64decode(answered["file"]["content"]))
    return _cells(path)


@pytest.mark.parametrize(
    ("initial", "adjusted", "why"),
    [
        ({"name": "1年初 校舍.xlsx"}, {"name": "0调整 校舍.xlsx"}, "照标题、名字里写的"),
        ({"name": "b.xlsx"}, {"name": "a.xlsx", "title": _ADJUSTED}, "照写明了的另一份"),
        ({"name": "校舍（年初）.xlsx"}, {"name": "a.xlsx"}, "照写明了的另一份"),
        (
            {"name": "b.xlsx", "date": "2024年1月15日"},
            {"name": "a.xlsx", "date": "2024年9月3日"},
            "照填报日期的先后",
        ),
    ],
)
def test_what_is_written_decides_and_is_said(
    written: _Written, tmp_path: Path, initial: Any, adjusted: Any, why: str
) -> None:
    first, second = written(amount=12, **initial), written(amount=10, **adjusted)
    wanted = _as_typed(first, second, tmp_path)
    for given in ((first, second), (second, first)):
        answered = _made(*given)
        said = f"年初的：“{first.name}”；调整后的：“{second.name}”（"
        assert said in answered["said"]
        assert why in answered["said"]
        assert _saved(answered, tmp_path) == wanted


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"name": "甲.xlsx"}, {"name": "乙.xlsx"}),
        ({"name": "年初一.xlsx"}, {"name": "年初二.xlsx"}),
        ({"name": "产业结构调整.xlsx"}, {"name": "乙.xlsx"}),
        # 不是同一个项目的，不由另一份定。
        ({"name": "年初.xlsx"}, {"name": "乙.xlsx", "project": "道路养护"}),
        # 同一个月填报的，不是同一年度的，分不出先后。
        (
            {"name": "甲.xlsx", "date": "2024年1月5日"},
            {"name": "乙.xlsx", "date": "2024年1月25日"},
        ),
        # 一份申报、一份批复，不是年初、调整后。
        (
            {
                "name": "甲.xlsx",
                "date": "2023年10月5日",
                "title": _PLAIN.replace("目标表", "目标申报表"),
            },
            {
                "name": "乙.xlsx",
                "date": "2024年1月25日",
                "title": _PLAIN.replace("目标表", "目标批复表"),
            },
        ),
        (
            {"name": "甲.xlsx", "date": "2023年1月5日", "title": _PLAIN.replace("2024", "2023")},
            {"name": "乙.xlsx", "date": "2024年1月25日"},
        ),
    ],
)
def test_what_is_not_written_is_asked_and_the_answer_is_followed(
    written: _Written, tmp_path: Path, one: Any, other: Any
) -> None:
    first, second = written(amount=12, **one), written(amount=10, **other)
    answered = _made(first, second)
    assert "file" not in answered
    assert {each["file"] for each in answered["sides"]} == {first.name, second.name}
    for initial, adjusted in ((first, second), (second, first)):
        sides = [
            {"file": initial.name, "side": "initial"},
            {"file": adjusted.name, "side": "adjusted"},
        ]
        made = _made(first, second, sides=sides)
        assert "（照您定的）" in made["said"]
        assert _saved(made, tmp_path) == _as_typed(initial, adjusted, tmp_path)


def test_one_file_alone_and_one_side_alone_are_told(written: _Written, tmp_path: Path) -> None:
    first, second = written("甲.xlsx", 12), written("乙.xlsx", 10)
    assert "里没有能写成调整批复表的表（读到的是绩效自评表）" in _made(FAULTY)["error"]
    assert "请把两份（或者放着它们的文件夹）一起拖进来" in _made(first)["error"]
    assert "perfxl make 调整批复表 --from" in _made(first, live=True)["error"]
    sides = [{"file": "甲.xlsx", "side": "initial"}, {"file": "乙.xlsx", "side": "unused"}]
    assert "年初的、调整后的都要有" in _made(first, second, sides=sides)["error"]
    (broken := tmp_path / "坏的.xlsx").write_bytes(b"PK\x03\x04")
    assert "“坏的.xlsx”没有读成" in _made(first, broken)["error"]
    shutil.copyfile(second, third := tmp_path / "丙.xlsx")
    sides = [{"file": "甲.xlsx", "side": "initial"}, {"file": "乙.xlsx", "side": "adjusted"}]
    assert "没有用：“丙.xlsx”" in _made(first, second, third, sides=sides)["said"]


def test_two_of_one_project_beside_what_is_written_are_asked_about(written: _Written) -> None:
    given = (written("年初.xlsx", 12), written("甲.xlsx", 10), written("乙.xlsx", 9))
    sides = {each["file"]: each["side"] for each in _made(*given)["sides"]}
    assert sides == {"年初.xlsx": "initial", "甲.xlsx": "", "乙.xlsx": ""}


@pytest.mark.browser
def test_the_choice_is_made_with_the_keyboard(
    page: "Page", service: Service, written: _Written, tmp_path: Path
) -> None:
    from playwright.sync_api import expect

    first, second = written("乙 校舍.xlsx", 10), written("甲 校舍.xlsx", 12)
    opening = tmp_path / "打开.html"
    opening.write_text(service.opening_page, "utf-8")
    page.goto(opening.as_uri())
    said = page.locator("#said")
    expect(said).to_contain_text("请打开一个工作簿")
    page.set_input_files("#pick", [first, second])
    expect(said).to_contain_text("共 2 个文件")
    page.select_option("#form", "调整批复表")
    page.focus("#make")
    page.keyboard.press("Enter")
    expect(said).to_contain_text("没有写明哪一个是哪一份")
    expect(page.locator("#sides-title")).to_be_focused()
    page.keyboard.press("Escape")
    expect(said).to_have_text("没有生成。")
    expect(page.locator("#make")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#sides-title")).to_be_focused()
    # 没有定的不做，落在它上面。
    page.locator("#make-sides").focus()
    page.keyboard.press("Enter")
    expect(said).to_contain_text("“乙 校舍.xlsx”还没有定")
    choices = page.locator("#side-list select")
    expect(choices.first).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(choices.first).to_have_value("adjusted")
    expect(choices.last).to_have_value("initial")
    page.locator("#make-sides").focus()
    with page.expect_download(timeout=PATIENCE) as download:
        page.keyboard.press("Enter")
    download.value.save_as(made := tmp_path / "窗格.xlsx")
    expect(said).to_contain_text("已由2个文件生成1张调整批复表。年初的：“甲 校舍.xlsx”")
    expect(page.locator("#sides")).to_be_hidden()
    expect(page.locator("#make")).to_be_focused()
    assert _cells(made) == _as_typed(second, first, tmp_path)
