"""What a figure is made of: a view, the data that it is of, and what may be said of other communes."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from observatory.access import ANYBODY, User
from observatory.answers.contract import Answer, PerimeterRule, Question
from observatory.answers.patrimoine.lens import Lens, lens
from observatory.answers.spans import steady_years
from observatory.figures.chart import Chart
from observatory.store import Store
from observatory.store.snapshots import Snapshot
from observatory.territory import Kind
from observatory.view import View

FIGURE = "figure"  # the option of a view that names another figure of its page than the main one


@dataclass(frozen=True)
class Subject:
    """A view over one snapshot. `geometry` pairs a département with the address of its communes' contours.

    Where `names` is False, a comparison names no commune: the chosen one is « Vous », and no place at an end is told.
    """

    snapshot: Snapshot
    store: Store
    view: View
    geometry: tuple[tuple[str, str], ...] = ()
    names: bool = True
    moment: datetime | None = None  # UTC: targets are those that counted then; None for now
    user: User = ANYBODY  # who reads: what may be seen of communes' own sites depends on it

    @property
    def language(self) -> str:
        """The language of its words."""
        return self.view.language

    @property
    def commune(self) -> str | None:
        """The commune looked at, if it is one."""
        place = self.view.place
        return place.key if place.kind is Kind.COMMUNE else None

    @property
    def eyes(self) -> Lens:
        """What the reader may see of communes' own sites."""
        return lens(self.store, self.user, at=self.moment)

    @property
    def part(self) -> str:
        """Which one, of the figures of one name: what follows the dot."""
        return self.view.option(FIGURE).partition(".")[2]

    def asked(self, **changes: object) -> Question:
        """The question of the view, with these fields changed."""
        view = self.view
        question = Question(
            indicator=view.indicator,
            territory=view.place,
            years=view.years,
            carriers=view.carriers,
            sectors=view.sectors,
            perimeter=PerimeterRule.ALL if view.option("tout") == "oui" else PerimeterRule.COMMON,
            source=view.source,
        )
        return replace(question, **changes)  # type: ignore[arg-type]

    def steady(self, question: Question) -> Question:
        """The same question over the years without a hole in its communes, where the reader chose none.

        Where everything is to be added, holes and all, every year is.
        """
        if question.perimeter is PerimeterRule.ALL or question.years:
            return question
        return replace(question, years=steady_years(self.snapshot, question))


@dataclass(frozen=True)
class Shown:
    """A figure, and the answer that says where it comes from."""

    chart: Chart
    answer: Answer | None = None  # None where it is no sum of facts: its chart says its source


@dataclass(frozen=True)
class Figure:
    """One figure of a page: its key, what a list of screens calls it, what builds it."""

    key: str
    label: str
    build: Callable[[Subject], Shown | None]
    compares: bool = False  # whether it sets communes side by side, so that names may be hidden
