"""By what the figures of a notice were reckoned, in sentences."""

from collections.abc import Iterable
from dataclasses import dataclass

from infoledger.i18n import translation
from infoledger.periods import Period, day_title
from infoledger.rules.figures import PHRASES
from infoledger.rules.regulation import Ranking, Regulation


@dataclass(frozen=True, slots=True)
class Basis:
    """By what the figures were reckoned.

    ``regulations`` are those in force in the window, oldest first; ``open`` if the window is not over.
    ``guessed_years`` are those whose holidays were asked for and are not known.
    """

    window: Period
    regulations: tuple[Regulation, ...]
    ranking: Ranking
    open: bool = False
    guessed_years: tuple[int, ...] = ()


def basis_lines(basis: Basis, language: str) -> Iterable[str]:
    """What the figures rest on, in sentences: window, days counted by, regulations, ties."""
    _ = translation(language).gettext
    window = basis.window
    yield _("Window: {first} to {last}, both included.").format(
        first=day_title(window.first, language), last=day_title(window.last, language)
    )
    yield _(
        "Submissions count by the day submitted, forwards by the day forwarded, adoptions by the day published, "
        "instructions by the day written."
    )
    yield _("An item of several units counts for each of them, and once in the totals.")
    for regulation in basis.regulations:
        yield _("Points by “{title}”{reference}, in force from {effective}.").format(
            title=regulation.title,
            reference=_(" ({reference})").format(reference=regulation.reference) if regulation.reference else "",
            effective=day_title(regulation.effective, language),
        )
    if basis.open:
        yield _("The window is not over: the figures may still change.")
    if not basis.regulations or basis.regulations[0].effective > window.first:
        yield _("No regulation was in force on some days of the window; what happened on them earns no points.")
    if basis.guessed_years:
        years = _(", ").join(map(str, basis.guessed_years))
        yield _("The holidays of {years} are not known: Monday to Friday count as workdays.").format(years=years)
    yield _ties(basis.ranking, language)


def _ties(ranking: Ranking, language: str) -> str:
    _ = translation(language).gettext
    rules = {
        "shared": _("equal ones share a rank, and the next ranks are passed over"),
        "dense": _("equal ones share a rank, and the next rank follows"),
        "none": _("equal ones stand in the order in which they were registered"),
    }
    order = _(", then ").join(_(PHRASES[name]) if name in PHRASES else name for name in ranking.by)
    return _("Ranked by {order}; {ties}.").format(order=order, ties=rules[ranking.ties])
