"""A dashboard: what it is called, and the screens that it goes through, each one figure."""

from enum import StrEnum
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, field_validator

from observatory.errors import ObservatoryError, QuestionRefused
from observatory.figures.shown import named
from observatory.view import NAMES, View
from observatory.wording.language import N_

TITLE_LETTERS, NOTE_LETTERS, SCREENS = 120, 600, 60


class Theme(StrEnum):
    """What a meeting is about."""

    MOBILISATION = "mobilisation"
    INVOLVEMENT = "implication"
    FOLLOW_UP = "suivi"
    ADAPTATION = "adaptation"
    OTHER = "autre"


THEMES = {
    Theme.MOBILISATION: N_("Mobilisation"),
    Theme.INVOLVEMENT: N_("Implication communale"),
    Theme.FOLLOW_UP: N_("Évaluation et suivi"),
    Theme.ADAPTATION: N_("Adaptation"),
    Theme.OTHER: N_("Autre"),
}


class Screen(BaseModel):
    """One figure, a title that replaces none of its sentences, and a note for the room.

    `names`: whether the communes of a comparison are named; on a wall they are not, unless somebody chose it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    view: View
    title: str = Field(default="", max_length=TITLE_LETTERS)
    note: str = Field(default="", max_length=NOTE_LETTERS)
    names: bool = False

    @field_validator("view")
    @classmethod
    def _readable(cls, view: View) -> View:
        """A view that a link could say, of a figure that there is. Raises QuestionRefused."""
        named(view)
        written = {NAMES["territory"]: view.territory} | view.to_query()
        mapped = [view.source] if view.source else []  # an adviser's own table is a source too
        _, problems = View.from_query(written, page=view.page, options=dict(view.options), mapped=mapped)
        if problems:
            raise QuestionRefused(problems[0].code, **problems[0].params)
        return view

    @property
    def compares(self) -> bool:
        """Whether its figure sets communes side by side, so that names may be shown or hidden."""
        return named(self.view).compares

    def of(self, commune: str) -> Self:
        """The same screen for one commune, among the same others."""
        place = self.view.place
        area = {"zone": str(place)} if place.is_area and self.view.page == "comparaison" else {}
        zone = self.view.option("zone")
        return self.model_copy(
            update={"view": self.view.but(territory=commune, **area | ({"zone": zone} if zone else {}))}
        )


class Dashboard(BaseModel):
    """Screens in order. `snapshot` is the version of the data that they show; None follows the latest."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str = Field(min_length=1, max_length=TITLE_LETTERS)
    theme: Theme = Theme.OTHER
    screens: tuple[Screen, ...] = Field(default=(), max_length=SCREENS)
    snapshot: int | None = Field(default=None, ge=1)

    def but(self, **changes: object) -> Self:
        """The same with these fields changed."""
        return type(self).model_validate(dict(self) | changes)

    def with_screen(self, screen: Screen) -> Self:
        """One more screen, at the end. Raises ObservatoryError `dashboard_full`."""
        if len(self.screens) >= SCREENS:
            raise ObservatoryError("dashboard_full", most=SCREENS)
        return self.but(screens=(*self.screens, screen))

    def moved(self, at: int, step: int) -> Self:
        """A screen taken some places further or back, inside the list.

        >>> from observatory.view import View
        >>> one, two = (Screen(view=View(page="tendances", territory=code)) for code in ("38151", "38185"))
        >>> [screen.view.territory for screen in Dashboard(title="x", screens=(one, two)).moved(1, -1).screens]
        ['38185', '38151']
        """
        kept = list(self.screens)
        screen = kept.pop(at)
        kept.insert(min(max(at + step, 0), len(kept)), screen)
        return self.but(screens=tuple(kept))

    def without(self, at: int) -> Self:
        """The others."""
        return self.but(screens=tuple(screen for place, screen in enumerate(self.screens) if place != at))

    def replaced(self, at: int, **changes: object) -> Self:
        """The same with one screen changed."""
        changed = Screen.model_validate(dict(self.screens[at]) | changes)
        return self.but(screens=tuple(changed if place == at else one for place, one in enumerate(self.screens)))
