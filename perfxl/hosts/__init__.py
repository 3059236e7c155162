"""宿主：只有这里碰文件和工作簿。

``xlsx_reader`` 把 .xlsx/.xlsm 读成 ``Grid``；``editor`` 不丢内容地改 .xlsx，``workbook_copy`` 用它在
副本上填分、标问题，``template_files`` 用它照模板成表；``openpyxl_lists`` 新建清单。

流入路径，流出 ``Grid``；读不了时抛 ``UnreadableFileError``，其文字是一句中文，说明是哪个文件、怎么办。

>>> from pathlib import Path
>>> from perfxl.hosts.workbook_reader import read_workbook
>>> read_workbook(Path("没有这个文件.xlsx"))
Traceback (most recent call last):
    ...
perfxl.model.file_faults.UnreadableFileError: 没有找到文件“没有这个文件.xlsx”，请核对路径和文件名。
"""
