"""只听本机的服务：窗格的网页，和引擎的一问一答。

谁能用：手里有这一次的令牌、从自己的网页来、叫的是 127.0.0.1 的。令牌不在网址里：打开用的网页是本人才能读的临时文件，
它把钥匙交上来换令牌，钥匙只能用一次。收的只有工作簿的内容，没有路径；答的只有内容，不写文件。
"""

import secrets
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from perfxl.contract.pane import LARGEST_WORKBOOK
from perfxl.pane.engine import answer

HOST = "127.0.0.1"
TOKEN_HEADER = "X-Perfxl-Token"
_PAGE = "pane.html"
_META = "<!-- token -->"
# 没有令牌的网页也要知道自己是这里给的：用了网页里的引擎，说一句。
_SERVED = '<meta name="perfxl-served" content="">'
# 一问是 JSON，工作簿装成 base64（大三分之一）。
LARGEST_REQUEST = LARGEST_WORKBOOK * 1024 * 1024 // 3 * 4 + 1024 * 1024
_LARGEST_FORM = 4096
# 各种文件说成什么：Windows 的注册表里 .js 可能是别的，浏览器就不肯当脚本。
_KINDS = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".wasm": "application/wasm",
    ".zip": "application/zip",
}
_POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_HEADERS = [
    ("Content-Security-Policy", _POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
]
_Environ = dict[str, Any]
_Start = Callable[[str, list[tuple[str, str]]], object]


@dataclass(frozen=True)
class _Reply:
    status: str
    body: bytes
    kind: str = "text/plain; charset=utf-8"
    # 引擎的文件十几 MB，刷新时不必再取。
    kept: str = "no-store"


def _refused(status: str, said: str) -> _Reply:
    return _Reply(status, said.encode())


@dataclass
class Service:
    """一次服务；``app`` 是 WSGI 的应用。``page`` 是窗格的网页所在的文件夹，``port`` 是听的端口。

    ``debug``：程序自己的毛病，详情写到屏幕上。
    """

    page: Path
    port: int
    debug: bool = False
    key: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    last_used: float = field(default_factory=time.monotonic)
    _token: str = field(default_factory=lambda: secrets.token_urlsafe(32))

    @property
    def address(self) -> str:
        """网址；里面没有令牌。"""
        return f"http://{HOST}:{self.port}"

    @property
    def opening_page(self) -> str:
        """打开用的网页：把钥匙交上去。只写在本人才能读的文件里。"""
        return (
            '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>perfxl 窗格</title>'
            f'<form id="f" method="post" action="{self.address}/enter">'
            f'<input type="hidden" name="key" value="{escape(self.key)}">'
            "<button>打开 perfxl 窗格</button></form>"
            "<script>document.getElementById('f').submit()</script></html>"
        )

    def app(self, environ: _Environ, start: _Start) -> Iterable[bytes]:
        """WSGI：一个请求，一个回答。"""
        reply = self._reply(environ)
        own = [
            ("Content-Type", reply.kind),
            ("Content-Length", str(len(reply.body))),
            ("Cache-Control", reply.kept),
        ]
        start(reply.status, [*own, *_HEADERS])
        return [reply.body]

    def _reply(self, environ: _Environ) -> _Reply:
        # 别的网站借域名解析转来的，写的主机名不是这个。
        if environ.get("HTTP_HOST") != f"{HOST}:{self.port}":
            return _refused("403 Forbidden", "只在本机用。")
        self.last_used = time.monotonic()
        match environ["REQUEST_METHOD"], environ.get("PATH_INFO", ""):
            case "POST", "/enter":
                return self._entered(environ)
            case "POST", "/answer":
                return self._answered(environ)
            case "GET", path:
                return self._file(path)
        return _refused("405 Method Not Allowed", "没有这种用法。")

    def _entered(self, environ: _Environ) -> _Reply:
        """交上钥匙，换得带着令牌的网页；打开用的网页是文件，来处（Origin）是 null。"""
        if environ.get("HTTP_ORIGIN", "null") not in ("null", self.address):
            return _refused("403 Forbidden", "不能从别的网页打开。")
        given = parse_qs(_body(environ, _LARGEST_FORM).decode("ascii", "replace")).get("key", [""])
        if not self.key or not secrets.compare_digest(given[0].encode(), self.key.encode()):
            return _refused(
                "403 Forbidden", "这个网页已经打开过一次了；请在命令行里重新运行 perfxl serve。"
            )
        self.key = ""
        page = (self.page / _PAGE).read_text("utf-8")
        meta = f'<meta name="perfxl-token" content="{escape(self._token)}">'
        return _Reply("200 OK", page.replace(_META, meta).encode(), "text/html; charset=utf-8")

    def _answered(self, environ: _Environ) -> _Reply:
        given = environ.get("HTTP_X_PERFXL_TOKEN", "")
        if not secrets.compare_digest(given.encode("utf-8", "replace"), self._token.encode()):
            return _refused(
                "403 Forbidden", "令牌不对或已过期；请在命令行里重新运行 perfxl serve。"
            )
        if environ.get("HTTP_ORIGIN") != self.address:
            return _refused("403 Forbidden", "不是从窗格自己的网页来的。")
        if environ.get("CONTENT_TYPE", "").partition(";")[0].strip() != "application/json":
            return _refused("415 Unsupported Media Type", "只收 JSON。")
        body = _body(environ, LARGEST_REQUEST)
        if len(body) > LARGEST_REQUEST:
            return _refused(
                "413 Content Too Large", f"工作簿超过 {LARGEST_WORKBOOK} MB，窗格不读。"
            )
        said = answer(body.decode("utf-8", "replace"), debug=self.debug)
        return _Reply("200 OK", said.encode(), "application/json; charset=utf-8")

    def _file(self, path: str) -> _Reply:
        """窗格自己的网页、脚本、样式；只认文件夹里列得出的名字。"""
        served = {
            f"/{each.relative_to(self.page).as_posix()}": each
            for each in self.page.rglob("*")
            if each.is_file() and not each.is_symlink()
        }
        found = served.get("/" + (path.removeprefix("/") or _PAGE))
        if found is None:
            return _refused("404 Not Found", "没有这一页。")
        kind = _KINDS.get(found.suffix, "application/octet-stream")
        kept = "private, max-age=86400" if found.parent.name == "engine" else "no-store"
        content = found.read_bytes()
        if found.name == _PAGE:
            content = content.replace(_META.encode(), _SERVED.encode())
        return _Reply("200 OK", content, kind, kept)


def _body(environ: _Environ, most: int) -> bytes:
    data: bytes = environ["wsgi.input"].read(most + 1)
    return data
