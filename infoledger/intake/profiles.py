"""The office's own tables: which of the config's profiles reads a table, and what it says beside the headings."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase

from infoledger.config.model import Profile
from infoledger.config.names import suggestion
from infoledger.errors import UsageError
from infoledger.folding import fold_heading
from infoledger.i18n import _, listed
from infoledger.intake.cells import Cell
from infoledger.intake.headings import KNOWN, called, match_headings
from infoledger.intake.kinds import kind_by_name, kind_of
from infoledger.intake.tables import Table
from infoledger.kinds import KINDS, kind_named

Profiles = Mapping[str, Profile]
#: Headings of its own by which a profile is known, though a table lacks others that it needs.
_TELLING = 2


def known_headings(profiles: Profiles) -> frozenset[str]:
    """Every heading that tells a header row from others, folded: the usual ones and those that ``profiles`` name."""
    words = (word for profile in profiles.values() for name in _named(profile) for word in (name, *name.split("/")))
    return KNOWN.union(map(fold_heading, words))


def choose(profiles: Profiles, name: str | None) -> Profile | None:
    """The profile called ``name``, if one is asked for. Raises ``UsageError`` if there is none."""
    if name is None or name in profiles:
        return None if name is None else profiles[name]
    raise UsageError(
        _("The config has no profile “{name}” under imports.").format(name=name),
        suggestion(name, dict.fromkeys(profiles, ())),
    )


def profiled(
    tables: Sequence[Table],
    profiles: Profiles,
    chosen: Profile | None,
    said: str | None,
    *,
    year_said: bool,
    stem: str = "",
) -> list[Table]:
    """``tables`` as they are read, each with the profile that reads it: the ``chosen`` one, else one that fits.

    Sheets that the profile leaves out are left out with a word, unless they are tables by their own name.
    ``said`` is the kind that was asked for, ``stem`` what the file is called; a year that was said wins over
    that of a profile. Raises ``UsageError`` where several fit alike.
    """
    wanted = kind_named(said).english if said else None
    candidates = [chosen] if chosen else [each for each in profiles.values() if wanted in (None, each.kind)]
    found = {table.name: chosen or _fitting(table, candidates, stem) for table in tables}
    kept, left = [], []
    for table in tables:
        profile = found[table.name]
        if profile and fnmatchcase(table.name, profile.sheets):
            kept.append(_read_by(profile, table, year_said=year_said))
        elif chosen or (not said and kind_of(table.name) is None and _left_out(table, found.values())):
            left.append(table.name)
        else:
            kept.append(table)
    if left and kept:
        note = _("Not read, for the profile does not name these sheets: {sheets}.").format(sheets=listed(left))
        kept[0] = replace(kept[0], notes=(note, *kept[0].notes))
    if left and not kept:
        raise UsageError(
            _("No sheet is called as the profile says: {sheets}.").format(sheets=(chosen or candidates[0]).sheets),
            _("There are: {sheets}.").format(sheets=listed(left)),
        )
    return kept


def _left_out(table: Table, used: Iterable[Profile | None]) -> bool:
    """Whether a profile that reads other sheets says by its ``sheets`` that this one is none of them."""
    return any(profile and not fnmatchcase(table.name, profile.sheets) for profile in used)


def _read_by(profile: Profile, table: Table, *, year_said: bool) -> Table:
    year = table.days.year if year_said else profile.year or table.days.year
    return replace(table, profile=profile, days=table.days._replace(year=year))


def _fitting(table: Table, profiles: Sequence[Profile], stem: str) -> Profile | None:
    """The profile that fits ``table`` and names most of its headings."""
    fits = [(_fit(table, each, stem), each) for each in profiles if fnmatchcase(table.name, each.sheets)]
    best = max((fit for fit, _profile in fits), default=0)
    found = [profile for fit, profile in fits if fit == best] if best else []
    if len({_meaning(table, profile) for profile in found}) > 1:
        raise UsageError(
            _("{table} can be read by several profiles: {names}.").format(
                table=table.name, names=listed(profile.name for profile in found)
            ),
            _("Say by which with --profile NAME."),
        )
    return found[0] if found else None


def _meaning(table: Table, profile: Profile) -> str:
    """All that the profile makes of ``table``: where two make the same of it, either may read it."""
    matched = match_headings(KINDS[profile.kind], replace(table, profile=profile))
    return repr((profile.kind, profile.year, matched))


def _fit(table: Table, profile: Profile, stem: str) -> int:
    """How many headings of ``table`` the profile names; 0 where it does not fit.

    It fits where it leaves no heading open and lacks nothing. It also does where all that it names stands
    there, or where it leaves no heading open of a table that lacks something, which is told then: unless
    the table's name says that it is of another kind.
    """
    headings = {word for header in table.headers for word in called(header, table)}
    count = sum(fold_heading(name) in headings for name in _named(profile))
    matched = match_headings(KINDS[profile.kind], replace(table, profile=profile)) if count else None
    if not matched:
        return 0
    if not matched.unknown and not matched.findings:
        return count
    if matched.unknown:
        stands = all(fold_heading(name) in headings for name in (*profile.columns, *profile.marks))
    else:
        stands = count >= _TELLING
    return count if stands and kind_by_name(table, stem) in (None, KINDS[profile.kind]) else 0


def _named(profile: Profile) -> Iterator[str]:
    """The headings that a profile names."""
    yield from (*profile.columns, *profile.marks, *profile.pass_over)
    yield from (mark.date for mark in profile.marks.values() if mark.date)


def with_constants(table: Table, constants: Mapping[str, str]) -> Table:
    """``table`` with what each of ``constants`` says, by header, in the rows that say nothing there."""
    if not constants:
        return table
    rows = []
    for row in table.rows:
        given: dict[str, Cell] = {header: said for header, said in constants.items() if row.cells.get(header) is None}
        rows.append(row._replace(cells={**row.cells, **given}, spread=row.spread.union(given)))
    return replace(table, rows=tuple(rows))
