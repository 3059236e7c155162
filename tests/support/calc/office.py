"""启动、停止一个只供本进程用的 LibreOffice。"""

import itertools
import os
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from calc.bridge import CalcError, TranslatedErrors, UnoError, properties, uno

_NUMBERS = itertools.count(1)
_START_SECONDS = 60
_STOP_SECONDS = 20
_FALL_SECONDS = 5


def connected(pipe: str) -> Any:
    """连上在这个管道上等着的 LibreOffice，给出它的桌面；还没有在等的抛 ``UnoError``。"""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
    return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)


_FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>{folders}<cachedir>/var/cache/fontconfig</cachedir></fontconfig>
"""


def chinese_fonts(folder: Path) -> dict[str, str]:
    """只给 Calc 看得懂汉字的字体的环境变量：没有一种，就不管。

    别的字体里没有的字要一个个另找字体，批注、行高排版因此慢几倍；办公用的电脑上宋体、Calibri 都在，没有这回事。
    """
    with suppress(FileNotFoundError):
        listed = subprocess.run(
            ["fc-list", ":lang=zh-cn", "file"], capture_output=True, text=True, check=False
        )
        files = [Path(line.strip().rstrip(":")) for line in listed.stdout.splitlines()]
        folders = sorted({str(each.parent) for each in files})
        if folders:
            said = "".join(f"<dir>{each}</dir>" for each in folders)
            config = folder / "fonts.conf"
            config.write_text(_FONTS.format(folders=said))
            return {"FONTCONFIG_FILE": str(config)}
    return {}


class Office:
    """无界面的 soffice 进程，配置文件夹和管道都是自己的。"""

    def __init__(self) -> None:
        self.profile = Path(tempfile.mkdtemp(prefix="perfxl-soffice-"))
        self.pipe = f"perfxl{os.getpid()}n{next(_NUMBERS)}"
        # LibreOffice 自带 Python 组件，本项目的虚拟环境不能传给它。
        environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("PYTHON", "VIRTUAL_ENV", "PYENV"))
        } | {"PATH": "/usr/bin:/bin", **chinese_fonts(self.profile)}
        self.process = subprocess.Popen(
            [
                "soffice",
                f"-env:UserInstallation={self.profile.as_uri()}",
                "--headless",
                "--invisible",
                "--norestore",
                "--nologo",
                "--nodefault",
                f"--accept=pipe,name={self.pipe};urp",
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            env=environment,
        )
        try:
            self.desktop = self._connect()
        except BaseException:
            self.kill()
            raise

    def _connect(self) -> Any:
        deadline = time.monotonic() + _START_SECONDS
        while True:
            try:
                return connected(self.pipe)
            except UnoError as error:
                if self.process.poll() is not None or time.monotonic() > deadline:
                    raise CalcError(f"连不上 LibreOffice：{error}") from None
                time.sleep(0.05)

    def has_fallen(self) -> bool:
        """进程自己倒了（连接先断，进程随后才没有）。"""
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(_FALL_SECONDS)
        return self.process.poll() is not None

    def open(self, url: str) -> Any:
        """打开表格文档；``private:factory/scalc`` 是新建。"""
        with TranslatedErrors():
            document = self.desktop.loadComponentFromURL(url, "_blank", 0, properties(Hidden=True))
        if document is None:
            raise CalcError(f"打不开 {url}")
        if not document.supportsService("com.sun.star.sheet.SpreadsheetDocument"):
            document.close(True)
            raise CalcError(f"不是表格：{url}")
        return document

    def quit(self) -> None:
        """关掉所有文档（开着的文档会阻止退出）、结束进程、删去配置文件夹。"""
        with suppress(UnoError):
            components = self.desktop.Components.createEnumeration()
            while components.hasMoreElements():
                with suppress(UnoError):
                    components.nextElement().close(True)
            self.desktop.terminate()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(_STOP_SECONDS)
        self.kill()

    def kill(self) -> None:
        """进程还在就强行结束（它自成会话，不会伤及别的进程），再删去配置文件夹。"""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        shutil.rmtree(self.profile, ignore_errors=True)
