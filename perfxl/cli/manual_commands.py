"""``perfxl manual``：随程序带的说明书。"""

import webbrowser

import click

from perfxl.cli.console import say
from perfxl.cli.options import debug_option
from perfxl.model.errors import PerfxlError
from perfxl.shipped import manual_page


@click.command(options_metavar="[选项]")
@click.option("--no-browser", is_flag=True, help="不打开浏览器，只说在哪里。")
@debug_option
def manual(no_browser: bool, debug: bool) -> None:
    """说明书：在浏览器里打开，不用上网，可以搜索。"""
    page = manual_page()
    if page is None:
        raise PerfxlError(
            "这里没有说明书的网站；请在 perfxl 的源码文件夹里运行 make docs，或直接看那里的 docs。"
        )
    opened = not no_browser and webbrowser.open(page.as_uri())
    say(f"说明书{'已在浏览器里打开' if opened else '，请用浏览器打开'}：{page}")
