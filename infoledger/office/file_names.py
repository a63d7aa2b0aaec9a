"""Names of files after those of units, issues and notices."""

import re
from collections.abc import Iterable

#: What Windows forbids in names, and what a link would have to spell in another way.
_FORBIDDEN = re.compile(r'[\x00-\x1f<>:"/\\|?*#%]|[. ]+$')


def file_names(names: Iterable[str]) -> list[str]:
    """A file's name for each of ``names`` that every system takes, no two alike whatever the case."""
    taken: set[str] = set()
    found = []
    for name in names:
        base = _FORBIDDEN.sub("_", name.strip())[:80] or "_"
        candidate, count = base, 1
        while candidate.lower() in taken:
            count += 1
            candidate = f"{base} {count}"
        taken.add(candidate.lower())
        found.append(candidate)
    return found
