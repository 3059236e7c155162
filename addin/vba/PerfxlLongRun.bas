Attribute VB_Name = "PerfxlLongRun"
Option Explicit

' What takes long is done in a process of its own; Excel asks once a second how far it is.

Private polling As Boolean

' A command for a whole folder, which the user picks.
Public Sub PerfxlFolderPressed(ByVal verb As String, ByVal title As String)
    Dim folder As String
    If PerfxlIsBusy() Then Exit Sub
    folder = PerfxlChosenFolder(title)
    If Len(folder) = 0 Then Exit Sub
    PerfxlRun verb, PerfxlEscaped(folder)
    PerfxlPollLongRun
End Sub

' A command that may go on in a process of its own.
Public Sub PerfxlLongPressed(ByVal verb As String, ByVal argument As String)
    If PerfxlIsBusy() Then Exit Sub
    PerfxlRun verb, argument
    PerfxlPollLongRun
End Sub

' While something is being done, pressing a button again offers to stop it.
Private Function PerfxlIsBusy() As Boolean
    If Not polling Then Exit Function
    PerfxlIsBusy = True
    If PerfxlAgrees(PerfxlText("上一件还没有做完，要停下吗？")) Then PerfxlStopLongRun
End Function

Private Sub PerfxlStopLongRun()
    On Error Resume Next
    PerfxlOfLongRun "stop"
End Sub

' The folder picker of Office; empty if nothing was chosen.
Private Function PerfxlChosenFolder(ByVal title As String) As String
    Dim picker As Object
    Set picker = Application.FileDialog(4)
    picker.Title = title
    If picker.Show = -1 Then PerfxlChosenFolder = picker.SelectedItems(1)
End Function

Public Sub PerfxlPollLongRun()
    Dim said As String
    On Error GoTo gone
    said = PerfxlOfLongRun("poll")
    If Len(said) = 0 Then
        PerfxlPollingEnds
    ElseIf said <> "done" Then
        polling = True
        Application.StatusBar = said
        PerfxlPollAgain
    ElseIf ActiveWorkbook Is Nothing Then
        ' The result is told once there is a workbook again.
        polling = True
        PerfxlPollAgain
    Else
        PerfxlPollingEnds
        PerfxlRun "finish_run", ""
    End If
    Exit Sub
gone:
    PerfxlPollingEnds
    PerfxlSay PerfxlText("做事的进程停了，没有做完；再按一次可以重来。")
End Sub

Private Sub PerfxlPollAgain()
    Application.OnTime Now + TimeSerial(0, 0, 1), "'" & ThisWorkbook.Name & "'!PerfxlLongRun.PerfxlPollLongRun"
End Sub

Private Sub PerfxlPollingEnds()
    On Error Resume Next
    If polling Then Application.StatusBar = False
    polling = False
End Sub
