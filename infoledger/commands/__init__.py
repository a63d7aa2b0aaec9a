"""The command families: each reads its arguments, makes one call into ``office``, and prints.

How a command is written:

* One module per family. A command of its own is a plain function; a noun with verbs is a sub-app,
  ``app = typer.Typer(help=_("…"))`` with ``@app.command()`` on its functions. ``panels.PANELS`` has
  one line per command that ``infoledger --help`` lists: name, ``module:attribute`` and summary.
  The module is imported only when the command is called.
* The docstring of the function is its help: the summary of ``panels.PANELS`` as its first paragraph,
  and as its last one or more lines ``Example: infoledger …`` that work on the demo ledger. It is
  in English without ``_()``; ``cli`` translates it as a whole. Square brackets are markup in help
  texts: do without them.
* Parameters are ``Annotated``; those that several commands share are in ``commands.options``.
  Typer reads annotations at run time: builtins, ``Path``, ``Literal``, enums only, never a type
  imported for checking alone.
* The first parameter is ``ctx: typer.Context``; ``desk: Desk = ctx.obj`` gives config, ledger,
  today and clerk (``office.desk``).
* What is typed for the columns of a record goes to ``office`` as it is, with ``options.fields_of(ctx)``, which
  says what the clerk calls each column. ``done.record`` records facts and says so.
* A parameter that is missing is asked for at a terminal and refused elsewhere by ``asking.ask_missing``;
  a new question is a function there, what it offers one in ``office.choices``.
* Data goes out through ``console.show``, ``console.write_out`` or, for the id of a new record,
  ``console.show_line``; every word to a person through ``console.say``.
* What is refused is raised (``errors``); ``cli`` prints it and knows the exit code. A command that
  has printed its findings ends with ``raise typer.Exit(1)``.
* Heavy imports stand inside the function that uses them.
"""
