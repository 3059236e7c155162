-- perfxl on macOS: Excel's VBA may start programs only through a script kept in
-- ~/Library/Application Scripts/com.microsoft.Excel/ - a folder that Excel itself cannot write.
-- Any macro of any workbook may call PerfxlRun, so it takes only the name of a ribbon command:
-- the interpreter comes from the file beside this script, the Python text is put together here,
-- and every part goes through "quoted form of".

property verbs : {"check", "score", "check_folder", "clear_marks", "freeze_formulas", "restore", "show_help", "explain_cell", "next_finding", "fix", "accept", "profile_from_file", "compare"}
property verbsWithArgument : {"make", "next_year", "choose_profile", "check_level", "blank"}

on PerfxlRun(parameters)
	set parts to linesOf(parameters)
	if (count of parts) is not 4 then return "refused"
	set {verb, argument, bookName, applicationPath} to parts
	if verb is in verbs and argument is "" then
		set pythonCall to "'" & verb & "', ''"
	else if verb is in verbsWithArgument and isEscaped(argument) then
		set pythonCall to "'" & verb & "', r'" & argument & "'"
	else
		return "refused"
	end if
	set homeFolder to POSIX path of (path to home folder)
	set settingsFile to homeFolder & "Library/Application Scripts/com.microsoft.Excel/perfxl-interpreter.txt"
	set logFile to homeFolder & "Library/Containers/com.microsoft.Excel/Data/perfxl.log"
	try
		set interpreter to do shell script "head -n 1 " & quoted form of settingsFile
		if interpreter does not start with "/" then return "missing"
		do shell script "test -x " & quoted form of interpreter
	on error
		return "missing"
	end try
	set pythonCommand to "import perfxl.excel.ribbon as r; r.run(" & pythonCall & ")"
	set shellCommand to quoted form of interpreter & " -E -P -B -c " & quoted form of pythonCommand
	set shellCommand to shellCommand & " " & quoted form of ("--wb=" & bookName) & " " & quoted form of "--from_xl=1"
	set shellCommand to shellCommand & " " & quoted form of ("--app=" & applicationPath)
	-- In the background: Excel answers Python only after this script has returned.
	do shell script "cd / && " & shellCommand & " > /dev/null 2> " & quoted form of logFile & " &"
	return "started"
end PerfxlRun

-- Groups of backslash, u and four hex digits, as PerfxlIsEscaped in the VBA.
on isEscaped(theText)
	try
		do shell script "printf %s " & quoted form of theText & " | grep -Eqx '(\\\\u[0-9a-fA-F]{4}){1,50}'"
		return true
	on error
		return false
	end try
end isEscaped

on linesOf(theText)
	set oldDelimiters to AppleScript's text item delimiters
	set AppleScript's text item delimiters to linefeed
	set theLines to text items of theText
	set AppleScript's text item delimiters to oldDelimiters
	return theLines
end linesOf
