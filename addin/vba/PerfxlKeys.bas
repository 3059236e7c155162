Attribute VB_Name = "PerfxlKeys"
Option Explicit

' What keys and Excel's own Undo call. Keys hold until Excel is closed.

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

Public Sub UndoLast()
    PerfxlRun "restore", ""
End Sub
