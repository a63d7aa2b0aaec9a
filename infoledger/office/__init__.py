"""What the office does, a module for each use case: between the command line and the stages of the ledger.

A use case takes the desk (config, ledger, today, clerk) and plain values, and gives back plain
results or records an entry. It knows no terminal: it neither prints nor asks, so that any front end
can stand on it. What a person has to answer is asked by what the front end hands in
(``agreeing.Agree``, ``adopting.Pick``), or stands between two calls: propose, then record.
"""
