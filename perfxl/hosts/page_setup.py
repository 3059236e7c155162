"""新写的清单、报告怎样印：横着，缩成一页宽，几页高不管。"""

from openpyxl.worksheet.worksheet import Worksheet

A4, A3 = 9, 8


def print_lying(sheet: Worksheet, *, paper: int = A4) -> None:
    """横向印，一页宽。"""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = paper
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    properties = sheet.sheet_properties.pageSetUpPr
    if properties is not None:
        properties.fitToPage = True
