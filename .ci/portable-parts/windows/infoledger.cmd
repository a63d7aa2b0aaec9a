@echo off
rem Runs the program from wherever it is called; the console speaks UTF-8 as long as it runs.
setlocal
for /f "tokens=2 delims=:." %%a in ('chcp') do set "_page=%%a"
chcp 65001 >nul
"%~dp0python\python.exe" -X utf8 -m infoledger %*
set "_code=%errorlevel%"
if defined _page chcp %_page% >nul
exit /b %_code%
