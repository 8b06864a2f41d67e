"""The rubric « Ruptures »: every break known of a territory, its cause, what it moves, and what may be compared."""

from observatory.answers.known_breaks import Known
from observatory.answers.known_breaks import known_breaks as breaks_of
from observatory.answers.territories import name
from observatory.ui import cards, data, methods, place, state, text
from observatory.ui.download import Listed
from observatory.ui.language import language, t
from observatory.wording import coverage as words
from observatory.wording import labels
from observatory.wording.breaks import break_cause
from observatory.wording.numbers import number, quantity, year_span
from observatory.wording.typography import capital


def known_breaks() -> None:
    """The table of the breaks, the oldest first."""
    if not methods.shown("ruptures"):
        return
    place.choose()
    found = breaks_of(data.snapshot(), state.view().place)
    named = name(data.snapshot(), state.view().place)
    title = words.breaks_counted(named, len(found), language())
    below = t("D'une année à la suivante, les chiffres ne décrivent plus la même chose.")
    text.heading(title, role="reading", below=below)
    rows = [row for row in map(_row, found) if cards.matches(" ".join(row))]
    if not rows:
        if found:
            cards.nothing()
        return
    headers = (t("Année"), t("Énergie"), t("Secteur"), t("Cause"), t("Ce que cela déplace"), t("Années comparables"))
    text.table(headers, rows, caption=t("Ruptures de {name}", name=named), numbers=frozenset())
    Listed((title,), (below,), headers).button(lambda: rows, language(), key="breaks")


def _row(one: Known) -> tuple[str, str, str, str, str, str]:
    cut = one.cut
    return (
        str(cut.year),
        capital(labels.carrier(cut.carrier, language())) if cut.carrier else t("Toutes"),
        _sector(one),
        break_cause(cut, language()),
        _moved(one),
        year_span(*one.comparable) if one.comparable else t("aucune"),
    )


def _sector(one: Known) -> str:
    if one.cut.sector:
        return capital(labels.sector(one.cut.sector, language()))
    return t("La répartition par secteur seulement") if one.cut.sectors_only else t("Tous")


def _moved(one: Known) -> str:
    if one.points is not None:
        return t("{points} points", points=number(one.points * 100, language=language(), digits=1, signed=True))
    return "" if one.moved_mwh is None else quantity(one.moved_mwh, "MWh", language=language())
