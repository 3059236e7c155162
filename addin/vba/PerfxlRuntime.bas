Attribute VB_Name = "PerfxlRuntime"
Option Explicit
Option Private Module

' Between the cell functions or ribbon buttons and PerfxlBridge, which talks to Python.
' Chinese may stand only inside PerfxlText("..."); the build writes it into the sheet of the
' add-in, where everybody can read it, and puts the row here: the packed source is plain ASCII
' on every system code page, and nothing has to be decoded.

Public Const PERFXL_VERSION As String = "@PERFXL_VERSION@"

' Error numbers of our own, raised by PerfxlBridge and PerfxlCheckCommand.
Public Const PERFXL_NOT_INSTALLED As Long = 3101
Public Const PERFXL_BAD_INTERPRETER As Long = 3102
Public Const PERFXL_NO_LIBRARY As Long = 3103
Public Const PERFXL_NOT_STARTED As Long = 3104
Public Const PERFXL_WINDOWS_ONLY As Long = 3105
Public Const PERFXL_NO_SCRIPT As Long = 3106
Public Const PERFXL_BAD_COMMAND As Long = 3107
Public Const PERFXL_NOT_IN_LINE As Long = 3108
Public Const PERFXL_SCRIPT_REFUSES As Long = 3109

' Excel did not take the help of a function.
Public PerfxlHelpRefused As Boolean

' The result of a cell function; roles tells how each argument is taken, see PerfxlCells.
Public Function PerfxlCall(ByVal functionName As String, ByVal roles As String, ByVal arguments As Variant) As Variant
    Dim cell As Object, handed As Variant, profile As String, question As String, result As Variant
    On Error GoTo failed
    Set cell = PerfxlCallingCell()
    handed = PerfxlHandedOver(functionName, roles, arguments, cell)
    profile = PerfxlBookProfile(roles, cell)
    question = PerfxlQuestion(functionName, profile, handed)
    If Not PerfxlRemembered(question, result) Then
        If PerfxlInWizard(functionName, cell) Then
            PerfxlCall = PerfxlText("按“确定”以后计算")
            Exit Function
        End If
        result = PerfxlErrorValues(PerfxlAsk(functionName, profile, handed))
        PerfxlRemember question, result
    End If
    PerfxlCall = PerfxlOfOneRow(functionName, roles, arguments, cell, result)
    Exit Function
failed:
    If Err.Number = PERFXL_NOT_IN_LINE Then
        PerfxlCall = CVErr(2015)
    Else
        PerfxlCall = PerfxlCellText(functionName, Err.Number)
    End If
End Function

' Runs a ribbon command on the active workbook; whatever goes wrong is said in a sentence, and
' the settings of Excel are as before, even if Python died half way.
Public Sub PerfxlRun(ByVal verb As String, ByVal argument As String)
    Dim kept As Variant, problem As Long, pressedIn As String
    On Error GoTo failed
    If PerfxlIsProtectedView() Or ActiveWorkbook Is Nothing Then
        PerfxlSay PerfxlNoBook()
        Exit Sub
    End If
    pressedIn = ActiveWorkbook.FullName
    PerfxlHelpOnce
    PerfxlLeaveEscape
    kept = PerfxlSettingsNow()
    PerfxlExecute verb, argument
    PerfxlPutBack kept
    ' Excel forgets it at the next change, so it comes last.
    If PerfxlIsUndoable() Then PerfxlOffersUndo pressedIn
    Exit Sub
failed:
    ' Err is emptied by the next On Error, wherever that stands.
    problem = Err.Number
    PerfxlPutBack kept
    PerfxlSay PerfxlProblem(problem)
End Sub

' The window on top is a protected view; ActiveWorkbook may then be another book behind it.
Private Function PerfxlIsProtectedView() As Boolean
    Dim host As Object, top As Object
    On Error Resume Next
    ' Not every Excel has this property.
    Set host = Application
    Set top = host.ActiveProtectedViewWindow
    PerfxlIsProtectedView = Not top Is Nothing
End Function

Private Function PerfxlNoBook() As String
    Dim guarded As Long
    On Error Resume Next
    guarded = Application.ProtectedViewWindows.Count
    If guarded > 0 Then
        PerfxlNoBook = PerfxlText("这个文件在“受保护的视图”里，加载项读不到它；请先点黄条上的“启用编辑”，再点按钮。")
    Else
        PerfxlNoBook = PerfxlText("请先打开一个工作簿，再点功能区“绩效”里的按钮。")
    End If
End Function

' Calculation, screen, events, alerts, status bar; Empty for what Excel would not tell.
Public Function PerfxlSettingsNow() As Variant
    Dim kept(0 To 4) As Variant
    On Error Resume Next
    kept(0) = Application.Calculation
    kept(1) = Application.ScreenUpdating
    kept(2) = Application.EnableEvents
    kept(3) = Application.DisplayAlerts
    kept(4) = Application.StatusBar
    PerfxlSettingsNow = kept
End Function

Public Sub PerfxlPutBack(ByVal kept As Variant)
    On Error Resume Next
    If Not IsArray(kept) Then Exit Sub
    If Not IsEmpty(kept(1)) Then Application.ScreenUpdating = kept(1)
    If Not IsEmpty(kept(2)) Then Application.EnableEvents = kept(2)
    If Not IsEmpty(kept(3)) Then Application.DisplayAlerts = kept(3)
    PerfxlPrinterAgain
    ' Some versions give the text FALSE for a status bar of their own.
    Application.StatusBar = False
    If VarType(kept(4)) = vbString Then
        If UCase$(kept(4)) <> "FALSE" Then Application.StatusBar = kept(4)
    End If
    If Not IsEmpty(kept(0)) Then
        If Application.Calculation <> kept(0) Then Application.Calculation = kept(0)
    End If
End Sub

' Python holds the page set-up of a new list back until it is whole. Not every Excel has this property.
Private Sub PerfxlPrinterAgain()
    Dim host As Object, speaks As Variant
    On Error Resume Next
    Set host = Application
    speaks = host.PrintCommunication
    If VarType(speaks) = vbBoolean Then
        If Not speaks Then host.PrintCommunication = True
    End If
End Sub

' Functions without a profile of their own follow the workbook; Excel does not know that.
Public Sub PerfxlRecalculate()
    On Error Resume Next
    PerfxlForgetAnswers
    If Application.Calculation <> xlCalculationManual Then Application.CalculateFull
End Sub

' Known commands with checked arguments only: a picture in any workbook can be made to call a
' public Sub of an add-in with arguments.
Public Sub PerfxlCheckCommand(ByVal verb As String, ByVal argument As String)
    Select Case verb
        Case "check", "score", "check_folder", "clear_marks", "freeze_formulas", "restore", "show_help", _
            "explain_cell", "next_finding", "fix", "accept", "profile_from_file", "compare", "finish_run"
            If Len(argument) > 0 Then Err.Raise PERFXL_BAD_COMMAND
        Case "make", "next_year", "choose_profile", "check_level", "blank", "check_again", "start_folder", "start_summary"
            If Not PerfxlIsEscaped(argument) Then Err.Raise PERFXL_BAD_COMMAND
        Case Else
            Err.Raise PERFXL_BAD_COMMAND
    End Select
End Sub

' True for one to three hundred groups of backslash, u and four hex digits, and nothing else.
Public Function PerfxlIsEscaped(ByVal argument As String) As Boolean
    Dim place As Long
    If Len(argument) = 0 Or Len(argument) > 1800 Or Len(argument) Mod 6 <> 0 Then Exit Function
    For place = 1 To Len(argument)
        Select Case (place - 1) Mod 6
            Case 0
                If Mid$(argument, place, 1) <> "\" Then Exit Function
            Case 1
                If Mid$(argument, place, 1) <> "u" Then Exit Function
            Case Else
                If InStr(1, "0123456789abcdefABCDEF", Mid$(argument, place, 1), vbBinaryCompare) = 0 Then Exit Function
        End Select
    Next place
    PerfxlIsEscaped = True
End Function

' The same text in escapes, see PerfxlIsEscaped.
Public Function PerfxlEscaped(ByVal text As String) As String
    Dim place As Long, escaped As String
    For place = 1 To Len(text)
        escaped = escaped & "\u" & Right$("000" & Hex$(AscW(Mid$(text, place, 1)) And &HFFFF&), 4)
    Next place
    PerfxlEscaped = escaped
End Function

' "#N/A" and the like become real error values, so that IFERROR and ISNA see them.
Public Function PerfxlErrorValues(ByVal result As Variant) As Variant
    Dim row As Long, column As Long
    Select Case PerfxlDimensions(result)
        Case 0
            result = PerfxlErrorValue(result)
        Case 1
            For row = LBound(result) To UBound(result)
                result(row) = PerfxlErrorValue(result(row))
            Next row
        Case Else
            For row = LBound(result, 1) To UBound(result, 1)
                For column = LBound(result, 2) To UBound(result, 2)
                    result(row, column) = PerfxlErrorValue(result(row, column))
                Next column
            Next row
    End Select
    PerfxlErrorValues = result
End Function

Private Function PerfxlErrorValue(ByVal value As Variant) As Variant
    PerfxlErrorValue = value
    If VarType(value) <> vbString Then Exit Function
    Select Case value
        Case "#NULL!"
            PerfxlErrorValue = CVErr(2000)
        Case "#DIV/0!"
            PerfxlErrorValue = CVErr(2007)
        Case "#VALUE!"
            PerfxlErrorValue = CVErr(2015)
        Case "#REF!"
            PerfxlErrorValue = CVErr(2023)
        Case "#NAME?"
            PerfxlErrorValue = CVErr(2029)
        Case "#NUM!"
            PerfxlErrorValue = CVErr(2036)
        Case "#N/A"
            PerfxlErrorValue = CVErr(2042)
        Case "#GETTING_DATA"
            PerfxlErrorValue = CVErr(2043)
        Case "#SPILL!"
            PerfxlErrorValue = CVErr(2045)
        Case "#CONNECT!"
            PerfxlErrorValue = CVErr(2046)
        Case "#BLOCKED!"
            PerfxlErrorValue = CVErr(2047)
        Case "#UNKNOWN!"
            PerfxlErrorValue = CVErr(2048)
        Case "#FIELD!"
            PerfxlErrorValue = CVErr(2049)
        Case "#CALC!"
            PerfxlErrorValue = CVErr(2050)
    End Select
End Function

Private Function PerfxlDimensions(ByVal value As Variant) As Long
    Dim bound As Long
    If Not IsArray(value) Then Exit Function
    PerfxlDimensions = 1
    On Error GoTo known
    bound = UBound(value, 2)
    PerfxlDimensions = 2
known:
End Function

' A text of the add-in's own sheet, by its row.
Public Function PerfxlText(ByVal row As Long) As String
    PerfxlText = ThisWorkbook.Worksheets(1).Cells(row, 1).Value
End Function

Private Function PerfxlCellText(ByVal functionName As String, ByVal number As Long) As String
    Select Case number
        Case PERFXL_WINDOWS_ONLY
            PerfxlCellText = PerfxlText("单元格函数只能在 Windows 的 Excel 里用")
        Case PERFXL_NOT_INSTALLED, PERFXL_BAD_INTERPRETER, PERFXL_NO_LIBRARY, PERFXL_NOT_STARTED
            PerfxlCellText = PerfxlText("perfxl 没有启动，请按功能区“绩效—帮助”查看办法")
        Case Else
            PerfxlCellText = functionName & PerfxlText("算不出，请反馈给 perfxl 的维护者")
    End Select
End Function

Private Function PerfxlProblem(ByVal number As Long) As String
    Select Case number
        Case PERFXL_NOT_INSTALLED
            PerfxlProblem = PerfxlText("perfxl 还没有装好：没有找到记着 Python 位置的设置文件。请重新安装加载项。")
        Case PERFXL_BAD_INTERPRETER
            PerfxlProblem = PerfxlText("设置文件里的 Python 位置用不了：第一行应是 pythonw.exe 的完整路径，而且文件在。请重新安装加载项。")
        Case PERFXL_NO_LIBRARY
            PerfxlProblem = PerfxlText("在 Python 的文件夹里没有找到 xlwings 的动态库，或者装不进来。请重新安装加载项。")
        Case PERFXL_NOT_STARTED
            PerfxlProblem = PerfxlText("Python 没有启动。常见的原因是安全软件不让 Excel 启动别的程序，请联系单位的电脑管理员；处理好以后点“帮助”再试。") _
                & PerfxlDetails()
        Case PERFXL_SCRIPT_REFUSES
            PerfxlProblem = PerfxlText("perfxl.applescript 不认得这个命令，多半是以前的一份，没有运行。请重新安装加载项。")
        Case PERFXL_NO_SCRIPT
            PerfxlProblem = PerfxlText("没有找到 perfxl.applescript，或者它运行不了。请重新安装加载项。")
        Case PERFXL_BAD_COMMAND
            PerfxlProblem = PerfxlText("这个按钮的命令不认识，没有运行。请重新安装加载项。")
        Case Else
            PerfxlProblem = PerfxlText("这一步没有做完，请再试一次；仍不行，请反馈给 perfxl 的维护者。")
    End Select
    If PerfxlIsGone(number) Then
        PerfxlProblem = PerfxlText("Python 中途停了，这一步没有做完；Excel 的设置已经还原，工作簿可以照常用。看一看做了一半的地方，再按一次。") _
            & PerfxlDetails()
    End If
End Function

' Server not available, call failed, disconnected, the connection or the server broke: Python has died.
Public Function PerfxlIsGone(ByVal number As Long) As Boolean
    Select Case number
        Case 462, -2147023174, -2147023170, -2147023169, -2147417848, -2147417842
            PerfxlIsGone = True
        Case -2147418105, -2147418094, -2147417851, -2147220995
            PerfxlIsGone = True
    End Select
End Function

' What the library said, and where the log is.
Private Function PerfxlDetails() As String
    If Len(PerfxlWhy()) > 0 Then PerfxlDetails = vbLf & vbLf & PerfxlWhy()
    PerfxlDetails = PerfxlDetails & vbLf & vbLf & PerfxlText("日志：") & PerfxlLog()
End Function

Public Sub PerfxlLeaveEscape()
    ' Esc is asked for in Python; VBA must not break off when it comes back. Excel resets this itself.
    On Error Resume Next
    Application.EnableCancelKey = xlDisabled
End Sub

' Excel refuses function help while no workbook is visible, so it is tried again later.
Public Sub PerfxlHelpOnce()
    Static registered As Boolean
    If registered Or ActiveWorkbook Is Nothing Then Exit Sub
    PerfxlHelpRefused = False
    PerfxlRegisterHelp
    registered = Not PerfxlHelpRefused
End Sub
