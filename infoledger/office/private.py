"""What leaves the ledger is for its owner alone, as the ledger is."""

import os
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def private() -> Iterator[None]:
    """Files and folders made meanwhile are for their owner alone; afterwards they are made as before."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)
