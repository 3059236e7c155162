-- perfxl on macOS: Excel's VBA may start programs only through this script, kept in
-- ~/Library/Application Scripts/com.microsoft.Excel/perfxl.applescript
-- Every part goes through "quoted form of": no workbook name can become a command.

on PerfxlRun(parameters)
	set parts to linesOf(parameters)
	if (count of parts) is not 4 then return "refused"
	set {interpreter, pythonCommand, bookName, applicationPath} to parts
	if interpreter does not start with "/" then return "refused"
	set logFile to (POSIX path of (path to home folder)) & "Library/Containers/com.microsoft.Excel/Data/perfxl.log"
	try
		do shell script "test -x " & quoted form of interpreter
	on error
		return "missing"
	end try
	set shellCommand to quoted form of interpreter & " -P -B -c " & quoted form of pythonCommand
	set shellCommand to shellCommand & " " & quoted form of ("--wb=" & bookName) & " " & quoted form of "--from_xl=1"
	set shellCommand to shellCommand & " " & quoted form of ("--app=" & applicationPath)
	-- In the background: Excel answers Python only after this script has returned.
	do shell script shellCommand & " > /dev/null 2> " & quoted form of logFile & " &"
	return "started"
end PerfxlRun

on linesOf(theText)
	set oldDelimiters to AppleScript's text item delimiters
	set AppleScript's text item delimiters to linefeed
	set theLines to text items of theText
	set AppleScript's text item delimiters to oldDelimiters
	return theLines
end linesOf
