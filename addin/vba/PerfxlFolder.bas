Attribute VB_Name = "PerfxlFolder"
Option Explicit

' A whole folder is checked in a process of its own; Excel asks once a second how far it is.

Private polling As Boolean

Public Sub PerfxlFolderPressed()
    #If Mac Then
        PerfxlRun "check_folder", ""
    #Else
        Dim folder As String
        If polling Then
            If PerfxlAgrees(PerfxlText("还在校验一个文件夹，要停下吗？")) Then PerfxlStopFolder
            Exit Sub
        End If
        folder = PerfxlChosenFolder()
        If Len(folder) = 0 Then Exit Sub
        PerfxlRun "start_folder", PerfxlEscaped(folder)
        PerfxlPollFolder
    #End If
End Sub

Private Sub PerfxlStopFolder()
    On Error Resume Next
    PerfxlOfLongRun "stop"
End Sub

' The folder picker of Office; empty if nothing was chosen.
Private Function PerfxlChosenFolder() As String
    Dim picker As Object
    Set picker = Application.FileDialog(4)
    picker.Title = PerfxlText("选一个文件夹，校验里面（连同下级）的全部工作簿")
    If picker.Show = -1 Then PerfxlChosenFolder = picker.SelectedItems(1)
End Function

Public Sub PerfxlPollFolder()
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
        PerfxlPollAgain
    Else
        PerfxlPollingEnds
        PerfxlRun "finish_folder", ""
    End If
    Exit Sub
gone:
    PerfxlPollingEnds
    PerfxlSay PerfxlText("“批量”的进程停了，没有做完；再按一次可以重来。")
End Sub

Private Sub PerfxlPollAgain()
    Application.OnTime Now + TimeSerial(0, 0, 1), "'" & ThisWorkbook.Name & "'!PerfxlFolder.PerfxlPollFolder"
End Sub

Private Sub PerfxlPollingEnds()
    On Error Resume Next
    If polling Then Application.StatusBar = False
    polling = False
End Sub
