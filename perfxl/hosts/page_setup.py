"""新写的清单、报告怎样印：横着，缩成一页（几页）宽，几页高不管。"""

from openpyxl.worksheet.worksheet import Worksheet

A4, A3 = 9, 8


def print_lying(sheet: Worksheet, *, paper: int = A4, pages: int = 1) -> None:
    """横向印，``pages`` 页宽。"""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = paper
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = pages, 0
    properties = sheet.sheet_properties.pageSetUpPr
    if properties is not None:
        properties.fitToPage = True
