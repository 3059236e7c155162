Attribute VB_Name = "PerfxlChoices"
Option Explicit

' Drop-down lists in the selected cells; no Python needed. A list or rule that is there stays.

Private Const MOST_CELLS As Long = 2000

Public Sub Offer(control As IRibbonControl)
    PerfxlOffer control.Tag
End Sub

Public Sub PerfxlOffer(ByVal kind As String)
    Dim listed As String, area As Object
    On Error GoTo failed
    If TypeName(Selection) <> "Range" Then
        PerfxlSay PerfxlText("请先选中要填的格，再选一种下拉选项。")
        Exit Sub
    End If
    listed = PerfxlChoicesOf(kind)
    If Len(listed) = 0 Then Exit Sub
    Set area = Selection
    If area.Worksheet.ProtectContents Then
        PerfxlSay PerfxlText("这张工作表受保护，加不了下拉选项，没有改动；请在“审阅”里撤销工作表保护，加好再保护。")
        Exit Sub
    End If
    If PerfxlIsMany(area) Then
        PerfxlSay PerfxlText("选中的格超过 2000 个，没有改动；请只选要填的格，再选一种下拉选项。")
        Exit Sub
    End If
    If PerfxlHasRule(area) Then
        PerfxlSay PerfxlText("选中的格里已经有数据验证，没有改动；请先在“数据—数据验证”里清除，再来选。")
        Exit Sub
    End If
    ' A list that warns: other texts can be typed after a question.
    area.Validation.Add xlValidateList, xlValidAlertWarning, xlBetween, listed
    Exit Sub
failed:
    PerfxlSay PerfxlText("这些格加不了下拉选项，多半是工作簿在共享，或选了几处；请停止共享，只选一处再试。")
End Sub

Private Function PerfxlChoicesOf(ByVal kind As String) As String
    Select Case kind
        Case "signs"
            PerfxlChoicesOf = PerfxlText("≥,≤,＞,＜,=,定性")
        Case "classes1"
            PerfxlChoicesOf = PerfxlText("产出指标,效益指标,满意度指标,成本指标")
        Case "classes2"
            PerfxlChoicesOf = PerfxlText("数量指标,质量指标,时效指标,成本指标,经济效益指标,社会效益指标,生态效益指标,可持续影响指标,服务对象满意度指标")
        Case "bands"
            PerfxlChoicesOf = PerfxlText("达成预期指标,部分达成预期指标并具有一定效果,未完成预期指标且效果较差")
        Case "grades"
            PerfxlChoicesOf = PerfxlText("优,良,中,差")
    End Select
End Function

' A whole sheet has more cells than Count can tell: an overflow.
Private Function PerfxlIsMany(ByVal area As Object) As Boolean
    PerfxlIsMany = True
    On Error Resume Next
    PerfxlIsMany = (area.Count > MOST_CELLS)
End Function

' Asking for the kind of a rule that is not there is an error, or 0 in other programs than Excel;
' there 0 is a message without a rule, which Excel itself refuses to replace. Null is several kinds.
Private Function PerfxlHasRule(ByVal area As Object) As Boolean
    Dim cell As Object, kind As Variant
    For Each cell In area.Cells
        kind = Empty
        On Error Resume Next
        kind = cell.Validation.Type
        On Error GoTo 0
        If IsNull(kind) Then
            PerfxlHasRule = True
        ElseIf Not IsEmpty(kind) Then
            PerfxlHasRule = (kind <> 0)
        End If
        If PerfxlHasRule Then Exit Function
    Next cell
End Function
