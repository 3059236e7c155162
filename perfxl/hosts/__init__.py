"""宿主：只有这里碰文件和工作簿。

``book`` 是各宿主共同的一面；``file_book`` 是磁盘上的一个工作簿：读、在副本上写和标，用 ``editor`` 不丢内容地改
.xlsx。``workbook_reader`` 看内容读 .xlsx、.xls；``template_files`` 照模板成表；``list_files`` 新建清单。

流入路径，流出 ``Grid``；读不了时抛 ``UnreadableFileError``，其文字是一句中文，说明是哪个文件、怎么办。

>>> from pathlib import Path
>>> from perfxl.hosts.workbook_reader import read_workbook
>>> read_workbook(Path("没有这个文件.xlsx"))
Traceback (most recent call last):
    ...
perfxl.model.file_faults.UnreadableFileError: 没有找到文件“没有这个文件.xlsx”，请核对路径和文件名。
"""
