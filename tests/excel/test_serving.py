"""Excel 启动的 Python：登记不成就很快退出、记下原因；别的程序的 PYTHON… 环境变量碍不着它。"""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

HANGING = "import time\ntime.sleep(900)\n"
BROKEN = "raise RuntimeError('broken library')\n"


def _started(
    code: str, folder: Path, *options: str, **environment: str
) -> subprocess.CompletedProcess[str]:
    (folder / "perfxl").mkdir(exist_ok=True)
    variables = {**os.environ, "APPDATA": str(folder), **environment}
    return subprocess.run(
        [sys.executable, *options, "-B", "-c", code],
        env=variables,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@pytest.mark.parametrize(
    ("library", "logged"), [(HANGING, "not registered within"), (BROKEN, "broken library")]
)
def test_a_start_that_fails_ends_and_is_logged(library: str, logged: str, tmp_path: Path) -> None:
    (tmp_path / "xlwings.py").write_text(library, "utf-8")
    code = f"import sys; sys.path.insert(0, {str(tmp_path)!r}); import perfxl.excel.serving as s; s.serve('x', 2.0)"
    start = time.monotonic()
    done = _started(code, tmp_path)
    assert done.returncode == 1
    assert time.monotonic() - start < 250
    assert logged in (tmp_path / "perfxl" / "perfxl.log").read_text("utf-8")


def test_the_time_given_leaves_room_within_fifteen_seconds() -> None:
    from perfxl.excel.serving import SECONDS

    assert SECONDS <= 13


def test_variables_of_another_python_are_left_alone(tmp_path: Path) -> None:
    code = "import perfxl.excel.serving"
    foreign = {"PYTHONHOME": str(tmp_path / "none"), "PYTHONPATH": str(tmp_path)}
    assert _started(code, tmp_path, **foreign).returncode != 0
    assert _started(code, tmp_path, "-E", "-P", **foreign).returncode == 0


def test_a_fault_in_a_cell_function_is_logged(tmp_path: Path) -> None:
    code = (
        "from perfxl.excel.log_file import keep_log; keep_log(); keep_log()\n"
        "from perfxl.functions import cell_functions as c\n"
        "c.load_profile = None\n"
        "print(c.PERF_GRADE(85))\n"
    )
    done = _started(code, tmp_path)
    assert "维护者" in done.stdout
    text = (tmp_path / "perfxl" / "perfxl.log").read_text("utf-8")
    assert text.count("cell function PERF_GRADE failed") == 1
    assert "Traceback" in text
