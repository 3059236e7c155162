"""Excel（Office.js）窗格的文件夹：放到本单位 https 网站上的网页和引擎、清单、说明。

微软的 Office.js 不随 perfxl 走：它的许可是微软的。窗格从微软的网址取它，或者由管网站的人取来、在这里放进去。
"""

import shutil
from pathlib import Path

from perfxl.addin.errors import AddinError
from perfxl.addin.office_manifest import ICONS, PAGE, manifest
from perfxl.addin.page_files import copy_page, refuse_without_engine, write_new_folder
from perfxl.shipped import shipped_folder

SITE, MANIFEST = "网站", "perfxl-excel.xml"
_OFFICE_FOLDER = "office-js"
_MICROSOFT = "https://appsforoffice.microsoft.com"
_OPENING = '<script src="not-opened.js"></script>'
# 别的软件的、调试用的、给人写程序看的，Excel 用不着。
_NOT_EXCEL = shutil.ignore_patterns(
    *("*.debug.js", "*.map", "*.ts", "*-vsdoc.js"),
    *("outlook*", "word*", "powerpoint*", "onenote*", "project*", "visio*", "access*"),
)


def bundle_office(target: Path, site: str, office_js: Path | None) -> int:
    """做一个文件夹：“网站”里的放到 ``site``；给出多少字节。已有内容的不写。

    ``office_js`` 是 npm 的 ``@microsoft/office-js`` 里的 ``dist``，没有的从微软的网址取。
    """
    refuse_without_engine()
    if office_js is not None and not (office_js / "office.js").is_file():
        raise AddinError(
            f"“{office_js}”里没有 office.js；请写 @microsoft/office-js 里 dist 文件夹的位置。"
        )

    def write(folder: Path) -> None:
        copy_page(folder / SITE)
        for name in ICONS.values():
            shutil.copyfile(_own(name), folder / SITE / name)
        if office_js is not None:
            shutil.copytree(office_js, folder / SITE / _OFFICE_FOLDER, ignore=_NOT_EXCEL)
        page = (folder / SITE / "pane.html").read_text("utf-8")
        made = excel_page(page, local=office_js is not None)
        (folder / SITE / PAGE).write_text(made, "utf-8", newline="\n")
        (folder / MANIFEST).write_bytes(manifest(site))
        (folder / "说明.txt").write_bytes(_guide(site, office_js).encode("utf-8-sig"))

    return write_new_folder(target, write)


def excel_page(page: str, *, local: bool) -> str:
    """窗格的网页加上 Office.js 和内容安全策略；``local`` 是 Office.js 放在旁边。"""
    source = f"{_OFFICE_FOLDER}/office.js" if local else f"{_MICROSOFT}/lib/1/hosted/office.js"
    scripts = "'self' 'wasm-unsafe-eval'" + ("" if local else f" {_MICROSOFT}")
    policy = (
        f"default-src 'none'; script-src {scripts}; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'"
    )
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    # 网页自己的一条不许取别处的脚本，换成这一条。
    kept = [
        line for line in page.splitlines(keepends=True) if "Content-Security-Policy" not in line
    ]
    before, found, after = "".join(kept).partition(_OPENING)
    if not found:
        raise AddinError("perfxl 装得不全：窗格的网页不成样子，请重新安装。")
    return f'{before}{meta}\n{found}\n<script data-office src="{source}"></script>{after}'


def _own(name: str) -> Path:
    path = shipped_folder("addin") / "office" / name
    if not path.is_file():
        raise AddinError("perfxl 装得不全：少了 Excel 窗格的图，请重新安装。")
    return path


def _guide(site: str, office_js: Path | None) -> str:
    library = (
        f"Office.js（微软的）放在“{SITE}/{_OFFICE_FOLDER}”里，用它要同意微软的许可。"
        if office_js is not None
        else f"Office.js（微软的）由 Excel 的电脑从 {_MICROSOFT} 取；取不到的电脑，做的时候加上 --office-js。"
    )
    lines = (
        "perfxl 窗格开在 Excel 里（Office.js：365、2021 以后、Mac、网页版）",
        "",
        f"1. 把“{SITE}”里的全部文件放到 {site} 。",
        "   网站要是 https 的，证书要用的人的电脑信任（单位自己的证书，先发到各台电脑的“受信任的根证书颁发机构”）。",
        "   没有这样的网站、证书的，这一种用不了：请用 Excel 加载项（perfxl.xlam）、命令行，或在浏览器里用 perfxl serve。",
        "   网站要把 .mjs 当作 text/javascript、.wasm 当作 application/wasm 给出（IIS 要先加上这两种，不认得的它不给）；",
        "   不要给这几页加 X-Frame-Options：Excel 网页版把窗格放在框里。",
        f"2. 用浏览器打开 {site}pane.html ：窗格打得开、拖一个工作簿进去查得了，再往下做。",
        f"3. 把“{MANIFEST}”装进 Excel：",
        "   管 Microsoft 365 的人：管理中心“集成应用”里上传，发给要用的人。",
        "   自己试，Windows：放进一个共享文件夹，“文件—选项—信任中心—受信任的加载项目录”里加上它的网络路径，勾“显示在菜单中”，",
        "     重开 Excel，在“加载项”的“共享文件夹”里添加（微软说这一种只作测试）。",
        "   自己试，Mac：拷进 ~/Library/Containers/com.microsoft.Excel/Data/Documents/wef（没有 wef 的新建），重开 Excel。",
        "   自己试，网页版：“加载项—更多设置—上传我的加载项”。",
        "4. 选项卡里有“绩效”，按“校验”，右边是窗格。",
        "",
        library,
        "换了版本：网站上的换成新的，清单也换成新的。卸载：从上面装的地方拿掉清单，删去网站上的文件。",
        "Excel 这一边还没有在真的 Excel 里试过，照说明书“窗格核对单”看一遍再给别人用。",
        "",
    )
    return "\r\n".join(lines)
