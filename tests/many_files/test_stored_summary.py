"""汇总取存放处里记着的：与不用存放处的一字不差，加、删、改、改名、换口径、限年度以后都是；没有变的不打开。"""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from command_line import Done, perfxl

from perfxl.many_files.finding import workbook_paths
from perfxl.shipped import shipped_folder
from perfxl.standards.seals import seal_of

FORMS = [
    path
    for path in workbook_paths([shipped_folder("workbooks")])
    if path.suffix == ".xlsx" and path.parent.name in ("自评表", "自评汇总表", "目标表")
]
EVALUATIONS = [path for path in FORMS if path.parent.name == "自评表"]
REASON = "评价组另行核定，见会议记录"


pytestmark = pytest.mark.usefixtures("everything_is_put_aside")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """两个单位的自评表，有一份交了两回；另有汇总表、目标表。"""
    made = tmp_path / "收"
    for number, path in enumerate(FORMS[:-1:2]):
        unit = made / f"单位{number % 2}"
        unit.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, unit / path.name)
    shutil.copy(EVALUATIONS[0], made / "单位1" / "又一份.xlsx")
    return made


def summary(folder: Path, *more: str | Path) -> Done:
    return perfxl("summary", folder, "--format", "json", "--jobs", "1", *more)


def added(folder: Path) -> None:
    new = next(path for path in EVALUATIONS if path not in FORMS[:-1:2])
    shutil.copy(new, folder / "单位0" / "新来的.xlsx")


def added_again(folder: Path) -> None:
    """交过的一份又交了一回：算哪一份要重新看。"""
    shutil.copy(EVALUATIONS[2], folder / "单位1" / "再交的.xlsx")


def removed(folder: Path) -> None:
    (folder / "单位1" / "又一份.xlsx").unlink()


def changed(folder: Path) -> None:
    path = folder / "单位1" / "又一份.xlsx"
    book = openpyxl.load_workbook(path)
    for row in book.worksheets[0].iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and cell.value.startswith("≥"):
                cell.value = "≥9"
    book.save(path)


def renamed(folder: Path) -> None:
    path = folder / "单位1" / "又一份.xlsx"
    path.rename(path.with_name("作废的副本.xlsx"))


def moved(folder: Path) -> None:
    (folder / "单位0").rename(folder / "单位甲（2023年）")


def accepted(folder: Path) -> None:
    found = json.loads(perfxl("check", folder, "--format", "json").out)["findings"]
    names = {path.name for path in EVALUATIONS}
    each = next(one for one in found if Path(one["file"]).name in names and one["cells"])
    Path(each["file"]).with_name("校验认可.yaml").write_text(
        f"- rule: {each['rule']}\n  cells: {each['cells']}\n  reason: {REASON}\n", "utf-8"
    )


@pytest.mark.parametrize("change", [added, added_again, removed, changed, renamed, moved, accepted])
@pytest.mark.parametrize("first", ["summary", "check"])
def test_after_a_change_it_is_as_without_a_store(
    folder: Path, tmp_path: Path, first: str, change: Callable[[Path], None]
) -> None:
    store = tmp_path / "存"
    before = summary(folder)
    perfxl(first, folder, "--format", "json", "--store", store)
    assert summary(folder, "--store", store) == before
    change(folder)
    after = summary(folder)
    assert after.out != before.out
    assert [summary(folder, "--store", store) for _ in range(2)] == [after] * 2


@pytest.mark.parametrize(
    "more", [("--profile", "全国"), ("--year", "2024"), ("--unit", "局"), ("--no-acceptances",)]
)
def test_other_options_are_another_result(
    folder: Path, tmp_path: Path, more: tuple[str, ...]
) -> None:
    store = tmp_path / "存"
    for options in ((), more, ()):
        assert summary(folder, *options, "--store", store) == summary(folder, *options)


def test_the_second_time_only_what_is_repeated_is_taken_out(
    folder: Path, tmp_path: Path, wholes: list[str]
) -> None:
    """看是不是同一个项目，要逐格比的只有同名的几份。"""
    store = tmp_path / "存"
    first = summary(folder, "--store", store)
    wholes.clear()
    assert summary(folder, "--store", store) == first
    assert set(wholes) <= {EVALUATIONS[0].name, "又一份.xlsx"}


def test_one_more_file_is_read_with_those_it_bears_on(
    folder: Path, tmp_path: Path, wholes: list[str]
) -> None:
    store = tmp_path / "存"
    summary(folder, "--store", store)
    wholes.clear()
    added(folder)
    summary(folder, "--store", store)
    assert wholes[0] == "新来的.xlsx"
    assert len(set(wholes)) < len(workbook_paths([folder])) / 2


def _resealed(line: bytes) -> bytes:
    """字都换成了数的一行，另盖上自己的记号。"""
    key, _, content = line.rstrip().split(b" ", 2)
    data = json.loads(content)
    data["values"] = [7 if isinstance(each, str) else each for each in data["values"]]
    content = json.dumps(data).encode()
    return key + f" {seal_of(key.decode(), content)} ".encode() + content + b"\n"


def test_a_row_that_is_no_row_is_taken_for_nothing(folder: Path, tmp_path: Path) -> None:
    """目录里汇总的各行没有了、换成了别的一份的、写着别的的（记号是真的），照各份再写。"""
    store = tmp_path / "存"
    plain = summary(folder, "--store", store)
    index = store / "index.lines"
    head, *lines = index.read_bytes().splitlines(keepends=True)
    rows = [line for line in lines if line.startswith(b"s")]
    others = [line for line in lines if not line.startswith(b"s")]
    assert len(rows) > 10
    keys = [line.partition(b" ")[0] for line in rows]
    contents = [line.partition(b" ")[2] for line in rows]
    swapped = (
        key + b" " + own for key, own in zip(keys, [*contents[1:], contents[0]], strict=True)
    )
    wrong = (_resealed(line) for line in rows)
    for made in (others, [*others, *swapped], [*others, *wrong]):
        index.write_bytes(head + b"".join(made))
        assert summary(folder, "--store", store) == plain
