@echo off
rem   self_check.cmd [folder]
setlocal EnableExtensions DisableDelayedExpansion
set "HERE=%~dp0"
set "FOLDER=%~1"
if not defined FOLDER set "FOLDER=C:\perfxl\python"
if not exist "%FOLDER%\Scripts\python.exe" goto not_there
"%FOLDER%\Scripts\python.exe" -I -m perfxl addin status
set "RESULT=%ERRORLEVEL%"
goto end

:not_there
set "RESULT=1"
if exist "%HERE%messages\not-there.txt" (type "%HERE%messages\not-there.txt") else (echo perfxl: not-there)
echo.

:end
if not defined PERFXL_NO_PAUSE pause
exit /b %RESULT%
