Attribute VB_Name = "PerfxlCells"
Option Explicit
Option Private Module

' What a cell function hands over to Python: values, number formats and formulas together, so
' that Python never has to come back and ask. The shape is told in perfxl/functions/handed_cells.py.

Private Const MARK As String = "perfxl cells"
' Longer references are cut to the rows in use; more than LONGEST are refused by Python.
Private Const SHORT_AREA As Long = 1000
Private Const LONGEST As Long = 100000
' Larger arguments are not worth a text to remember them by.
Private Const LONGEST_REMEMBERED As Long = 200

Private answers As Collection

' The cell the formula stands in, or Nothing.
Public Function PerfxlCallingCell() As Object
    On Error GoTo none
    If TypeName(Application.Caller) = "Range" Then Set PerfxlCallingCell = Application.Caller
none:
End Function

' True where Excel would show one value of a column: one cell of an Excel that knows no dynamic
' arrays, or a formula that came from such an Excel and therefore shows @ before the function.
Public Function PerfxlTakesOneRow(ByVal functionName As String, ByVal cell As Object) As Boolean
    Dim formula As String
    If cell Is Nothing Then Exit Function
    If cell.Rows.Count > 1 Or cell.Columns.Count > 1 Then Exit Function
    If cell.HasArray Then Exit Function
    On Error GoTo noDynamicArrays
    formula = cell.Formula2
    PerfxlTakesOneRow = InStr(1, formula, "@" & functionName & "(", vbTextCompare) > 0 _
        Or InStr(1, formula, "!" & functionName & "(", vbTextCompare) > 0 And InStr(formula, "@") > 0
    Exit Function
noDynamicArrays:
    ' 438: there is no such property.
    PerfxlTakesOneRow = (Err.Number = 438)
End Function

' The arguments of a function as Python gets them. One letter of roles for each argument, the last
' one for all that follow: r the row of the formula, f the same, a blank takes the text above it,
' w the whole column, c the whole column and the result of that row, p the name of a profile.
Public Function PerfxlHandedOver(ByVal functionName As String, ByVal roles As String, ByVal arguments As Variant, ByVal cell As Object) As Variant
    Dim handed() As Variant, areas() As Object, place As Long, role As String, bottom As Long
    If UBound(arguments) < LBound(arguments) Then
        PerfxlHandedOver = Array()
        Exit Function
    End If
    ReDim handed(0 To UBound(arguments) - LBound(arguments))
    ReDim areas(0 To UBound(handed))
    For place = LBound(arguments) To UBound(arguments)
        role = Mid$(roles & String$(UBound(arguments) + 1, Right$(roles, 1)), place - LBound(arguments) + 1, 1)
        If IsObject(arguments(place)) Then
            Set areas(place - LBound(arguments)) = PerfxlMeant(functionName, role, arguments(place), cell)
        ElseIf IsMissing(arguments(place)) Then
            handed(place - LBound(arguments)) = Empty
        Else
            handed(place - LBound(arguments)) = arguments(place)
        End If
    Next place
    bottom = PerfxlLastFilledRow(areas)
    For place = 0 To UBound(areas)
        If Not areas(place) Is Nothing Then handed(place) = PerfxlBlock(areas(place), bottom)
    Next place
    PerfxlHandedOver = handed
End Function

' The cells an argument means: in one cell of an old Excel the one in the row of the formula.
Private Function PerfxlMeant(ByVal functionName As String, ByVal role As String, ByVal area As Object, ByVal cell As Object) As Object
    Dim one As Object
    Set PerfxlMeant = area
    If area.Areas.Count > 1 Then Exit Function
    If area.Rows.Count = 1 And area.Columns.Count = 1 Then
        Set PerfxlMeant = PerfxlUnmerged(area)
        Exit Function
    End If
    If role = "w" Or role = "c" Then Exit Function
    If area.Rows.Count > 1 And area.Columns.Count > 1 Then Exit Function
    If Not PerfxlTakesOneRow(functionName, cell) Then Exit Function
    If area.Columns.Count = 1 Then
        If cell.Row < area.Row Or cell.Row >= area.Row + area.Rows.Count Then Err.Raise PERFXL_NOT_IN_LINE
        Set one = PerfxlUnmerged(area.Cells(cell.Row - area.Row + 1))
        If role = "f" Then Set one = PerfxlFilledFromAbove(area, one, cell.Row - area.Row + 1)
    Else
        If cell.Column < area.Column Or cell.Column >= area.Column + area.Columns.Count Then Err.Raise PERFXL_NOT_IN_LINE
        Set one = PerfxlUnmerged(area.Cells(cell.Column - area.Column + 1))
    End If
    Set PerfxlMeant = one
End Function

' Merged cells are read as the one cell they look like. Excel does not know that the formula
' depends on the first of them, so the formula is worked out again at every calculation.
Private Function PerfxlUnmerged(ByVal one As Object) As Object
    Set PerfxlUnmerged = one
    If Not IsEmpty(PerfxlValues(one)) Then Exit Function
    If Not one.MergeCells Then Exit Function
    Set PerfxlUnmerged = one.MergeArea.Cells(1)
    On Error Resume Next
    Application.Volatile
End Function

Private Function PerfxlFilledFromAbove(ByVal area As Object, ByVal one As Object, ByVal place As Long) As Object
    Do While place > 1 And IsEmpty(PerfxlValues(one))
        place = place - 1
        Set one = area.Cells(place)
    Loop
    Set PerfxlFilledFromAbove = one
End Function

' Two or more columns and several areas are refused by Python, their values are not needed.
Private Function PerfxlBlock(ByVal area As Object, ByVal bottom As Long) As Variant
    Dim height As Long, width As Long, formulas As Variant
    height = area.Rows.Count
    width = area.Columns.Count
    If area.Areas.Count > 1 Or (height > 1 And width > 1) Then
        PerfxlBlock = Array(MARK, area.Areas.Count, height, width, False, Empty, Empty, Empty)
        Exit Function
    End If
    If height > SHORT_AREA Then
        height = PerfxlHeightTo(area, bottom)
        If height > LONGEST Then
            PerfxlBlock = Array(MARK, 1, height, width, False, Empty, Empty, Empty)
            Exit Function
        End If
        Set area = area.Worksheet.Range(area.Cells(1), area.Cells(height))
    End If
    ' Null where only some are formulas.
    If PerfxlIsNotFalse(area.HasFormula) Then formulas = area.Formula
    PerfxlBlock = Array(MARK, 1, height, width, PerfxlSince1904(area), PerfxlValues(area), _
        PerfxlFormats(area, height * width), formulas)
End Function

' Value2 gives dates and money as plain numbers; LibreOffice has only Value.
Private Function PerfxlValues(ByVal area As Object) As Variant
    On Error GoTo onlyValue
    PerfxlValues = area.Value2
    Exit Function
onlyValue:
    PerfxlValues = area.Value
End Function

Private Function PerfxlSince1904(ByVal area As Object) As Boolean
    On Error Resume Next
    PerfxlSince1904 = area.Worksheet.Parent.Date1904
End Function

Private Function PerfxlIsNotFalse(ByVal answer As Variant) As Boolean
    If IsNull(answer) Then
        PerfxlIsNotFalse = True
    Else
        PerfxlIsNotFalse = CBool(answer)
    End If
End Function

' The last row with something in it of all the long columns: they stay of one height. The rows in
' use of the sheet will not do: what this formula spills counts there, and it would grow each time.
Private Function PerfxlLastFilledRow(ByRef areas() As Object) As Long
    Dim place As Long, bottom As Long, lowest As Long
    For place = 0 To UBound(areas)
        If Not areas(place) Is Nothing Then
            If areas(place).Areas.Count = 1 And areas(place).Columns.Count = 1 And areas(place).Rows.Count > SHORT_AREA Then
                bottom = PerfxlLastFilled(areas(place))
                If bottom > lowest Then lowest = bottom
            End If
        End If
    Next place
    PerfxlLastFilledRow = lowest
End Function

' End(xlUp) would pass over the rows a filter hides.
Private Function PerfxlLastFilled(ByVal area As Object) As Long
    Dim used As Object, height As Long, values As Variant
    Set used = area.Worksheet.UsedRange
    height = PerfxlHeightTo(area, used.Row + used.Rows.Count - 1)
    values = PerfxlValues(area.Worksheet.Range(area.Cells(1), area.Cells(height)))
    If IsArray(values) Then
        Do While height > 1
            If Not IsEmpty(values(height, 1)) Then Exit Do
            height = height - 1
        Loop
    End If
    PerfxlLastFilled = area.Row + height - 1
End Function

Private Function PerfxlHeightTo(ByVal area As Object, ByVal bottom As Long) As Long
    Dim height As Long
    height = bottom - area.Row + 1
    If height > area.Rows.Count Then height = area.Rows.Count
    If height < 1 Then height = 1
    PerfxlHeightTo = height
End Function

' One text where all cells have the same number format, otherwise one for each cell.
Private Function PerfxlFormats(ByVal area As Object, ByVal count As Long) As Variant
    Dim whole As Variant, formats() As Variant
    whole = area.NumberFormat
    If Not IsNull(whole) Then
        PerfxlFormats = whole
        Exit Function
    End If
    ReDim formats(0 To count - 1)
    PerfxlFillFormats area, 1, count, formats
    PerfxlFormats = formats
End Function

' Asked by halves until the answer is one.
Private Sub PerfxlFillFormats(ByVal area As Object, ByVal first As Long, ByVal last As Long, ByRef formats() As Variant)
    Dim whole As Variant, place As Long
    whole = area.Worksheet.Range(area.Cells(first), area.Cells(last)).NumberFormat
    If IsNull(whole) And first < last Then
        PerfxlFillFormats area, first, (first + last) \ 2, formats
        PerfxlFillFormats area, (first + last) \ 2 + 1, last, formats
        Exit Sub
    End If
    If IsNull(whole) Then whole = "General"
    For place = first To last
        formats(place - 1) = whole
    Next place
End Sub

' The profile chosen in the workbook of the formula, as written in its name; empty if there is none.
Public Function PerfxlBookProfile(ByVal roles As String, ByVal cell As Object) As String
    Dim written As String, edge As Long
    If cell Is Nothing Or InStr(roles, "p") = 0 Then Exit Function
    On Error GoTo none
    written = cell.Worksheet.Parent.Names(PerfxlProfileName()).RefersTo
    Do While Len(written) > 0 And InStr(" =""", Left$(written, 1)) > 0
        written = Mid$(written, 2)
    Loop
    Do While Len(written) > 0 And InStr(" =""", Right$(written, 1)) > 0
        written = Left$(written, Len(written) - 1)
    Loop
    PerfxlBookProfile = written
none:
End Function

Private Function PerfxlProfileName() As String
    Static name As String
    If Len(name) = 0 Then name = PerfxlText("绩效口径")
    PerfxlProfileName = name
End Function

' In one cell of an old Excel: of a column worked out as a whole, the row of the formula.
Public Function PerfxlOfOneRow(ByVal functionName As String, ByVal roles As String, ByVal arguments As Variant, ByVal cell As Object, ByVal result As Variant) As Variant
    Dim place As Long, area As Object
    PerfxlOfOneRow = result
    If Left$(roles, 1) <> "c" Or Not IsArray(result) Then Exit Function
    If Not IsObject(arguments(LBound(arguments))) Then Exit Function
    If Not PerfxlTakesOneRow(functionName, cell) Then Exit Function
    Set area = arguments(LBound(arguments))
    If area.Columns.Count > 1 Then Exit Function
    place = cell.Row - area.Row
    If place < 0 Or place > UBound(result, 1) - LBound(result, 1) Then Err.Raise PERFXL_NOT_IN_LINE
    PerfxlOfOneRow = result(LBound(result, 1) + place, LBound(result, 2))
End Function

' True while the function wizard works out a preview: no click should wait for Python. The button is
' off in other dialogs, too (Replace, Paste Special), and what they work out stays in the cell: there
' the formula stands in the cell already, a formula in the wizard does not.
Public Function PerfxlInWizard(ByVal functionName As String, ByVal cell As Object) As Boolean
    Dim written As String
    If cell Is Nothing Then Exit Function
    On Error Resume Next
    PerfxlInWizard = Not Application.CommandBars("Standard").Controls(1).Enabled
    If Not PerfxlInWizard Then Exit Function
    written = cell.Cells(1).Formula
    If InStr(1, written, functionName & "(", vbTextCompare) > 0 Then PerfxlInWizard = False
End Function

' A text for what is asked; empty where it is not worth remembering.
Public Function PerfxlQuestion(ByVal functionName As String, ByVal profile As String, ByVal handed As Variant) As String
    Dim item As Variant, text As String, part As String
    text = functionName & "|" & profile
    For Each item In handed
        If IsArray(item) Then
            If Not PerfxlIsSmallBlock(item) Then Exit Function
            part = PerfxlListed(item)
        Else
            part = PerfxlListed(Array(item))
        End If
        text = text & "|" & part
    Next item
    If Len(text) <= 4000 Then PerfxlQuestion = text
End Function

Private Function PerfxlIsSmallBlock(ByVal given As Variant) As Boolean
    On Error GoTo other
    If given(0) <> MARK Then Exit Function
    PerfxlIsSmallBlock = given(2) <= LONGEST_REMEMBERED And given(3) <= LONGEST_REMEMBERED
other:
End Function

' Kind and length before every text: different lists never look the same.
Private Function PerfxlListed(ByVal given As Variant) As String
    Dim item As Variant, text As String
    For Each item In given
        If IsArray(item) Then
            text = text & "(" & PerfxlListed(item) & ")"
        ElseIf IsEmpty(item) Then
            text = text & "-"
        Else
            text = text & VarType(item) & ":" & Len(CStr(item)) & ":" & CStr(item)
        End If
    Next item
    PerfxlListed = text
End Function

' True if this was asked before; a Collection takes large and small letters for the same, so the
' question itself is compared.
Public Function PerfxlRemembered(ByVal question As String, ByRef result As Variant) As Boolean
    Dim entry As Variant
    If answers Is Nothing Or Len(question) = 0 Then Exit Function
    On Error GoTo unknown
    entry = answers(question)
    If StrComp(entry(0), question, vbBinaryCompare) = 0 Then
        result = entry(1)
        PerfxlRemembered = True
    End If
unknown:
End Function

Public Sub PerfxlRemember(ByVal question As String, ByVal result As Variant)
    If Len(question) = 0 Then Exit Sub
    If answers Is Nothing Then Set answers = New Collection
    If answers.Count >= 20000 Then Set answers = New Collection
    On Error Resume Next
    answers.Add Array(question, result), question
End Sub

Public Sub PerfxlForgetAnswers()
    Set answers = Nothing
End Sub
