"""窗格查出的与命令行的一字不差：每一份随带的表、旧格式的，经本机的服务、经网页里的 WebAssembly，各比一遍字节。"""

import base64
import http.client
import json
import re
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
    connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=60)
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
