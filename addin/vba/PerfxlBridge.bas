Attribute VB_Name = "PerfxlBridge"
Option Explicit
Option Private Module

' The only module that talks to Python. Where Python is comes from the one settings file of
' this user; no workbook, no folder of a workbook and no search path can change it.

#If Mac Then
    Private Const LOG_FILE As String = "/perfxl.log"
#Else
    #If Win64 Then
        Private Const LIBRARY As String = "xlwings64-0.37.8.dll"
        Private Declare PtrSafe Function XLPyDLLActivateAuto Lib "xlwings64-0.37.8.dll" (ByRef result As Variant, ByVal command As String, ByVal mode As Long) As Long
    #Else
        Private Const LIBRARY As String = "xlwings32-0.37.8.dll"
        Private Declare PtrSafe Function XLPyDLLActivateAuto Lib "xlwings32-0.37.8.dll" (ByRef result As Variant, ByVal command As String, ByVal mode As Long) As Long
    #End If
    Private Declare PtrSafe Function LoadLibrary Lib "kernel32" Alias "LoadLibraryA" (ByVal path As String) As LongPtr
#End If

' What went wrong at the first start of this session; 200 cells must not wait for it 200 times.
Private failure As Long
Private failureText As String
Private libraryLoaded As Boolean
Private server As String
' The Python process as long as it answers: no call is spent on asking whether it is there.
Private connected As Object
Private answered As String

' The settings file is read again, too.
Public Sub PerfxlForgetFailure()
    failure = 0
    failureText = ""
    server = ""
    Set connected = Nothing
    PerfxlForgetAnswers
End Sub

' Why Python did not start, in the words of the library; empty if it said nothing.
Public Function PerfxlWhy() As String
    PerfxlWhy = failureText
End Function

Public Function PerfxlLog() As String
    #If Mac Then
        PerfxlLog = Environ("HOME") & LOG_FILE
    #Else
        PerfxlLog = Environ("APPDATA") & "\perfxl\perfxl.log"
    #End If
End Function

Public Sub PerfxlSay(ByVal sentence As String)
    MsgBox sentence, vbInformation, PerfxlText("绩效")
End Sub

Public Function PerfxlAgrees(ByVal sentence As String) As Boolean
    PerfxlAgrees = (MsgBox(sentence, vbYesNo + vbQuestion, PerfxlText("绩效")) = vbYes)
End Function

Public Function PerfxlAsk(ByVal functionName As String, ByVal profile As String, ByVal handed As Variant) As Variant
    #If Mac Then
        Err.Raise PERFXL_WINDOWS_ONLY
    #Else
        Dim asked As Variant
        asked = Array(functionName, profile, handed)
        ' No workbook and no caller: with a workbook xlwings would look for *.py sheets in it.
        If Not connected Is Nothing Then
            On Error GoTo gone
            PerfxlAsk = connected.CallUDF("perfxl.excel.functions", "answer", asked)
            Exit Function
        End If
again:
        On Error GoTo 0
        PerfxlAsk = PerfxlPython().CallUDF("perfxl.excel.functions", "answer", asked)
        Exit Function
gone:
        If Not PerfxlIsGone(Err.Number) Then Err.Raise Err.Number
        Set connected = Nothing
        Resume again
    #End If
End Function

' Python gets the name of a command, never a text to run, see PerfxlCheckCommand.
Public Sub PerfxlExecute(ByVal verb As String, ByVal argument As String)
    answered = ""
    PerfxlCheckCommand verb, argument
    #If Mac Then
        ' The script knows the interpreter and checks the command once more: a macro of any
        ' workbook may call it, too.
        PerfxlScript verb, argument
    #Else
        Dim python As Object, problem As Long
        Set python = PerfxlPython()
        On Error GoTo failed
        ' Without a workbook first: otherwise xlwings would look for *.py sheets in it.
        python.CallUDF "perfxl.excel.ribbon", "ready", Array()
        answered = CStr(python.CallUDF("perfxl.excel.ribbon", "run", Array(verb, argument), ActiveWorkbook))
        Exit Sub
failed:
        problem = Err.Number
        If PerfxlIsGone(problem) Then Set connected = Nothing
        Err.Raise problem
    #End If
End Sub

' How far the long run is, or telling it to stop; answers at once.
Public Function PerfxlOfLongRun(ByVal question As String) As String
    #If Mac Then
        PerfxlOfLongRun = ""
    #Else
        If connected Is Nothing Then Exit Function
        PerfxlOfLongRun = CStr(connected.CallUDF("perfxl.excel.ribbon", question, Array()))
    #End If
End Function

' Checks once more what was typed into; the text of the status bar, empty if nothing was checked before.
Public Function PerfxlTyped(ByVal names As String) As String
    #If Mac Then
        PerfxlTyped = ""
    #Else
        ' Without Python running nothing can have been checked; typing never starts it.
        If connected Is Nothing Then Exit Function
        PerfxlExecute "check_again", names
        PerfxlTyped = answered
    #End If
End Function

' True if the last command changed cells and recorded it.
Public Function PerfxlIsUndoable() As Boolean
    PerfxlIsUndoable = (answered = "undo")
End Function

#If Mac Then

Private Sub PerfxlScript(ByVal verb As String, ByVal argument As String)
    Dim applicationPath As String, parameters As String, answer As String
    applicationPath = Application.Path
    If Right$(applicationPath, 4) = ".app" Then applicationPath = Left$(applicationPath, Len(applicationPath) - 4)
    parameters = verb & vbLf & argument & vbLf & ActiveWorkbook.Name & vbLf & applicationPath
    On Error GoTo failed
    answer = AppleScriptTask("perfxl.applescript", "PerfxlRun", parameters)
    On Error GoTo 0
    If answer = "refused" Then Err.Raise PERFXL_SCRIPT_REFUSES
    If answer <> "started" Then Err.Raise PERFXL_BAD_INTERPRETER
    Exit Sub
failed:
    Err.Raise PERFXL_NO_SCRIPT
End Sub

' xlwings calls a macro of this name when Python is done.
Private Sub CleanUp()
    On Error Resume Next
    PerfxlShowProfile
    If FileLen(Environ("HOME") & LOG_FILE) > 0 Then
        PerfxlSay PerfxlText("这一步没有做完，请再试一次；仍不行，请反馈给 perfxl 的维护者。")
    End If
End Sub

#Else

' The Python process of this Excel, started at the first use.
Private Function PerfxlPython() As Object
    Dim interpreter As String, answer As Variant
    If failure <> 0 Then Err.Raise failure
    On Error GoTo failed
    If Len(server) = 0 Then
        interpreter = PerfxlInterpreter()
        ' Without this a call would make Windows search for the library, also in the current folder.
        If Not libraryLoaded Then libraryLoaded = PerfxlLoads(interpreter)
        If Not libraryLoaded Then Err.Raise PERFXL_NO_LIBRARY
        server = PerfxlServer(interpreter)
    End If
    If XLPyDLLActivateAuto(answer, server, 1) <> 0 Then
        failureText = PerfxlFirstLines(answer)
        Err.Raise PERFXL_NOT_STARTED
    End If
    Set connected = answer
    Set PerfxlPython = connected
    Exit Function
failed:
    failure = Err.Number
    Select Case failure
        Case PERFXL_NOT_INSTALLED, PERFXL_BAD_INTERPRETER, PERFXL_NO_LIBRARY
        Case Else
            failure = PERFXL_NOT_STARTED
    End Select
    Err.Raise failure
End Function

' What the library says, without the command line that follows.
Private Function PerfxlFirstLines(ByVal said As Variant) As String
    Dim text As String
    If VarType(said) <> vbString Then Exit Function
    text = said
    If InStr(text, "Command:") > 0 Then text = Left$(text, InStr(text, "Command:") - 1)
    text = Replace(Replace(text, vbCr, " "), vbLf, " ")
    PerfxlFirstLines = Trim$(Left$(text, 300))
End Function

' -E leaves the PYTHON... variables of other programs alone, -P keeps the current folder off
' sys.path; the library itself fills in the CLSID.
Private Function PerfxlServer(ByVal interpreter As String) As String
    PerfxlServer = """" & interpreter & """ -E -P -B -c ""import perfxl.excel.serving as s; s.serve('$(CLSID)')"""
End Function

' In the folder of the interpreter, or one up for a virtual environment.
Private Function PerfxlLoads(ByVal interpreter As String) As Boolean
    Dim folder As String, level As Long
    folder = interpreter
    For level = 1 To 2
        If InStrRev(folder, "\") = 0 Then Exit Function
        folder = Left$(folder, InStrRev(folder, "\") - 1)
        If PerfxlIsFile(folder & "\" & LIBRARY) Then
            If LoadLibrary(folder & "\" & LIBRARY) <> 0 Then
                PerfxlLoads = True
                Exit Function
            End If
        End If
    Next level
End Function

#End If

Private Function PerfxlSettings() As String
    PerfxlSettings = Environ("APPDATA") & "\perfxl\interpreter.txt"
End Function

Private Function PerfxlIsUsable(ByVal path As String) As Boolean
    PerfxlIsUsable = PerfxlIsWindowsPath(path) And PerfxlIsFile(path)
End Function

' A full path with a drive letter or a share; the library keeps the command in 2048 bytes and
' reads $( as a name to fill in.
Public Function PerfxlIsWindowsPath(ByVal path As String) As Boolean
    Dim place As Long
    If Mid$(path, 2, 2) = ":\" Then
        If Not (Left$(path, 1) Like "[A-Za-z]") Then Exit Function
    ElseIf Left$(path, 2) = "\\" Then
        If Len(path) < 3 Or InStr("\.?", Mid$(path, 3, 1)) > 0 Then Exit Function
        If UBound(Split(path, "\")) < 4 Then Exit Function
    Else
        Exit Function
    End If
    If Not (LCase$(Mid$(path, InStrRev(path, "\") + 1)) Like "python*.exe") Then Exit Function
    If Len(path) > 250 Or InStr(path, "$(") > 0 Then Exit Function
    For place = 1 To Len(path)
        If InStr("""*?<>|", Mid$(path, place, 1)) > 0 Then Exit Function
        If AscW(Mid$(path, place, 1)) >= 0 And AscW(Mid$(path, place, 1)) < 32 Then Exit Function
    Next place
    PerfxlIsWindowsPath = True
End Function

Private Function PerfxlIsFile(ByVal path As String) As Boolean
    On Error GoTo missing
    PerfxlIsFile = (GetAttr(path) And vbDirectory) = 0
missing:
End Function

' The full path of the interpreter: first line of the settings file.
Private Function PerfxlInterpreter() As String
    Dim path As String
    path = PerfxlFirstLine(PerfxlSettings())
    If Len(path) = 0 Then Err.Raise PERFXL_NOT_INSTALLED
    If Not PerfxlIsUsable(path) Then Err.Raise PERFXL_BAD_INTERPRETER
    PerfxlInterpreter = path
End Function

Private Function PerfxlFirstLine(ByVal path As String) As String
    Dim number As Integer, text As String
    On Error GoTo missing
    number = FreeFile
    Open path For Input As #number
    Line Input #number, text
    Close #number
    PerfxlFirstLine = Trim$(text)
    Exit Function
missing:
    Close #number
End Function
