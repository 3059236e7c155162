Attribute VB_Name = "PerfxlBridge"
Option Explicit
Option Private Module

' Stands in for the module that talks to Python: says what would have been asked.

Public Said As String
Public Refusal As Long

Public Sub PerfxlForgetFailure()
    Refusal = 0
End Sub

Public Sub PerfxlSay(ByVal sentence As String)
    Said = sentence
End Sub

Public Function PerfxlAsk(ByVal functionName As String, ByVal arguments As Variant) As Variant
    Dim place As Long, told As String
    If Refusal <> 0 Then Err.Raise Refusal
    For place = LBound(arguments) To UBound(arguments)
        If place > LBound(arguments) Then told = told & "; "
        If IsObject(arguments(place)) Then
            told = told & "Range " & arguments(place).Address
        ElseIf IsMissing(arguments(place)) Then
            told = told & "missing"
        Else
            told = told & TypeName(arguments(place)) & " " & CStr(arguments(place))
        End If
    Next place
    PerfxlAsk = functionName & "(" & told & ")"
End Function

Public Sub PerfxlExecute(ByVal verb As String, ByVal argument As String)
    If Refusal <> 0 Then Err.Raise Refusal
    Said = PerfxlCommand(verb, argument)
End Sub
