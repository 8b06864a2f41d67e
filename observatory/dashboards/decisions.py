"""What was noted in meetings, as it concerns a dashboard: its own, and that of the same theme and territory."""

import re
from collections.abc import Iterable
from datetime import date

from pydantic import ValidationError

from observatory.dashboards.contract import Dashboard, Screen
from observatory.errors import ObservatoryError
from observatory.figures.shown import FIGURE, named
from observatory.store import Store
from observatory.store import decisions as kept
from observatory.store.decisions import Kept, Noted, Sort
from observatory.view import View
from observatory.wording.language import N_

_DAY = re.compile(r"([0-9]{1,2})[/. ]([0-9]{1,2})[/. ]([0-9]{4})")
Place = tuple[str, ...]
"""Page, figure, territory, indicator and energies of a view."""

SORTS = {Sort.NOTE: N_("Note"), Sort.QUESTION: N_("Question"), Sort.DECISION: N_("Décision")}


def noted(sort: Sort, text: str, due: str = "", **said: object) -> Noted:
    """A note from what was typed.

    Raises ObservatoryError `decision_empty`, `decision_due_unreadable`, `decision_too_long`.

    >>> noted(Sort.DECISION, "écrire aux  communes", "12/6/2027").due
    datetime.date(2027, 6, 12)
    """
    if not text.strip():
        raise ObservatoryError("decision_empty")
    try:
        return Noted.model_validate({"sort": sort, "text": text, "due": _day(due), **said})
    except ValidationError as error:
        raise ObservatoryError("decision_too_long", most=kept.TEXT_LETTERS) from error


def _day(text: str) -> date | None:
    """A day as people write it; None where nothing is written."""
    if not text.strip():
        return None
    found = _DAY.fullmatch(text.strip())
    try:
        return date(*(int(found[part]) for part in (3, 2, 1))) if found else date.fromisoformat(text.strip())
    except ValueError as error:
        raise ObservatoryError("decision_due_unreadable", value=text) from error


def of_screen(dashboard: Dashboard, number: int | None, screen: Screen | None, asked: str = "") -> dict[str, object]:
    """What a note keeps of the screen that it is taken on, for the commune `asked` or not; of none, of the whole."""
    said: dict[str, object] = {"theme": dashboard.theme.value, "dashboard": number, "meeting": dashboard.title}
    if screen is not None:
        view = (screen.of(asked) if asked else screen).view
        said |= {"screen": screen.title, "territory": screen.view.territory, "view": view.model_dump(mode="json")}
    return said


def open_for(store: Store, dashboard: Dashboard, number: int | None) -> tuple[Kept, ...]:
    """What is still open when the dashboard is shown: its own, and what other meetings of its theme and places left."""
    places = {screen.view.territory for screen in dashboard.screens}
    return tuple(
        one
        for one in kept.standing(store)
        if one.is_open
        and (
            (number is not None and one.noted.dashboard == number)
            or (one.noted.theme == dashboard.theme and one.noted.territory in places)
        )
    )


def on_screen(found: Iterable[Kept], screen: Screen) -> tuple[Kept, ...]:
    """Those that were taken on the same figure of the same territory."""
    place = _place(screen.view)
    return tuple(one for one in found if one.noted.view and _place_of(one) == place)


def view_of(one: Kept) -> View | None:
    """The view that it was taken on; None where there is none that can still be read."""
    try:
        view = View.model_validate(one.noted.view)
        named(view)
    except (ValidationError, ObservatoryError):
        return None
    return view


def _place_of(one: Kept) -> Place | None:
    view = view_of(one)
    return None if view is None else _place(view)


def _place(view: View) -> Place:
    """What a figure is of, whatever years or choices it is shown with."""
    energy = view.option("energie") or ",".join(view.carriers)
    return view.page, view.option(FIGURE) or named(view).key, view.territory, view.indicator, energy
