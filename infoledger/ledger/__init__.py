"""The ledger: facts that happened, kept for ever, each change in a chained journal."""
