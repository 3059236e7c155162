Attribute VB_Name = "PerfxlBridge"
Option Explicit
Option Private Module

' Stands in for the module that talks to Python: says what would have been asked.

Public Said As String
Public Refusal As Long

Public Sub PerfxlForgetFailure()
    Refusal = 0
End Sub

Public Function PerfxlWhy() As String
    PerfxlWhy = "why"
End Function

Public Function PerfxlOfLongRun(ByVal question As String) As String
End Function

Public Function PerfxlAgrees(ByVal sentence As String) As Boolean
End Function

Public Function PerfxlIsUndoable() As Boolean
End Function

Public Function PerfxlLog() As String
    PerfxlLog = "log"
End Function

Public Sub PerfxlSay(ByVal sentence As String)
    Said = sentence
End Sub

Public Function PerfxlAsk(ByVal functionName As String, ByVal profile As String, ByVal handed As Variant) As Variant
    Dim place As Long, told As String
    If Refusal <> 0 Then Err.Raise Refusal
    For place = LBound(handed) To UBound(handed)
        If place > LBound(handed) Then told = told & "; "
        If IsArray(handed(place)) Then
            told = told & handed(place)(2) & "x" & handed(place)(3) & " " & TypeName(handed(place)(5)) & " " & handed(place)(6)
        ElseIf IsEmpty(handed(place)) Then
            told = told & "missing"
        Else
            told = told & TypeName(handed(place)) & " " & CStr(handed(place))
        End If
    Next place
    PerfxlAsk = functionName & "(" & told & ")"
End Function

Public Sub PerfxlExecute(ByVal verb As String, ByVal argument As String)
    ' As Python does while a command runs.
    Application.ScreenUpdating = False
    Application.StatusBar = "perfxl"
    Application.Calculation = xlCalculationManual
    If Refusal <> 0 Then Err.Raise Refusal
    PerfxlCheckCommand verb, argument
    Said = verb & "(" & argument & ")"
End Sub
