"""The rubric « Couverture »: which commune has which year, source by source; then what each source has here."""

from functools import lru_cache

from observatory.answers.coverage import ABSENT, ENTERS, Matrix, Series, fullest, matrix, overview, series
from observatory.answers.sources import source_lines
from observatory.store import totals
from observatory.ui import cards, controls, data, methods, place, state, text
from observatory.ui.download import Listed
from observatory.ui.language import language, t
from observatory.ui.text import Marked
from observatory.wording import coverage as words
from observatory.wording.captions import publishers
from observatory.wording.numbers import number, year_span

SERIES, GAPS = "serie", "lacunes"
MOST = 1000  # communes: beyond, a matrix is no more read, and a département is to be chosen
HOLES = (ABSENT, "withheld")


def coverage() -> None:
    """The matrix of one source and carrier, under the sentence that answers."""
    if not methods.shown("couverture"):
        return
    territory = state.view().place
    known = {_code(one): one for one in series(data.snapshot())}
    if not known:
        nothing = t(
            "Aucune source n'a encore de chiffres par commune. Chargez les fichiers publiés (observatory ingest), ou "
            "déposez une table sur la page « Ajouter une source »."
        )
        text.notice(nothing, role="info")
        return
    with controls.row():
        place.choose()
        names = {code: words.series(one, language()) for code, one in known.items()}
        code = controls.choose(SERIES, names, label=t("Énergie et source"), default=_usual(), as_list=True)
        only_gaps = controls.switch(GAPS, label=t("Communes incomplètes seulement"))
    if totals.members(data.snapshot(), territory).height > MOST:
        text.notice(t("Choisissez un département ou un EPCI pour voir commune par commune."), role="info")
    else:
        _matrix(matrix(data.snapshot(), territory, known[code]), only_gaps=only_gaps)
    _overview()


def _matrix(found: Matrix, *, only_gaps: bool) -> None:
    text.heading(words.sentence(found, language()), role="reading", below=found.name)
    text.lines(words.lacks(found, language()), role="figure-note")
    signs = words.moves(language()) if found.moves else []
    states = [(Marked(words.LETTERS[one], one), words.meaning(one, language())) for one in words.STATES]
    text.legend([*states, *((Marked(sign, ""), meaning) for sign, meaning in signs)])
    rows = [row for row in _rows(found) if not only_gaps or any(cell.state in HOLES for cell in row[1])]
    rows = [row for row in rows if cards.matches(row[0])]
    headers = (t("Commune"), *map(str, found.years))
    caption = t("Une ligne par commune, une colonne par année")
    if rows:
        text.grid(headers, [_counted(found), *rows], caption=caption)
    else:
        cards.nothing()
    about = _sources(found)
    text.lines(about, role="figure-source")
    listed = Listed(
        (words.sentence(found, language()), found.name),
        (*words.lacks(found, language()), *about),
        (t("Code INSEE"), t("Commune"), t("Année"), t("État de la donnée"), t("Remarque")),
    )
    listed.button(lambda: _lines(found), language(), key="coverage")


def _counted(found: Matrix) -> tuple[str, list[Marked]]:
    return t("Communes décrites"), [Marked(str(count), "count") for count in found.counts["communes"]]


@lru_cache(maxsize=16)
def _rows(found: Matrix) -> tuple[tuple[str, tuple[Marked, ...]], ...]:
    """One row per commune, its letters and their states."""
    return tuple(
        (name, tuple(_cell(found, code, year, one) for year, one in zip(found.years, states, strict=True)))
        for code, name, *states in found.states.iter_rows()
    )


def _cell(found: Matrix, code: str, year: int, one: str) -> Marked:
    move = found.moves.get((code, year))
    sign = "" if move is None else words.ENTERS if move == ENTERS else words.LEAVES
    return Marked(sign + words.LETTERS[one], one)


def _lines(found: Matrix) -> list[tuple[str, str, int, str, str]]:
    signs = dict(words.moves(language()))
    lines = []
    for code, name, *states in found.states.iter_rows():
        for year, one in zip(found.years, states, strict=True):
            move = found.moves.get((code, year))
            sign = "" if move is None else signs[words.ENTERS if move == ENTERS else words.LEAVES]
            lines.append((code, name, year, words.meaning(one, language()), sign))
    return lines


def _sources(found: Matrix) -> list[str]:
    pairs, years = [(found.series.source, found.series.carrier)], found.years
    lines = source_lines(data.snapshot(), found.series.fact, state.view().place, pairs, years)
    return [publishers(lines, language())]


def _overview() -> None:
    """The communes that each source describes, year by year."""
    found = overview(data.snapshot(), state.view().place)
    years = sorted(found["year"].unique().to_list())
    counts = {(row[0], row[1], row[2], row[3]): row[4] for row in found.iter_rows()}
    text.heading(
        t("Ce que chaque source a ici"),
        role="section",
        below=t("Communes décrites chaque année ; 0 : publié ailleurs, pas ici ; vide : publié nulle part."),
    )
    rows = [
        (
            words.series(one, language()),
            *(_count(counts.get((one.fact, one.source, one.carrier, year))) for year in years),
        )
        for one in series(data.snapshot())
    ]
    caption = t("Communes décrites par source, énergie et année")
    headers = (t("Énergie et source"), *map(str, years))
    text.table(headers, rows, caption=caption, numbers=frozenset(range(1, len(years) + 1)))
    about = (year_span(years[0], years[-1]) if years else "",)
    Listed((caption,), about, headers).button(lambda: rows, language(), key="overview")


def _count(count: int | None) -> str:
    return "" if count is None else number(count, language=language(), digits=0)


def _usual() -> str:
    """The series that describes most here."""
    return _code(fullest(data.snapshot(), state.view().place))


def _code(one: Series) -> str:
    """A series as a link names it."""
    return f"{one.source}.{one.carrier}" if one.carrier else one.source
