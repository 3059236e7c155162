Attribute VB_Name = "PerfxlTyping"
Option Explicit

' Check as you type, off until it is switched on. A change is checked a second later, and Excel
' keeps what OnTime asks for waiting while a cell is being edited: never while somebody types.

Private watching As Boolean
Private changedBook As String
Private changedNames As String
Private linesMoved As Boolean
Private due As Date

Public Sub SwitchTyping(control As IRibbonControl)
    #If Mac Then
        PerfxlSay PerfxlText("Mac 的 Excel 里不能边填边查；改完请按“校验”。")
        Exit Sub
    #End If
    watching = Not watching
    PerfxlTypingForget
    If Not watching Then Application.StatusBar = False
    PerfxlShowTyping
End Sub

Public Sub TypingLabel(control As IRibbonControl, ByRef label)
    label = PerfxlText("边填边查")
    If watching Then label = PerfxlText("边填边查：开")
End Sub

' Excel says that cells of a sheet have changed.
Public Sub PerfxlTypingChanged(ByVal page As Object, ByVal target As Object)
    If Not watching Then Exit Sub
    On Error Resume Next
    If page.Parent.Name <> changedBook Then PerfxlTypingForget
    changedBook = page.Parent.Name
    If Len(changedNames) = 0 Then
        changedNames = page.Name
    ElseIf InStr(":" & changedNames & ":", ":" & page.Name & ":") = 0 Then
        changedNames = changedNames & ":" & page.Name
    End If
    ' Whole rows or columns: put in, taken out or cleared.
    If target.Rows.Count = page.Rows.Count Or target.Columns.Count = page.Columns.Count Then linesMoved = True
    If due > 0 Then Exit Sub
    due = Now + TimeSerial(0, 0, 1)
    Application.OnTime due, "'" & ThisWorkbook.Name & "'!PerfxlTyping.TypingDue"
End Sub

Public Sub TypingDue()
    Dim names As String, said As String, updating As Boolean
    names = changedNames
    If linesMoved Then names = ":" & names
    due = 0
    If Not watching Or Len(changedNames) = 0 Or ActiveCell Is Nothing Then
        PerfxlTypingForget
        Exit Sub
    End If
    If ActiveCell.Worksheet.Parent.Name <> changedBook Then
        PerfxlTypingForget
        Exit Sub
    End If
    PerfxlTypingForget
    updating = Application.ScreenUpdating
    On Error Resume Next
    ' Esc while Python works must not stop VBA half way.
    PerfxlLeaveEscape
    said = PerfxlTyped(PerfxlEscaped(names))
    Application.ScreenUpdating = updating
    If Len(said) > 0 Then Application.StatusBar = said
End Sub

Private Sub PerfxlTypingForget()
    changedBook = ""
    changedNames = ""
    linesMoved = False
End Sub
