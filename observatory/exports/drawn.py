"""A chart, a section and the sources of a document, as its template reads them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from observatory.answers.contract import Answer, SourceLine
from observatory.exports.svg import DRAWN, Picture, picture
from observatory.figures.chart import Chart, Kind
from observatory.figures.theme import Look
from observatory.wording.language import N_, translate
from observatory.wording.numbers import listing, month

COLUMNS = (N_("Éditeur"), N_("Jeu de données"), N_("Millésime"), N_("Licence"))
WIDE, NARROW = 680.0, 330.0  # pixels, of the whole page and of half of it


@dataclass(frozen=True)
class Section:
    """A heading, the sentences under it, then figures."""

    title: str
    sentences: tuple[str, ...] = ()
    charts: tuple[Chart, ...] = ()


def figure(
    chart: Chart, look: Look, *, tallest: float, is_wide: bool = True, notes: Iterable[str] | None = None
) -> dict[str, Any]:
    """A chart with everything that a page writes around it; `notes` are its own unless some are given."""
    wide = WIDE if is_wide else NARROW
    drawn = Picture("", wide, 0.0)
    if chart.series and chart.kind in DRAWN:
        drawn = picture(chart, look, width=wide, tallest=tallest, key_apart=True)
    said = chart.notes if notes is None else tuple(notes)
    return {
        "title": chart.title,
        "subtitle": chart.subtitle,
        "alt": chart.alt,
        "svg": drawn.svg,
        "width": drawn.width,
        "wide": is_wide,
        "facts": chart.facts,
        "colon": translate("{label} : {value}", chart.language, label="", value=""),
        "key": drawn.key,
        "notes": [note if note.endswith((".", "!", "?")) else f"{note}." for note in said],
        "lines": [line for line in (chart.perimeter_line, chart.source_line) if line],
    }


def section(one: Section, look: Look, *, tallest: dict[Kind, float], share: float = 1.0) -> dict[str, Any]:
    """A section; what one of its figures says, the next does not say again."""
    said: set[str] = set()
    figures = []
    for chart in one.charts:
        notes = [note for note in chart.notes if note not in said]
        is_wide = chart.kind is not Kind.BARS or len(one.charts) == 1
        figures.append(figure(chart, look, tallest=tallest[chart.kind] * share, is_wide=is_wide, notes=notes))
        said.update(chart.notes)
    return {"title": one.title, "sentences": one.sentences, "figures": figures}


def sources(found: Iterable[SourceLine], language: str) -> dict[str, Any]:
    """The table of sources: its words and its rows."""
    rows = [
        {
            "publisher": one.publisher,
            "title": one.title,
            "licence": one.licence,
            "url": one.url,
            "vintages": listing([month(vintage, language) for vintage in one.vintages], language),
        }
        for one in found
    ]
    return {
        "title": translate("Sources", language),
        "columns": [translate(one, language) for one in COLUMNS],
        "rows": rows,
    }


def sources_of(answers: Iterable[Answer]) -> tuple[SourceLine, ...]:
    """Each publication once, with all the vintages used; a layout of ours that no publication names is left out."""
    found: dict[str, SourceLine] = {}
    for line in (line for one in answers for line in one.sources):
        known = found.get(line.key, line)
        found[line.key] = replace(known, vintages=tuple(sorted({*known.vintages, *line.vintages})))
    return tuple(line for key, line in found.items() if line.title != key)
