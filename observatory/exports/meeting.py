"""Dossier de réunion: a dashboard on paper, each screen with its figure, its table, and what was decided on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from observatory.answers import territories
from observatory.answers.contract import SourceLine
from observatory.dashboards.contract import THEMES, Dashboard
from observatory.dashboards.decisions import SORTS, on_screen, open_for
from observatory.errors import QuestionRefused
from observatory.exports import screens
from observatory.exports.drawn import figure
from observatory.exports.drawn import sources as told_sources
from observatory.exports.screens import Page
from observatory.exports.tables import Printed, printed, told_tables
from observatory.figures.chart import Kind
from observatory.figures.theme import Look
from observatory.settings import Settings
from observatory.store.decisions import Kept
from observatory.store.former import AsOf
from observatory.store.snapshots import Snapshot
from observatory.territory import parse_territory
from observatory.wording.language import N_, P_, translate, translate_plural
from observatory.wording.numbers import date, listing
from observatory.wording.typography import capital

TEMPLATE = "meeting.typ"
TALLEST = {Kind.MAP: 420.0, Kind.MULTIPLES: 460.0}  # pixels
USUAL = 340.0
MOST_PLACES = 6  # named on the cover
_HEADINGS = (N_("Nature"), N_("Ce qui a été dit"), N_("Qui"), N_("Pour le"), N_("Noté le"), N_("Écran"))
_SCREENS = P_("{count} écran", "{count} écrans")


@dataclass(frozen=True)
class Meeting:
    """Everything that the document of one dashboard says, in one language."""

    name: str
    beside: tuple[str, ...]
    about: tuple[str, ...]
    pages: tuple[Page, ...]
    open: tuple[Kept, ...]
    sources: tuple[SourceLine, ...]
    version: str
    language: str
    template: str = TEMPLATE

    @property
    def title(self) -> str:
        """What it is, and of which dashboard."""
        return translate("Dossier de réunion : {name}", self.language, name=self.name)

    @property
    def description(self) -> str:
        """What its figures answer."""
        return " ".join(f"{one.chart.title}." for one in self.pages if one.chart is not None) or self.title

    def told(self, look: Look) -> dict[str, Any]:
        """Cover, what is open, screens, sources."""
        language = self.language
        left = translate("À suivre depuis la dernière réunion", language)
        return {
            "kind": translate("Dossier de réunion", language),
            "about": self.about,
            "contents": translate("Au programme", language),
            "open": {
                "title": left,
                "sentences": (),
                "tables": told_tables([open_table(self.open, language)], language),
            },
            "screens": [_screen(one, self.open, look, language) for one in self.pages],
            "sources": told_sources(self.sources, language),
        }


def meeting(dashboard: Dashboard, number: int | None, settings: Settings, *, language: str) -> Meeting:
    """The document of a dashboard, over the data that it shows. Raises ObservatoryError `store_empty`."""
    read = screens.read_for(dashboard, settings)
    found = screens.pages(dashboard, read, language=language)
    theme = translate(THEMES[dashboard.theme], language)
    count = translate_plural(_SCREENS, len(found), language, count=len(found))
    places = _places(dashboard, read.snapshot, language)
    return Meeting(
        name=dashboard.title,
        beside=(theme,),
        about=tuple(line for line in (f"{theme} · {count}", places, _pinned(dashboard, read, language)) if line),
        pages=found,
        open=open_for(read.store, dashboard, number),
        sources=screens.sources(found),
        version=version(read.snapshot, language),
        language=language,
    )


def version(snapshot: Snapshot, language: str) -> str:
    """« version des données n° 42 du 22/11/2026 »."""
    words = {"number": snapshot.number, "day": date(snapshot.published_at, language)}
    return translate("version des données n° {number} du {day}", language, **words)


def _pinned(dashboard: Dashboard, read: AsOf, language: str) -> str:
    told = capital(version(read.snapshot, language))
    how = (
        translate("suit la dernière version des données", language)
        if dashboard.snapshot is None
        else translate("épinglé à la version n° {number} des données", language, number=dashboard.snapshot)
    )
    return f"{told} · {how}"


def _places(dashboard: Dashboard, snapshot: Snapshot, language: str) -> str:
    names = []
    for key in dict.fromkeys(screen.view.territory for screen in dashboard.screens):
        try:
            names.append(territories.name(snapshot, parse_territory(key)))
        except QuestionRefused:
            names.append(key)
    return listing(names, language) if len(names) <= MOST_PLACES else ""


def _screen(one: Page, found: Sequence[Kept], look: Look, language: str) -> dict[str, Any]:
    drawn, tables = [], []
    if one.chart is not None:
        drawn = [figure(one.chart, look, tallest=TALLEST.get(one.chart.kind, USUAL))]
        tables = [printed(one.chart, names=one.screen.names)]
    return {
        "title": f"{one.number}. {one.title}",
        "note": one.screen.note,
        "sentences": [one.refused] if one.refused else [],
        "figures": drawn,
        "tables": told_tables([*tables, open_table(on_screen(found, one.screen), language)], language),
    }


def open_table(found: Sequence[Kept], language: str) -> Printed | None:
    """What is still open, one row each; None where there is nothing."""
    if not found:
        return None
    headings = tuple(translate(one, language) for one in _HEADINGS)
    rows = tuple(
        (
            translate(SORTS[one.noted.sort], language),
            one.noted.text,
            one.noted.who,
            date(one.noted.due, language) if one.noted.due else "",
            date(one.noted_at, language),
            one.noted.screen,
        )
        for one in found
    )
    return Printed(
        translate("Décisions, questions et notes ouvertes", language),
        headings,
        rows,
        frozenset(range(6)),
        frozenset({1}),
    )
