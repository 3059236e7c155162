"""这里的模块要 LibreOffice 和 xlwings 才能导入；收集文档测试时不碰它们。"""

collect_ignore_glob = ["*.py"]
