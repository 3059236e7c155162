"""打字时的函数、参数提示：Excel-DNA 的 IntelliSense 加载项读的 XML，放在加载项文件里面。

没有装那个加载项的，没有用处，也不碍事。不放在加载项旁边：XLSTART 里的文件 Excel 会一个个打开。
"""

from xml.sax.saxutils import quoteattr

from perfxl.addin.package import HINTS_NAMESPACE
from perfxl.functions.cell_functions import cell_functions
from perfxl.functions.registry import CellFunction


def hints_text() -> str:
    """文件的全文，由函数的登记写出。"""
    functions = "".join(map(_function, cell_functions()))
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f"<IntelliSense xmlns={quoteattr(HINTS_NAMESPACE)}>\n  <FunctionInfo>\n"
        f"{functions}  </FunctionInfo>\n</IntelliSense>\n"
    )


def _function(function: CellFunction) -> str:
    arguments = "".join(
        f"      <Argument Name={quoteattr(argument.name)} Description={quoteattr(argument.help)} />\n"
        for argument in function.arguments
    )
    head = f"Name={quoteattr(function.name)} Description={quoteattr(function.summary)}"
    return f"    <Function {head}>\n{arguments}    </Function>\n"
