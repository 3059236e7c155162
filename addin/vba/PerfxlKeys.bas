Attribute VB_Name = "PerfxlKeys"
Option Explicit

' What keys and Excel's own Undo call. Keys hold until Excel is closed.

Private changedBook As String

Public Sub PerfxlSetKeys()
    On Error Resume Next
    Application.OnKey "^+k", "'" & ThisWorkbook.Name & "'!PerfxlKeys.CheckByKey"
    Application.OnKey "^+j", "'" & ThisWorkbook.Name & "'!PerfxlKeys.NextByKey"
End Sub

Public Sub CheckByKey()
    PerfxlForgetFailure
    PerfxlRun "check", ""
End Sub

Public Sub NextByKey()
    PerfxlRun "next_finding", ""
End Sub

' Excel offers the undo in every workbook; it belongs to the one that was changed.
Public Sub PerfxlOffersUndo(ByVal fullName As String)
    changedBook = fullName
    Application.OnUndo PerfxlText("撤销绩效的改动"), "'" & ThisWorkbook.Name & "'!PerfxlKeys.UndoLast"
End Sub

Public Sub UndoLast()
    Dim book As Object
    For Each book In Application.Workbooks
        If book.FullName = changedBook Then
            book.Activate
            PerfxlRun "restore", ""
            Exit Sub
        End If
    Next book
    PerfxlSay PerfxlText("要撤销的那个工作簿已经关了，或者另存成了别的名字，没有撤销；请打开它，按“固化公式—还原”。")
End Sub
