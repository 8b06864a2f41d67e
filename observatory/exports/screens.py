"""The screens of a dashboard as documents have them: the figures that a wall shows, one after the other."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from observatory.answers.contract import SourceLine
from observatory.dashboards.contract import Dashboard, Screen
from observatory.errors import ObservatoryError
from observatory.exports.drawn import sources_of
from observatory.exports.svg import contours
from observatory.figures.chart import COMMUNE_KINDS, Chart
from observatory.figures.shown import Shown, Subject, figure_of, named
from observatory.settings import Settings
from observatory.store import Store, former
from observatory.store.former import AsOf
from observatory.view import View
from observatory.wording.language import N_, translate
from observatory.wording.sentences import finding


@dataclass(frozen=True)
class Page:
    """One screen: its figure, or the sentence of why it has none."""

    number: int
    screen: Screen
    title: str
    shown: Shown | None
    refused: str = ""

    @property
    def chart(self) -> Chart | None:
        """What is drawn; None where there is nothing."""
        return self.shown.chart if self.shown is not None and self.shown.chart.series else None

    @property
    def is_unnamed(self) -> bool:
        """Whether its communes keep their names to themselves."""
        return self.chart is not None and self.chart.kind in COMMUNE_KINDS and not self.screen.names


def read_for(dashboard: Dashboard, settings: Settings) -> AsOf:
    """The data that a dashboard shows: those that it is pinned to, or the latest."""
    pinned = None if dashboard.snapshot is None else str(dashboard.snapshot)
    return former.as_of(Store(settings.store), pinned, data=settings.data)


def pages(dashboard: Dashboard, read: AsOf, *, language: str) -> tuple[Page, ...]:
    """Every screen in its order."""
    geometry = tuple((key, str(file)) for key, file in contours.files().items())
    subject = Subject(read.snapshot, read.store, View(), geometry, moment=read.moment)
    return tuple(
        _page(at, screen, replace(subject, view=screen.view.but(language=language), names=screen.names))
        for at, screen in enumerate(dashboard.screens, start=1)
    )


def _page(number: int, screen: Screen, subject: Subject) -> Page:
    language = subject.language
    title = screen.title or translate(named(screen.view).label, language)
    try:
        made = figure_of(subject)
    except ObservatoryError as refusal:
        return Page(number, screen, title, None, finding(refusal.code, refusal.params, language))
    nothing = "" if made is not None and made.chart.series else translate(_NOTHING, language)
    return Page(number, screen, title, made, nothing)


_NOTHING = N_("Rien à montrer ici pour ce territoire")


def sources(found: Iterable[Page]) -> tuple[SourceLine, ...]:
    """Every publication behind the screens, once."""
    return sources_of(one.shown.answer for one in found if one.shown is not None and one.shown.answer is not None)
