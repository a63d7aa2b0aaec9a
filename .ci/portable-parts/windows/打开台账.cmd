@echo off
rem The ledger lies among the user's documents, not here: a newer folder of the program finds it there.
setlocal
set "PATH=%~dp0;%PATH%"
if not defined INFOLEDGER_LANG set "INFOLEDGER_LANG=zh"
set "_ledger=%USERPROFILE%\Documents\infoledger"
if not exist "%_ledger%\config.yaml" call infoledger init "%_ledger%"
if exist "%_ledger%\config.yaml" cd /d "%_ledger%" && call infoledger menu
cmd /k
