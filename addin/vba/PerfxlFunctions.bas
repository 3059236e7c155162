Attribute VB_Name = "PerfxlFunctions"
Option Explicit

' Written by python -m perfxl.addin.wrappers from perfxl/functions/cell_functions.py; do not edit.

Public Function PERF_SCORE(target As Variant, actual As Variant, weight As Variant, Optional level2 As Variant, Optional profile As Variant, Optional level3 As Variant, Optional year As Variant, Optional money_unit As Variant) As Variant
Attribute PERF_SCORE.VB_Description = "Score of an indicator by the scoring profile; a column gives a column."
    PERF_SCORE = PerfxlCall("PERF_SCORE", "rrrfprrr", Array(target, actual, weight, level2, profile, level3, year, money_unit))
End Function

Public Function PERF_EXPLAIN(target As Variant, actual As Variant, weight As Variant, Optional level2 As Variant, Optional profile As Variant, Optional level3 As Variant, Optional year As Variant, Optional money_unit As Variant) As Variant
Attribute PERF_EXPLAIN.VB_Description = "How the score was worked out, in one sentence."
    PERF_EXPLAIN = PerfxlCall("PERF_EXPLAIN", "rrrfprrr", Array(target, actual, weight, level2, profile, level3, year, money_unit))
End Function

Public Function PERF_CHECK(target As Variant, Optional level2 As Variant) As Variant
Attribute PERF_CHECK.VB_Description = "What is wrong with a target value; empty if nothing is."
    PERF_CHECK = PerfxlCall("PERF_CHECK", "rf", Array(target, level2))
End Function

Public Function PERF_VALUE(value As Variant, Optional part As Variant) As Variant
Attribute PERF_VALUE.VB_Description = "One part of a target value: kind, operator, number, unit."
    PERF_VALUE = PerfxlCall("PERF_VALUE", "rr", Array(value, part))
End Function

Public Function PERF_RATE(budget As Variant, executed As Variant) As Variant
Attribute PERF_RATE.VB_Description = "Budget execution rate in percent: 62.83 means 62.83%."
    PERF_RATE = PerfxlCall("PERF_RATE", "rr", Array(budget, executed))
End Function

Public Function PERF_EXEC_SCORE(budget As Variant, executed As Variant, Optional weight As Variant, Optional profile As Variant) As Variant
Attribute PERF_EXEC_SCORE.VB_Description = "Score of the budget execution rate."
    PERF_EXEC_SCORE = PerfxlCall("PERF_EXEC_SCORE", "rrrp", Array(budget, executed, weight, profile))
End Function

Public Function PERF_TOTAL(ParamArray scores() As Variant) As Variant
Attribute PERF_TOTAL.VB_Description = "Sum of scores; says which one is not a number."
    Dim given() As Variant, place As Long
    If UBound(scores) < 0 Then
        PERF_TOTAL = PerfxlCall("PERF_TOTAL", "w", Array())
        Exit Function
    End If
    ReDim given(0 To UBound(scores))
    For place = 0 To UBound(scores)
        ' Without Set a range would turn into its values.
        If IsObject(scores(place)) Then
            Set given(place) = scores(place)
        Else
            given(place) = scores(place)
        End If
    Next place
    PERF_TOTAL = PerfxlCall("PERF_TOTAL", "w", given)
End Function

Public Function PERF_GRADE(total As Variant, Optional profile As Variant) As Variant
Attribute PERF_GRADE.VB_Description = "Grade of a total score."
    PERF_GRADE = PerfxlCall("PERF_GRADE", "rp", Array(total, profile))
End Function

Public Function PERF_WEIGHTS(level1 As Variant, Optional profile As Variant) As Variant
Attribute PERF_WEIGHTS.VB_Description = "Proposed weights for indicators that have none."
    PERF_WEIGHTS = PerfxlCall("PERF_WEIGHTS", "cp", Array(level1, profile))
End Function

Public Function PERF_VERSION() As String
Attribute PERF_VERSION.VB_Description = "Version of perfxl; works without Python."
    PERF_VERSION = PERFXL_VERSION
End Function

' Chinese help of the function wizard; Excel refuses it while no workbook is visible.
Public Sub PerfxlRegisterHelp()
    PerfxlDescribe "PERF_SCORE", PerfxlText("按口径算一行指标的得分；给一列就算一列。"), Array( _
        PerfxlText("指标值，一格或一列，如 ≥95%、=6万元、2024年12月底前"), _
        PerfxlText("实际完成值，一格或一列"), _
        PerfxlText("分值，一格或一列"), _
        PerfxlText("二级指标，可省；用来认出成本和时效指标"), _
        PerfxlText("口径的名字，可省；省略时用本工作簿的口径"), _
        PerfxlText("三级指标，可省；名称说了方向的（交通事故下降率）要给"), _
        PerfxlText("预算年度，可省，如 2024；补指标值、完成值里没有写年份的时限"), _
        PerfxlText("表的金额单位，可省：元、千元、万元、亿元；成本里没有写单位的数照它读"))
    PerfxlDescribe "PERF_EXPLAIN", PerfxlText("这个得分是怎么算的，写成一句能核对的算式。"), Array( _
        PerfxlText("指标值，一格或一列，如 ≥95%、=6万元、2024年12月底前"), _
        PerfxlText("实际完成值，一格或一列"), _
        PerfxlText("分值，一格或一列"), _
        PerfxlText("二级指标，可省；用来认出成本和时效指标"), _
        PerfxlText("口径的名字，可省；省略时用本工作簿的口径"), _
        PerfxlText("三级指标，可省；名称说了方向的（交通事故下降率）要给"), _
        PerfxlText("预算年度，可省，如 2024；补指标值、完成值里没有写年份的时限"), _
        PerfxlText("表的金额单位，可省：元、千元、万元、亿元；成本里没有写单位的数照它读"))
    PerfxlDescribe "PERF_CHECK", PerfxlText("检查指标值写得对不对：缺符号、读不懂、成本方向反了；没有问题时为空。"), Array( _
        PerfxlText("指标值，一格或一列，如 ≥95%、=6万元、2024年12月底前"), _
        PerfxlText("二级指标，可省；用来认出成本和时效指标"))
    PerfxlDescribe "PERF_VALUE", PerfxlText("指标值里的一部分：≥9.8万人 的数值是 98000，单位是 人。"), Array( _
        PerfxlText("指标值，一格或一列，如 ≥95%、=6万元、2024年12月底前"), _
        PerfxlText("要哪一部分：种类、符号、数值、单位、约数、说明；省略时给出标准写法"))
    PerfxlDescribe "PERF_RATE", PerfxlText("预算执行率，以百分数计：62.83 即 62.83%；要显示百分号的，除以 100 再设百分比格式。"), Array( _
        PerfxlText("全年预算数（调整后的），一格或一列"), _
        PerfxlText("全年执行数，单位与预算数相同，一格或一列"))
    PerfxlDescribe "PERF_EXEC_SCORE", PerfxlText("预算执行率的得分：分值 × 执行数 ÷ 预算数，最多得分值。"), Array( _
        PerfxlText("全年预算数（调整后的），一格或一列"), _
        PerfxlText("全年执行数，单位与预算数相同，一格或一列"), _
        PerfxlText("预算执行率的分值，可省；省略时照口径，黔南州为 10"), _
        PerfxlText("口径的名字，可省；省略时用本工作簿的口径"))
    PerfxlDescribe "PERF_TOTAL", PerfxlText("总分：各项得分相加；有一项还不是数时说明是第几项，不给出少算的总分。"), Array( _
        PerfxlText("得分，可以给几格、几列；空格按 0 分，一项也没有时不算"))
    PerfxlDescribe "PERF_GRADE", PerfxlText("总分对应的等级：优、良、中、差。"), Array( _
        PerfxlText("总分，一格或一列"), _
        PerfxlText("口径的名字，可省；省略时用本工作簿的口径"))
    PerfxlDescribe "PERF_WEIGHTS", PerfxlText("按口径给没有分值的指标拟分值：各一级指标的规定分值摊到各行，合计正好。"), Array( _
        PerfxlText("一级指标，一列；竖着合并的空格取上面的字"), _
        PerfxlText("口径的名字，可省；省略时用本工作簿的口径"))
    PerfxlDescribe "PERF_VERSION", PerfxlText("perfxl 的版本；不用 Python 也能算，可用来看加载项在不在。")
End Sub

Private Sub PerfxlDescribe(ByVal functionName As String, ByVal summary As String, Optional ByVal helps As Variant)
    On Error Resume Next
    functionName = "'" & ThisWorkbook.Name & "'!" & functionName
    If IsMissing(helps) Then
        Application.MacroOptions Macro:=functionName, Description:=summary, Category:=PerfxlText("绩效")
    Else
        Application.MacroOptions Macro:=functionName, Description:=summary, Category:=PerfxlText("绩效"), _
            ArgumentDescriptions:=helps
    End If
    If Err.Number <> 0 Then PerfxlHelpRefused = True
End Sub
