"""``perfxl serve``：在本机开窗格。"""

import logging
import os
import sys
import threading
import time
import webbrowser
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from perfxl.cli.console import notice, say
from perfxl.cli.options import OK, UNREADABLE, debug_option
from perfxl.hosts.temporary_files import temporary_folder
from perfxl.model.os_fault import os_fault
from perfxl.pane.service import HOST, LARGEST_REQUEST, Service
from perfxl.pane.web_page import page_folder

if TYPE_CHECKING:
    from waitress.server import TcpWSGIServer

# 半路不说话的连接，多久断开；同时几个连接。
_SILENT_SECONDS = 30
_CONNECTIONS = 20
# 停下时正答着的最多等多久；Windows 关掉窗口的，五秒以后就被系统结束。
_STOPPING_SECONDS = 3


@click.command(options_metavar="[选项]")
@click.option(
    "--port",
    type=click.IntRange(1024, 65535),
    metavar="端口",
    help="听哪个端口；不写时随机取一个空着的。",
)
@click.option(
    "--idle",
    type=click.IntRange(1, 24 * 60),
    default=60,
    show_default=True,
    metavar="分钟",
    help="这么久没有人用就自己停下。",
)
@click.option("--no-browser", is_flag=True, help="不打开浏览器，只说打开用的网页在哪里。")
@debug_option
def serve(port: int | None, idle: int, no_browser: bool, debug: bool) -> None:
    """窗格：在浏览器里校验、评分、成表；只听本机，工作簿不离开这台电脑。"""
    try:
        service, server = listening(port, debug=debug)
    except OSError as error:
        if debug:
            raise
        notice(f"端口 {port or ''} 听不了：{os_fault(error)}。请换一个 --port，或不写端口。")
        sys.exit(UNREADABLE)
    with temporary_folder() as folder:
        opening = _written(folder / "打开窗格.html", service.opening_page)
        say(
            f"窗格在 {service.address}，只有本机能用；按 Ctrl-C 停下，{idle} 分钟没有人用自己停下。"
        )
        if no_browser or not webbrowser.open(opening.as_uri()):
            say(f"请用浏览器打开这个网页（只能用一次）：{opening}")
        sys.stdout.flush()
        ended = started(server)
        try:
            if wait_until_idle(service, ended, idle):
                notice(f"{idle} 分钟没有人用，已停下。")
        finally:
            stop(server)
            ended.wait(_STOPPING_SECONDS)
    sys.exit(OK)


def listening(port: int | None, *, debug: bool = False) -> "tuple[Service, TcpWSGIServer]":
    from waitress.server import create_server

    # 它的日志是英文的：网页一次取几个文件就说“Task queue depth”，停下时正答着的说一大段，都不是毛病。
    logging.getLogger("waitress").setLevel(logging.WARNING if debug else logging.CRITICAL)
    service = Service(page_folder(), 0, debug)
    made: Any = create_server(
        service.app,
        host=HOST,
        port=port or 0,
        threads=2,
        connection_limit=_CONNECTIONS,
        channel_timeout=_SILENT_SECONDS,
        cleanup_interval=10,
        max_request_body_size=LARGEST_REQUEST,
        max_request_header_size=16 * 1024,
        ident="",
        expose_tracebacks=False,
        clear_untrusted_proxy_headers=True,
    )
    service.port = made.effective_port
    return service, made


def started(server: "TcpWSGIServer") -> threading.Event:
    """在别的线程里跑：服务的循环什么错都接住，中止也会被它接住，信号来的这个线程只等着。它停了，给出的就置上。

    不用 ``Thread.join`` 等：半路来了信号的，Python 3.11、3.12 会把还在跑的线程当作停了。
    """
    ended = threading.Event()

    def run() -> None:
        try:
            server.run()
        finally:
            ended.set()

    threading.Thread(target=run, daemon=True).start()
    return ended


def stop(server: "TcpWSGIServer") -> None:
    """从别的线程叫它停：在它自己的循环里关，免得它正等着的东西不见了；浏览器留着的连接也断开。"""
    running: Any = server  # 类型的说明里没有 active_channels，以为 trigger 是个数

    def close() -> None:
        # 正答着的先答完：它答完要叫醒的那一头，关了就写不进。
        running.task_dispatcher.shutdown(timeout=_STOPPING_SECONDS)
        server.close()
        for channel in list(running.active_channels.values()):
            channel.handle_close()

    # 刚答完的一句恰好先叫醒了它，已经照着关了，这一下写不进。
    with suppress(OSError):
        running.trigger.pull_trigger(close)


def _written(path: Path, text: str) -> Path:
    opened = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(opened, "w", encoding="utf-8") as stream:
        stream.write(text)
    return path


def wait_until_idle(service: Service, ended: threading.Event, minutes: int) -> bool:
    """等到没有人用够了 ``minutes`` 分钟，为真；服务自己先停了（``ended``）为假。"""
    while not ended.is_set():
        if time.monotonic() - service.last_used >= minutes * 60:
            return True
        ended.wait(1)
    return False
