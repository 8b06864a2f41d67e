"""A whole dashboard as slides and as a workbook: the figures of its screens, native where office suites draw them."""

import io
import re
from collections.abc import Iterator

from observatory.exports import slides, spreadsheet
from observatory.exports.edition import Edition, about, made
from observatory.exports.meeting import Meeting, open_table
from observatory.exports.native import plotted
from observatory.exports.screens import Page
from observatory.figures.theme import Look
from observatory.wording.language import translate
from observatory.wording.numbers import listing, month

_SHEET_LETTERS = 31
_NOT_IN_A_SHEET = re.compile(r"[\[\]:*?/\\']")


def presentation(found: Meeting, look: Look, edition: Edition) -> bytes:
    """A cover, what is still open, one slide for each screen, and its sources in its notes."""
    language = found.language
    deck = slides.begun(found.name, language)
    slides.words(deck, found.name, [*found.about, made(edition, language)], look)
    if left := list(_open(found)):
        slides.words(deck, translate("À suivre depuis la dernière réunion", language), left, look)
    for one in found.pages:
        title = f"{one.number}. {one.title}"
        if one.chart is None:
            slides.words(deck, title, [one.refused], look)
        else:
            slides.add(deck, one.chart, look, edition, above=title, notes=[one.screen.note] if one.screen.note else [])
    return slides.written(deck)


def workbook(found: Meeting, look: Look, edition: Edition) -> bytes:
    """A summary, for each screen its drawing and its table, what is still open, and a sheet of sources."""
    language, out = found.language, io.BytesIO()
    with spreadsheet.workbook(out, found.name, found.description, edition) as book:
        spreadsheet.lines(book, _summary(found, edition), name=translate("Sommaire", language))
        for one in found.pages:
            if one.chart is None:
                continue
            drawn = plotted(one.chart, look)
            if drawn is not None:
                spreadsheet.drawing(book, one.chart, drawn, name=sheet_name(f"{one.number}. {one.title}"))
            name = f"{one.number}. {translate('Tableau', language)}"
            spreadsheet.numbers(book, one.chart, name=name, names=one.screen.names)
        if (left := open_table(found.open, language)) is not None:
            spreadsheet.grid(book, left.headings, left.rows, name=translate("Décisions", language))
        spreadsheet.lines(book, list(_sources(found, edition)), name=translate("Sources", language))
    return out.getvalue()


def sheet_name(title: str) -> str:
    """A title as a sheet may be called.

    >>> sheet_name("4. Ce qui tient à la taille, et ce qui ne tient pas au hasard ?")
    '4. Ce qui tient à la taille, et'
    """
    return " ".join(_NOT_IN_A_SHEET.sub(" ", title).split())[:_SHEET_LETTERS].strip()


def _summary(found: Meeting, edition: Edition) -> list[str]:
    screens = (f"{one.number}. {one.title} : {one.chart.title if one.chart else one.refused}" for one in found.pages)
    return [found.name, *found.about, made(edition, found.language), "", *screens]


def _open(found: Meeting) -> Iterator[str]:
    """Each open note on a line: what, who, by when."""
    left = open_table(found.open, found.language)
    for sort, text, who, due, *_ in left.rows if left is not None else ():
        yield " · ".join(part for part in (f"{sort} : {text}", who, due) if part)


def _sources(found: Meeting, edition: Edition) -> Iterator[str]:
    """What each figure says around itself, then every publication once."""
    for one in found.pages:
        yield from _of_screen(one, edition)
    for line in found.sources:
        vintages = listing([month(vintage, found.language) for vintage in line.vintages], found.language)
        yield " · ".join(part for part in (line.publisher, line.title, vintages, line.licence, line.url) if part)


def _of_screen(one: Page, edition: Edition) -> Iterator[str]:
    yield f"{one.number}. {one.title}"
    yield from about(one.chart, edition) if one.chart is not None else (one.refused,)
    yield ""
