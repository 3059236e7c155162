"""窗格的服务：真的端口，真的请求；没有令牌的、别处来的、太大的、太慢的、绕路的都进不来。"""

import base64
import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import pytest
from click.testing import CliRunner
from opened_pane import FAULTY

from perfxl.cli import serving_commands
from perfxl.cli.serving_commands import listening, started, stop, wait_until_idle
from perfxl.contract.pane import LARGEST_WORKBOOK, Command
from perfxl.pane import commands
from perfxl.pane.service import LARGEST_REQUEST, TOKEN_HEADER, Service
from perfxl.shipped import shipped_folder

_EXAM = shipped_folder("workbooks") / "自评表" / "01_szyf_exam.xlsx"


def _sent(
    service: Service, method: str, path: str, body: bytes = b"", **headers: str
) -> tuple[int, str, dict[str, str]]:
    connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=180)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        connection.request(method, path, body or None, named)
        reply = connection.getresponse()
        return reply.status, reply.read().decode(), {k.lower(): v for k, v in reply.getheaders()}
    finally:
        connection.close()


def _token(service: Service) -> str:
    form = urlencode({"key": service.key}).encode()
    status, page, _ = _sent(service, "POST", "/enter", form, Origin="null")
    assert status == 200
    found = re.search(r'name="perfxl-token" content="([^"]+)"', page)
    assert found
    return found[1]


def _own(service: Service, token: str) -> dict[str, str]:
    return {
        TOKEN_HEADER: token,
        "Origin": service.address,
        "Content_Type": "application/json",
    }


def _check() -> bytes:
    content = base64.b64encode(_EXAM.read_bytes()).decode()
    book = {"name": _EXAM.name, "content": content}
    return json.dumps({"command": "check", "workbook": book}).encode()


def test_who_holds_the_token_is_answered(service: Service) -> None:
    own = _own(service, _token(service))
    status, said, headers = _sent(service, "POST", "/answer", _check(), **own)
    assert status == 200
    assert json.loads(said)["check"]["findings"]
    assert headers["cache-control"] == "no-store"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "unsafe-inline" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert "server" not in headers


def test_the_key_opens_once(service: Service) -> None:
    key = service.key
    _token(service)
    form = urlencode({"key": key}).encode()
    assert _sent(service, "POST", "/enter", form)[0] == 403
    assert _sent(service, "POST", "/enter", b"key=")[0] == 403
    assert _sent(service, "POST", "/enter")[0] == 403


@pytest.mark.parametrize(
    "changed",
    [
        {TOKEN_HEADER: ""},
        {TOKEN_HEADER: "x" * 43},
        {TOKEN_HEADER: "令牌".encode().decode("latin-1")},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": ""},
        {"Host": "evil.example"},
        {"Host": "localhost"},
        {"Host": ""},
    ],
    ids=str,
)
def test_others_are_refused(service: Service, changed: dict[str, str]) -> None:
    own = _own(service, _token(service)) | changed
    status, said, _ = _sent(service, "POST", "/answer", _check(), **own)
    assert status in (400, 403)
    assert "findings" not in said


def test_a_foreign_page_cannot_enter(service: Service) -> None:
    form = urlencode({"key": service.key}).encode()
    assert _sent(service, "POST", "/enter", form, Origin="http://evil.example")[0] == 403
    assert service.key, "the key is still good for its owner"


def test_a_foreign_page_is_not_allowed_by_a_preflight(service: Service) -> None:
    status, _, headers = _sent(
        service, "OPTIONS", "/answer", Origin="http://evil.example",
        Access_Control_Request_Method="POST", Access_Control_Request_Headers=TOKEN_HEADER,
    )  # fmt: skip
    assert status == 405
    assert not [name for name in headers if name.startswith("access-control-allow")]


def test_only_json_is_taken(service: Service) -> None:
    own = _own(service, _token(service)) | {"Content_Type": "text/plain"}
    assert _sent(service, "POST", "/answer", _check(), **own)[0] == 415


def test_the_page_holds_no_token_unless_it_was_entered(service: Service) -> None:
    for path in ("/", "/pane.html"):
        status, page, _ = _sent(service, "GET", path)
        assert status == 200
        assert "perfxl-token" not in page


@pytest.mark.parametrize(
    "path",
    [
        "/../service.py", "/%2e%2e/service.py", "/..%2fservice.py", "/page/../../service.py",
        "//etc/passwd", "/etc/passwd", "/pane.html/..", "/.", "/%00", "/pane.html%00.js", "/answer", "/enter",
        "/\\..\\service.py",
    ],
)  # fmt: skip
def test_there_is_no_way_round(service: Service, path: str) -> None:
    status, said, _ = _sent(service, "GET", path)
    assert status in (400, 404)
    assert "root:" not in said
    assert "import" not in said


def test_links_out_of_the_folder_are_not_followed(service: Service, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", "utf-8")
    page = tmp_path / "page"
    page.mkdir()
    (page / "pane.html").write_text("<!-- token -->", "utf-8")
    (page / "out.txt").symlink_to(secret)
    service.page = page
    assert _sent(service, "GET", "/out.txt")[0] == 404


def _raw(service: Service, *pieces: bytes, wait: float = 0) -> bytes:
    with socket.create_connection(("127.0.0.1", service.port), timeout=180) as opened:
        for piece in pieces:
            opened.sendall(piece)
            time.sleep(wait)
        return opened.recv(4096)


def _head(service: Service, length: int, token: str = "") -> bytes:
    return (
        f"POST /answer HTTP/1.1\r\nHost: 127.0.0.1:{service.port}\r\nOrigin: {service.address}\r\n"
        f"{TOKEN_HEADER}: {token}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n"
    ).encode()


def test_too_large_is_refused_at_once(service: Service) -> None:
    assert b" 413 " in _raw(service, _head(service, LARGEST_REQUEST + 1)).split(b"\r\n")[0]
    assert b" 413 " in _raw(service, _head(service, 10**12)).split(b"\r\n")[0]
    assert LARGEST_WORKBOOK * 1024 * 1024 < LARGEST_REQUEST


def test_a_slow_body_keeps_nobody_else_waiting(service: Service) -> None:
    token = _token(service)
    slow = [socket.create_connection(("127.0.0.1", service.port)) for _ in range(6)]
    for each in slow:
        each.sendall(_head(service, 100_000, token) + b'{"comm')
    status, _, _ = _sent(service, "POST", "/answer", _check(), **_own(service, token))
    assert status == 200
    for each in slow:
        each.close()


def test_what_is_no_request_is_no_trouble(service: Service) -> None:
    assert b"400" in _raw(service, b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\r\n\r\n")
    assert _sent(service, "GET", "/")[0] == 200


@contextmanager
def _started(*arguments: str) -> "Iterator[subprocess.Popen[str]]":
    """``perfxl serve``；测试没有过的，也不留着它。"""
    with subprocess.Popen(
        [sys.executable, "-m", "perfxl", "serve", "--no-browser", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as running:
        try:
            yield running
        finally:
            running.kill()


def test_the_command_says_where_and_leaves_nothing_behind() -> None:
    with _started() as running:
        _ends_well(running)


def _ends_well(running: "subprocess.Popen[str]") -> None:
    assert running.stdout
    told = running.stdout.readline() + running.stdout.readline()
    opening = Path(told.strip().rpartition("：")[2])
    page = opening.read_text("utf-8")
    assert opening.stat().st_mode & 0o077 == 0
    key = re.search(r'value="([^"]+)"', page)
    assert key
    assert key[1] not in told
    running.terminate()
    assert running.wait(180) == 143
    assert not opening.exists()


@pytest.fixture
def hangup_is_heard() -> Iterator[None]:
    """用 nohup 跑测试的，起的程序照规矩不理会 SIGHUP；这里要它理会。"""
    if sys.platform == "win32":
        yield
        return
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGHUP, before)


# Windows 的 Ctrl-Break、关掉窗口是 SIGBREAK，走的是同一个处理。
@pytest.mark.usefixtures("hangup_is_heard")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_stop_while_it_answers_ends_it_and_leaves_nothing(name: str) -> None:
    number = getattr(signal, name, None)
    if number is None or sys.platform == "win32":
        pytest.skip("这个系统没有这种信号")
    with _started() as running:
        assert running.stdout
        told = running.stdout.readline() + running.stdout.readline()
        port = int(re.findall(r"127\.0\.0\.1:(\d+)", told)[0])
        opening = Path(told.strip().rpartition("：")[2])
        key = re.findall(r'value="([^"]+)"', opening.read_text("utf-8"))[0]
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=180)
        connection.request("POST", "/enter", urlencode({"key": key}), {"Origin": "null"})
        [token] = re.findall(
            r'name="perfxl-token" content="([^"]+)"', connection.getresponse().read().decode()
        )
        own = {TOKEN_HEADER: token, "Origin": f"http://127.0.0.1:{port}"}
        own["Content-Type"] = "application/json"
        connection.request("POST", "/answer", _many(30), own)
        time.sleep(0.3)
        running.send_signal(number)
        _, said = running.communicate(timeout=180)
        assert running.returncode == 128 + number
        assert said == "已中止。\n"
        assert not opening.parent.exists()
        connection.close()


def _many(count: int) -> str:
    """问一句要查一会儿的：同一份样表的许多份。"""
    content = base64.b64encode(FAULTY.read_bytes()).decode()
    files = [{"name": f"{number}.xlsx", "content": content} for number in range(count)]
    first, *others = files
    asked = {"schema": "perfxl.request/1", "command": "check", "workbook": first, "others": others}
    return json.dumps(asked)


@pytest.mark.usefixtures("hangup_is_heard")
@pytest.mark.skipif(sys.platform == "win32", reason="没有伪终端")
def test_closing_the_terminal_ends_it_and_leaves_nothing() -> None:
    import fcntl
    import pty
    import termios

    master, screen = pty.openpty()
    running = subprocess.Popen(
        [sys.executable, "-m", "perfxl", "serve", "--no-browser"],
        stdin=screen,
        stdout=screen,
        stderr=screen,
        start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
    )
    os.close(screen)
    told = b""
    while told.count(b"\n") < 2:
        told += os.read(master, 4096)
    opening = Path(told.decode().strip().rpartition("：")[2])
    assert opening.exists()
    os.close(master)
    assert running.wait(180) == 128 + signal.SIGHUP
    assert not opening.parent.exists()


@pytest.mark.parametrize("round_", range(5))
def test_many_requests_at_once_leave_nothing_on_the_screen(round_: int) -> None:
    """网页一次取许多文件：服务自己的英文日志不出来；正答着时叫停，也停得下。"""
    with _started() as running:
        assert running.stdout
        told = running.stdout.readline() + running.stdout.readline()
        port = int(re.findall(r"127\.0\.0\.1:(\d+)", told)[0])
        held = [socket.create_connection(("127.0.0.1", port)) for _ in range(15)]
        for each in held:
            each.sendall(f"GET /pane.js HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
        for each in held:
            assert each.recv(64).startswith(b"HTTP/1.1 200")
            each.close()
        running.terminate()
        _, said = running.communicate(timeout=180)
        assert said == "已中止。\n"


def test_a_fault_of_our_own_shows_its_details_only_when_asked(
    monkeypatch: pytest.MonkeyPatch, service: Service, capfd: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setitem(commands.COMMANDS, Command.CHECK, broken)
    own = _own(service, _token(service))
    for debug in (False, True):
        service.debug = debug
        _, said, _ = _sent(service, "POST", "/answer", _check(), **own)
        assert "程序自己出了毛病（ZeroDivisionError）" in said
        assert ("Traceback" in capfd.readouterr().err) is debug


def test_a_taken_port_is_one_sentence(service: Service) -> None:
    with _started("--port", str(service.port)) as running:
        _, said = running.communicate(timeout=180)
    assert running.returncode == 2
    assert f"端口 {service.port}" in said
    assert said.count("\n") == 1


def test_it_waits_until_nobody_uses_it() -> None:
    held, server = listening(None)
    ended = started(server)
    assert wait_until_idle(held, ended, 0)
    stop(server)
    assert ended.wait(180)
    assert not wait_until_idle(held, ended, 60)


def test_the_command_ends_when_nobody_uses_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving_commands, "wait_until_idle", lambda *_: True)
    ended = CliRunner().invoke(serving_commands.serve, ["--no-browser", "--idle", "7"])
    assert ended.exit_code == 0
    assert "7 分钟没有人用，已停下" in ended.output


def test_the_page_brings_the_same_policy_where_no_server_sends_one(service: Service) -> None:
    """放在别的网站上、从磁盘上打开的也有；许谁嵌它的一项，只有网站说了算。"""
    status, page, headers = _sent(service, "GET", "/pane.html")
    assert status == 200
    [own] = re.findall(r'Content-Security-Policy" content="([^"]+)"', page)
    sent = headers["content-security-policy"]
    assert own == sent.removesuffix("; frame-ancestors 'none'") != sent
