"""包内部件的名字：各程序写法不一，比对时看作同一个。

规定（ECMA-376 第 2 部分 6.2.2）是正斜杠、不分大小写、非 ASCII 写成 %XX；.NET 4.0 一代的导出程序写
反斜杠，有的开头带斜杠，有的关系里写 %XX 而包里写原字。
"""

import posixpath
from functools import lru_cache
from urllib.parse import unquote


@lru_cache(maxsize=4096)
def part_key(name: str) -> str:
    r"""比对用的写法。

    >>> part_key(r"xl\Workbook.xml"), part_key("/xl/./workbook.xml"), part_key("xl/%77orkbook.xml")
    ('xl/workbook.xml', 'xl/workbook.xml', 'xl/workbook.xml')
    """
    return prescribed_name(unquote(name)).lower()


def prescribed_name(name: str) -> str:
    r"""规定的写法：正斜杠，开头不带斜杠。

    >>> prescribed_name(r"\xl\Workbook.xml")
    'xl/Workbook.xml'
    """
    return posixpath.normpath("/" + name.replace("\\", "/")).lstrip("/")


@lru_cache(maxsize=4096)
def without_namespace(name: str) -> str:
    """去掉命名空间的元素名、属性名。"""
    return name.rpartition("}")[2]


def relations_part(part: str) -> str:
    """写着 ``part`` 的关系的部件。

    >>> relations_part("xl/workbook.xml"), relations_part("")
    ('xl/_rels/workbook.xml.rels', '_rels/.rels')
    """
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def target_part(target: str, part: str) -> str:
    r"""``part`` 的关系里写的目标是包里的哪个部件。

    >>> target_part(r"worksheets\sheet1.xml", "xl/workbook.xml"), target_part("/xl/a.xml", "xl/b.xml")
    ('xl/worksheets/sheet1.xml', 'xl/a.xml')
    """
    written = target.replace("\\", "/")
    if written.startswith("/"):
        return written.lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), written))
