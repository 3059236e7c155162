Attribute VB_Name = "PerfxlProbe"
Option Explicit

' Called from the tests: the inner functions of the add-in, and a ribbon button.

Public Function ProbeText(ByVal row As String) As String
    ProbeText = PerfxlText(CLng(row))
End Function

Public Function ProbeEscaped(ByVal argument As String) As Boolean
    ProbeEscaped = PerfxlIsEscaped(argument)
End Function

Public Function ProbeScalar(ByVal text As String) As String
    ProbeScalar = ProbeShown(PerfxlErrorValues(text))
End Function

Public Function ProbeColumn(ByVal text As String) As String
    Dim given As Variant
    given = PerfxlErrorValues(Array(1.5, text, "#N/A "))
    ProbeColumn = ProbeShown(given(0)) & "|" & ProbeShown(given(1)) & "|" & ProbeShown(given(2))
End Function

Public Function ProbeTable(ByVal text As String) As String
    Dim given(0 To 1, 0 To 1) As Variant
    Dim result As Variant
    given(0, 0) = text
    given(0, 1) = 2.5
    given(1, 0) = ""
    given(1, 1) = text
    result = PerfxlErrorValues(given)
    ProbeTable = ProbeShown(result(0, 0)) & "|" & ProbeShown(result(0, 1)) & "|" & ProbeShown(result(1, 0)) & "|" & ProbeShown(result(1, 1))
End Function

Public Function ProbeRun(ByVal verb As String, ByVal argument As String) As String
    Said = "nothing"
    PerfxlRun verb, argument
    ProbeRun = Said
End Function

Public Function ProbeFailure(ByVal number As String) As String
    Said = "nothing"
    Refusal = CLng(number)
    ProbeFailure = PerfxlCall("PERF_RATE", "rr", Array(1, 2))
    PerfxlRun "check", ""
    ProbeFailure = ProbeFailure & "|" & Said
    PerfxlForgetFailure
End Function

Public Function ProbeSettings(ByVal number As String) As String
    Said = "nothing"
    Refusal = CLng(number)
    PerfxlRun "check", ""
    PerfxlForgetFailure
    ProbeSettings = Application.Calculation & "|" & Application.ScreenUpdating
End Function

Public Function ProbeHelp() As String
    PerfxlRegisterHelp
    ProbeHelp = "no error"
End Function

Private Function ProbeShown(ByVal value As Variant) As String
    If IsError(value) Then
        ProbeShown = "error " & CLng(value)
    Else
        ProbeShown = TypeName(value) & " " & CStr(value)
    End If
End Function

' A drop-down list in cells of the first sheet; what is said, or the kind and choices of the rule.
Public Function ProbeOffer(ByVal address As String, ByVal kind As String) As String
    PerfxlBridge.Said = ""
    ThisWorkbook.Worksheets(1).Activate
    ThisWorkbook.Worksheets(1).Range(address).Select
    PerfxlOffer kind
    ProbeOffer = PerfxlBridge.Said
    If Len(ProbeOffer) = 0 Then ProbeOffer = ThisWorkbook.Worksheets(1).Range(address).Validation.Formula1
End Function
