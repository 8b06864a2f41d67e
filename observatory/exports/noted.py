"""What meetings noted, as a list to take away: every column, the open first."""

import io
from collections.abc import Sequence

from observatory.answers import territories
from observatory.dashboards.contract import THEMES, Theme
from observatory.dashboards.decisions import SORTS
from observatory.errors import QuestionRefused
from observatory.exports import spreadsheet
from observatory.exports.edition import Edition, made
from observatory.store.decisions import Kept
from observatory.store.snapshots import Snapshot
from observatory.territory import parse_territory
from observatory.wording.language import N_, translate
from observatory.wording.numbers import date

HEADINGS = (
    N_("Thème"),
    N_("Nature"),
    N_("Ce qui a été dit"),
    N_("Qui"),
    N_("Pour le"),
    N_("État"),
    N_("Noté le"),
    N_("Auteur"),
    N_("Réunion"),
    N_("Écran"),
    N_("Territoire"),
)
OPEN = {True: N_("à suivre"), False: N_("clos")}


def headings(language: str) -> tuple[str, ...]:
    """What each column is."""
    return tuple(translate(one, language) for one in HEADINGS)


def rows(found: Sequence[Kept], snapshot: Snapshot, language: str) -> list[tuple[str, ...]]:
    """One row each, as texts."""
    return [_row(one, snapshot, language) for one in found]


def theme(one: Kept, language: str) -> str:
    """Its theme in words."""
    known = {key.value: words for key, words in THEMES.items()}
    return translate(known.get(one.noted.theme, THEMES[Theme.OTHER]), language)


def _row(one: Kept, snapshot: Snapshot, language: str) -> tuple[str, ...]:
    noted = one.noted
    return (
        theme(one, language),
        translate(SORTS[noted.sort], language),
        noted.text,
        noted.who,
        date(noted.due, language) if noted.due else "",
        translate(OPEN[one.is_open], language),
        date(one.noted_at, language),
        one.author,
        noted.meeting,
        noted.screen,
        place(one, snapshot),
    )


def place(one: Kept, snapshot: Snapshot) -> str:
    """The name of its territory; empty where there is none."""
    try:
        return territories.name(snapshot, parse_territory(one.noted.territory)) if one.noted.territory else ""
    except QuestionRefused:
        return one.noted.territory


def workbook(found: Sequence[Kept], snapshot: Snapshot, edition: Edition, language: str) -> bytes:
    """One sheet of them, in which nothing runs, and one that says when it was made."""
    out, title = io.BytesIO(), translate("Décisions, questions et notes", language)
    with spreadsheet.workbook(out, title, title, edition) as book:
        spreadsheet.grid(
            book, headings(language), rows(found, snapshot, language), name=translate("Décisions", language)
        )
        spreadsheet.lines(book, [title, made(edition, language)], name=translate("Sources", language))
    return out.getvalue()
