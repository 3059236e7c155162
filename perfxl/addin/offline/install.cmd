@echo off
rem Installs perfxl from the files beside this one; needs no network.
rem   install.cmd [python.exe] [folder]
rem Messages are UTF-16 text files: "type" shows them right on every code page.
setlocal EnableExtensions DisableDelayedExpansion
set "HERE=%~dp0"
set "PYTHON=%~1"
set "FOLDER=%~2"
set "SYSTEM=%SystemRoot%\System32"
set "NEEDED="
set "PIP_CONFIG_FILE=nul"
set "GUARDED=%FOLDER%"
if not defined FOLDER set "GUARDED=C:\perfxl"
if not defined FOLDER set "FOLDER=C:\perfxl\python"

set "SAY=incomplete"
if not exist "%HERE%python-version.txt" goto stop
if not exist "%HERE%check_files.py" goto stop
set /p NEEDED=<"%HERE%python-version.txt"
if not defined NEEDED goto stop

set "SAY=excel-open"
"%SYSTEM%\tasklist.exe" /FI "IMAGENAME eq EXCEL.EXE" /NH 2>nul | "%SYSTEM%\find.exe" /I "EXCEL.EXE" >nul
if not errorlevel 1 goto stop

set "SAY=no-python"
if not defined PYTHON call :look "HKCU\Software\Python\PythonCore\%NEEDED%\InstallPath"
if not defined PYTHON call :look "HKLM\Software\Python\PythonCore\%NEEDED%\InstallPath"
if not defined PYTHON goto stop
if not exist "%PYTHON%" goto stop

rem Says itself what is wrong.
set "SAY="
"%PYTHON%" -I "%HERE%check_files.py" "%NEEDED%" || goto stop

set "SAY=folder-taken"
if not exist "%FOLDER%\" goto make_folder
if not exist "%FOLDER%\pyvenv.cfg" goto stop
:make_folder
call :say working
set "SAY=no-folder"
"%PYTHON%" -I -m venv --clear "%FOLDER%" || goto stop

rem Folders made on C:\ may be written to by everybody; programs kept there must not be.
rem SYSTEM, Administrators and this user: full; Users: read.
set "SAY=no-folder"
"%SYSTEM%\icacls.exe" "%GUARDED%" /inheritance:r /grant:r "*S-1-5-18:(OI)(CI)F" "*S-1-5-32-544:(OI)(CI)F" "%USERDOMAIN%\%USERNAME%:(OI)(CI)F" "*S-1-5-32-545:(OI)(CI)RX" >nul || goto stop

set "SAY=no-packages"
"%FOLDER%\Scripts\python.exe" -I -m pip --isolated install --quiet --disable-pip-version-check --no-index --no-cache-dir --find-links "%HERE%wheelhouse" perfxl pywin32 || goto stop

set "SAY=not-installed"
"%FOLDER%\Scripts\python.exe" -I -m perfxl addin install || goto stop

set "SAY=not-sound"
"%FOLDER%\Scripts\python.exe" -I -m perfxl addin status || goto stop

call :say done
if not defined PERFXL_NO_PAUSE pause
exit /b 0

:stop
echo.
if defined SAY call :say %SAY%
if not defined PERFXL_NO_PAUSE pause
exit /b 1

:say
if exist "%HERE%messages\%~1.txt" (type "%HERE%messages\%~1.txt") else (echo perfxl: %~1)
echo.
goto :eof

rem Where the installer of Python said it put itself; 32-bit ones use another key.
:look
for /f "tokens=2,*" %%A in ('%SYSTEM%\reg.exe query %1 /v ExecutablePath /reg:64 2^>nul ^| %SYSTEM%\find.exe "REG_SZ"') do set "PYTHON=%%B"
goto :eof
