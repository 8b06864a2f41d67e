"""One screen of a projection, and what commands it from the keyboard, a clicker or the mouse."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from math import ceil
from pathlib import Path
from typing import Any

import streamlit as st

from observatory.answers import territories
from observatory.dashboards.contract import Screen
from observatory.figures import browser, plot
from observatory.figures.chart import Chart
from observatory.figures.shown import figure_of
from observatory.ui import data, figure, search, text
from observatory.ui.addresses import base
from observatory.ui.language import t
from observatory.ui.subject import subject

SECONDS = 20  # that a screen stays, when they follow one another
KEYS = {
    "next": ("ArrowRight", "PageDown", "ArrowDown"),
    "previous": ("ArrowLeft", "PageUp", "ArrowUp"),
    "first": ("Home",),
    "last": ("End",),
    "full": ("f", "F"),
    "black": ("b", "B", "."),
    "ask": ("e", "E", "/"),
    "note": ("n", "N"),
    "auto": ("a", "A"),
    "pause": (" ",),
    "live": ("s", "S"),
    "back": ("Escape", "Backspace"),
}
_PALETTE = "wall_palette"
_WINDOW = "wall_window"
_MOST = 6.0  # times the smallest window: beyond, it is none that a projector has
_FILES = Path(__file__).parent / "components"
_REMOTE = st.components.v2.component(
    "observatory_wall",
    html=(_FILES / "wall.html").read_text(encoding="utf-8"),
    css=(_FILES / "wall.css").read_text(encoding="utf-8"),
    js=(_FILES / "wall.js").read_text(encoding="utf-8"),
)

_SMALLEST = (1024, 720)  # the window that sizes are given for, in pixels; a larger one enlarges all of it alike
_EDGES = 100  # on both sides, and what a line loses where a word is too long for its end
_SIZES = {"wall": 40.0, "wall long": 32.0}  # letters of the sentence, and of one that would take three lines
_SMALL = 24.0
_LEADING = 1.25
_LETTER = 0.48  # mean width of a letter over its height, in a sentence
_ROOM = 72.0  # around and between the lines
_LEAST = 300.0
_COUNT = " · 60 en ligne"  # what components/room.js adds


@dataclass(frozen=True)
class Window:
    """A window in pixels, and how many times larger than the smallest it is."""

    width: float
    height: float
    times: float


@dataclass(frozen=True)
class Place:
    """What the edges of a screen say: the dashboard and its data, which screen of how many; above, how to follow."""

    title: str
    count: str
    above: str = ""


def screen(shown: Screen, *, place: Place, key: str, on: Window) -> None:
    """One figure with its sentence, what it is of, and where it comes from."""
    made = figure_of(replace(subject(), view=shown.view, names=shown.names))
    if made is None or not made.chart.series:
        name = territories.name(data.snapshot(), shown.view.place)
        text.heading(t("Rien à montrer ici pour {name}", name=name), level=1, role="wall", below=shown.title)
        text.lines([t("Passez à l'écran suivant (→), ou demandez une autre commune (E).")], role="wall-note")
        text.between(place.title, place.count, role="wall-foot")
        return
    chart = made.chart
    if place.above:
        text.between(shown.title, place.above, role="wall-title")
    else:
        text.lines([shown.title], role="wall-title")
    text.heading(chart.title, level=1, role=role_of(chart.title, on.width / on.times - _EDGES), below=chart.subtitle)
    _draw(chart, key=key, height=height(chart, shown, on, place.above), on=on)
    text.lines([shown.note], role="wall-note")
    text.lines([chart.source_line], role="wall-source")
    text.between(place.title, place.count, role="wall-foot")


def window() -> Window | None:
    """The window of this session, once its browser has told it."""
    found: Window | None = st.session_state.get(_WINDOW)
    return found


def height(chart: Chart, shown: Screen, on: Window, above: str = "") -> float:
    """Pixels left for the drawing, once the words have the lines that they need."""
    width = on.width / on.times - _EDGES
    size = _SIZES[role_of(chart.title, width)]
    others = (shown.title + (above and above + _COUNT), chart.subtitle, shown.note, chart.source_line)
    small = 1 + sum(_lines(line, _SMALL, width) for line in others)  # and the foot
    words = _LEADING * (_lines(chart.title, size, width) * size + small * _SMALL) + _ROOM
    return max(_LEAST, on.height / on.times - words) * on.times


def role_of(reading: str, width: float) -> str:
    """The style of the sentence: a long one has smaller letters, so that the drawing keeps its room."""
    return "wall" if _lines(reading, _SIZES["wall"], width) <= 2 else "wall long"  # noqa: PLR2004


def _lines(words: str, size: float, width: float) -> int:
    return ceil(len(words) * _LETTER * size / width)


def _draw(chart: Chart, *, key: str, height: float, on: Window) -> None:
    width = on.width - _EDGES * on.times
    st.plotly_chart(
        plot.on_wall(chart, on=figure.ground(), width=width, height=height, times=on.times),
        key=f"wall_{key}",
        theme=None,
        alt=chart.alt,
        config=browser.config(chart, base=base()) | {"displayModeBar": False, "staticPlot": True},
    )


def palette(on_choose: Callable[[], None]) -> None:
    """« Et nous ? »: a commune typed, and it is alone on the wall."""
    with st.container(key="palette"):
        search.box(_PALETTE, name="", label=t("Et nous ?"), hint=t("Votre commune"), on_choose=on_choose)


def chosen() -> str | None:
    """What was chosen in the palette."""
    return search.chosen(_PALETTE)


def remote(*, screens: int, at: int, asked: str, seconds: int, leave: str, can_follow: bool) -> Mapping[str, Any]:
    """The keys and the buttons: what was done since, `moved` to a screen from 1, or `back` from the commune asked."""
    sent = _REMOTE(
        key="wall_remote",
        data={
            "screens": screens,
            "at": at,
            "asked": asked,
            "seconds": seconds,
            "leave": leave,
            "hidden": [] if can_follow else ["live"],
            "keys": {action: list(keys) for action, keys in KEYS.items()},
            "texts": {
                "previous": t("Précédent"),
                "next": t("Suivant"),
                "ask": t("Et nous ?"),
                "note": t("Noter"),
                "auto": t("Défilement"),
                "black": t("Écran noir"),
                "full": t("Plein écran"),
                "live": t("Suivi en direct"),
                "leave": t("Quitter"),
                "bar": t("Commandes de la projection"),
            },
        },
        on_moved_change=_heard,
        on_back_change=_heard,
        on_size_change=_heard,
    )
    return {"moved": sent.moved, "back": sent.back, "resized": _resized(sent.size)}


def _resized(size: object) -> bool:
    """Take the window that the browser told; whether it is another one than before."""
    match size:
        case [int() | float() as width, int() | float() as height] if width > 0 and height > 0:
            times = max(1.0, min(width / _SMALLEST[0], height / _SMALLEST[1], _MOST))
            told = Window(float(width), float(height), round(times, 3))
            changed = told != window()
            st.session_state[_WINDOW] = told
            return changed
        case _:
            return False


def _heard() -> None:
    """Streamlit gives a value only to a component that declares somebody listens."""
