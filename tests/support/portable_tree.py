"""pytest 的插件：改工作簿用 ``portable_xml``，好像没有 lxml（``-p tests.support.portable_tree``）。"""

import sys

_KEPT = {name: sys.modules.pop(name) for name in list(sys.modules) if name.split(".")[0] == "lxml"}
sys.modules["lxml"] = None  # type: ignore[assignment]
import perfxl.hosts.editor.xml_tree  # noqa: E402, F401

del sys.modules["lxml"]
sys.modules.update(_KEPT)
