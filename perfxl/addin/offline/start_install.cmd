@call "%~dp0install.cmd" %*
