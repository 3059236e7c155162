"""``perfxl addin office`` 一组命令：Excel（Office.js）的窗格，清单和放到网站上的文件夹。"""

from pathlib import Path

import click

from perfxl.addin.errors import AddinError
from perfxl.addin.office_files import MANIFEST, SITE, bundle_office
from perfxl.addin.office_manifest import checked_site, manifest
from perfxl.cli.addin_reports import file_option, folder_option
from perfxl.cli.console import notice
from perfxl.cli.options import debug_option, replace_option
from perfxl.hosts.outputs import Outputs, free_folder
from perfxl.hosts.whole_file import written_whole

_BUNDLE = "perfxlExcel窗格"
_site_option = click.option(
    "--site",
    required=True,
    metavar="网址",
    help="放窗格的网址，要是 https 的，如 https://网站/perfxl/。",
)


@click.group(options_metavar="[选项]", subcommand_metavar="命令 [参数]…")
def office() -> None:
    """Excel（Office.js）里的窗格：写清单，做放到网站上的文件夹。还没有在真的 Excel 里试过。"""


@office.command(name="manifest", options_metavar="[选项]")
@_site_option
@file_option("清单", MANIFEST)
@replace_option
@debug_option
def write_manifest(site: str, output: Path | None, replace: bool, debug: bool) -> None:
    """写清单：窗格放在网站的哪里，Excel 里叫什么。"""
    content = manifest(checked_site(site))
    outputs = Outputs(replace=replace)
    if output is not None and output.suffix.lower() != ".xml":
        raise AddinError(f"清单的文件名应以 .xml 结尾，请改“{output.name}”。")
    target = outputs.chosen(Path(MANIFEST)) if output is None else outputs.named(output)
    with written_whole(target) as temporary:
        temporary.write_bytes(content)
    notice(f"已写出：{target.path}")


@office.command(options_metavar="[选项]")
@_site_option
@folder_option(_BUNDLE)
@click.option(
    "--office-js",
    type=click.Path(path_type=Path),
    metavar="文件夹",
    help="微软的 @microsoft/office-js 里的 dist，放到网站上；不写时 Excel 从微软的网址取。",
)
@debug_option
def bundle(site: str, output: Path | None, office_js: Path | None, debug: bool) -> None:
    """做一个文件夹：放到 https 网站上的网页和引擎、清单、说明。"""
    address = checked_site(site)
    target = output or free_folder(Path(_BUNDLE), replace=False)
    megabytes = bundle_office(target, address, office_js) / 1_000_000
    notice(
        f"已做好：{target}，共 {megabytes:.0f} MB；“{SITE}”里的放到 {address}，怎样装见其中的“说明.txt”。"
    )
