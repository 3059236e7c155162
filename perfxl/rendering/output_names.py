"""本程序写出的东西各叫什么：工作簿里新建的表、清单、副本名字末尾的字。"""

# 加载项在工作簿里新建的表；第一格以“perfxl 表名”开头，读表时凭它跳过。
FINDINGS_SHEET, EXPLANATION_SHEET, RECORD_SHEET = "校验结果", "评分说明", "改动记录"
RESULT_SHEETS = (FINDINGS_SHEET, EXPLANATION_SHEET, RECORD_SHEET)
# 清单：工作簿和里面第一张工作表的名字。
FINDING_LIST, SCORE_LIST, EDIT_LIST = FINDINGS_SHEET, "评分汇总", "改动清单"
# 汇总：文件名和说的时候叫它。
SUMMARY = "汇总"
# 比对的工作簿里各张工作表第一格开头的字。
COMPARISON_HEADING = "项目绩效目标比对"
# 给单位的意见书，和后面接着的绩效目标审核表：文件、模板、第一张工作表的名字。
OPINION, TARGET_REVIEW = "审核意见", "审核表"
OPINION_HEADING, REVIEW_HEADING = "绩效审核意见", "项目支出绩效目标审核表"
# 审核表的标题是通行的，单位自己填的也这样写；这一栏只有本程序写的有。
REVIEW_COLUMN = "建议等级"
# 指标库：工作簿第一张工作表，和空白表里放下拉选项的那一张；第一格以“perfxl 指标库”开头。
LIBRARY = "指标库"
# 成表后面附的：各格从哪里来；新一年的表还要填哪些。第一格以“perfxl 来源”“perfxl 填写清单”开头。
SOURCES, TO_FILL = "来源", "填写清单"
# 模板里逐格说明占位的一张；成表时去掉。第一格以“perfxl 说明”开头。
TEMPLATE_NOTES = "说明"
# 副本：原件的名字后面加上“（已标注）”一类。
MARKED, SCORED, FIXED = "已标注", "已评分", "已改正"
COPIES = (MARKED, SCORED, FIXED)


def copy_ending(what: str) -> str:
    """副本名字末尾的字。

    >>> copy_ending(SCORED)
    '（已评分）'
    """
    return f"（{what}）"


def is_result_heading(text: str) -> bool:
    """加载项写的结果表，和比对表、汇总、审核意见的第一格；审核表还要看栏目，见 ``REVIEW_COLUMN``。

    >>> is_result_heading("perfxl 校验结果：错误2处"), is_result_heading("perfxl 培训心得")
    (True, False)
    """
    own = tuple(
        f"perfxl {name}"
        for name in (*RESULT_SHEETS, SUMMARY, LIBRARY, SOURCES, TO_FILL, TEMPLATE_NOTES)
    )
    return text.startswith((*own, COMPARISON_HEADING, OPINION_HEADING))
