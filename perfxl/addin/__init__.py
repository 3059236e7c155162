"""Excel 加载项 ``perfxl.xlam`` 的生成：文字源在 ``addin/``，一条命令、任何电脑上都能生成。

``wrappers`` 按单元格函数的签名写出 VBA 外壳和功能区菜单；``vba_source`` 把文字源变成能装进
加载项的源码；``package`` 写出文件包；``build`` 把它们合起来。``wrappers`` 以外都只用标准库，
安装包生成时（``hatch_build.py``）就靠这一点。
"""
