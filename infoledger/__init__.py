"""A ledger for 政务信息工作: what units submitted, what was adopted, and what it is worth.

The path of the data, each stage importing only the shapes of the one before it:

    intake/     what people bring: tables, drafts, lists of titles     → rows
    ledger/     what happened: facts, kept for ever, journalled        → facts
    rules/      what it is worth: regulation over facts, purely        → postings, standings
    documents/  what is published: notice, bulletin, pay list          → files

``commands/`` is the only package that sees them all: each command reads its arguments, makes one
call, and prints. ``config/`` turns the office's YAML into the shapes that the others take.
"""

__version__ = "0.2.0"
