#!/bin/sh
# The ledger lies among the user's documents, not here: a newer folder of the program finds it there.
PATH=$(CDPATH='' cd -- "$(dirname -- "$(readlink -f -- "$0")")" && pwd -P):$PATH
INFOLEDGER_LANG=${INFOLEDGER_LANG:-zh}
export PATH INFOLEDGER_LANG
ledger=$HOME/infoledger
[ -e "$ledger/config.yaml" ] || infoledger init "$ledger"
[ -e "$ledger/config.yaml" ] && cd "$ledger" && infoledger menu
exec "${SHELL:-/bin/sh}"
