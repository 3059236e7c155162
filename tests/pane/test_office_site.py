"""放到 https 网站上的文件夹：真的浏览器、真的 https（自己签的证书）、网页里的引擎，Office.js 换成假的。"""

import json
import shutil
import ssl
import subprocess
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browser import PATIENCE
from opened_pane import FAKES, FAULTY, OpenedPane, watched

import perfxl
from perfxl.addin.office_files import SITE, bundle_office
from perfxl.addin.office_manifest import PAGE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_TYPES = {
    **SimpleHTTPRequestHandler.extensions_map,
    ".mjs": "text/javascript",
    ".js": "text/javascript",
    ".wasm": "application/wasm",
}


class _Quiet(SimpleHTTPRequestHandler):
    extensions_map = _TYPES

    def log_message(self, *_: object) -> None:
        """不往屏幕上写。"""


@pytest.fixture
def site(engine_files: Path, tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """做好的“网站”文件夹，和它的网址。"""
    assert engine_files.is_dir()
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("没有 openssl，签不了证书")
    office_js = tmp_path / "dist"
    office_js.mkdir()
    given = OpenedPane(None, FAULTY).given()  # type: ignore[arg-type]
    parts = [f"window.fakeBook = {json.dumps(given)};"]
    parts += [script.read_text("utf-8") for script in FAKES["office"]]
    (office_js / "office.js").write_text("\n".join(parts), "utf-8")
    bundle_office(tmp_path / "做好的", "https://127.0.0.1/", office_js)
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    subprocess.run(
        [
            *(openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
            *("-subj", "/CN=127.0.0.1", "-keyout", str(key), "-out", str(certificate)),
        ],
        check=True,
        capture_output=True,
    )
    folder = tmp_path / "做好的" / SITE
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    secured = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    secured.load_cert_chain(certificate, key)
    server.socket = secured.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield folder, f"https://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join(120)


@pytest.fixture
def secure_page(chromium: "Browser", faults: list[str]) -> "Iterator[Page]":
    """信任那张证书的浏览器；网页里出的错、连别处的都记着。"""
    context = chromium.new_context(ignore_https_errors=True)
    page = watched(context, faults)
    page.set_default_timeout(PATIENCE)
    yield page
    context.close()


def test_the_pane_on_the_site_works_in_excel(
    site: tuple[Path, str], secure_page: "Page", faults: list[str]
) -> None:
    _, address = site
    asked: list[tuple[str, str]] = []
    secure_page.on("request", lambda request: asked.append((request.method, request.url)))
    secure_page.goto(address + PAGE)
    pane = OpenedPane(secure_page, FAULTY)
    from playwright.sync_api import expect

    expect(secure_page.locator("#said")).to_contain_text("请按“校验”")
    assert "WebAssembly" in secure_page.inner_text("#about")
    secure_page.click("#check")
    expect(secure_page.locator("#said")).to_contain_text("口径：")
    assert secure_page.locator("#list li").count() == len(perfxl.check(FAULTY).findings)
    assert any(each["rules"] and each["notes"] for each in pane.state().values())
    # 只取自己网站上的文件，什么也不交出去。
    assert {method for method, _ in asked} == {"GET"}
    assert [url for _, url in asked if not url.startswith((address, "data:", "blob:"))] == []
    assert faults == []


def test_where_office_js_did_not_come_it_says_so(
    site: tuple[Path, str], secure_page: "Page", faults: list[str]
) -> None:
    from playwright.sync_api import expect

    folder, address = site
    (folder / "office-js" / "office.js").unlink()
    secure_page.goto(address + PAGE)
    expect(secure_page.locator("#said")).to_contain_text(
        "Office 的脚本 office.js 没有载到，窗格连不上 Excel"
    )
    assert len(faults) == 1
    assert "404" in faults[0]


def test_without_a_trusted_certificate_nothing_is_loaded(
    site: tuple[Path, str], chromium: "Browser"
) -> None:
    """没有发证书的电脑：浏览器自己就不载，窗格装不上。"""
    from playwright.sync_api import Error

    _, address = site
    context = chromium.new_context()
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    with pytest.raises(Error, match="ERR_CERT"):
        page.goto(address + PAGE)
    context.close()
