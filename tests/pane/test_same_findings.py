"""窗格查出的与命令行的一字不差：每一份随带的表、旧格式的，经本机的服务、经网页里的 WebAssembly，各比一遍字节。"""

import base64
import http.client
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest
from command_line import perfxl
from samples import SAMPLES

from perfxl.pane import engine
from perfxl.pane.service import TOKEN_HEADER, Service
from perfxl.shipped import shipped_folder

if TYPE_CHECKING:
    from playwright.sync_api import Page

_OLD = sorted((Path(__file__).parents[1] / "hosts" / "旧版").glob("*.xls"))
_BOOKS = [*sorted(shipped_folder("workbooks").rglob("*.xlsx")), *_OLD]
# 网页里的引擎：直接叫后台的线程，拿它交来的字，不经 JSON 再读一遍。
_IN_THE_PAGE = """
(asked) => {
  window.engine ??= new Worker('/engine-worker.js', { type: 'module' });
  return new Promise((done, failed) => {
    engine.onmessage = ({ data }) => (data.error ? failed(new Error(data.error)) : done(data.answer));
    engine.postMessage({ asked });
  });
}
"""


def _asked(path: Path) -> str:
    content = base64.b64encode(path.read_bytes()).decode()
    return json.dumps({"command": "check", "workbook": {"name": path.name, "content": content}})


def _written(said: dict[str, Any], *names: str) -> bytes:
    return json.dumps([said[name] for name in names], ensure_ascii=False).encode()


@pytest.fixture(scope="module")
def answers() -> dict[Path, str]:
    """本进程里的引擎对每一份的回答；先与命令行的 JSON 比过。"""
    found = {}
    for path in _BOOKS:
        found[path] = engine.answer(_asked(path))
        here = json.loads(found[path])
        done = perfxl("check", path.name, "--format", "json", cwd=path.parent)
        if here.get("error"):
            assert done.code == 2, path.name
            assert done.err.strip() == f"没有读成：{here['error']}", path.name
            continue
        wanted = json.loads(done.out)
        names = "findings", "unread_rows", "unread_sheets", "accepted"
        assert _written(here["check"], *names) == _written(wanted, *names), path.name
    return found


def test_every_shipped_book_is_compared_of_every_kind(answers: dict[Path, str]) -> None:
    assert set(SAMPLES) <= set(answers)
    assert len(answers) >= len(SAMPLES) + len(_OLD)
    assert {path.suffix for path in answers} == {".xlsx", ".xls"}
    with_findings = [a for a in answers.values() if json.loads(a).get("check", {}).get("findings")]
    assert len(with_findings) > 30


def test_the_service_answers_the_same_bytes(service: Service, answers: dict[Path, str]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=180)
    form = urlencode({"key": service.key})
    connection.request("POST", "/enter", form, {"Origin": "null"})
    page = connection.getresponse().read().decode()
    [token] = re.findall(r'name="perfxl-token" content="([^"]+)"', page)
    own = {TOKEN_HEADER: token, "Origin": service.address, "Content-Type": "application/json"}
    for path, wanted in answers.items():
        connection.request("POST", "/answer", _asked(path), own)
        assert connection.getresponse().read() == wanted.encode(), path.name
    connection.close()


def test_webassembly_answers_the_same_bytes(
    page: "Page", service: Service, engine_files: Path, answers: dict[Path, str]
) -> None:
    assert engine_files.is_dir()
    page.goto(service.address)
    for path, wanted in answers.items():
        assert page.evaluate(_IN_THE_PAGE, _asked(path)).encode() == wanted.encode(), path.name


def test_several_are_checked_together_as_a_folder_on_the_command_line(tmp_path: Path) -> None:
    """文件与文件之间的核对也在内；读不成的一个说出来，别的照查。"""
    folder = tmp_path / "收到的"
    folder.mkdir()
    for path in sorted((shipped_folder("workbooks") / "预算调整批复").glob("*.xlsx")):
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "坏的.xlsx").write_bytes(b"PK\x03\x04 broken")
    wanted = json.loads(perfxl("check", ".", "--format", "json", cwd=folder).out)
    files = [_file(path) for path in sorted(folder.iterdir())]
    good = next(each for each in files if each["name"] != "坏的.xlsx")
    others = [each for each in files if each is not good]
    asked = {"command": "check", "workbook": good, "others": others[::-1]}
    answered = json.loads(engine.answer(json.dumps(asked)))
    names = "findings", "unread_rows", "unread_sheets", "accepted"
    assert _written(answered["check"], *names) == _written(wanted, *names)
    assert len({each["file"] for each in wanted["findings"]}) > 1
    assert any(each["related"] for each in wanted["findings"])
    [unread] = wanted["unread"]
    assert f"没有读成：{unread['why']}" in answered["check"]["told"]
    done = perfxl("check", ".", "--basis", "-o", "结果.txt", cwd=folder)
    assert f"没有读成：{unread['why']}" in done.err
    # 一行太长的，文字里折成几行。
    written = _unwrapped((folder / "结果.txt").read_text("utf-8"))
    told = [each for each in answered["check"]["told"] if each not in done.err]
    parts = [*_told(answered["check"]["listings"][0]), *told, answered["said"]]
    assert written == _unwrapped("".join(parts))


def _unwrapped(text: str) -> str:
    return "".join(text.split())


def _told(listing: dict[str, Any]) -> Iterator[str]:
    """照命令行写成文字。"""
    labels = {"error": "错误", "warning": "提醒", "info": "参考"}
    for table in listing["tables"]:
        yield from ("", table["title"])
        for each in table["findings"]:
            place = f"{labels[each['severity']]} {each['cells']}　{each['rule']}"
            if each["follows"]:
                yield f"    └ 随之{place}　{each['said']}"
                continue
            yield from (f"  {place}", f"    {each['said']}", f"    怎么办：{each['hint']}")
            if each["basis"]:
                yield f"    依据：{each['basis']}"


def test_several_of_one_name_or_too_many_bytes_are_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one = _file(_BOOKS[0])
    asked = json.dumps({"command": "check", "workbook": one, "others": [one]})
    assert "分不清" in json.loads(engine.answer(asked))["error"]
    monkeypatch.setattr(engine, "LARGEST_WORKBOOK", 0)
    asked = json.dumps({"command": "check", "workbook": one, "others": [_file(_BOOKS[1])]})
    assert "这2个文件合起来超过 0 MB" in json.loads(engine.answer(asked))["error"]


def _file(path: Path) -> dict[str, str]:
    return {"name": path.name, "content": base64.b64encode(path.read_bytes()).decode()}
