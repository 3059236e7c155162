"""加载项在工作簿里新建的表；第一格以“perfxl 表名”开头，读表时凭它跳过。"""

FINDINGS_SHEET, EXPLANATION_SHEET, RECORD_SHEET = "校验结果", "评分说明", "改动记录"
RESULT_SHEETS = (FINDINGS_SHEET, EXPLANATION_SHEET, RECORD_SHEET)


def is_result_heading(text: str) -> bool:
    """加载项写的结果表的第一格。

    >>> is_result_heading("perfxl 校验结果：错误2处"), is_result_heading("perfxl 培训心得")
    (True, False)
    """
    return text.startswith(tuple(f"perfxl {name}" for name in RESULT_SHEETS))
