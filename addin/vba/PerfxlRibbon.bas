Attribute VB_Name = "PerfxlRibbon"
Option Explicit

' One Sub per button of ribbon.xml; the work is done in perfxl/excel/commands.py.

Private ribbonShown As IRibbonUI

' Called by Excel when the ribbon has been read; nothing runs when the file is opened.
Public Sub Loaded(ribbon As IRibbonUI)
    On Error Resume Next
    Set ribbonShown = ribbon
    ThisWorkbook.PerfxlWatch
    PerfxlSetKeys
End Sub

Public Sub Check(control As IRibbonControl)
    PerfxlForgetFailure
    PerfxlRun "check", ""
End Sub

Public Sub Score(control As IRibbonControl)
    PerfxlRun "score", ""
End Sub

Public Sub Make(control As IRibbonControl)
    PerfxlLongPressed "make", control.Tag
End Sub

Public Sub NextYear(control As IRibbonControl)
    PerfxlLongPressed "next_year", control.Tag
End Sub

Public Sub CheckFolder(control As IRibbonControl)
    #If Mac Then
        PerfxlRun "check_folder", ""
    #Else
        PerfxlFolderPressed "start_folder", PerfxlText("选一个文件夹，校验里面（连同下级）的全部工作簿")
    #End If
End Sub

Public Sub Summary(control As IRibbonControl)
    #If Mac Then
        PerfxlSay PerfxlText("Mac 上的汇总请用命令行：perfxl summary 文件夹 -o 汇总.xlsx")
    #Else
        PerfxlFolderPressed "start_summary", PerfxlText("选一个文件夹，汇总里面（连同下级）的自评表")
    #End If
End Sub

Public Sub CompareBooks(control As IRibbonControl)
    PerfxlLongPressed "compare", ""
End Sub

Public Sub ClearMarks(control As IRibbonControl)
    PerfxlRun "clear_marks", ""
End Sub

Public Sub FreezeFormulas(control As IRibbonControl)
    PerfxlRun "freeze_formulas", ""
End Sub

Public Sub Restore(control As IRibbonControl)
    PerfxlRun "restore", ""
End Sub

Public Sub CheckLevel(control As IRibbonControl)
    PerfxlForgetFailure
    PerfxlRun "check_level", control.Tag
End Sub

Public Sub Fix(control As IRibbonControl)
    PerfxlRun "fix", ""
End Sub

Public Sub Accept(control As IRibbonControl)
    PerfxlRun "accept", ""
End Sub

Public Sub Blank(control As IRibbonControl)
    PerfxlRun "blank", control.Tag
End Sub

Public Sub ProfileFromFile(control As IRibbonControl)
    PerfxlRun "profile_from_file", ""
    PerfxlRecalculate
    PerfxlShowProfile
End Sub

' The menu of profiles is labelled with the one this workbook names.
Public Sub ProfileLabel(control As IRibbonControl, ByRef label)
    Dim written As String
    label = PerfxlText("口径")
    On Error Resume Next
    written = PerfxlBookProfile("p", ActiveCell)
    If Len(written) > 0 And Len(written) <= 20 Then label = label & PerfxlText("：") & written
End Sub

Public Sub PerfxlShowTyping()
    On Error Resume Next
    ribbonShown.InvalidateControl "buttonPerfxlTyping"
End Sub

Public Sub PerfxlShowProfile()
    On Error Resume Next
    ribbonShown.InvalidateControl "menuPerfxlProfile"
End Sub

Public Sub ChooseProfile(control As IRibbonControl)
    PerfxlRun "choose_profile", control.Tag
    PerfxlRecalculate
    PerfxlShowProfile
End Sub

Public Sub ExplainCell(control As IRibbonControl)
    PerfxlRun "explain_cell", ""
End Sub

Public Sub NextFinding(control As IRibbonControl)
    PerfxlRun "next_finding", ""
End Sub

Public Sub Help(control As IRibbonControl)
    PerfxlForgetFailure
    PerfxlRun "show_help", ""
End Sub
